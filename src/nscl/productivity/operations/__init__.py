"""Writes: series and their vintages, runs."""
