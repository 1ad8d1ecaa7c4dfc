"""Communes by what a file calls them: today's and those of before, by name or by code, as today's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries.rows import UnitRow, unit_row
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.records.spreadsheets.cells import CellError, CellValue, text_of
from nscl.records.spreadsheets.columns import folded

_CODE_DIGITS: Final = 5
_PROPOSED: Final = 3
_LIKE_ENOUGH: Final = 60  # of 100, rapidfuzz's WRatio: below it a name has nothing to do with the one typed
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class FoundCommune:
    """A commune of today; called: what the file called it where that is a commune of before, else ""."""

    number: int
    label: str
    called: str


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a name is refused, and what to do."""

    message: str
    remedy: str


class Communes:
    """The communes of a province's territory, those that were and those that are."""

    def __init__(self, units: Iterable[UnitRow], edges: Sequence[tuple[int, int]], on: date) -> None:
        self._rows = {unit.id: unit for unit in units}
        self._edges = edges
        self._on = on
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_code: dict[str, set[int]] = defaultdict(set)
        for unit in self._rows.values():
            self._by_name[folded(unit.name)].add(unit.id)
            self._by_name[folded(unit.label)].add(unit.id)
            self._by_code[unit.code].add(unit.id)
        self._known: dict[str, FoundCommune | _Refusal] = {}

    def find(self, value: CellValue) -> FoundCommune | None:
        """The commune of a cell, None for an empty one. The same few come again in every row.

        A name or code that a commune bears today is that one; else the one that holds the land of what bore it.
        Raises CellError: not known (the nearest names are told), or what bore it became several.
        """
        text = " ".join(text_of(value).split())
        if not text:
            return None
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._resolve(text)
        if isinstance(known, _Refusal):
            raise CellError(known.message, known.remedy)
        return known

    @property
    def today(self) -> list[UnitRow]:
        """Those of today, in order of their codes."""
        return sorted((unit for unit in self._rows.values() if unit.valid(self._on)), key=lambda unit: unit.code)

    def today_of(self, number: int | None) -> int | None:
        """The commune of today that holds the land of a stored one; itself where that is not one, or not known."""
        unit = None if number is None else self._rows.get(number)
        if unit is None or unit.valid(self._on):
            return number
        heirs = self._heirs(unit.id)
        return next(iter(heirs)) if len(heirs) == 1 else number

    def label_of(self, number: int) -> str:
        """A commune with its kind; "" for one outside the province."""
        unit = self._rows.get(number)
        return "" if unit is None else unit.label

    def _resolve(self, text: str) -> FoundCommune | _Refusal:
        # Excel takes the noughts from the front of a code.
        bearers = self._by_code.get(text.zfill(_CODE_DIGITS), set()) if text.isdigit() else self._named(text)
        if not bearers:
            return self._unknown(text)
        now = {number for number in bearers if self._rows[number].valid(self._on)}
        heirs = now or {heir for number in bearers for heir in self._heirs(number)}
        if len(heirs) == 1:
            unit = self._rows[next(iter(heirs))]
            return FoundCommune(unit.id, unit.label, "" if now else text[:_SHOWN])
        if not heirs:
            return self._unknown(text)
        names = self._listed(heirs)
        message = _("“%(name)s” nay có thể là %(names)s") if not now else _("“%(name)s” có thể là %(names)s")
        return _Refusal(message % {"name": text[:_SHOWN], "names": names}, _("ghi mã hoặc tên xã, phường hiện nay"))

    def _named(self, text: str) -> set[int]:
        return self._by_name.get(folded(text), set())

    def _heirs(self, number: int) -> set[int]:
        return {
            heir for heir in reachable(number, self._edges) if heir in self._rows and self._rows[heir].valid(self._on)
        }

    def _listed(self, numbers: Iterable[int]) -> str:
        rows = sorted((self._rows[number] for number in numbers), key=lambda unit: unit.code)
        return ", ".join(f"{unit.label} ({unit.code})" for unit in rows[:_PROPOSED])

    def _unknown(self, text: str) -> _Refusal:
        message = _("không có xã, phường “%(name)s” trong tỉnh") % {"name": text[:_SHOWN]}
        choices = {unit.id: folded(unit.name) for unit in self.today}
        near = process.extract(folded(text), choices, scorer=fuzz.WRatio, limit=_PROPOSED, score_cutoff=_LIKE_ENOUGH)
        names = self._listed(number for _name, _score, number in near)
        if names:
            return _Refusal(message, _("có phải %(names)s? Ghi tên hoặc mã 5 chữ số") % {"names": names})
        return _Refusal(message, _("ghi tên hoặc mã 5 chữ số của xã, phường trong tỉnh"))


def communes_for(unit_id: int, on: date) -> Communes:
    """Communes of the territory of what a province has become by a day, of all times. Two queries."""
    edges = succession_edges()
    backward = [(successor, predecessor) for predecessor, successor in edges]
    territory = frozenset().union(*(reachable(unit, backward) for unit in reachable(unit_id, edges)))
    rows = AdministrativeUnit.objects.filter(parent__in=territory, level=UnitLevel.COMMUNE).order_by("pk")
    return Communes(map(unit_row, rows), edges, on)
