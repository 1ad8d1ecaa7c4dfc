"""When attendance may be marked, what a class counts, and when it can be closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

# People come before a session begins, and somebody stands at the door with the sheet.
SHEET_OPENS_BEFORE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What decides of a session."""

    number: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False

    @property
    def on(self) -> date:
        """Its day, where the site is."""
        return localdate(self.starts_at)


def may_mark(session: SessionFacts, at: datetime) -> bool:
    """True where the sheet of a session may be filled: from one hour before it begins, and ever after."""
    return not session.is_cancelled and at >= session.starts_at - SHEET_OPENS_BEFORE


def held(sessions: Sequence[SessionFacts], at: datetime) -> tuple[SessionFacts, ...]:
    """The sessions that took place by now: over, and not cancelled."""
    return tuple(one for one in sessions if not one.is_cancelled and one.ends_at <= at)


def days_of(sessions: Sequence[SessionFacts]) -> tuple[date, date] | None:
    """The first and the last day of a class: those of its sessions that are not cancelled; None where it has none."""
    days = sorted(one.on for one in sessions if not one.is_cancelled)
    return (days[0], days[-1]) if days else None
