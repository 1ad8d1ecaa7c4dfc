"""Acts on the registers of experts, clubs and programmes: keyword-only, atomic, each with its audit event."""
