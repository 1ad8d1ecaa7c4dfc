"""Reads: series, runs, published figures."""
