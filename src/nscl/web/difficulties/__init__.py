"""Pages of difficulties (vướng mắc)."""
