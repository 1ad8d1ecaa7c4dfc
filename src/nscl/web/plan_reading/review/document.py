"""The document beside the review: lines around what is looked at, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.plans.queries.document import split_lines
from nscl.web.plan_reading.review.course import Course, Entry, ListKey
from nscl.web.plans.addresses import line_anchor

# Lines before and after the chosen ones: a document of 300 pages is not sent whole.
LINES_BEFORE: Final = 60
LINES_AFTER: Final = 140


class Fate(StrEnum):
    """What became of a line; the first that holds. Shown by a mark at its edge, and said by the legend."""

    DOUBTFUL = "doubtful"
    UNREAD = "unread"
    READ = "read"
    LEFT = "left"


@dataclass(frozen=True)
class PaneLine:
    """A line on the page. entry: what was read from it, or waits there, None for neither; marked: looked at now."""

    number: int
    text: str
    anchor: str
    fate: Fate
    marked: bool
    entry: Entry | None


@dataclass(frozen=True)
class Pane:
    """Lines `first` to `last` of a document of `total` lines."""

    first: int
    last: int
    total: int
    lines: Sequence[PaneLine]
    marked: tuple[int, int] | None

    @property
    def is_whole(self) -> bool:
        """Whether no line is left out."""
        return self.first == 1 and self.last == self.total


def pane_of(text: str, course: Course) -> Pane:
    """The lines around the chosen entry."""
    lines = split_lines(text)
    chosen = course.chosen
    marked = (chosen.first_line, chosen.last_line or chosen.first_line) if chosen and chosen.first_line else None
    start, end = marked or (1, 1)
    first = max(min(start, len(lines)) - LINES_BEFORE, 1)
    last = min(end + LINES_AFTER, len(lines))
    entries = _entries_by_line(course, first, last)
    shown = [
        _line(number, lines[number - 1], entries.get(number), bool(marked and start <= number <= end))
        for number in range(first, last + 1)
    ]
    return Pane(first, last, len(lines), shown, marked)


def _entries_by_line(course: Course, first: int, last: int) -> dict[int, Entry]:
    """The entry to which each line leads: one that waits before others, a narrow one before a wide one."""
    found: dict[int, Entry] = {}
    for entry in sorted(_all(course), key=_rank):
        for number in range(max(entry.first_line or 0, first), min(entry.last_line or 0, last) + 1):
            found.setdefault(number, entry)
    return found


def _all(course: Course) -> Iterable[Entry]:
    return (entry for key in ListKey for entry in course.lists[key] if entry.first_line is not None)


def _rank(entry: Entry) -> tuple[bool, int]:
    return not entry.is_waiting, (entry.last_line or 0) - (entry.first_line or 0)


def _line(number: int, text: str, entry: Entry | None, marked: bool) -> PaneLine:  # noqa: FBT001
    fate = Fate.LEFT
    if entry is not None:
        fate = Fate.READ
        if entry.is_waiting:
            fate = Fate.DOUBTFUL if entry.passage is None else Fate.UNREAD
    return PaneLine(number, text, line_anchor(number), fate, marked, entry)
