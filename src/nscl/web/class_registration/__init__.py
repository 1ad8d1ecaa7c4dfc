"""The public pages of classes: which take names, putting down names, and each participant's own page."""
