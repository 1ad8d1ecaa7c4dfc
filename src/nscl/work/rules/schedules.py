"""When a task of the plan is due, and what an activity drawn from it or copied from last year looks like."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from nscl.documents.pack.enums import ScheduleKind

FEBRUARY, LEAP_DAY = 2, 29
_ELLIPSIS = "…"


class Due(StrEnum):
    """Whether a task is due in a year. OPEN: the plan does not say (no time named, or only on demand)."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def due_in(year: int, kind: ScheduleKind, start: int | None, end: int | None) -> Due:
    """Whether a task with this schedule is due in a year of its plan.

    A pair that stands upside down in the document says nothing certain: OPEN.
    """
    if kind in {ScheduleKind.ON_DEMAND, ScheduleKind.UNSTATED}:
        return Due.OPEN
    if start is not None and end is not None and start > end:
        return Due.OPEN
    if kind is ScheduleKind.SINGLE and end is None:
        end = start
    if kind is not ScheduleKind.ANNUAL and start is None and end is None:
        return Due.OPEN
    return Due.YES if (start or year) <= year <= (end or year) else Due.NO


def shifted(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, FEBRUARY, LEAP_DAY - 1)


def shortened(text: str, length: int) -> str:
    """The text on one line, cut at a word and marked with "…" where it is longer than `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - len(_ELLIPSIS)]
    whole, _space, _rest = cut.rpartition(" ")
    return (whole or cut).rstrip(" ,;:.") + _ELLIPSIS
