"""The page of one item: all its fields, the lines of the document that it was read from, its history."""
