"""What people choose by name in a file, and the numbers that the names stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from nscl.work.imports.cells import CellError
from nscl.work.imports.columns import folded
from nscl.work.queries.options import FormOptions


@dataclass(frozen=True, slots=True)
class DatedName:
    """A commune by its name, from a day to a day (None: to this day)."""

    number: int
    name: str
    valid_from: date
    valid_to: date | None


class Names:
    """Names and their numbers; one name may have several."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self._numbers: dict[str, set[int]] = defaultdict(set)
        for name, number in pairs:
            self._numbers[folded(name)].add(number)

    def find(self, text: str, *, among: frozenset[int] | None = None) -> int | None:
        """The number of a name, None for an empty one. among: the only ones that count. Raises CellError."""
        if not text:
            return None
        found = self._numbers.get(folded(text), set())
        if among is not None:
            found = found & among
        if not found:
            raise CellError(
                _("không có “%(name)s” trong danh sách") % {"name": text[:80]}, _("chọn trong danh sách của ô")
            )
        if len(found) > 1:
            raise CellError(
                _("có %(n)s mục tên “%(name)s”") % {"n": len(found), "name": text[:80]},
                _("để trống ô này, nhập xong thì chọn trên trang của hoạt động"),
            )
        return next(iter(found))


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that a file names and the database numbers."""

    tasks: Names
    lines: Names
    sources: Names
    people: Names
    communes: Names
    commune_days: Mapping[int, tuple[date, date | None]]

    known_days: dict[date, frozenset[int]] = field(default_factory=dict)

    def communes_on(self, on: date) -> frozenset[int]:
        """The communes that there are on a day, worked out once a day."""
        if on not in self.known_days:
            self.known_days[on] = frozenset(
                number
                for number, (start, end) in self.commune_days.items()
                if start <= on and (end is None or on <= end)
            )
        return self.known_days[on]


def choices_of(options: FormOptions, communes: Iterable[DatedName]) -> Choices:
    """The names of an annual plan's choices. A task answers to its label, its number and its title."""
    known = tuple(communes)
    tasks = [(name, one.task.number) for one in options.tasks for name in _task_names(one.task.key, one.task.title)]
    return Choices(
        tasks=Names(tasks),
        lines=Names((one.label, one.number) for one in options.lines),
        sources=Names((one.label, one.number) for one in options.sources),
        people=Names((one.label, one.number) for one in options.people),
        communes=Names((one.name, one.number) for one in known),
        commune_days={one.number: (one.valid_from, one.valid_to) for one in known},
    )


def _task_names(key: str, title: str) -> tuple[str, ...]:
    return (f"{key}. {title}", key, title) if key else (title,)
