"""Views of productivity."""
