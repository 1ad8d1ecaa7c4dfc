"""Who is in a class: the list as its staff see it, and a person's own enrolment by the address of their page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from nscl.accounts.rules import Viewer
from nscl.organisations.enums import Sex
from nscl.text.folding import fold
from nscl.training.enums import AttendanceState, EnrolmentSource, EnrolmentState, Registration
from nscl.training.models import Attendance, Enrolment, Result, Session
from nscl.training.queries.access import ClassHeader, ClassMissing, visible_classes
from nscl.work.enums import ActivityStatus, ParticipantKind


class EnrolmentMissing(LookupError):
    """No such enrolment, or none that the viewer may see."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a person, for those alone who run the class. code: with which they check in."""

    phone: str
    email: str
    birth_year: int | None
    code: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRow:
    """A person on the list of a class. waiting_place: 1 for the next; 0 for who does not wait.

    contact: None where the viewer may not see it. percent: what the test gave.
    """

    number: int
    person: int
    name: str
    sex: Sex | None
    organisation_id: int | None
    organisation: str
    kind: ParticipantKind
    position: str
    commune_id: int | None
    commune: str
    state: EnrolmentState
    source: EnrolmentSource
    registered_at: datetime
    waiting_place: int
    withdrawn_at: datetime | None
    withdrawn_why: str
    attended: int
    percent: Decimal | None
    evaluated_at: datetime | None
    version: int
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as the person's own page shows it, with what was marked of them."""

    number: int
    starts_at: datetime
    ends_at: datetime
    topic: str
    place: str
    is_cancelled: bool
    mark: AttendanceState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantView:
    """A person's own enrolment, for whoever has the address of the page. link: only for who is enrolled."""

    number: int
    training_class: int
    public_id: str
    title: str
    course: str
    agency: str
    province: str
    unit_id: int
    status: ActivityStatus
    registration: Registration
    starts_on: date
    ends_on: date
    place: str
    link: str
    notice: str
    name: str
    organisation: str
    position: str
    state: EnrolmentState
    waiting_place: int
    withdrawn_at: datetime | None
    code: str
    attended: int
    percent: Decimal | None
    test_id: int | None
    evaluation_id: int | None
    evaluated_at: datetime | None
    is_sample: bool
    version: int
    sessions: tuple[OwnSession, ...]


# In which order the states stand in a list.
_ORDER = (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.WITHDRAWN)


def list_enrolments(
    viewer: Viewer, header: ClassHeader, *, states: Collection[EnrolmentState] = _ORDER, q: str = ""
) -> tuple[EnrolmentRow, ...]:
    """The people of a class by state and name; who waits, in the order of the queue. Two queries.

    q: words of the name or the organisation. Rows that were merged into another are not shown. Raises ClassMissing.
    """
    if not visible_classes(viewer).filter(pk=header.number).exists():
        raise ClassMissing(str(header.number))
    shown = [state for state in _ORDER if state in states]
    rows = (
        Enrolment.objects.filter(training_class=header.number, state__in=shown)
        .select_related("person", "organisation", "commune", "result")
        .order_by("person__folded", "pk")
    )
    places = _waiting_places(header.number)
    found = [_row(row, places, sees_contacts=header.sees_contacts) for row in rows]
    wanted = fold(q)
    if wanted:
        found = [one for one in found if wanted in fold(f"{one.name} {one.organisation}")]
    return tuple(
        sorted(found, key=lambda one: (_ORDER.index(one.state), one.waiting_place, by_given_name(fold(one.name))))
    )


def by_given_name(folded: str) -> tuple[str, str]:
    """By what lists of people are sorted in Viet Nam: the given name, which comes last, then the whole."""
    return folded.rsplit(" ", maxsplit=1)[-1], folded


def find_enrolment(viewer: Viewer, header: ClassHeader, number: int) -> EnrolmentRow:
    """One of the people of a class. Raises EnrolmentMissing, ClassMissing."""
    found = next((one for one in list_enrolments(viewer, header) if one.number == number), None)
    if found is None:
        raise EnrolmentMissing(str(number))
    return found


def count_enrolments(number: int) -> dict[EnrolmentState, int]:
    """How many stand where in a class. One query."""
    states = Enrolment.objects.filter(training_class=number).order_by("pk").values_list("state", flat=True)
    found = [EnrolmentState(state) for state in states]
    return {state: found.count(state) for state in _ORDER}


