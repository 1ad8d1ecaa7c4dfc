"""Rules of training: plain functions over values."""
