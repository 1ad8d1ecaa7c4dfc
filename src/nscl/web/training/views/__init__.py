"""Pages of training for those who run it."""
