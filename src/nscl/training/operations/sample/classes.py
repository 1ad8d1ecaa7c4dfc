"""Writing the classes of a sample year: many rows at once, every one of a sample."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, make_aware

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation, Person
from nscl.plans.models import Plan
from nscl.records.inserting import insert_rows, insert_values
from nscl.records.operations import Actor
from nscl.text.folding import fold
from nscl.training.enums import AttendanceSource, EnrolmentSource, EnrolmentState, Registration
from nscl.training.models import Attendance, ClassTrainer, Course, Enrolment, Session, TrainingClass
from nscl.training.models.courses import KEY_LENGTH, PUBLIC_ID_LENGTH
from nscl.training.models.enrolments import CODE_LENGTH
from nscl.training.operations.classes.making import columns
from nscl.training.operations.opening import OpenedClass
from nscl.training.operations.tallying import tally_of
from nscl.training.rules.kinds import participant_kind
from nscl.training.rules.registration import place_for
from nscl.training.rules.values import ClassValues
from nscl.training.sample.classes import COURSES, DrawnClass, Way, draw_class, way_of
from nscl.training.sample.people import DrawnPerson, draw_people, organisations
from nscl.work.enums import ActivityKind, ActivityStatus, AnnualPlanState
from nscl.work.models import Activity
from nscl.work.operations.activities import tally_sample
from nscl.work.sample.values import chance

# People of a plan's sample; some of them come to several classes.
_POOL = 80
# More classes of one plan would hide on the pages what there is to see.
_MOST = 24
_BYTES = PUBLIC_ID_LENGTH * 3 // 4
_OFFICE_HOUR = time(9, 0)
_REGISTERED_BEFORE = timedelta(days=10)
# Of so many classes at least, one may be put off, and by how much.
_ENOUGH = 2
_PUT_OFF = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class FilledClasses:
    """How many classes, and how many people on their lists."""

    classes: int
    people: int


@dataclass(frozen=True, slots=True)
class _People:
    """The people of a plan's sample as they were stored, with where they come from."""

    drawn: Sequence[DrawnPerson]
    persons: Sequence[Person]
    organisations: Sequence[Organisation]


