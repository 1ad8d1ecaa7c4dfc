"""The targets of the whole country, each with the document that sets it: one source for plans and for the roll-up."""

from nscl.documents.national_targets.targets import NationalTarget, national_targets

__all__ = ["NationalTarget", "national_targets"]
