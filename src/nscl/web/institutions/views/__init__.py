"""Views of provinces, communes and agencies."""
