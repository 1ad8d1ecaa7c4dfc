"""Forms of rounds and submissions."""
