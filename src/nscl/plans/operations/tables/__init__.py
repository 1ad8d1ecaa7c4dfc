"""One table object for each kind of item: how its record in a pack becomes rows, and what people search it by."""
