"""Reads of the money of a plan, and of a whole plan as a pack."""
