"""Where every target stands: what records give for each indicator, what was due, and what that means."""
