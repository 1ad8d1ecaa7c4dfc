"""Reads about organisations and people. People: who asks is judged by the caller, accounts stand above this package.
Organisations: the viewer is asked (`nscl.organisations.rules.reach.RegistryViewer`)."""

from nscl.organisations.queries.detail import find_organisation, flag_owner, organisation_history, organisation_on
from nscl.organisations.queries.double_organisations import (
    DoublesFound,
    OrganisationDouble,
    OrganisationLikeness,
    OrganisationMergeRow,
    find_likely_same,
    find_organisation_doubles,
    list_organisation_merges,
)
from nscl.organisations.queries.doubles import Double, Likeness, MergeRow, find_doubles, list_merges
from nscl.organisations.queries.facts import RegistryFacts, facts_of, facts_of_many, lineage_members
from nscl.organisations.queries.listing import (
    OrganisationFilter,
    OrganisationSort,
    OrganisationsPage,
    RegistryCounts,
    count_organisations,
    list_organisations_page,
    rows_by_number,
)
from nscl.organisations.queries.organisations import OrganisationChoice, list_organisations, organisation_by_tax_code
from nscl.organisations.queries.people import PersonRow, find_people, people_rows
from nscl.organisations.queries.rows import (
    FiguresRow,
    FlagOwner,
    FlagRow,
    FormerNameRow,
    KinRow,
    MergedRow,
    OrganisationDetail,
    OrganisationLink,
    OrganisationMissing,
    OrganisationOn,
    OrganisationRow,
    SeatRow,
    SizeExplanation,
)
from nscl.organisations.queries.sizes import explain_size, preview_size
from nscl.organisations.queries.tax_codes import TaxCodeAnswer, TaxCodeHolder, check_tax_code

__all__ = [
    "Double",
    "DoublesFound",
    "FiguresRow",
    "FlagOwner",
    "FlagRow",
    "FormerNameRow",
    "KinRow",
    "Likeness",
    "MergeRow",
    "MergedRow",
    "OrganisationChoice",
    "OrganisationDetail",
    "OrganisationDouble",
    "OrganisationFilter",
    "OrganisationLikeness",
    "OrganisationLink",
    "OrganisationMergeRow",
    "OrganisationMissing",
    "OrganisationOn",
    "OrganisationRow",
    "OrganisationSort",
    "OrganisationsPage",
    "PersonRow",
    "RegistryCounts",
    "RegistryFacts",
    "SeatRow",
    "SizeExplanation",
    "TaxCodeAnswer",
    "TaxCodeHolder",
    "check_tax_code",
    "count_organisations",
    "explain_size",
    "facts_of",
    "facts_of_many",
    "find_doubles",
    "find_likely_same",
    "find_organisation",
    "find_organisation_doubles",
    "find_people",
    "flag_owner",
    "lineage_members",
    "list_merges",
    "list_organisation_merges",
    "list_organisations",
    "list_organisations_page",
    "organisation_by_tax_code",
    "organisation_history",
    "organisation_on",
    "people_rows",
    "preview_size",
    "rows_by_number",
]
