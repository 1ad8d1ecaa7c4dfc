"""Reads of reporting: they take the viewer and return typed frozen rows."""
