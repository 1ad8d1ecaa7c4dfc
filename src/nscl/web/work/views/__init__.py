"""Views of the year's work."""
