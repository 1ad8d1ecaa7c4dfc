"""Places in a record: "schedule.start" in a form, `schedule.start` or `measures[2].value` in a refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

# Keys of sources and agencies have hyphens in them, names of fields underscores: a full stop is in neither.
SEPARATOR: Final = "."
_MARKS: Final = re.compile(r"[.\[\]]+")
_BY_YEAR: Final = "by_year"
# Mappings of a record whose cells are chosen one by one; any other list or group is chosen as a whole.
_BY_CELL: Final = frozenset({"total", _BY_YEAR, "grand_total"})
Values = MutableMapping[str | int, Any]


def form_name(path: str) -> str:
    """`by_year[2022].state` → "by_year.2022.state"."""
    return SEPARATOR.join(filter(None, _MARKS.split(path)))


def field_group(path: str) -> str:
    """The part of a record that is taken as one thing where two people differ: "measures", "by_year.2022.state"."""
    name = form_name(path)
    first = name.split(SEPARATOR)[0]
    return name if first in _BY_CELL else first


def value_at(record: object, name: str) -> Any:
    """What a record has at a place; None where there is nothing."""
    value: Any = record
    for step in name.split(SEPARATOR):
        if value is None:
            return None
        if isinstance(value, Mapping):
            value = value.get(int(step)) if step.isdigit() and int(step) in value else value.get(step)
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            value = getattr(value, step, None)
    return value


def put(values: Values, name: str, value: object) -> None:
    """Put a value at its place among nested mappings."""
    inner, last = _way(values, name)
    inner[last] = value


def take(values: Values, name: str) -> None:
    """Remove what stands at a place, if anything does."""
    inner, last = _way(values, name)
    inner.pop(last, None)


def _way(values: Values, name: str) -> tuple[Values, str | int]:
    """The innermost mapping on the way to a place, and the key of the place in it."""
    inner = values
    before = ""
    *way, last = name.split(SEPARATOR)
    for step in way:
        inner = inner.setdefault(_key(before, step), {})
        before = step
    return inner, _key(before, last)


def _key(before: str, step: str) -> str | int:
    return int(step) if before == _BY_YEAR and step.isdigit() else step
