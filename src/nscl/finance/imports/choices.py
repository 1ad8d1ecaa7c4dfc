"""What a file of vouchers names and the database numbers: lines of the approved estimate, their sources, agencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nscl.finance.enums import MoneySource
from nscl.finance.rules.ledger import AccountName
from nscl.finance.rules.places import place_of
from nscl.records.spreadsheets.names import Names


@dataclass(frozen=True, slots=True)
class DatedAgency:
    """A body by its name, from a day to a day (None: to this day)."""

    number: int
    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Choices:
    """line_labels: what the template offers, in the order of the estimate. sources: of a line in a year. accounts: the
    number of the account of a line, a year and a source.
    """

    lines: Names
    line_labels: tuple[str, ...]
    sources: Mapping[tuple[int, int], frozenset[MoneySource]]
    accounts: Mapping[tuple[int, int, MoneySource], int]
    agencies: Names
    agency_days: Mapping[int, tuple[date, date | None]]
    agency_labels: tuple[str, ...]
    years: frozenset[int]
    known_days: dict[date, frozenset[int]] = field(default_factory=dict)

    def agencies_on(self, on: date) -> frozenset[int]:
        """The bodies that there are on a day, worked out once a day."""
        if on not in self.known_days:
            self.known_days[on] = frozenset(
                number
                for number, (start, end) in self.agency_days.items()
                if start <= on and (end is None or on <= end)
            )
        return self.known_days[on]


def choices_of(accounts: Iterable[AccountName], agencies: Iterable[DatedAgency]) -> Choices:
    """accounts: of the approved estimate, in its order. A line answers to its label, its number and its title."""
    sources: dict[tuple[int, int], set[MoneySource]] = {}
    lines: dict[int, AccountName] = {}
    numbers: dict[tuple[int, int, MoneySource], int] = {}
    for one in accounts:
        lines.setdefault(one.line_id, one)
        sources.setdefault((one.line_id, one.year), set()).add(one.source)
        if one.number is not None:
            numbers[one.line_id, one.year, one.source] = one.number
    labels = _labels(lines.values())
    names = [(name, one.line_id) for one in lines.values() for name in (one.key, one.title, one.line) if name]
    known = tuple(agencies)
    return Choices(
        lines=Names([*names, *((label, number) for number, label in labels.items())]),
        line_labels=tuple(labels.values()),
        sources={key: frozenset(found) for key, found in sources.items()},
        accounts=numbers,
        agencies=Names((one.name, one.number) for one in known),
        agency_days={one.number: (one.valid_from, one.valid_to) for one in known},
        agency_labels=tuple(sorted({one.name for one in known})),
        years=frozenset(year for _line, year in sources),
    )


def _labels(lines: Iterable[AccountName]) -> dict[int, str]:
    """What the template calls each line: as the screen does, and told apart where two are called the same."""
    rows = list(lines)
    times = Counter(place_of(one.key, one.title) for one in rows)
    return {
        one.line_id: one.line if times[one.line] == 1 else f"{one.line} [{place}]" for place, one in enumerate(rows, 1)
    }
