"""Reads of what tests and evaluation forms gave."""
