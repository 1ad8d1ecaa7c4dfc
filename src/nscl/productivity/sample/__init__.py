"""Invented statistics of a province, drawn from a seed."""

from nscl.productivity.sample.statistics import BASE_YEAR, FIRST_YEAR, SOURCE, Drawn, added, draw_province, stated

__all__ = ["BASE_YEAR", "FIRST_YEAR", "SOURCE", "Drawn", "added", "draw_province", "stated"]
