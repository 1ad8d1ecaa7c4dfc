"""Provinces, communes and state agencies, each with its time, and what became what."""