def find_enrolment_by_token(token: str) -> ParticipantView:
    """A person's own enrolment; no viewer: whoever has the address of the page is the person. Four queries at most.

    Raises EnrolmentMissing. One that was merged shows the enrolment which was kept.
    """
    rows = Enrolment.objects.select_related(
        "person",
        "organisation",
        "result",
        "training_class__course",
        "training_class__activity__agency",
        "training_class__activity__unit",
    )
    row = rows.filter(token=token).first()
    if row is not None and row.state == EnrolmentState.MERGED:
        row = rows.filter(training_class=row.training_class_id, person__absorbed=row.person_id).first()
    if row is None:
        raise EnrolmentMissing(token)
    return _own(row)


def _own(row: Enrolment) -> ParticipantView:
    one, activity = row.training_class, row.training_class.activity
    state = EnrolmentState(row.state)
    is_waiting = state is EnrolmentState.WAITING
    return ParticipantView(
        number=row.pk,
        training_class=one.pk,
        public_id=one.public_id,
        title=activity.title,
        course=one.course.title,
        agency=activity.agency.name,
        province=activity.unit.name,
        unit_id=activity.unit_id,
        status=ActivityStatus(activity.status),
        registration=Registration(one.registration),
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        place=activity.place,
        link=one.link if state is EnrolmentState.ENROLLED else "",
        notice=one.notice,
        name=row.person.name,
        organisation=row.organisation.name if row.organisation else "",
        position=row.position,
        state=state,
        waiting_place=_waiting_places(one.pk).get(row.pk, 0) if is_waiting else 0,
        withdrawn_at=row.withdrawn_at,
        code=row.code,
        attended=row.attended,
        percent=_percent(row),
        test_id=one.test_id,
        evaluation_id=one.evaluation_id,
        evaluated_at=row.evaluated_at,
        is_sample=one.is_sample,
        version=row.version,
        sessions=_own_sessions(row),
    )


def _own_sessions(row: Enrolment) -> tuple[OwnSession, ...]:
    marked = Attendance.objects.filter(enrolment=row.pk).order_by("pk").values_list("session_id", "state")
    marks = {session: AttendanceState(state) for session, state in marked}
    sessions = Session.objects.filter(training_class=row.training_class_id).order_by("starts_at", "pk")
    return tuple(
        OwnSession(
            one.pk,
            one.starts_at,
            one.ends_at,
            one.topic,
            one.place,
            is_cancelled=one.cancelled_at is not None,
            mark=marks.get(one.pk),
        )
        for one in sessions
    )


def _row(row: Enrolment, places: dict[int, int], *, sees_contacts: bool) -> EnrolmentRow:
    person = row.person
    contact = Contact(person.phone, person.email, person.birth_year, row.code, row.token) if sees_contacts else None
    return EnrolmentRow(
        number=row.pk,
        person=person.pk,
        name=person.name,
        sex=Sex(person.sex) if person.sex else None,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name if row.organisation else "",
        kind=ParticipantKind(row.kind),
        position=row.position,
        commune_id=row.commune_id,
        commune=row.commune.name if row.commune else "",
        state=EnrolmentState(row.state),
        source=EnrolmentSource(row.source),
        registered_at=row.registered_at,
        waiting_place=places.get(row.pk, 0),
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why,
        attended=row.attended,
        percent=_percent(row),
        evaluated_at=row.evaluated_at,
        version=row.version,
        contact=contact,
    )


def _percent(row: Enrolment) -> Decimal | None:
    try:
        return row.result.percent
    except Result.DoesNotExist:
        return None


def _waiting_places(number: int) -> dict[int, int]:
    """Everybody who waits for a place in a class, with how many come before them."""
    numbers = waiting(number).values_list("pk", flat=True)
    return {enrolment: place for place, enrolment in enumerate(numbers, start=1)}


def waiting(number: int) -> QuerySet[Enrolment]:
    """Who waits for a place in a class, the next first."""
    rows = Enrolment.objects.filter(training_class=number, state=EnrolmentState.WAITING)
    return rows.order_by("waiting_since", "pk")
