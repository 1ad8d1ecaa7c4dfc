"""Rounds of reports and what agencies report in them, below `/bao-cao/`; the tables that all reports show."""
