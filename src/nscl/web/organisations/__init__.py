"""Pages of the registry: the organisations that the programme serves, each with what is known of it and since when."""
