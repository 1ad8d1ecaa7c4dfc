"""The grid: its columns, its HTML, what is sent from it."""
