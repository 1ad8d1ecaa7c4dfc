"""Organisations that the programme serves, and the people that it trains."""

from nscl.organisations.models.organisation import TAX_CODE_LENGTHS, Organisation
from nscl.organisations.models.person import DistinctPersons, Person, PersonMerge

__all__ = ["TAX_CODE_LENGTHS", "DistinctPersons", "Organisation", "Person", "PersonMerge"]
