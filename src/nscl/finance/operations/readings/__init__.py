"""From what was read of a document to a draft, with what is left to look at."""

from nscl.finance.operations.readings.drafting import Header, draft_reading, pack_with

__all__ = ["Header", "draft_reading", "pack_with"]
