"""The days of a sample year: when annual plans are opened, on which days work begins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.timezone import localdate, make_aware

from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.queries.rows import partial_date
from nscl.work.operations.seats import Seat, Seats
from nscl.work.sample.values import SampleDays

# Work begins after Tết and not so late that nothing of it ends within the year.
_FIRST_DAY, _LAST_START, _LAST_DAY = (2, 20), (12, 5), (12, 31)
# Annual plans are drawn up in the December before, not all on one day.
_OPENED: Final = (12, 5)
_OFFICE_OPENS: Final = time(8, 0)
_WEEKDAYS: Final = 5
# Days off with a fixed date in the solar calendar (Labour Code 45/2019/QH14, article 112).
_HOLIDAYS: Final = frozenset({(4, 30), (5, 1), (9, 2)})


def opened_on(plan: Plan, year: int) -> date:
    """When the year's annual plans were opened: in December before, or when the plan was signed in the year itself.

    The plan's first edition says when; one whose date is left open counts as signed in time.
    """
    usual = date(year - 1, *_OPENED)
    first = PlanEdition.objects.filter(plan=plan).exclude(state=EditionState.DRAFT).order_by("ordinal").first()
    signed = None if first is None else partial_date(first.issued_on)
    if signed is None or signed.earliest >= date(year, *_LAST_START):
        return usual
    return max(usual, signed.earliest)


def days_of(year: int, opened: date, at: datetime) -> SampleDays:
    """The working days on which something may begin once the annual plans are there."""
    first, last = max(date(year, *_FIRST_DAY), opened), date(year, *_LAST_START)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    starts = tuple(day for day in every if day.weekday() < _WEEKDAYS and (day.month, day.day) not in _HOLIDAYS)
    return SampleDays(starts, date(year, *_LAST_DAY), localdate(at))


def held_by(seats: Seats, days: SampleDays) -> SampleDays:
    """The days on which somebody did the agency's work: mergers and successions leave gaps."""
    starts = tuple(day for day in days.starts if isinstance(seats.at(day), Seat))
    return SampleDays(starts, days.last, days.on)


def morning(day: date, at: datetime) -> datetime:
    """A morning at the office, not later than `at`."""
    return min(make_aware(datetime.combine(day, _OFFICE_OPENS)), at)
