"""The targets of a plan and what can be counted in them."""

from nscl.documents.reading.targets.reader import read_targets

__all__ = ["read_targets"]
