"""What each page of a run shows, made from its paper tree: the same figures as in the files."""
