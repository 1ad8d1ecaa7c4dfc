"""Reads of places and bodies: public knowledge that whoever is signed in may see whole, so no viewer is taken."""

from nscl.institutions.queries.agencies import (
    UnknownAgency,
    agencies_by_key,
    agencies_of,
    agency_by_id,
    agency_by_key,
    agency_lineage,
    answered_for_ids,
    holders_of,
)
from nscl.institutions.queries.pages import list_provinces, list_successions, province_detail
from nscl.institutions.queries.rows import (
    AgencyEntry,
    AgencyLineage,
    AgencyRow,
    ProvinceDetail,
    ProvinceRow,
    SuccessionRow,
    UnitRow,
)
from nscl.institutions.queries.units import (
    predecessors_of,
    successor_of,
    territories,
    territories_today,
    territory_ids,
    unit_by_code,
    unit_by_id,
    units_on,
)

__all__ = [
    "AgencyEntry",
    "AgencyLineage",
    "AgencyRow",
    "ProvinceDetail",
    "ProvinceRow",
    "SuccessionRow",
    "UnitRow",
    "UnknownAgency",
    "agencies_by_key",
    "agencies_of",
    "agency_by_id",
    "agency_by_key",
    "agency_lineage",
    "answered_for_ids",
    "holders_of",
    "list_provinces",
    "list_successions",
    "predecessors_of",
    "province_detail",
    "successor_of",
    "territories",
    "territories_today",
    "territory_ids",
    "unit_by_code",
    "unit_by_id",
    "units_on",
]
