"""What a class has of its own is changed: its rules, whether it takes names, who runs it and who teaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change
from nscl.training.enums import EnrolmentState, Registration, TrainingKind
from nscl.training.models import ClassStaff, ClassTrainer, Course, Enrolment, TrainingClass
from nscl.training.operations.classes.making import columns
from nscl.training.operations.classes.wording import differences, in_words
from nscl.training.operations.errors import CourseGone, Refused, StateRefused
from nscl.training.operations.opening import OpenedClass, Saved, open_row, record, refuse, refuse_stale
from nscl.training.operations.places import promote
from nscl.training.rules.values import ClassValues, TrainerValues, check_class, check_trainers
from nscl.work.enums import ActivityStatus
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def edit_class(
    *, number: int, version: int | None, values: ClassValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Change what a class has of its own, if it still has the version that the person saw (None: not asked).

    More places let in those who wait (`promoted`). Another course only before anybody was there. Raises ClassGone,
    NotAllowed, CourseGone, Conflict, Refused, StateRefused.
    """
    opened = open_row(number, viewer)
    row = opened.row
    course = Course.objects.filter(pk=values.course_id).first()
    if course is None:
        raise CourseGone(values.course_id)
    values = replace(values, link=values.link.strip(), notice=values.notice.strip())
    then = TrainingClass(**columns(values, course))
    fields = differences(row, then)
    if not fields:
        return Saved(number, row.version, changed=False)
    refuse_stale(row.version, version, TrainingKind.TRAINING_CLASS, number, fields)
    enrolled = Enrolment.objects.filter(training_class=number, state=EnrolmentState.ENROLLED).count()
    refuse(check_class(values, enrolled))
    if course.pk != row.course_id:
        _refuse_other_course(opened)
    with as_stored():
        changes = [Change(one.label, one.theirs, one.mine) for one in differences(row, then)]
    for name, value in columns(values, course).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(opened, "changed", by=by, at=at, changes=changes)
    return Saved(number, row.version, promoted=promote(row))


@transaction.atomic
def set_registration(
    *,
    number: int,
    registration: Registration,
    until: datetime | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Open or close a class to names that people put down themselves. Raises ClassGone, NotAllowed, StateRefused,
    Refused (open until a moment that is past).
    """
    opened = open_row(number, viewer)
    row = opened.row
    if registration is Registration.OPEN:
        if opened.status not in {ActivityStatus.PLANNED, ActivityStatus.RUNNING}:
            raise StateRefused(_("Lớp %(state)s nên không nhận ghi danh được.") % {"state": opened.status.label})
        if until is not None and until <= at:
            message = _("hạn ghi danh đã qua")
            raise Refused([Problem("until", Reason.BACKWARD, message, _("chọn hạn ở phía trước, hoặc để trống"))])
    if (row.registration, row.registration_until) == (registration, until):
        return Saved(number, row.version, changed=False)
    before = Registration(row.registration)
    row.registration, row.registration_until = registration.value, until
    row.version += 1
    row.save(update_fields=["registration", "registration_until", "version"])
    with as_stored():
        changes = [Change("Ghi danh", str(before.label), in_words(registration, until))]
    record(opened, "registration_set", by=by, at=at, changes=changes)
    return Saved(number, row.version)


@transaction.atomic
def add_staff(*, training_class: int, user: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Let a person take the attendance of a class and see the contacts of its people. Raises ClassGone, NotAllowed,
    Refused (no such account, or a locked one). Nothing happens where the person does already.
    """
    opened = open_row(training_class, viewer)
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is None:
        message = _("không có người này, hoặc tài khoản đã khóa")
        raise Refused([Problem("user", Reason.UNKNOWN, message, _("chọn người khác"))])
    _row, is_new = ClassStaff.objects.get_or_create(
        training_class=opened.row, user=person, defaults={"added_at": at, "added_by_id": by.number}
    )
    if is_new:
        record(opened, "staff_added", by=by, at=at, changes=[Change("Người phụ trách lớp", "", person.full_name)])


@transaction.atomic
def remove_staff(*, training_class: int, user: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take that away again. Raises ClassGone, NotAllowed. Nothing happens where the person does not run the class."""
    opened = open_row(training_class, viewer)
    row = ClassStaff.objects.select_related("user").filter(training_class=opened.row, user=user).first()
    if row is not None:
        row.delete()
        changes = [Change("Người phụ trách lớp", row.user.full_name, "")]
        record(opened, "staff_removed", by=by, at=at, changes=changes)


@transaction.atomic
def set_trainers(
    *, training_class: int, trainers: Sequence[TrainerValues], viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Say who teaches: these and no others, in this order. Raises ClassGone, NotAllowed, Refused."""
    opened = open_row(training_class, viewer)
    wanted = [
        TrainerValues(" ".join(one.name.split()), " ".join(one.organisation.split()), one.expert_id) for one in trainers
    ]
    refuse(check_trainers(wanted))
    rows = opened.row.trainers.order_by("position")
    before = [TrainerValues(row.name, row.organisation, row.expert_id) for row in rows]
    if wanted == before:
        return Saved(training_class, opened.row.version, changed=False)
    rows.delete()
    ClassTrainer.objects.bulk_create(
        ClassTrainer(
            training_class=opened.row,
            position=position,
            name=one.name,
            organisation=one.organisation,
            expert_id=one.expert_id,
        )
        for position, one in enumerate(wanted, start=1)
    )
    changes = [Change("Giảng viên", "; ".join(map(_trainer, before)), "; ".join(map(_trainer, wanted)))]
    record(opened, "trainers_set", by=by, at=at, changes=changes)
    return Saved(training_class, opened.row.version)


def _trainer(one: TrainerValues) -> str:
    return f"{one.name} ({one.organisation})" if one.organisation else one.name


def _refuse_other_course(opened: OpenedClass) -> None:
    if opened.is_done or Enrolment.objects.filter(training_class=opened.number, attended__gt=0).exists():
        message = _("lớp đã có điểm danh nên không đổi khóa học được")
        raise Refused([Problem("course_id", Reason.UNFIT, message, _("mở lớp khác cho khóa học đó"))])
