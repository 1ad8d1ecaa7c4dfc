"""Views of policies."""
