"""Whether a report came in time: judged by its first submission, whatever was returned and sent again later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TENTH = Decimal("0.1")


class Timely(StrEnum):
    """How a report stands to its day. NOT_ASKED: another agency reports instead."""

    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    NEVER = "never"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> Promise:
        """In words."""
        return _WORDS[self]


_WORDS = {
    Timely.ON_TIME: _("đúng hạn"),
    Timely.LATE: _("nộp muộn"),
    Timely.WAITING: _("chưa đến hạn"),
    Timely.NEVER: _("quá hạn, chưa nộp"),
    Timely.NOT_ASKED: _("cơ quan kế thừa báo cáo"),
}


def timely(first: date | None, due: date, on: date) -> Timely:
    """How a report stands on a day. first: the day on which it was first submitted, None: it was not yet."""
    if first is not None:
        return Timely.ON_TIME if first <= due else Timely.LATE
    return Timely.WAITING if on <= due else Timely.NEVER


def days_late(first: date | None, due: date, on: date) -> int:
    """By how many days it was late, or is by now; 0 where it is not."""
    return max(0, ((first or on) - due).days)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports were asked, and how they came. late: submitted after their day; never: not at all, the day over;
    waiting: not yet, the day to come.
    """

    on_time: int = 0
    late: int = 0
    never: int = 0
    waiting: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.on_time + other.on_time,
            self.late + other.late,
            self.never + other.never,
            self.waiting + other.waiting,
        )

    @classmethod
    def of(cls, found: Iterable[Timely]) -> Self:
        """Of many reports; those that another agency makes count there."""
        many = list(found)
        return cls(
            many.count(Timely.ON_TIME),
            many.count(Timely.LATE),
            many.count(Timely.NEVER),
            many.count(Timely.WAITING),
        )

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.on_time + self.late + self.never + self.waiting

    @property
    def rate(self) -> Decimal | None:
        """Per cent that came in time, to a tenth, of those that came or should have; None where there is none yet."""
        judged = self.on_time + self.late + self.never
        if not judged:
            return None
        return (Decimal(100 * self.on_time) / judged).quantize(_TENTH, rounding=ROUND_HALF_UP)
