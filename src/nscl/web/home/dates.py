"""The next days on which someone owes a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nscl.plans.queries.duties import ReportingRow
from nscl.plans.queries.editions import EditionRow


@dataclass(frozen=True)
class DueDate:
    """A report owed: when next, by whom, to whom, under which plan."""

    on: date
    senders: tuple[str, ...]
    sender_numbers: frozenset[int]
    recipient: str
    plan: EditionRow
    duty: ReportingRow

    def days_from(self, today: date) -> int:
        """Days left."""
        return (self.on - today).days


def next_on(month: int, day: int, today: date) -> date:
    """The next such day of the year, today included; 29 February is kept on the last of February of other years."""
    for year in (today.year, today.year + 1):
        try:
            on = date(year, month, day)
        except ValueError:
            on = date(year, month + 1, 1) - timedelta(days=1)
        if on >= today:
            return on
    raise AssertionError("one of two years holds the day")


def due_dates(plan: EditionRow, duties: Iterable[ReportingRow], today: date) -> list[DueDate]:
    """The next day of every duty of a plan that names a day, while the plan runs (its last report included)."""
    return [
        DueDate(
            on=on,
            senders=tuple(sender.name for sender in duty.senders),
            sender_numbers=frozenset(sender.number for sender in duty.senders),
            recipient=duty.recipient.name,
            plan=plan,
            duty=duty,
        )
        for duty in duties
        if duty.due_month is not None
        and duty.due_day is not None
        and (on := next_on(duty.due_month, duty.due_day, today)).year <= plan.period_end
    ]
