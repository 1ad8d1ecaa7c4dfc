"""What the person has to do: one list of things of every kind, below `/viec-cua-toi/`."""
