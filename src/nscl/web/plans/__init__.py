"""Pages that read plans: the list, the tabs of an edition, the page of each item."""
