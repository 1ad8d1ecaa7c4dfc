"""What a rehearsal says of one row, flat: as a table shows it, whether it was worked out just now or stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.work.enums import ActivityKind, ActivityStatus, PreviewOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """A row of the file, or one cell of it that is wrong. row: as Excel numbers it.

    cell, heading, message, remedy: of what is wrong; message also why a known row is left out, activity: the number of
    the activity that is there. title and what follows: of a row that makes an activity; vnd: what it took, else takes.
    """

    outcome: PreviewOutcome
    row: int
    cell: str = ""
    heading: str = ""
    message: str = ""
    remedy: str = ""
    activity: int | None = None
    title: str = ""
    kind: ActivityKind | None = None
    starts_on: date | None = None
    status: ActivityStatus | None = None
    vnd: int | None = None