def fill_classes(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> FilledClasses:
    """A class for the sample activities of kind "lớp đào tạo" of a plan's year whose annual plan is approved."""
    slug = Plan.objects.values_list("slug", flat=True).get(pk=plan)
    activities = list(
        Activity.objects.filter(
            plan=plan,
            year=year,
            kind=ActivityKind.TRAINING,
            is_sample=True,
            has_own_record=False,
            annual_plan__state=AnnualPlanState.APPROVED,
            status=ActivityStatus.PLANNED,
        )
        .select_related("plan", "annual_plan", "agency")
        .order_by("starts_on", "pk")[:_MOST]
    )
    if not activities:
        return FilledClasses(0, 0)
    on = localdate(at)
    people = _write_people(slug, activities[0].unit_id, seed, year, by=by, at=at)
    ways = _ways(activities, on)
    enrolled = 0
    for place, (activity, way) in enumerate(zip(activities, ways, strict=True)):
        random = chance(seed, slug, year, "class", place)
        starts_on = _first_day(activity, way, on)
        drawn = draw_class(random, activity.folded, starts_on, way, pool=len(people.persons), at=at)
        _write_class(activity, drawn, way, people, by=by, at=at)
        enrolled += len(drawn.people)
    return FilledClasses(len(activities), enrolled)


def _ways(activities: Sequence[Activity], on: date) -> list[Way]:
    """Those that are over are done; in the year itself the last of them goes on today, and one is open to names: the
    next to come, else one that was put off.
    """
    ways = [way_of(one.starts_on, one.starts_on + timedelta(days=1), on) for one in activities]
    begun = [place for place, way in enumerate(ways) if way is not Way.PLANNED]
    coming = [place for place, way in enumerate(ways) if way is Way.PLANNED]
    ways = [Way.DONE if way is Way.RUNNING else way for way in ways]
    if begun and activities[begun[-1]].year == (on + timedelta(days=1)).year:
        ways[begun[-1]] = Way.RUNNING
    if coming:
        ways[coming[0]] = Way.OPEN
    elif len(begun) > _ENOUGH and activities[begun[-2]].year == (on + _PUT_OFF).year:
        ways[begun[-2]] = Way.OPEN
    return ways


def _first_day(activity: Activity, way: Way, on: date) -> date:
    """When a class begins: as planned, or yesterday for the one that goes on, or later than planned."""
    if way is Way.RUNNING:
        return max(on - timedelta(days=1), date(activity.year, 1, 1))
    return on + _PUT_OFF if way is Way.OPEN and activity.starts_on <= on else activity.starts_on


def _write_people(slug: str, unit: int, seed: int, year: int, *, by: Actor, at: datetime) -> _People:
    """The people and organisations of a plan's sample, made anew each year."""
    senders = []
    for name, kind in organisations():
        row = Organisation.objects.filter(unit=unit, folded=fold(name), is_sample=True).order_by("pk").first()
        senders.append(
            row or Organisation.objects.create(name=name, folded=fold(name), kind=kind, unit_id=unit, is_sample=True)
        )
    drawn = draw_people(chance(seed, slug, year, "people"), _POOL)
    persons = [
        Person(
            unit_id=unit,
            name=one.name,
            folded=fold(one.name),
            sex=one.sex.value,
            birth_year=one.birth_year,
            organisation=None if one.organisation is None else senders[one.organisation],
            position=one.position,
            created_at=at,
            created_by_id=by.number,
            is_sample=True,
        )
        for one in drawn
    ]
    insert_rows(persons)
    return _People(drawn, persons, senders)


def _course(unit: int, place: int, *, by: Actor, at: datetime) -> Course:
    values = COURSES[place]
    row = Course.objects.filter(unit=unit, folded=fold(values.title), retired_at__isnull=True).order_by("pk").first()
    return row or Course.objects.create(
        unit_id=unit,
        folded=fold(values.title),
        created_at=at,
        created_by_id=by.number,
        is_sample=True,
        **{name: getattr(values, name) for name in values.__dataclass_fields__},
    )


def _write_class(activity: Activity, drawn: DrawnClass, way: Way, people: _People, *, by: Actor, at: datetime) -> None:
    course = _course(activity.unit_id, drawn.course, by=by, at=at)
    values = ClassValues(course_id=course.pk, mode=drawn.mode, capacity=drawn.capacity)
    row = TrainingClass.objects.create(
        activity=activity,
        public_id=secrets.token_urlsafe(_BYTES),
        registration=_registration(way),
        created_at=activity.created_at,
        created_by_id=by.number,
        is_sample=True,
        **columns(values, course),
    )
    sessions = [
        Session(
            training_class=row,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            topic=one.topic,
            check_in_key=secrets.token_hex(KEY_LENGTH // 2),
        )
        for one in drawn.sessions
    ]
    insert_rows(sessions)
    insert_rows(
        [
            ClassTrainer(training_class=row, position=place, name=one.name, organisation=one.organisation)
            for place, one in enumerate(drawn.trainers, start=1)
        ]
    )
    enrolments = _enrolments(row, drawn, people, by=by, at=at)
    insert_rows(enrolments)
    _write_marks(drawn, sessions, enrolments, at=at)
    opened = OpenedClass(row, activity)
    done_on = localdate(sessions[-1].starts_at) if way is Way.DONE else None
    tally_sample(number=activity.pk, tally=tally_of(opened, done_on=done_on, at=at), at=at)


def _registration(way: Way) -> Registration:
    if way is Way.OPEN:
        return Registration.OPEN
    return Registration.NOT_OPEN if way is Way.PLANNED else Registration.CLOSED


def _enrolments(row: TrainingClass, drawn: DrawnClass, people: _People, *, by: Actor, at: datetime) -> list[Enrolment]:
    opens = make_aware(datetime.combine(localdate(drawn.sessions[0].starts_at), _OFFICE_HOUR)) - _REGISTERED_BEFORE
    codes = chance(row.public_id).sample(range(10**CODE_LENGTH), len(drawn.people))
    found = []
    for place, number in enumerate(drawn.people):
        one, person = people.drawn[number], people.persons[number]
        sender = None if one.organisation is None else people.organisations[one.organisation]
        before = place if drawn.capacity is None else min(place, drawn.capacity)
        state = place_for(drawn.capacity, before, place - before)
        registered = min(opens + timedelta(hours=place), at)
        found.append(
            Enrolment(
                training_class_id=row.pk,
                person_id=person.pk,
                organisation_id=None if sender is None else sender.pk,
                kind=participant_kind(None if sender is None else OrganisationKind(sender.kind)).value,
                position=one.position,
                state=state.value,
                source=EnrolmentSource.STAFF.value,
                token=secrets.token_urlsafe(_BYTES),
                code=f"{codes[place]:0{CODE_LENGTH}d}",
                registered_at=registered,
                registered_by_id=by.number,
                waiting_since=registered if state is EnrolmentState.WAITING else None,
            )
        )
    return found


def _write_marks(
    drawn: DrawnClass, sessions: Sequence[Session], enrolments: Sequence[Enrolment], *, at: datetime
) -> None:
    names = ("session_id", "enrolment_id", "training_class_id", "state", "source", "marked_at", "device")
    rows = [
        (
            session.pk,
            enrolment.pk,
            enrolment.training_class_id,
            mark.value,
            AttendanceSource.SHEET.value,
            min(session.ends_at, at),
            "",
        )
        for session, marks in zip(sessions, drawn.marks, strict=True)
        if marks is not None
        for enrolment, mark in zip(enrolments, marks, strict=True)
        if enrolment.state == EnrolmentState.ENROLLED
    ]
    insert_values(Attendance, names, rows)
