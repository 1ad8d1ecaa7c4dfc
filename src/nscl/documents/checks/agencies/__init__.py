"""Agencies: work without one in charge (`leads`), and agencies that are unknown or do not exist then (`standing`)."""
