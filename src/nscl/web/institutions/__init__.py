"""Provinces, communes and agencies as of a day, and what became what."""
