"""Many small questions in one: each gives lines of the same columns, and all of them go to the database together.

The first page asks a dozen things of a dozen tables, each answered by a few lines; asked one by one they would cost
more in going to and fro than in reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from django.db.models import BigIntegerField, Case, DateField, F, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer. `arm` says of which question; what the other columns are, the question says."""

    arm: str
    state: str
    number: int
    other: int
    plan: int
    title: str
    name: str
    note: str
    day: date | None
    count: int
    more: int
    place: int
    is_sample: bool


_COLUMNS: Final = tuple(column.name for column in fields(Line))
_TEXTS: Final = frozenset({"arm", "state", "title", "name", "note"})
_DAY: Final = "day"
_SAMPLE: Final = "is_sample"
_PREFIX: Final = "line_"


def asked(arm: str | Combinable, rows: QuerySet[Any], **columns: Combinable | str) -> QuerySet[Any]:
    """A question: its rows, and what of them stands in which column (a field's name, or an expression).

    What is not named is "", 0, or no day. Grouped rows (`values` and an aggregate) may be asked too.
    """
    unknown = columns.keys() - set(_COLUMNS)
    if unknown:
        raise TypeError(f"no such column: {', '.join(sorted(unknown))}")
    given: dict[str, Combinable | str] = {"arm": Value(arm) if isinstance(arm, str) else arm, **columns}
    typed = {f"{_PREFIX}{name}": _typed(name, given.get(name)) for name in _COLUMNS}
    question: QuerySet[Any] = rows.order_by().annotate(**typed).values_list(*typed)
    return question


def read_lines(questions: Iterable[QuerySet[Any]]) -> Mapping[str, list[Line]]:
    """The answers by question, in no order. One query, none where nothing is asked."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    several = [*questions]
    if not several:
        return found
    first, *others = several
    for row in first.union(*others, all=True) if others else first:
        line = Line(**{name: _plain(name, value) for name, value in zip(_COLUMNS, row, strict=True)})
        found[line.arm].append(line)
    return found


def _plain(name: str, value: Any) -> Any:
    """A column's value as `Line` promises it, whatever was null."""
    if name in _TEXTS:
        return value or ""
    if name == _SAMPLE:
        return bool(value)
    return value if name == _DAY else value or 0


def flag(field: str) -> Case:
    """A truth as a number that every database adds up and casts."""
    return Case(When(**{field: True}, then=Value(1)), default=Value(0))


def _typed(name: str, given: Combinable | str | None) -> Cast:
    """The column as one type for all questions, as PostgreSQL asks of a union."""
    source = F(given) if isinstance(given, str) else given
    if name in _TEXTS:
        return Cast(Value("") if source is None else source, TextField())
    if name == _DAY:
        return Cast(Value(None) if source is None else source, DateField())
    return Cast(Value(0) if source is None else source, BigIntegerField())
