"""The classes of a province and a year, as a list shows them, with what each still needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.training.enums import CourseTopic, EnrolmentState, Registration
from nscl.training.models import Attendance, Enrolment, Session, TrainingClass
from nscl.training.queries.access import visible_classes
from nscl.work.enums import ActivityStatus
from nscl.work.rules.moves import OPEN_STATUSES


class Need(StrEnum):
    """What a class waits for from those who run it."""

    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A line of the list of classes.

    agency: the body of the day; owner: of the annual plan, for whose work permission is asked. sessions: that are not
    cancelled, over: of those. next_at: when the next one begins, None where none is left. unmarked: people whose
    attendance at sessions that are over nobody marked; None for a class that is not open.
    """

    number: int
    activity: int
    title: str
    course_number: int
    course: str
    topic: CourseTopic
    unit_id: int
    agency: str
    owner: int
    status: ActivityStatus
    starts_on: date
    ends_on: date
    done_on: date | None
    place: str
    commune: str
    capacity: int | None
    registration: Registration
    enrolled: int
    waiting: int
    sessions: int
    over: int
    next_at: datetime | None
    unmarked: int | None
    is_sample: bool
    may_run: bool

    @property
    def need(self) -> Need | None:
        """What is to be done now, so that the class can come to its end."""
        if self.status not in OPEN_STATUSES:
            return None
        if not self.sessions:
            return Need.SESSIONS
        if self.unmarked:
            return Need.ATTENDANCE
        return Need.CLOSING if self.over == self.sessions and self.enrolled else None


def list_classes(
    viewer: Viewer,
    *,
    at: datetime,
    unit_ids: Collection[int] | None = None,
    year: int | None = None,
    course: int | None = None,
) -> tuple[ClassRow, ...]:
    """The classes that are asked for (None: all), the latest first. Two queries.

    unit_ids: of the provinces in force when they were (a province with its predecessors).
    """
    rows = visible_classes(viewer)
    if unit_ids is not None:
        rows = rows.filter(activity__unit__in=list(unit_ids))
    if year is not None:
        rows = rows.filter(activity__year=year)
    if course is not None:
        rows = rows.filter(course=course)
    found = list(_loaded(rows, at).order_by("-activity__starts_on", "-pk"))
    marked = _marked([row.pk for row in found if ActivityStatus(row.activity.status) in OPEN_STATUSES], at)
    return tuple(_row(viewer, row, marked) for row in found)


def class_of(viewer: Viewer, activity: int) -> int | None:
    """The number of the class that is the record of an activity; None for none that the viewer may see. One query."""
    return visible_classes(viewer).filter(activity=activity).values_list("pk", flat=True).first()


def _loaded(rows: QuerySet[TrainingClass], at: datetime) -> QuerySet[TrainingClass]:
    live = Session.objects.filter(training_class=OuterRef("pk"), cancelled_at__isnull=True).order_by()
    coming = live.filter(ends_at__gt=at).values("training_class").annotate(first=Min("starts_at")).values("first")
    return rows.select_related(
        "activity__annual_plan", "activity__plan", "activity__agency", "activity__commune", "course"
    ).annotate(
        enrolled=_people(EnrolmentState.ENROLLED),
        waiting=_people(EnrolmentState.WAITING),
        live_sessions=_count(live),
        over_sessions=_count(live.filter(ends_at__lte=at)),
        next_at=Subquery(coming),
    )


def _people(state: EnrolmentState) -> Coalesce:
    return _count(Enrolment.objects.filter(training_class=OuterRef("pk"), state=state).order_by())


def _count(rows: QuerySet[Session] | QuerySet[Enrolment]) -> Coalesce:
    counted = rows.values("training_class").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _marked(numbers: list[int], at: datetime) -> dict[int, int]:
    """Marks of people enrolled at sessions that are over, by class; nothing for a class that is not asked for."""
    rows = Attendance.objects.filter(
        Q(training_class__in=numbers),
        session__cancelled_at__isnull=True,
        session__ends_at__lte=at,
        enrolment__state=EnrolmentState.ENROLLED,
    )
    counted = rows.order_by().values_list("training_class").annotate(n=Count("pk"))
    return dict.fromkeys(numbers, 0) | dict(counted)


def _row(viewer: Viewer, row: TrainingClass, marked: dict[int, int]) -> ClassRow:
    activity = row.activity
    enrolled, over = int(computed(row, "enrolled")), int(computed(row, "over_sessions"))
    marks = marked.get(row.pk)
    return ClassRow(
        number=row.pk,
        activity=activity.pk,
        title=activity.title,
        course_number=row.course_id,
        course=row.course.title,
        topic=CourseTopic(row.course.topic),
        unit_id=activity.unit_id,
        agency=activity.agency.name,
        owner=activity.annual_plan.agency_id,
        status=ActivityStatus(activity.status),
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        done_on=activity.done_on,
        place=activity.place,
        commune=activity.commune.name if activity.commune else "",
        capacity=row.capacity,
        registration=Registration(row.registration),
        enrolled=enrolled,
        waiting=int(computed(row, "waiting")),
        sessions=int(computed(row, "live_sessions")),
        over=over,
        next_at=computed(row, "next_at"),
        unmarked=None if marks is None else max(enrolled * over - marks, 0),
        is_sample=row.is_sample,
        may_run=viewer.may(Permission.RUN_CLASSES, activity.plan.unit_id, activity.annual_plan.agency_id),
    )
