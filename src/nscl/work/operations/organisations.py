"""What hangs on an organisation in the year's work goes over to the row that is kept of a double."""

from __future__ import annotations

from datetime import datetime

from nscl.records.operations import Actor
from nscl.work.models import Commendation


def move_organisation(*, keep: int, absorb: int, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Commendations of the one become the other's: two of one year stay two, each with its own decision.

    No audit event: that of the merge, which calls this, is the one.
    """
    Commendation.objects.filter(organisation=absorb).update(organisation=keep)
