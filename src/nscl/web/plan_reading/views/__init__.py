"""Views of the readings, split by page."""
