"""What hangs on an organisation in training goes over to the row that is kept of a double, and every count follows."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor
from nscl.training.models import Club, Enrolment, SchoolProgramme
from nscl.training.operations.registers.clubs import index_club
from nscl.training.operations.registers.programmes import index_programme
from nscl.training.operations.tallying import refresh_tally


def move_organisation(*, keep: int, absorb: int, by: Actor, at: datetime) -> None:
    """Enrolments, clubs and programmes of the one become the other's.

    Of two clubs, or two programmes, of one name that are both there, the one of the absorbed row ends: a school has
    one of a name. Classes in which people of both were are counted again: one organisation fewer was reached. No audit
    event of its own: that of the merge, which calls this, is the one.
    """
    shared = _classes(keep) & _classes(absorb)
    Enrolment.objects.filter(organisation=absorb).update(organisation=keep)
    _move_clubs(keep, absorb, localdate(at))
    _move_programmes(keep, absorb, localdate(at))
    for training_class in sorted(shared):
        refresh_tally(training_class=training_class, by=by, at=at, comment=_("Gộp tổ chức trùng"))


def _classes(organisation: int) -> set[int]:
    rows = Enrolment.objects.filter(organisation=organisation, attended__gt=0).order_by("pk")
    return set(rows.values_list("training_class_id", flat=True))


def _move_clubs(keep: int, absorb: int, on: date) -> None:
    own = set(Club.objects.filter(school=keep, closed_on__isnull=True).order_by("pk").values_list("folded", flat=True))
    for club in Club.objects.filter(school=absorb).order_by("pk"):
        if club.closed_on is None and club.folded in own:
            club.closed_on, club.close_reason = max(on, club.founded_on), _reason()
        club.school_id = keep
        club.version += 1
        club.save(update_fields=["school", "closed_on", "close_reason", "version"])
        index_club(club)


def _move_programmes(keep: int, absorb: int, on: date) -> None:
    there = SchoolProgramme.objects.filter(school=keep, ended_on__isnull=True)
    own = set(there.order_by("pk").values_list("folded", flat=True))
    for programme in SchoolProgramme.objects.filter(school=absorb).order_by("pk"):
        if programme.ended_on is None and programme.folded in own:
            programme.ended_on, programme.end_reason = max(on, programme.adopted_on), _reason()
        programme.school_id = keep
        programme.version += 1
        programme.save(update_fields=["school", "ended_on", "end_reason", "version"])
        index_programme(programme)


def _reason() -> str:
    with as_stored():
        return _("Gộp hai dòng của một trường")
