"""Views of difficulties."""
