"""Pages of productivity: where it stands, and the runs that computed it."""
