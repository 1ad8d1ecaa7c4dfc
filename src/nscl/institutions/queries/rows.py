"""Typed rows that pages and other packages get; never ORM objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.enums import Confidence, UnitKind, UnitLevel
from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.institutions.rules import covers, label_of


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An administrative unit with its time; `label` is its name with its kind ("thành phố Huế")."""

    id: int
    level: UnitLevel
    code: str
    name: str
    kind: UnitKind
    label: str
    valid_from: date
    valid_to: date | None
    parent_id: int | None

    def valid(self, on: date) -> bool:
        """Whether it was there on that day."""
        return covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A body with its time. `full_name` also names the province, for where the page does not ("Sở Y tế tỉnh Lạng Sơn").

    A `valid_from` equal to its unit's means no more than that it was there when the unit began.
    """

    id: int
    key: str
    name: str
    full_name: str
    kind: AgencyKind
    unit_id: int | None
    valid_from: date
    valid_to: date | None

    def valid(self, on: date) -> bool:
        """Whether it was there on that day."""
        return covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """A province in the list of a day. `made_of`: the oldest known units that it absorbed; `became`: who holds it now.

    Both are empty where nothing changed. communes: how many on that day; None where the data has none yet.
    """

    unit: UnitRow
    made_of: tuple[UnitRow, ...]
    became: UnitRow | None
    communes: int | None


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A body on a province's page, with all that it took over, oldest first."""

    agency: AgencyRow
    took_over: tuple[AgencyRow, ...]


@dataclass(frozen=True, slots=True)
class ProvinceDetail:
    """A province's page as of a day: `as_of` is the day asked for, or the province's last where it had ended."""

    unit: UnitRow
    as_of: date
    made_of: tuple[UnitRow, ...]
    became: UnitRow | None
    communes: tuple[UnitRow, ...]
    agencies: tuple[AgencyEntry, ...]


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line of the table of successions. `verified` is False where the basis was not read in its text."""

    predecessor: UnitRow
    successor: UnitRow
    on: date
    basis: str
    confidence: Confidence

    @property
    def verified(self) -> bool:
        """Whether the basis was read, or two independent sources agree on it."""
        return self.confidence is Confidence.HIGH


@dataclass(frozen=True, slots=True)
class AgencyLineage:
    """A body, all that went into it and all that it went into, each oldest first."""

    agency: AgencyRow
    predecessors: tuple[AgencyRow, ...]
    successors: tuple[AgencyRow, ...]


def unit_row(unit: AdministrativeUnit) -> UnitRow:
    """The typed row of a stored unit."""
    return UnitRow(
        id=unit.pk,
        level=UnitLevel(unit.level),
        code=unit.code,
        name=unit.name,
        kind=UnitKind(unit.kind),
        label=label_of(unit.kind, unit.name),
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        parent_id=unit.parent_id,
    )


def agency_row(agency: Agency) -> AgencyRow:
    """The typed row of a stored body; load it with its unit (`select_related("unit")`)."""
    return AgencyRow(
        id=agency.pk,
        key=agency.key,
        name=agency.name,
        full_name=full_name(agency.name, label_of(agency.unit.kind, agency.unit.name) if agency.unit else ""),
        kind=AgencyKind(agency.kind),
        unit_id=agency.unit_id,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
    )


def full_name(name: str, unit_label: str) -> str:
    """A body's name with its province's, which some names hold already ("UBND tỉnh Bắc Ninh")."""
    return name if not unit_label or name.endswith(unit_label) else f"{name} {unit_label}"
