"""Views of the public pages of classes."""
