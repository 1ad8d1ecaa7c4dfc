"""Which classes someone may see and run, once for every read and every act of training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.training.enums import ClassMode, CourseLevel, CourseTopic, EnrolmentState, Registration
from nscl.training.models import ClassStaff, Enrolment, Session, TrainingClass
from nscl.training.rules.registration import RegistrationFacts, places_free, takes_names
from nscl.work.enums import ActivityStatus


class ClassMissing(LookupError):
    """No such class, or none that the viewer may see: the two are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassHeader:
    """A class as every page of it needs it.

    agency_id: of the annual plan, for whose work the viewer's permission is asked; agency: the body of the day.
    unit_id: the province of the day; plan_unit_id: the plan's. version: the class's own. may_run: edit it, enrol, take
    attendance; takes_attendance: also those who run it without working for its agency; sees_contacts: the same people.
    """

    number: int
    public_id: str
    activity: int
    activity_version: int
    title: str
    agency_id: int
    agency: str
    unit_id: int
    plan_unit_id: int
    plan_id: int
    plan_slug: str
    annual_plan: int
    year: int
    course_number: int
    course: str
    status: ActivityStatus
    done_on: date | None
    cancel_reason: str
    starts_on: date
    ends_on: date
    place: str
    link: str
    mode: ClassMode
    capacity: int | None
    registration: Registration
    registration_until: datetime | None
    notice: str
    gives_certificate: bool
    min_attendance_percent: int
    min_test_percent: int | None
    validity_months: int | None
    test_id: int | None
    evaluation_id: int | None
    version: int
    is_sample: bool
    may_run: bool
    takes_attendance: bool
    sees_contacts: bool

    def takes_names(self, at: datetime) -> bool:
        """True where people may put down their names themselves at this moment."""
        return takes_names(registration_facts(self), at)


@dataclass(frozen=True, slots=True)
class PublicSession:
    """A session as everybody may know it."""

    starts_at: datetime
    ends_at: datetime
    topic: str
    place: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicClass:
    """A class as everybody may know it: no people, no link. free_places: None, where there is room for all."""

    number: int
    public_id: str
    title: str
    course: str
    topic: CourseTopic
    level: CourseLevel
    hours: Decimal
    audience: str
    description: str
    agency: str
    province: str
    unit_id: int
    plan_unit_id: int
    starts_on: date
    ends_on: date
    place: str
    mode: ClassMode
    status: ActivityStatus
    capacity: int | None
    free_places: int | None
    registration: Registration
    registration_until: datetime | None
    notice: str
    gives_certificate: bool
    is_sample: bool
    sessions: tuple[PublicSession, ...]

    def takes_names(self, at: datetime) -> bool:
        """True where people may put down their names themselves at this moment."""
        return takes_names(registration_facts(self), at)


def visible_classes(viewer: Viewer) -> QuerySet[TrainingClass]:
    """The classes that the viewer may see, unordered: of the provinces where they see training, and those they run."""
    units = viewer.units_with(Permission.VIEW_TRAINING)
    staff = Exists(ClassStaff.objects.filter(training_class=OuterRef("pk"), user=viewer.number))
    rows = TrainingClass.objects.annotate(is_staff=staff)
    if units is None:
        return rows
    return rows.filter(Q(activity__plan__unit__in=units) | Q(is_staff=True))


def find_class(viewer: Viewer, number: int) -> ClassHeader:
    """A class that the viewer may see. One query. Raises ClassMissing."""
    rows = visible_classes(viewer).select_related(
        "activity__annual_plan", "activity__plan", "activity__agency", "course"
    )
    row = rows.filter(pk=number).first()
    if row is None:
        raise ClassMissing(str(number))
    return header_of(row, viewer, is_staff=bool(computed(row, "is_staff")))


