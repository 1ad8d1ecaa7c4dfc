"""Acts on the year's work: keyword-only, atomic, each with its audit event."""
