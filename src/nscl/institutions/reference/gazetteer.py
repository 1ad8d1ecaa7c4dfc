"""Names and codes of provinces over time, straight from the reference file, for the reader of documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nscl.documents.reading.gazetteer import ProvinceName
from nscl.institutions.enums import UnitLevel
from nscl.institutions.reference.facts import UnitFact
from nscl.institutions.reference.places import read_provinces


class ReferenceGazetteer:
    """`nscl.documents.reading.gazetteer.Gazetteer` over units of the reference data."""

    def __init__(self, units: Iterable[UnitFact]) -> None:
        provinces = [unit for unit in units if unit.level is UnitLevel.PROVINCE]
        self._provinces = tuple(
            ProvinceName(unit.name, unit.code, unit.valid_from, unit.valid_to)
            for unit in sorted(provinces, key=lambda unit: (unit.name, unit.valid_from))
        )

    def provinces(self) -> tuple[ProvinceName, ...]:
        """Every province of all times, by name and first day."""
        return self._provinces


def read_gazetteer(folder: Path) -> ReferenceGazetteer:
    """The gazetteer of `provinces.yaml` in a folder; the communes are not read.

    Raises ReferenceFileError (file, line, remedy), OSError where the file is missing.
    """
    return ReferenceGazetteer(read_provinces(folder / "provinces.yaml").units)
