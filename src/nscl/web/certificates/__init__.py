"""Certificates on the screen: those of a class, those of a province, one to print, and the public check."""
