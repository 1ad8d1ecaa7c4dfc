"""Rules of the year's work over plain values: no database, no clock. `KIND_RULES` says what a kind may record."""

from nscl.work.rules.kinds import KIND_RULES, KindRule

__all__ = ["KIND_RULES", "KindRule"]
