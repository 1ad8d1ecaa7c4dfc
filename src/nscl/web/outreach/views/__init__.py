"""Views of outreach."""
