"""A sample year drawn from a seed: plain values, no database. `operations.sample` writes it, every row marked."""
