"""The catalogue of courses of a province."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.text.folding import fold
from nscl.text.formats import format_number
from nscl.training.enums import CourseLevel, CourseTopic, TrainingKind
from nscl.training.models import Course, Questionnaire
from nscl.training.operations.errors import CourseExists, CourseGone, FieldConflict, StateRefused
from nscl.training.operations.opening import Saved, refuse, refuse_stale
from nscl.training.rules.values import CourseValues, check_course


@transaction.atomic
def add_course(
    *, unit_id: int, values: CourseValues, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> Saved:
    """Put a course into a province's catalogue. Raises NotAllowed, Refused, CourseExists."""
    if viewer is not None:
        viewer.require(Permission.RUN_CLASSES, unit_id)
    values = _cleaned(values)
    refuse(check_course(values))
    _require_new(unit_id, values)
    row = Course.objects.create(
        unit_id=unit_id, created_at=at, created_by_id=by.number, is_sample=is_sample, **_columns(values)
    )
    _record(row, "added", by=by, at=at, changes=[Change("Khóa học", "", row.title)])
    return Saved(row.pk, row.version)


@transaction.atomic
def edit_course(
    *, number: int, version: int | None, values: CourseValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Change a course; classes that were opened keep the rules they began with.

    Raises CourseGone, NotAllowed, Conflict, Refused, CourseExists.
    """
    row = _open(number, viewer)
    values = _cleaned(values)
    then = Course(**_columns(values))
    fields = _differences(row, then)
    if not fields:
        return Saved(number, row.version, changed=False)
    refuse_stale(row.version, version, TrainingKind.COURSE, number, fields)
    refuse(check_course(values))
    _require_new(row.unit_id, values, apart_from=number)
    with as_stored():
        changes = [Change(one.label, one.theirs, one.mine) for one in _differences(row, then)]
    for name, value in _columns(values).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _record(row, "changed", by=by, at=at, changes=changes)
    return Saved(number, row.version)


@transaction.atomic
def retire_course(*, number: int, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Offer a course for no new class; those it had stay. Raises CourseGone, NotAllowed."""
    row = _open(number, viewer)
    if row.retired_at is not None:
        return Saved(number, row.version, changed=False)
    row.retired_at = at
    return _restated(row, "retired", by, at)


@transaction.atomic
def restore_course(*, number: int, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Offer a retired course again. Raises CourseGone, NotAllowed, StateRefused (another has its title by now)."""
    row = _open(number, viewer)
    if row.retired_at is None:
        return Saved(number, row.version, changed=False)
    if Course.objects.filter(unit=row.unit_id, folded=row.folded, retired_at__isnull=True).exists():
        raise StateRefused(_("Đã có khóa học khác cùng tên đang dùng. Hãy dùng khóa học đó."))
    row.retired_at = None
    return _restated(row, "restored", by, at)


def _restated(row: Course, verb: str, by: Actor, at: datetime) -> Saved:
    row.version += 1
    row.save(update_fields=["retired_at", "version"])
    _record(row, verb, by=by, at=at)
    return Saved(row.pk, row.version)


def _open(number: int, viewer: Viewer | None) -> Course:
    row = Course.objects.select_for_update(no_key=True).filter(pk=number).first()
    if row is None:
        raise CourseGone(number)
    if viewer is not None:
        viewer.require(Permission.RUN_CLASSES, row.unit_id)
    return row


def _require_new(unit: int, values: CourseValues, *, apart_from: int = 0) -> None:
    rows = Course.objects.filter(unit=unit, folded=fold(values.title), retired_at__isnull=True)
    other = rows.exclude(pk=apart_from).first()
    if other is not None:
        raise CourseExists(other.pk, other.title)


def _cleaned(values: CourseValues) -> CourseValues:
    return replace(
        values,
        title=" ".join(values.title.split()),
        audience=" ".join(values.audience.split()),
        description=values.description.strip(),
    )


def _columns(values: CourseValues) -> dict[str, Any]:
    return {
        "title": values.title,
        "folded": fold(values.title),
        "topic": values.topic.value,
        "level": values.level.value,
        "hours": values.hours,
        "audience": values.audience,
        "description": values.description,
        "gives_certificate": values.gives_certificate,
        "min_attendance_percent": values.min_attendance_percent,
        "min_test_percent": values.min_test_percent,
        "validity_months": values.validity_months,
        "test_id": values.test_id,
        "evaluation_id": values.evaluation_id,
    }


def _differences(stored: Course, sent: Course) -> tuple[FieldConflict, ...]:
    return tuple(
        FieldConflict(name, label, mine=mine, theirs=theirs)
        for (name, label, mine), (_name, _label, theirs) in zip(_fields(sent), _fields(stored), strict=True)
        if getattr(sent, name) != getattr(stored, name)
    )


def _fields(row: Course) -> list[tuple[str, str, str]]:
    """Every field: its name, what the form calls it, its value in words."""
    return [
        ("title", _("Tên khóa học"), row.title),
        ("topic", _("Lĩnh vực"), str(CourseTopic(row.topic).label)),
        ("level", _("Mức độ"), str(CourseLevel(row.level).label)),
        ("hours", _("Số giờ"), format_number(row.hours)),
        ("audience", _("Đối tượng"), row.audience),
        ("description", _("Nội dung"), row.description),
        ("gives_certificate", _("Cấp chứng nhận"), _("có") if row.gives_certificate else _("không")),
        ("min_attendance_percent", _("Dự ít nhất"), f"{row.min_attendance_percent}%"),
        ("min_test_percent", _("Điểm kiểm tra ít nhất"), _number(row.min_test_percent, "%")),
        ("validity_months", _("Chứng nhận có hạn (tháng)"), _number(row.validity_months)),
        ("test_id", _("Bài kiểm tra"), _form(row.test_id)),
        ("evaluation_id", _("Phiếu đánh giá"), _form(row.evaluation_id)),
    ]


def _number(value: int | None, unit: str = "") -> str:
    return "" if value is None else f"{value}{unit}"


def _form(number: int | None) -> str:
    if number is None:
        return ""
    return str(Questionnaire.objects.filter(pk=number).values_list("title", flat=True).first() or "")


def _record(row: Course, verb: str, *, by: Actor, at: datetime, changes: list[Change] | None = None) -> None:
    subject = Reference(TrainingKind.COURSE, row.pk, row.title)
    record_event(action=f"course.{verb}", by=by, at=at, subject=subject, changes=changes or [])
