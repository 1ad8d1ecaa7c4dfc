"""Reads about organisations and people. Who asks is judged by the caller: accounts stand above this package."""

from nscl.organisations.queries.doubles import Double, Likeness, MergeRow, find_doubles, list_merges
from nscl.organisations.queries.organisations import OrganisationRow, list_organisations, organisation_by_tax_code
from nscl.organisations.queries.people import PersonRow, find_people, people_rows

__all__ = [
    "Double",
    "Likeness",
    "MergeRow",
    "OrganisationRow",
    "PersonRow",
    "find_doubles",
    "find_people",
    "list_merges",
    "list_organisations",
    "organisation_by_tax_code",
    "people_rows",
]
