"""Pages of support, one module a kind of page."""
