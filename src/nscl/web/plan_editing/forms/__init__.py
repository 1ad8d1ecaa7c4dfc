"""Forms of plan items: the values of each form are those of a record of the pack format."""
