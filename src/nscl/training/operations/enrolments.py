"""People come to a class, leave it, and move up when a place is free."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.organisations.operations import PersonEntry, find_or_register_people
from nscl.records.operations import Actor, Change
from nscl.training.enums import EnrolmentSource, EnrolmentState, Registration
from nscl.training.models import Enrolment
from nscl.training.models.courses import PUBLIC_ID_LENGTH
from nscl.training.models.enrolments import CODE_LENGTH
from nscl.training.operations.classes.sessions import reason_problems
from nscl.training.operations.errors import AlreadyEnrolled, EnrolmentGone, Refused, StateRefused
from nscl.training.operations.opening import OpenedClass, Saved, open_row, record, refuse
from nscl.training.operations.places import counts_of, promote
from nscl.training.operations.tallying import write_tally
from nscl.training.rules.kinds import participant_kind
from nscl.training.rules.registration import RegistrationFacts, place_for, takes_lists, takes_names
from nscl.training.rules.values import REASON_LENGTH
from nscl.work.rules.problems import Problem, Reason

_TOKEN_BYTES = PUBLIC_ID_LENGTH * 3 // 4
_BY_THEMSELVES = frozenset({EnrolmentSource.PERSON, EnrolmentSource.ORGANISATION})
# How many people of an act on many its event names; the others it counts.
_NAMED = 200


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who comes to a class: who they are, and from which commune.

    known: the person's number, where somebody chose them from the register; the entry then says where they come from.
    """

    entry: PersonEntry
    commune_id: int | None = None
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody on the list of a class. token: in the address of their own page; code: with which they check in.

    is_new: False where they were on the list before.
    """

    number: int
    person: int
    state: EnrolmentState
    token: str
    code: str
    is_new: bool = True


@transaction.atomic
def enrol(
    *,
    training_class: int,
    person: PersonEntry,
    commune_id: int | None = None,
    source: EnrolmentSource,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Enrolled:
    """Put a person on the list of a class, or in the queue where it is full. Who withdrew comes back to the end.

    source: PERSON (viewer None) and ORGANISATION (ENROL_OWN of the person's organisation) while the class takes names;
    STAFF and IMPORT ask RUN_CLASSES, at any time. Raises ClassGone, NotAllowed, StateRefused, AlreadyEnrolled, Refused.
    """
    (found,) = enrol_many(
        training_class=training_class,
        people=[Applicant(person, commune_id)],
        source=source,
        viewer=viewer,
        by=by,
        at=at,
    )
    if not found.is_new:
        raise AlreadyEnrolled(found.number, person.name)
    return found


@transaction.atomic
def enrol_many(
    *,
    training_class: int,
    people: Sequence[Applicant],
    source: EnrolmentSource,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> tuple[Enrolled, ...]:
    """Put people on the list of a class in this order; who is on it already stays as they are (`is_new` False).

    One event for all. Raises as `enrol`, without AlreadyEnrolled.
    """
    opened = _open_for(training_class, people, source, viewer, at)
    _require_communes(one.commune_id for one in people)
    unit = opened.activity.unit_id
    entries = [one.entry for one in people if one.known is None]
    # What a stranger types on a public page makes a person known, and changes nothing of one who is known already.
    registered = find_or_register_people(
        entries=entries,
        unit_id=unit,
        by=by,
        at=at,
        adds_to_known=source not in _BY_THEMSELVES,
        is_sample=opened.row.is_sample,
    )
    numbers = _numbers(people, [one.number for one in registered])
    stored = {row.person_id: row for row in Enrolment.objects.filter(training_class=training_class).order_by("pk")}
    kinds = _kinds(one.entry.organisation_id for one in people)
    list_of = _List(opened, at)
    found: list[Enrolled] = []
    for one, person in zip(people, numbers, strict=True):
        row = stored.get(person)
        is_new = row is None or row.state == EnrolmentState.WITHDRAWN
        if row is None:
            row = list_of.add(one, person, kinds.get(one.entry.organisation_id), source, by)
            stored[person] = row
        elif is_new:
            list_of.take_back(row)
        found.append(Enrolled(row.pk, row.person_id, EnrolmentState(row.state), row.token, row.code, is_new))
    new = [(one.entry.name, enrolled) for one, enrolled in zip(people, found, strict=True) if enrolled.is_new]
    if new:
        changes = [Change("Học viên", "", name) for name, _enrolled in new[:_NAMED]]
        waiting = sum(enrolled.state is EnrolmentState.WAITING for _name, enrolled in new)
        comment = f"{len(new)} người, {waiting} chờ chỗ" if waiting else f"{len(new)} người"
        record(opened, "enrolled", by=by, at=at, changes=changes, comment=comment)
    return tuple(found)


@transaction.atomic
def withdraw(*, enrolment: int, reason: str = "", viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Take a person off the list or out of the queue; the next who waits gets the place (`promoted`).

    viewer None: the person themselves, by their own page. What was marked of them stays. Raises EnrolmentGone,
    NotAllowed, StateRefused (off the list already, or the class is done).
    """
    opened, row = _open_enrolment(enrolment, viewer)
    if row.state == EnrolmentState.WITHDRAWN:
        raise StateRefused(_("%(name)s đã rút khỏi lớp này rồi.") % {"name": row.person.name})
    if opened.is_done:
        raise StateRefused(_("Lớp đã kết thúc nên không rút tên được. Nếu ghi danh nhầm, mở lại lớp trước."))
    refuse(reason_problems(reason, None))
    row.state, row.waiting_since = EnrolmentState.WITHDRAWN.value, None
    row.withdrawn_at, row.withdrawn_why = at, reason.strip()
    _save(row, "state", "waiting_since", "withdrawn_at", "withdrawn_why")
    changes = [Change("Học viên", row.person.name, "")]
    record(opened, "withdrawn", by=by, at=at, changes=changes, comment=reason)
    return Saved(row.pk, row.version, promoted=promote(opened.row))


@transaction.atomic
def promote_from_waiting(*, enrolment: int, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Give a person who waits a place before those who came earlier, as long as there is one.

    Raises EnrolmentGone, NotAllowed, StateRefused (not waiting; no place is free).
    """
    opened, row = _open_enrolment(enrolment, viewer)
    if row.state != EnrolmentState.WAITING:
        raise StateRefused(_("%(name)s không còn trong danh sách chờ.") % {"name": row.person.name})
    capacity, (enrolled, _waiting) = opened.row.capacity, counts_of(opened.number)
    if capacity is not None and enrolled >= capacity:
        raise StateRefused(
            _("Lớp đã đủ %(count)s chỗ. Hãy tăng số chỗ của lớp, hoặc cho người khác rút trước.") % {"count": capacity}
        )
    row.state, row.waiting_since = EnrolmentState.ENROLLED.value, None
    _save(row, "state", "waiting_since")
    record(opened, "promoted", by=by, at=at, changes=[Change("Học viên", "", row.person.name)])
    return Saved(row.pk, row.version, promoted=(row.pk,))


@transaction.atomic
def move(*, enrolment: int, to_class: int, viewer: Viewer | None, by: Actor, at: datetime) -> Enrolled:
    """Move a person to the list of another class; in the first they are withdrawn. Marks stay where they were made.

    Raises EnrolmentGone, ClassGone, NotAllowed, StateRefused, AlreadyEnrolled.
    """
    numbers = sorted({to_class, _class_of(enrolment)})
    opened = {number: open_row(number, viewer) for number in numbers}
    row = _row(enrolment)
    if row.training_class_id == to_class:
        raise StateRefused(_("%(name)s đang ở chính lớp này.") % {"name": row.person.name})
    then = opened[to_class]
    _require_list(then)
    if Enrolment.objects.filter(training_class=to_class, person=row.person_id).exists():
        raise AlreadyEnrolled(row.pk, row.person.name)
    reason = _("chuyển sang lớp “%(title)s”") % {"title": then.activity.title}
    withdraw(enrolment=enrolment, reason=reason[:REASON_LENGTH], viewer=None, by=by, at=at)
    copy = _List(then, at).copy(row, EnrolmentSource.STAFF, by)
    record(then, "enrolled", by=by, at=at, changes=[Change("Học viên", "", row.person.name)], comment="chuyển lớp")
    return Enrolled(copy.pk, copy.person_id, EnrolmentState(copy.state), copy.token, copy.code)


@transaction.atomic
def edit_enrolment(
    *,
    enrolment: int,
    organisation_id: int | None,
    position: str,
    commune_id: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Say otherwise where a person came from, as of the class. Raises EnrolmentGone, NotAllowed, Refused."""
    opened, row = _open_enrolment(enrolment, viewer)
    if organisation_id is not None and not Organisation.objects.filter(pk=organisation_id).exists():
        message = _("không có đơn vị này")
        raise Refused([Problem("organisation_id", Reason.UNKNOWN, message, _("chọn đơn vị trong danh sách"))])
    _require_communes([commune_id])
    kinds = _kinds([organisation_id])
    position = " ".join(position.split())[:150]
    before = (row.organisation_id, row.position, row.commune_id)
    if before == (organisation_id, position, commune_id):
        return Saved(row.pk, row.version, changed=False)
    changes = [Change("Nơi cử đi", _from(row), "")]
    row.organisation_id, row.position, row.commune_id = organisation_id, position, commune_id
    row.kind = participant_kind(kinds.get(organisation_id)).value
    _save(row, "organisation", "position", "commune", "kind")
    changes = [replace(changes[0], after=_from(_row(enrolment)))]
    record(opened, "enrolment_changed", by=by, at=at, changes=changes, comment=row.person.name)
    if opened.is_done and row.attended:
        write_tally(opened, done_on=opened.activity.done_on, by=by, at=at)
    return Saved(row.pk, row.version)


class _List:
    """The list of a class under its lock: gives places, tokens and codes."""

    def __init__(self, opened: OpenedClass, at: datetime) -> None:
        self._opened, self._at = opened, at
        self._enrolled, self._waiting = counts_of(opened.number)
        rows = Enrolment.objects.filter(training_class=opened.number).order_by("pk")
        self._codes = set(rows.values_list("code", flat=True))

    def add(
        self, one: Applicant, person: int, kind: OrganisationKind | None, source: EnrolmentSource, by: Actor
    ) -> Enrolment:
        """A new person."""
        row = Enrolment(
            organisation_id=one.entry.organisation_id,
            kind=participant_kind(kind).value,
            position=one.entry.position,
            commune_id=one.commune_id,
            person_id=person,
        )
        return self._store(row, source, by)

    def copy(self, of: Enrolment, source: EnrolmentSource, by: Actor) -> Enrolment:
        """A person of another class, as they were there."""
        row = Enrolment(
            organisation_id=of.organisation_id,
            kind=of.kind,
            position=of.position,
            commune_id=of.commune_id,
            person_id=of.person_id,
        )
        return self._store(row, source, by)

    def take_back(self, row: Enrolment) -> None:
        """Somebody who withdrew comes again, after those who came meanwhile; the address of their page is a new one:
        whoever had the old one knows nothing of this.
        """
        self._place(row)
        row.token = secrets.token_urlsafe(_TOKEN_BYTES)
        row.withdrawn_at, row.withdrawn_why = None, ""
        _save(row, "state", "token", "waiting_since", "withdrawn_at", "withdrawn_why")

    def _store(self, row: Enrolment, source: EnrolmentSource, by: Actor) -> Enrolment:
        row.training_class_id = self._opened.number
        row.source = source.value
        row.token = secrets.token_urlsafe(_TOKEN_BYTES)
        row.code = self._code()
        row.registered_at, row.registered_by_id = self._at, by.number
        self._place(row)
        row.save(force_insert=True)
        return row

    def _place(self, row: Enrolment) -> None:
        capacity = None if self._opened.is_done else self._opened.row.capacity
        state = place_for(capacity, self._enrolled, self._waiting)
        if state is EnrolmentState.WAITING:
            self._waiting += 1
        else:
            self._enrolled += 1
        row.state = state.value
        row.waiting_since = self._at if state is EnrolmentState.WAITING else None

    def _code(self) -> str:
        while True:
            code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"
            if code not in self._codes:
                self._codes.add(code)
                return code


def _open_for(
    number: int, people: Sequence[Applicant], source: EnrolmentSource, viewer: Viewer | None, at: datetime
) -> OpenedClass:
    """The class, where these people may come to it this way. Raises NotAllowed, StateRefused."""
    by_themselves = source in _BY_THEMSELVES
    opened = open_row(number, None if by_themselves else viewer)
    _require_list(opened)
    if by_themselves:
        row = opened.row
        facts = RegistrationFacts(
            Registration(row.registration), row.registration_until, opened.status, opened.activity.ends_on
        )
        if not takes_names(facts, at):
            raise StateRefused(_("Lớp này không nhận ghi danh lúc này. Hãy liên hệ đơn vị tổ chức."))
    if source is EnrolmentSource.ORGANISATION and viewer is not None:
        own = {one.organisation_id for one in viewer.grants if Permission.ENROL_OWN in one.permissions}
        if any(one.entry.organisation_id is None or one.entry.organisation_id not in own for one in people):
            raise NotAllowed(Permission.ENROL_OWN)
    return opened


def _require_list(opened: OpenedClass) -> None:
    if not takes_lists(opened.status):
        raise StateRefused(_("Lớp đã hủy nên không ghi danh được."))


def _open_enrolment(number: int, viewer: Viewer | None) -> tuple[OpenedClass, Enrolment]:
    opened = open_row(_class_of(number), viewer)
    return opened, _row(number)


def _class_of(number: int) -> int:
    found = Enrolment.objects.filter(pk=number).values_list("training_class_id", flat=True).first()
    if found is None:
        raise EnrolmentGone(number)
    return found


def _row(number: int) -> Enrolment:
    rows = Enrolment.objects.select_related("person", "organisation", "commune")
    row = rows.filter(pk=number).exclude(state=EnrolmentState.MERGED).first()
    if row is None:
        raise EnrolmentGone(number)
    return row


def _save(row: Enrolment, *fields: str) -> None:
    """Never the whole row: `attended` is the database's."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _numbers(people: Sequence[Applicant], registered: Iterable[int]) -> list[int]:
    """The person of each applicant, in their order: as chosen, else the next who was registered."""
    numbers = iter(registered)
    return [next(numbers) if one.known is None else one.known for one in people]


def _kinds(organisations: Iterable[int | None]) -> dict[int | None, OrganisationKind]:
    wanted = {number for number in organisations if number is not None}
    rows = Organisation.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "kind")
    return {number: OrganisationKind(kind) for number, kind in rows}


def _require_communes(numbers: Iterable[int | None]) -> None:
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return
    found = AdministrativeUnit.objects.filter(pk__in=wanted).exclude(level=UnitLevel.PROVINCE).count()
    if found != len(wanted):
        message = _("không có xã, phường này")
        raise Refused([Problem("commune_id", Reason.UNKNOWN, message, _("chọn xã, phường trong danh sách"))])


def _from(row: Enrolment) -> str:
    named = (row.position, row.organisation.name if row.organisation else "", row.commune.name if row.commune else "")
    return ", ".join(one for one in named if one)
