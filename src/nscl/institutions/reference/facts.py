"""What the reference files say, as frozen rows without a database. A unit is named by level, code and first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.enums import Confidence, UnitKind, UnitLevel
from nscl.institutions.rules import covers, label_of


class ReferenceFileError(ValueError):
    """A reference file cannot be used; says which file and line, what is wrong and how to put it right."""

    def __init__(self, file: Path, line: int, message: str, remedy: str) -> None:
        super().__init__(f"{file.name}:{line}: {message}. Cách sửa: {remedy}.")
        self.file = file
        self.line = line


class UnitRef(NamedTuple):
    """Natural key of a unit."""

    level: UnitLevel
    code: str
    valid_from: date


class AgencyRef(NamedTuple):
    """Natural key of an agency: of a unit, or national (no unit)."""

    unit: UnitRef | None
    key: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit from its first to its last day (None: it still is). `parent`: of a commune, its province then."""

    level: UnitLevel
    code: str
    name: str
    kind: UnitKind
    valid_from: date
    valid_to: date | None
    parent: UnitRef | None = None

    @property
    def ref(self) -> UnitRef:
        """Natural key."""
        return UnitRef(self.level, self.code, self.valid_from)

    @property
    def label(self) -> str:
        """Name with its kind."""
        return label_of(self.kind, self.name)

    def valid(self, on: date) -> bool:
        """Whether it was there on that day."""
        return covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class UnitSuccessionFact:
    """One unit passed into another on the other's first day."""

    predecessor: UnitRef
    successor: UnitRef
    on: date
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AgencyType:
    """A body that a nation has once, or every province (`national` False) or those of `where` have once each.

    name: with {unit} where the province's name belongs in it. `units`: the provinces that have it; None for a national
    body. valid_from None: it was there before the register begins.
    """

    key: str
    name: str
    kind: AgencyKind
    national: bool
    valid_from: date | None
    valid_to: date | None
    units: frozenset[UnitRef]

    def name_in(self, unit: UnitFact | None) -> str:
        """Its name in a province."""
        return self.name.format(unit=unit.label) if unit else self.name


@dataclass(frozen=True, slots=True)
class TypeSuccession:
    """Bodies of one kind handed their work to a body of another from a day on, wherever there are both."""

    predecessors: tuple[str, ...]
    successor: str
    on: date
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """A body of one province, or national, for a time."""

    key: str
    name: str
    kind: AgencyKind
    unit: UnitRef | None
    valid_from: date
    valid_to: date | None

    @property
    def ref(self) -> AgencyRef:
        """Natural key."""
        return AgencyRef(self.unit, self.key, self.valid_from)


@dataclass(frozen=True, slots=True)
class AgencySuccessionFact:
    """One body handed its work to another on a day."""

    predecessor: AgencyRef
    successor: AgencyRef
    on: date
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data on places and bodies. Nothing is known before `starts_on`."""

    starts_on: date
    units: tuple[UnitFact, ...]
    unit_successions: tuple[UnitSuccessionFact, ...]
    agency_types: tuple[AgencyType, ...]
    type_successions: tuple[TypeSuccession, ...]
    agencies: tuple[AgencyFact, ...]
    agency_successions: tuple[AgencySuccessionFact, ...]

    @property
    def provinces(self) -> tuple[UnitFact, ...]:
        """Units of the province level, of all times."""
        return tuple(unit for unit in self.units if unit.level is UnitLevel.PROVINCE)
