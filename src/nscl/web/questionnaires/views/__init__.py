"""Views of tests and evaluation forms."""
