"""NSCL: a Vietnamese province's productivity-and-quality programme, from the signed plan to the year-end report."""

__version__ = "0.1.0"
