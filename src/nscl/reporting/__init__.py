"""Reporting: rounds, what agencies submit, the province's report, roll-up, a province in a file."""
