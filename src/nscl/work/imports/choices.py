"""What people choose by name in a file, and the numbers that the names stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nscl.records.spreadsheets.names import Names
from nscl.work.queries.options import FormOptions


@dataclass(frozen=True, slots=True)
class DatedName:
    """A commune by its name, from a day to a day (None: to this day)."""

    number: int
    name: str
    valid_from: date
    valid_to: date | None


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
