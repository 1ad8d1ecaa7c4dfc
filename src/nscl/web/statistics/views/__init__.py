"""Views of statistical figures."""
