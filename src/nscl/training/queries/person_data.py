"""All that is held of one person, for the person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q

from nscl.accounts.models import User
from nscl.organisations.enums import Sex
from nscl.organisations.models import Person, PersonMerge
from nscl.organisations.rules import hash_personal_id
from nscl.text.personal_ids import PersonalId
from nscl.training.enums import EnrolmentState
from nscl.training.models import Certificate, Enrolment, Expert


@dataclass(frozen=True, slots=True)
class HeldClass:
    """A class in which the person stands. sessions: those held; percent: of the test; certificates: serials."""

    title: str
    first_day: date
    last_day: date
    organisation: str
    position: str
    state: EnrolmentState
    registered_at: datetime
    attended: int
    sessions: int
    percent: Decimal | None
    has_evaluated: bool
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldExpert:
    """The entry of the register of experts. certificates: body, number, first and last day in words."""

    candidate_since: date
    trained_on: date | None
    fields: tuple[str, ...]
    certificates: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HeldPerson:
    """What is held of a person. knows_personal_number: its keyed hash is kept, not the number itself."""

    number: int
    name: str
    sex: Sex | None
    birth_year: int | None
    phone: str
    email: str
    organisation: str
    position: str
    province: str
    knows_personal_number: bool
    noticed_at: datetime | None
    contact_erased_at: datetime | None
    registered_at: datetime
    also_known_as: tuple[str, ...]
    account: str
    classes: tuple[HeldClass, ...]
    expert: HeldExpert | None
    is_sample: bool


def find_people_of(
    *, number: int | None = None, phone: str = "", email: str = "", personal_id: PersonalId | None = None
) -> tuple[HeldPerson, ...]:
    """All that is held of the people whom one of these tells: the number of the row, a phone number (E.164), an e-mail
    address, or the personal number. Who asks was made sure of by the caller. Several where people share a phone.
    """
    wanted = Q()
    if number is not None:
        wanted |= Q(pk=number)
    if phone:
        wanted |= Q(phone=phone)
    if email:
        wanted |= Q(email__iexact=email)
    if personal_id is not None:
        wanted |= Q(national_id_hash=hash_personal_id(personal_id, settings.PERSON_KEY))
    if not wanted:
        return ()
    rows = Person.objects.filter(wanted, merged_into__isnull=True).select_related("organisation", "unit")
    return tuple(_held(person) for person in rows.order_by("folded", "pk"))


def _held(person: Person) -> HeldPerson:
    absorbed = PersonMerge.objects.filter(kept=person).order_by("pk").values_list("absorbed__name", flat=True)
    account = User.objects.filter(email__iexact=person.email).order_by("pk").first() if person.email else None
    return HeldPerson(
        number=person.pk,
        name=person.name,
        sex=Sex(person.sex) if person.sex else None,
        birth_year=person.birth_year,
        phone=person.phone,
        email=person.email,
        organisation=person.organisation.name if person.organisation else "",
        position=person.position,
        province=person.unit.name,
        knows_personal_number=person.national_id_hash is not None,
        noticed_at=person.noticed_at,
        contact_erased_at=person.contact_erased_at,
        registered_at=person.created_at,
        also_known_as=tuple(absorbed),
        account=account.get_username() if account else "",
        classes=_classes(person),
        expert=_expert(person),
        is_sample=person.is_sample,
    )


def _classes(person: Person) -> tuple[HeldClass, ...]:
    held = Count(
        "training_class__sessions", filter=Q(training_class__sessions__cancelled_at__isnull=True), distinct=True
    )
    rows = (
        Enrolment.objects.filter(person=person)
        .select_related("training_class__activity", "organisation", "result")
        .annotate(sessions=held)
        .order_by("training_class__activity__starts_on", "pk")
    )
    serials: dict[int, list[str]] = {}
    certificates = Certificate.objects.filter(enrolment__person=person).order_by("issued_at", "pk")
    for enrolment, serial in certificates.values_list("enrolment_id", "serial"):
        serials.setdefault(enrolment, []).append(serial)
    return tuple(
        HeldClass(
            title=row.training_class.activity.title,
            first_day=row.training_class.activity.starts_on,
            last_day=row.training_class.activity.ends_on,
            organisation=row.organisation.name if row.organisation else "",
            position=row.position,
            state=EnrolmentState(row.state),
            registered_at=row.registered_at,
            attended=row.attended,
            sessions=row.sessions,
            percent=row.result.percent if hasattr(row, "result") else None,
            has_evaluated=row.evaluated_at is not None,
            certificates=tuple(serials.get(row.pk, ())),
        )
        for row in rows
    )


def _expert(person: Person) -> HeldExpert | None:
    row = Expert.objects.filter(person=person).order_by("pk").first()
    if row is None:
        return None
    certificates = row.certificates.order_by("certified_on", "pk")
    return HeldExpert(
        candidate_since=row.candidate_since,
        trained_on=row.trained_on,
        fields=tuple(row.fields.order_by("pk").values_list("name", flat=True)),
        certificates=tuple(_in_words(one.body, one.number, one.certified_on, one.valid_to) for one in certificates),
    )


def _in_words(body: str, number: str, first: date, last: date | None) -> str:
    until = f" – {last:%d/%m/%Y}" if last else ""
    return f"{body}, {number}, {first:%d/%m/%Y}{until}"
