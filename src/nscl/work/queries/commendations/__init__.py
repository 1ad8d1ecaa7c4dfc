"""Reads of commendations."""

from nscl.work.queries.commendations.lists import (
    CommendationNotFound,
    CommendationRow,
    OrganisationChoice,
    get_commendation,
    list_commendations,
    organisations_of,
)

__all__ = [
    "CommendationNotFound",
    "CommendationRow",
    "OrganisationChoice",
    "get_commendation",
    "list_commendations",
    "organisations_of",
]
