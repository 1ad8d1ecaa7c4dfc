"""The page of a measure: where it stands, its chart, the records behind it, its parts, what was stated of it."""
