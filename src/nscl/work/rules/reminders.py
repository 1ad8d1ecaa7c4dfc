"""When somebody is reminded of a date: a week before, a day before, once it is over; late rather than never."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from nscl.work.enums import ReminderKind

WEEK: Final = 7
# What was over longer ago than this when reminders were turned on belongs to the list of duties, not into a letter.
OVERDUE_FOR: Final = timedelta(days=60)
# A report leaves no record here when it is handed in: whoever sent it long ago is not to be asked again for months.
REPORT_OVERDUE_FOR: Final = timedelta(days=14)

# A yearly report that is due in the first quarter is about the year before: a plan that asks then cannot mean the year
# that has just begun, of which nothing is there to report.
LAST_MONTH_OF_YEAR_BEFORE: Final = 3


class ReminderSubject(StrEnum):
    """Of what one is reminded: the values of `Reminder.subject_kind`."""

    ACTIVITY = "activity"
    REPORTING = "reporting"
    DIFFICULTY = "difficulty"
    TRAINING_CLASS = "class"  # a day of a class, for who runs it (`nscl.training`)
    SUPPORT_CASE = "support"  # until when a step of a case of support must be done (`nscl.support`)
    SUBMISSION = "submission"  # an agency's report in a round (`nscl.reporting`)
    ROUND = "round"  # the province's own report of a round (`nscl.reporting`)
    EXPERT_CERTIFICATE = "expert_cert"  # the last day of an expert's certificate, for the officers (`nscl.training`)


def reminder_due(
    due_on: date, on: date, sent: Collection[ReminderKind], *, overdue_for: timedelta = OVERDUE_FOR
) -> ReminderKind | None:
    """The reminder of `due_on` that is to go out `on` this day, given those that went out already; None: none.

    A day on which nothing was sent is made up for on the next ones: the week's reminder goes out until two days before,
    that of the day before also on the day itself. A later reminder stands for the earlier ones, so nobody gets the
    week's on the last day.
    """
    left = (due_on - on).days
    if left > WEEK or on - due_on > overdue_for:
        return None
    if left < 0:
        kind = ReminderKind.OVERDUE
    elif left <= 1:
        kind = ReminderKind.DAY_BEFORE
    else:
        kind = ReminderKind.WEEK_BEFORE
    order = list(ReminderKind)
    return None if any(order.index(one) >= order.index(kind) for one in sent) else kind


def year_reported(due: date) -> int:
    """The year that a yearly report due on this day is about."""
    return due.year - 1 if due.month <= LAST_MONTH_OF_YEAR_BEFORE else due.year


def days_around(month: int, day: int, on: date) -> tuple[date, date]:
    """The last such day of the year before `on`, and the next one, `on` included.

    29 February, and any day that a month lacks, is kept on the month's last day.
    """
    this = _day(on.year, month, day)
    return (_day(on.year - 1, month, day), this) if this >= on else (this, _day(on.year + 1, month, day))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        following = date(year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)
