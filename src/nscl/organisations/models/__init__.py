"""Organisations that the programme serves, and the people that it trains."""

from nscl.organisations.models.facts import OCOP_STARS, OrganisationFigures, OrganisationFlag
from nscl.organisations.models.imports import (
    ImportedOrganisation,
    OrganisationImport,
    OrganisationImportPreview,
    OrganisationImportRun,
)
from nscl.organisations.models.kinship import DistinctOrganisations, OrganisationMerge, OrganisationSuccession
from nscl.organisations.models.organisation import TAX_CODE_LENGTHS, FormerName, Organisation, OrganisationSeat
from nscl.organisations.models.person import DistinctPersons, Person, PersonMerge

__all__ = [
    "OCOP_STARS",
    "TAX_CODE_LENGTHS",
    "DistinctOrganisations",
    "DistinctPersons",
    "FormerName",
    "ImportedOrganisation",
    "Organisation",
    "OrganisationFigures",
    "OrganisationFlag",
    "OrganisationImport",
    "OrganisationImportPreview",
    "OrganisationImportRun",
    "OrganisationMerge",
    "OrganisationSeat",
    "OrganisationSuccession",
    "Person",
    "PersonMerge",
]
