"""Reads about organisations and people. Who asks is judged by the caller: accounts stand above this package."""

from nscl.organisations.queries.doubles import Double, Likeness, find_doubles
from nscl.organisations.queries.organisations import OrganisationRow, list_organisations, organisation_by_tax_code
from nscl.organisations.queries.people import PersonRow, find_people, person_row

__all__ = [
    "Double",
    "Likeness",
    "OrganisationRow",
    "PersonRow",
    "find_doubles",
    "find_people",
    "list_organisations",
    "organisation_by_tax_code",
    "person_row",
]
