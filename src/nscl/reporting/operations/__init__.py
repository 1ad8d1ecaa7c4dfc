"""Writes of reporting: keyword-only, `by` and `at` passed in, atomic, exactly one audit event."""
