"""Views of rounds and submissions."""
