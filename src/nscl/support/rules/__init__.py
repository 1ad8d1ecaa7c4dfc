"""Rules of support over plain values."""
