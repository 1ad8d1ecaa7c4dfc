"""Reference data read from `data/reference`, strictly and without a database."""

from __future__ import annotations

from pathlib import Path

from nscl.institutions.reference.bodies import read_agencies
from nscl.institutions.reference.facts import (
    AgencyFact,
    AgencyRef,
    AgencySuccessionFact,
    AgencyType,
    Reference,
    ReferenceFileError,
    UnitFact,
    UnitRef,
    UnitSuccessionFact,
)
from nscl.institutions.reference.gazetteer import ReferenceGazetteer, read_gazetteer
from nscl.institutions.reference.lineage import establish, succeed
from nscl.institutions.reference.places import read_communes, read_provinces
from nscl.institutions.reference.register import ReferenceRegister

__all__ = [
    "AgencyFact",
    "AgencyRef",
    "AgencySuccessionFact",
    "AgencyType",
    "Reference",
    "ReferenceFileError",
    "ReferenceGazetteer",
    "ReferenceRegister",
    "UnitFact",
    "UnitRef",
    "UnitSuccessionFact",
    "read_gazetteer",
    "read_reference",
]


def read_reference(folder: Path) -> Reference:
    """Read `provinces.yaml`, `communes.csv` and `agencies.yaml` of a folder.

    Raises ReferenceFileError (file, line, remedy) for the first thing that is wrong, OSError where a file is missing.
    """
    provinces = read_provinces(folder / "provinces.yaml")
    communes = read_communes(folder / "communes.csv", provinces.units)
    bodies = read_agencies(folder / "agencies.yaml", provinces.units)
    agencies = establish(bodies.types, provinces.units, provinces.starts_on)
    return Reference(
        starts_on=provinces.starts_on,
        units=(*provinces.units, *communes.units),
        unit_successions=(*provinces.successions, *communes.successions),
        agency_types=bodies.types,
        type_successions=bodies.successions,
        agencies=agencies,
        agency_successions=succeed(agencies, bodies.successions, provinces.successions),
    )
