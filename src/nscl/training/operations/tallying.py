"""What a class gives to its activity: when it was, whether it is done, whom it trained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from nscl.records.operations import Actor
from nscl.training.operations.opening import OpenedClass, as_training, open_row
from nscl.training.queries.tallies import tallies_of
from nscl.training.rules.attendance import SessionFacts, days_of
from nscl.work.enums import OutputKind
from nscl.work.operations.activities import Tally, tally
from nscl.work.rules.values import Participants, Quantity


@transaction.atomic
def refresh_tally(*, training_class: int, by: Actor, at: datetime, comment: str = "") -> None:
    """Have the activity of a done class say what its attendances are now; nothing where the class is not done.

    For whoever writes attendances: a check-in, a merge of two people. Raises ClassGone.
    """
    opened = open_row(training_class, None)
    if opened.is_done:
        write_tally(opened, done_on=opened.activity.done_on, by=by, at=at, comment=comment)


def write_tally(
    opened: OpenedClass,
    *,
    done_on: date | None,
    by: Actor,
    at: datetime,
    sessions: Sequence[SessionFacts] | None = None,
    comment: str = "",
) -> None:
    """Have the activity say what its class says: its days are those of the sessions, and once it is done whom it
    trained. done_on None: it is not done. Raises Refused, StateRefused.
    """
    written = tally_of(opened, done_on=done_on, at=at, sessions=sessions)
    with as_training():
        tally(number=opened.activity.pk, tally=written, by=by, at=at, comment=comment)
    opened.activity.refresh_from_db(fields=["status", "done_on", "starts_on", "ends_on", "version", "unit", "agency"])


def tally_of(
    opened: OpenedClass, *, done_on: date | None, at: datetime, sessions: Sequence[SessionFacts] | None = None
) -> Tally:
    """What a class says of itself; done_on None: it is not done."""
    known = opened.sessions() if sessions is None else sessions
    days = days_of(known)
    outputs: tuple[Quantity, ...] = ()
    participations: tuple[Participants, ...] = ()
    if done_on is not None:
        found = tallies_of([opened.number]).get(opened.number, ())
        participations = found
        outputs = (Quantity(OutputKind.PEOPLE_TRAINED, Decimal(sum(one.people for one in found))),)
    return Tally(
        has_begun=days is not None and days[0] <= localdate(at),
        done_on=done_on,
        starts_on=days[0] if days else None,
        ends_on=days[1] if days else None,
        outputs=outputs,
        participations=participations,
    )
