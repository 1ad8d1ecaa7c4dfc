"""The provinces whose figures make up one province: those that it merely continues, and those that merged into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nscl.institutions.queries import UnitRow, provinces_among
from nscl.institutions.queries.units import succession_edges


@dataclass(frozen=True, slots=True)
class Place:
    """A province with all that only changed its name or kind, as one; `unit_id` and `unit` are of the latest.

    parts: the places that merged into it, on `merged_on`; ends: its last year, None where it is there still.
    names: all that it was ever called, with and without its kind.
    """

    unit_id: int
    unit: UnitRow
    parts: tuple[int, ...]
    merged_on: date | None
    ends: int | None
    names: tuple[str, ...]

    @property
    def begins(self) -> int | None:
        """The year of the merger that made it, None for none."""
        return None if self.merged_on is None else self.merged_on.year

    @property
    def words(self) -> str:
        """The province's name, with its time where a merger made or ended it: most new ones bear the name of an old."""
        if self.unit.valid_to is not None and self.ends is not None:
            return _("%(name)s (đến %(day)s)") % {"name": self.unit.label, "day": f"{self.unit.valid_to:%d/%m/%Y}"}
        if self.merged_on is not None:
            return _("%(name)s (từ %(day)s)") % {"name": self.unit.label, "day": f"{self.merged_on:%d/%m/%Y}"}
        return self.unit.label

    @property
    def area(self) -> str:
        """The province in the code list of our SDMX files: VN and its code, and its last day where it has merged away.

        A code alone is not enough: 24 was Bắc Giang's and is Bắc Ninh's.
        """
        code = f"VN{self.unit.code}"
        return code if self.unit.valid_to is None or self.ends is None else f"{code}_{self.unit.valid_to:%Y%m%d}"


@dataclass(frozen=True, slots=True)
class Territory:
    """places by the number of their latest unit; canonical: of every unit's number, that of its place."""

    places: Mapping[int, Place]
    canonical: Mapping[int, int]

    def place(self, unit_id: int) -> Place:
        """The place of a unit."""
        return self.places[self.canonical[unit_id]]

    def within(self, unit_id: int) -> tuple[Place, ...]:
        """The place of a unit and all that merged into it, directly and through others: the latest first."""
        own = self.place(unit_id)
        return (own, *(one for part in own.parts for one in self.within(part)))

    def above(self, unit_id: int) -> tuple[int, ...]:
        """The places that hold a place's land later, the next first."""
        found: list[int] = []
        wanted = self.canonical[unit_id]
        while (later := next((n for n, one in self.places.items() if wanted in one.parts), None)) is not None:
            found.append(later)
            wanted = later
        return tuple(found)


def territories_of(unit_ids: Collection[int] | None) -> Territory:
    """The places of provinces (None: of all) with what merged into them, what they became and what that is made of.

    Two queries.
    """
    units = {unit.id: unit for unit in provinces_among(None)}
    edges = [(a, b) for a, b in succession_edges() if a in units and b in units]
    heirs: dict[int, list[int]] = defaultdict(list)
    forerunners: dict[int, list[int]] = defaultdict(list)
    for earlier, later in edges:
        heirs[earlier].append(later)
        forerunners[later].append(earlier)
    continued = {a: b for a, b in edges if len(heirs[a]) == 1 and len(forerunners[b]) == 1}
    canonical = {number: _end(number, continued) for number in units}
    places = _places(units, canonical, forerunners, heirs)
    if unit_ids is None:
        return Territory(places, canonical)
    whole = Territory(places, canonical)
    asked = [number for number in unit_ids if number in canonical]
    heads = [*asked, *(above for number in asked for above in whole.above(number))]
    kept = {one.unit_id for number in heads for one in whole.within(number)}
    return Territory(
        {number: place for number, place in places.items() if number in kept},
        {number: place for number, place in canonical.items() if place in kept},
    )


def _end(number: int, continued: Mapping[int, int]) -> int:
    while number in continued:
        number = continued[number]
    return number


def _places(
    units: Mapping[int, UnitRow],
    canonical: Mapping[int, int],
    forerunners: Mapping[int, list[int]],
    heirs: Mapping[int, list[int]],
) -> dict[int, Place]:
    members: dict[int, list[int]] = defaultdict(list)
    for number, place in canonical.items():
        members[place].append(number)
    places = {}
    for place, numbers in members.items():
        first = min(numbers, key=lambda number: units[number].valid_from)
        parts = tuple(sorted({canonical[number] for number in forerunners.get(first, ())}))
        last = units[place]
        ends = last.valid_to.year if last.valid_to is not None and heirs.get(place) else None
        merged_on = units[first].valid_from if parts else None
        names = tuple(name for number in sorted(numbers) for name in (units[number].label, units[number].name))
        places[place] = Place(place, last, parts, merged_on, ends, names)
    return places
