"""Which item of a plan a doubt of the reader is about.

A doubt names its item as findings do: the list, in brackets the item's key or its place from 1, then the field
(`tasks[II.3].lead`, `legal_basis[2].date`, `budget.stated[1]`, `plan.issued_on`). Where the name leads to no item, the
lines do: the item of that list that has most of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nscl.documents.pack.schema import PlanPack, Record
from nscl.documents.pack.values import Span
from nscl.finance.operations.registry import EDITABLES
from nscl.plans.enums import ItemKind
from nscl.plans.operations.tables.base import AnyEditable

# Measures and outputs belong to a target and a task, the grand total and the years to the frame of the budget.
_STEP = re.compile(r"^(?P<list>[a-z_]+(?:\.[a-z_]+)?)\[(?P<key>[^\]]*)\](?:\.(?P<path>.*))?$")
_FRAME = "budget"
_HEADER = "plan"


@dataclass(frozen=True)
class Subject:
    """The place of an item among its kind, from 0, and the field within it ("" for the whole)."""

    table: AnyEditable
    place: int
    path: str


class Subjects:
    """Finds items of one pack by what doubts call them."""

    def __init__(self, pack: PlanPack) -> None:
        self._tables = {".".join(table.path): table for table in EDITABLES if table.kind is not ItemKind.FINDING}
        self._records: dict[ItemKind, Sequence[Record]] = {
            table.kind: table.records(pack) for table in self._tables.values()
        }
        self._places: Mapping[ItemKind, dict[str, int]] = {
            kind: _keys(self._tables_of(kind), records) for kind, records in self._records.items()
        }

    def find(self, subject: str, at: Span | None) -> Subject | None:
        """The item that a doubt is about; None where it is about none that was kept."""
        step = _STEP.match(subject)
        if step is not None and (table := self._tables.get(step["list"])) is not None:
            place = self._by_name(table, step["key"], at)
            return None if place is None else Subject(table, place, step["path"] or "")
        if subject in self._tables and subject not in {_HEADER, _FRAME}:
            # The list as a whole: the doubt is about something that was left out of it.
            return None
        first, _dot, path = subject.partition(".")
        if first in {_HEADER, _FRAME} and self._records[self._tables[first].kind]:
            return Subject(self._tables[first], 0, path)
        return None

    def _by_name(self, table: AnyEditable, key: str, at: Span | None) -> int | None:
        records = self._records[table.kind]
        known = self._places[table.kind].get(key)
        if known is not None:
            return known
        if key.isascii() and key.isdigit() and 1 <= int(key) <= len(records):
            return int(key) - 1
        if at is None:
            return None
        common = [(_common(getattr(record, "at", None), at), -place) for place, record in enumerate(records)]
        lines, place = max(common, default=(0, 0))
        return -place if lines > 0 else None

    def _tables_of(self, kind: ItemKind) -> AnyEditable:
        return next(table for table in self._tables.values() if table.kind is kind)


def _keys(table: AnyEditable, records: Sequence[Record]) -> dict[str, int]:
    """Key → place of the items that carry a key; of two with one key, the first."""
    places: dict[str, int] = {}
    for place, record in enumerate(records):
        places.setdefault(table.key(record), place)
    places.pop("", None)
    return places


def _common(one: Span | None, other: Span) -> int:
    return 0 if one is None else min(one.last, other.last) - max(one.first, other.first) + 1
