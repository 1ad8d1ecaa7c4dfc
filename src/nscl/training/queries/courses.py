"""The catalogue of courses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed, count_of
from nscl.training.enums import CourseLevel, CourseTopic, QuestionnaireKind
from nscl.training.models import Course, Questionnaire, TrainingClass
from nscl.training.rules.values import CourseValues


class CourseMissing(LookupError):
    """No such course, or none that the viewer may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """A course. test, evaluation: titles of its forms, "" where it has none. classes: how many were opened of it."""

    number: int
    title: str
    topic: CourseTopic
    level: CourseLevel
    hours: Decimal
    audience: str
    description: str
    gives_certificate: bool
    min_attendance_percent: int
    min_test_percent: int | None
    validity_months: int | None
    test_id: int | None
    test: str
    evaluation_id: int | None
    evaluation: str
    unit_id: int
    province: str
    classes: int
    retired_at: datetime | None
    version: int
    is_sample: bool
    may_edit: bool

    @property
    def values(self) -> CourseValues:
        """The course as its form takes it."""
        return CourseValues(
            title=self.title,
            topic=self.topic,
            level=self.level,
            hours=self.hours,
            audience=self.audience,
            description=self.description,
            gives_certificate=self.gives_certificate,
            min_attendance_percent=self.min_attendance_percent,
            min_test_percent=self.min_test_percent,
            validity_months=self.validity_months,
            test_id=self.test_id,
            evaluation_id=self.evaluation_id,
        )


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A test or an evaluation form that a course may use."""

    number: int
    title: str
    kind: QuestionnaireKind


def list_courses(viewer: Viewer, *, unit_ids: Collection[int] | None = None) -> tuple[CourseRow, ...]:
    """The courses of these provinces (None: all) that the viewer may see, by title. One query."""
    rows = _visible(viewer)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return tuple(_row(row, viewer) for row in rows.order_by("folded", "pk"))


def find_course(viewer: Viewer, number: int) -> CourseRow:
    """One course. One query. Raises CourseMissing."""
    row = _visible(viewer).filter(pk=number).first()
    if row is None:
        raise CourseMissing(str(number))
    return _row(row, viewer)


def form_choices(unit_ids: Collection[int]) -> tuple[FormChoice, ...]:
    """The forms in use that ship with the system, and those of these provinces, by title. One query."""
    whose = Q(unit__isnull=True) | Q(unit__in=list(unit_ids))
    rows = Questionnaire.objects.filter(whose, retired_at__isnull=True, replaced_by__isnull=True)
    return tuple(FormChoice(row.pk, row.title, QuestionnaireKind(row.kind)) for row in rows.order_by("title", "pk"))


def _visible(viewer: Viewer) -> QuerySet[Course]:
    units = viewer.units_with(Permission.VIEW_TRAINING)
    rows = Course.objects.select_related("unit", "test", "evaluation").annotate(
        class_count=count_of(TrainingClass.objects.all(), "course")
    )
    return rows if units is None else rows.filter(unit__in=units)


def _row(row: Course, viewer: Viewer) -> CourseRow:
    return CourseRow(
        number=row.pk,
        title=row.title,
        topic=CourseTopic(row.topic),
        level=CourseLevel(row.level),
        hours=row.hours,
        audience=row.audience,
        description=row.description,
        gives_certificate=row.gives_certificate,
        min_attendance_percent=row.min_attendance_percent,
        min_test_percent=row.min_test_percent,
        validity_months=row.validity_months,
        test_id=row.test_id,
        test=row.test.title if row.test else "",
        evaluation_id=row.evaluation_id,
        evaluation=row.evaluation.title if row.evaluation else "",
        unit_id=row.unit_id,
        province=row.unit.name,
        classes=computed(row, "class_count"),
        retired_at=row.retired_at,
        version=row.version,
        is_sample=row.is_sample,
        may_edit=viewer.may(Permission.RUN_CLASSES, row.unit_id),
    )
