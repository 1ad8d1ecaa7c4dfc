"""What hangs on a person in training goes over to the row that is kept, and every count follows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.organisations.models import Person
from nscl.organisations.operations import merge_people
from nscl.records.operations import Actor
from nscl.training.enums import AttendanceSource, AttendanceState, EnrolmentState
from nscl.training.models import Attendance, AttendanceStep, Enrolment, Expert, ExpertCertificate, Result
from nscl.training.operations.registers.experts import index_expert
from nscl.training.operations.tallying import refresh_tally


@transaction.atomic
def merge_participants(*, keep: int, absorb: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Make two rows one person with all their classes; returns how many enrolments moved. `viewer` None: the system.

    In a class where both stand, the enrolment kept is present wherever one of them was; the other's enrolment and its
    marks stay, marked as merged, and count for nothing. The activities of done classes are counted again. Raises
    NotAllowed, MergeRefused.
    """
    _require(keep, absorb, viewer)
    merge_people(keep=keep, absorb=absorb, reason=reason, by=by, at=at)
    own = {row.training_class_id: row for row in _enrolments(keep)}
    moved = _enrolments(absorb)
    for enrolment in moved:
        same = own.get(enrolment.training_class_id)
        if same is None:
            enrolment.person_id = keep
            enrolment.save(update_fields=["person"])
        else:
            _unite(same, enrolment, reason.strip(), by, at)
    _move_expert(keep, absorb, at)
    for training_class in sorted({row.training_class_id for row in moved}):
        refresh_tally(training_class=training_class, by=by, at=at, comment=_("Gộp người học: %s") % reason.strip())
    return len(moved)


def _require(keep: int, absorb: int, viewer: Viewer | None) -> None:
    people = {row.pk: row for row in Person.objects.filter(pk__in=[keep, absorb]).order_by("pk")}
    if viewer is not None:
        for person in people.values():
            viewer.require(Permission.MERGE_PEOPLE, person.unit_id)


def _move_expert(keep: int, absorb: int, at: datetime) -> None:
    """The entry of the register of experts; of two entries one stays, with the certificates of both."""
    entries = {row.person_id: row for row in Expert.objects.filter(person__in=[keep, absorb]).order_by("pk")}
    other, kept = entries.get(absorb), entries.get(keep)
    if other is None:
        return
    if kept is None:
        Expert.objects.filter(pk=other.pk).update(person=keep)
        moved = Expert.objects.select_related("person").get(pk=other.pk)
        # The search finds them by the name that is kept.
        index_expert(moved, moved.fields.order_by("pk").values_list("name", flat=True))
        return
    ExpertCertificate.objects.filter(expert=other).update(expert=kept)
    kept.candidate_since = min(kept.candidate_since, other.candidate_since)
    if kept.trained_on is None:
        kept.trained_on, kept.trained_by = other.trained_on, other.trained_by
        kept.trained_plan_id = other.trained_plan_id
    kept.version += 1
    kept.save()
    # Counted once: what the entry had is the other's now.
    other.trained_on, other.trained_by, other.trained_plan = None, "", None
    if other.retired_at is None:
        other.retired_at, other.retire_reason = at, _("Gộp với %(name)s") % {"name": kept.person.name}
    other.version += 1
    other.save()


def _enrolments(person: int) -> list[Enrolment]:
    rows = Enrolment.objects.filter(person=person).select_for_update(of=("self",), no_key=True)
    return list(rows.order_by("pk"))


def _unite(kept: Enrolment, other: Enrolment, reason: str, by: Actor, at: datetime) -> None:
    """Two enrolments of one person in one class: what the other gave goes to the one that is kept."""
    marks = {row.session_id: row for row in Attendance.objects.filter(enrolment=kept).order_by("pk")}
    for mark in Attendance.objects.filter(enrolment=other).order_by("pk"):
        present = mark.state == AttendanceState.PRESENT
        same = marks.get(mark.session_id)
        if same is None:
            _copy(mark, kept, by, at)
        elif present and same.state != AttendanceState.PRESENT:
            _move(same, AttendanceState.PRESENT, reason, by, at)
        if mark.state != AttendanceState.MERGED:
            _move(mark, AttendanceState.MERGED, reason, by, at)
    if not Result.objects.filter(enrolment=kept).exists():
        Result.objects.filter(enrolment=other).update(enrolment=kept)
    if kept.state in {EnrolmentState.WAITING, EnrolmentState.WITHDRAWN} and other.state == EnrolmentState.ENROLLED:
        kept.state, kept.waiting_since = EnrolmentState.ENROLLED, None
        kept.withdrawn_at, kept.withdrawn_why = None, ""
    kept.evaluated_at = kept.evaluated_at or other.evaluated_at
    kept.version += 1
    # `attended` is the database's own: it was changed under this row by the marks above.
    kept.save(update_fields=["state", "waiting_since", "withdrawn_at", "withdrawn_why", "evaluated_at", "version"])
    other.state, other.waiting_since = EnrolmentState.MERGED, None
    other.withdrawn_at, other.withdrawn_why = None, ""
    other.version += 1
    other.save(update_fields=["state", "waiting_since", "withdrawn_at", "withdrawn_why", "version"])


def _copy(mark: Attendance, kept: Enrolment, by: Actor, at: datetime) -> None:
    Attendance.objects.create(
        session_id=mark.session_id,
        enrolment=kept,
        training_class_id=mark.training_class_id,
        state=mark.state,
        source=AttendanceSource.MERGE,
        marked_at=at,
        marked_by_id=by.number,
    )


def _move(mark: Attendance, state: AttendanceState, reason: str, by: Actor, at: datetime) -> None:
    AttendanceStep.objects.create(
        attendance=mark,
        training_class_id=mark.training_class_id,
        from_state=mark.state,
        to_state=state,
        source=AttendanceSource.MERGE,
        at=at,
        by_id=by.number,
        reason=reason,
    )
    mark.state = state
    mark.save(update_fields=["state"])
