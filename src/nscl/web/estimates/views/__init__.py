"""Views of estimates."""
