"""Reads of support."""
