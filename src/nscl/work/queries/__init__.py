"""Reads of the year's work, within what the viewer may see; typed rows, never ORM objects."""
