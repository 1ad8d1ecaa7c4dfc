"""Acts on training: keyword-only, atomic, each with its audit event."""
