"""Figures of reports: collected live, or as they were sealed."""

from nscl.reporting.queries.figures.collecting import (
    AGENCY_TABLES,
    PROVINCE_TABLES,
    collect_agency,
    collect_province,
)
from nscl.reporting.queries.figures.measures import without_estimate
from nscl.reporting.queries.figures.scoping import ScopeNotFound, scope_of, scope_of_plan
from nscl.reporting.queries.figures.stored import (
    SetHead,
    SetNotFound,
    behind_row,
    newest_set,
    sets_of,
    stored_figures,
)

__all__ = [
    "AGENCY_TABLES",
    "PROVINCE_TABLES",
    "ScopeNotFound",
    "SetHead",
    "SetNotFound",
    "behind_row",
    "collect_agency",
    "collect_province",
    "newest_set",
    "scope_of",
    "scope_of_plan",
    "sets_of",
    "stored_figures",
    "without_estimate",
]
