"""Organisations that the programme serves, and the people that it trains."""

from nscl.organisations.models.facts import OrganisationFigures, OrganisationFlag
from nscl.organisations.models.kinship import DistinctOrganisations, OrganisationMerge, OrganisationSuccession
from nscl.organisations.models.organisation import TAX_CODE_LENGTHS, FormerName, Organisation, OrganisationSeat
from nscl.organisations.models.person import DistinctPersons, Person, PersonMerge

__all__ = [
    "TAX_CODE_LENGTHS",
    "DistinctOrganisations",
    "DistinctPersons",
    "FormerName",
    "Organisation",
    "OrganisationFigures",
    "OrganisationFlag",
    "OrganisationMerge",
    "OrganisationSeat",
    "OrganisationSuccession",
    "Person",
    "PersonMerge",
]
