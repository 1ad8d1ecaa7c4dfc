"""Views of commendations."""
