"""Views of self check-in."""