def header_of(row: TrainingClass, viewer: Viewer, *, is_staff: bool) -> ClassHeader:
    """The header of a loaded class (with its activity, that one's annual plan, plan and agency, and its course)."""
    activity = row.activity
    may_run = viewer.may(Permission.RUN_CLASSES, activity.plan.unit_id, activity.annual_plan.agency_id)
    return ClassHeader(
        number=row.pk,
        public_id=row.public_id,
        activity=activity.pk,
        activity_version=activity.version,
        title=activity.title,
        agency_id=activity.annual_plan.agency_id,
        agency=activity.agency.name,
        unit_id=activity.unit_id,
        plan_unit_id=activity.plan.unit_id,
        plan_id=activity.plan_id,
        plan_slug=activity.plan.slug,
        annual_plan=activity.annual_plan_id,
        year=activity.year,
        course_number=row.course_id,
        course=row.course.title,
        status=ActivityStatus(activity.status),
        done_on=activity.done_on,
        cancel_reason=activity.cancel_reason,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        place=activity.place,
        link=row.link,
        mode=ClassMode(row.mode),
        capacity=row.capacity,
        registration=Registration(row.registration),
        registration_until=row.registration_until,
        notice=row.notice,
        gives_certificate=row.gives_certificate,
        min_attendance_percent=row.min_attendance_percent,
        min_test_percent=row.min_test_percent,
        validity_months=row.validity_months,
        test_id=row.test_id,
        evaluation_id=row.evaluation_id,
        version=row.version,
        is_sample=row.is_sample,
        may_run=may_run,
        takes_attendance=may_run or is_staff,
        sees_contacts=may_run or is_staff,
    )


def find_public_class(public_id: str) -> PublicClass:
    """A class that was once opened to the public, by its public address. Three queries. Raises ClassMissing."""
    row = _public_rows().filter(public_id=public_id).first()
    if row is None:
        raise ClassMissing(public_id)
    sessions = Session.objects.filter(training_class=row.pk).order_by("starts_at")
    return public_class_of(row, tuple(_public_session(one) for one in sessions))


def list_public_classes(at: datetime) -> tuple[PublicClass, ...]:
    """The classes that take names now, the next to begin first; without their sessions. One query."""
    rows = _public_rows().filter(registration=Registration.OPEN).order_by("activity__starts_on", "pk")
    found = (public_class_of(row, ()) for row in rows)
    return tuple(one for one in found if one.takes_names(at))


def registration_facts(one: ClassHeader | PublicClass) -> RegistrationFacts:
    """What decides whether a class takes names."""
    return RegistrationFacts(one.registration, one.registration_until, one.status, one.ends_on)


def _public_rows() -> QuerySet[TrainingClass]:
    enrolled = (
        Enrolment.objects.filter(training_class=OuterRef("pk"), state=EnrolmentState.ENROLLED)
        .order_by()
        .values("training_class")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = TrainingClass.objects.exclude(registration=Registration.NOT_OPEN)
    return rows.select_related("activity__agency", "activity__plan", "activity__unit", "course").annotate(
        enrolled=Coalesce(Subquery(enrolled, output_field=IntegerField()), 0)
    )


def public_class_of(row: Any, sessions: tuple[PublicSession, ...]) -> PublicClass:
    """What of a loaded class (`_public_rows`) everybody may know."""
    activity, course = row.activity, row.course
    return PublicClass(
        number=row.pk,
        public_id=row.public_id,
        title=activity.title,
        course=course.title,
        topic=CourseTopic(course.topic),
        level=CourseLevel(course.level),
        hours=course.hours,
        audience=course.audience,
        description=course.description,
        agency=activity.agency.name,
        province=activity.unit.name,
        unit_id=activity.unit_id,
        plan_unit_id=activity.plan.unit_id,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        place=activity.place,
        mode=ClassMode(row.mode),
        status=ActivityStatus(activity.status),
        capacity=row.capacity,
        free_places=places_free(row.capacity, computed(row, "enrolled")),
        registration=Registration(row.registration),
        registration_until=row.registration_until,
        notice=row.notice,
        gives_certificate=row.gives_certificate,
        is_sample=row.is_sample,
        sessions=sessions,
    )


def _public_session(row: Session) -> PublicSession:
    return PublicSession(row.starts_at, row.ends_at, row.topic, row.place, row.cancelled_at is not None)
