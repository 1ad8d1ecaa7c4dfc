"""Reads of a plan, split by noun. Every function takes the viewer, save those of `pack`, which serve operations."""
