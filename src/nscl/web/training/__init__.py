"""Classes as the people who run them see them."""
