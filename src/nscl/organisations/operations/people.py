"""Registering people, each once: whoever is known already is found again, with what is new of them added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from nscl.organisations.enums import Sex
from nscl.organisations.models import Person
from nscl.organisations.rules import Identity, hash_personal_id, is_same_person
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor, Reference, record_event
from nscl.text.folding import fold
from nscl.text.personal_ids import PersonalId

PERSON = "organisations.person"
# Values in one question to the database; SQLite takes 250,000, PostgreSQL 65,535 in all.
_CHUNK = 5000


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """What somebody said of a person, already read: name by `text.people`, phone by `text.phones` (E.164).

    national_id is used for its keyed hash, and for sex and birth year where those are not given; it is never stored.
    noticed_at: when the person was told what the data are for and agreed.
    """

    name: str
    sex: Sex | None = None
    birth_year: int | None = None
    national_id: PersonalId | None = None
    phone: str = ""
    email: str = ""
    organisation_id: int | None = None
    position: str = ""
    noticed_at: datetime | None = None

    @property
    def sex_or_told(self) -> Sex | None:
        """The sex given, else the one that the personal number tells."""
        if self.sex is None and self.national_id is not None:
            return Sex.FEMALE if self.national_id.is_female else Sex.MALE
        return self.sex

    @property
    def birth_year_or_told(self) -> int | None:
        """The birth year given, else the one that the personal number tells."""
        if self.birth_year is None and self.national_id is not None:
            return self.national_id.birth_year
        return self.birth_year

    def identity(self) -> Identity:
        """What tells the person from others; the personal number under the site's key (settings.PERSON_KEY)."""
        hashed = hash_personal_id(self.national_id, settings.PERSON_KEY) if self.national_id else None
        return Identity(fold(self.name), hashed, self.phone, self.email, self.birth_year_or_told)


@dataclass(frozen=True, slots=True)
class Registered:
    """The number of a person, and whether nobody knew them before."""

    number: int
    is_new: bool


def find_or_register_person(
    *, entry: PersonEntry, unit_id: int, by: Actor, at: datetime, is_sample: bool = False
) -> Registered:
    """The one person whom `entry` describes, registered in a province where nobody knew them.

    As `find_or_register_people`, of one.
    """
    (found,) = find_or_register_people(entries=[entry], unit_id=unit_id, by=by, at=at, is_sample=is_sample)
    return found


@transaction.atomic
def find_or_register_people(
    *,
    entries: Sequence[PersonEntry],
    unit_id: int,
    by: Actor,
    at: datetime,
    adds_to_known: bool = True,
    is_sample: bool = False,
) -> tuple[Registered, ...]:
    """The people whom `entries` describe, in their order; two entries of one person give the same number.

    Known again by the personal number, or by the name with the phone number or e-mail (`rules.is_same_person`), in
    the whole country: people move. What was not known of them is added; organisation and position become those given;
    a name, a number or an address that is there is never overwritten. adds_to_known False: who was registered before
    stays as they are, for entries that nobody made sure of (else a stranger could have letters to somebody sent to
    themselves). One audit event for all, none where nothing is
    new. A handful of queries, however many entries. Two writers at once: the second waits for the first.
    """
    _take_turns(entries)
    identities = [entry.identity() for entry in entries]
    known = _Known(identities)
    found: list[tuple[Person, bool]] = []
    for entry, identity in zip(entries, identities, strict=True):
        person = known.find(identity)
        if person is None:
            person = _new(entry, identity, unit_id, by, at, is_sample=is_sample)
            known.add(person)
            found.append((person, True))
        else:
            if adds_to_known or person.pk is None:
                _add_what_is_new(person, entry, identity)
            known.add(person)
            found.append((person, False))
    created = list({id(person): person for person, is_new in found if is_new}.values())
    insert_rows(created)
    _save_changed(person for person, is_new in found if not is_new)
    if created:
        label = created[0].name if len(created) == 1 else f"{len(created)} người"
        number = created[0].pk if len(created) == 1 else None
        record_event(action="person.registered", by=by, at=at, subject=Reference(PERSON, number, label))
    return tuple(Registered(int(person.pk), is_new) for person, is_new in found)


def _take_turns(entries: Sequence[PersonEntry]) -> None:
    """Wait for whoever registers one of the same people now: else both would find nobody and each make a row.

    SQLite lets one write at a time anyway; PostgreSQL takes an advisory lock for each folded name, in their order.
    """
    connection = transaction.get_connection()
    if connection.vendor != "postgresql":
        return
    names = sorted({fold(entry.name) for entry in entries})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(n, 0) AS k "
            "FROM unnest(%s::text[]) AS n ORDER BY k) AS keys",
            [names],
        )


class _Known:
    """The people who might be meant, as the database has them; asked once for all entries."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self._by_hash: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        hashes = sorted({one.national_id_hash for one in identities if one.national_id_hash})
        phones = sorted({one.phone for one in identities if one.phone})
        mailed = sorted({one.folded for one in identities if one.email})
        for column, values in (("national_id_hash", hashes), ("phone", phones), ("folded", mailed)):
            for start in range(0, len(values), _CHUNK):
                rows = Person.objects.filter(
                    Q(**{f"{column}__in": values[start : start + _CHUNK]}), merged_into__isnull=True
                )
                for person in rows.order_by("pk"):
                    self.add(person)

    def add(self, person: Person) -> None:
        """Let a person be found from now on."""
        if person.national_id_hash and person.national_id_hash not in self._by_hash:
            self._by_hash[person.national_id_hash] = person
        same = self._by_name[person.folded]
        if not any(one is person or (one.pk and one.pk == person.pk) for one in same):
            same.append(person)

    def find(self, identity: Identity) -> Person | None:
        """The one person beyond doubt, the longest known first; None where nobody is."""
        if identity.national_id_hash and identity.national_id_hash in self._by_hash:
            return self._by_hash[identity.national_id_hash]
        same = (one for one in self._by_name[identity.folded] if is_same_person(_identity(one), identity))
        return next(same, None)


def _identity(person: Person) -> Identity:
    return Identity(person.folded, person.national_id_hash, person.phone, person.email, person.birth_year)


def _new(entry: PersonEntry, identity: Identity, unit_id: int, by: Actor, at: datetime, *, is_sample: bool) -> Person:
    return Person(
        unit_id=unit_id,
        name=entry.name,
        folded=identity.folded,
        sex=entry.sex_or_told or "",
        birth_year=identity.birth_year,
        national_id_hash=identity.national_id_hash,
        phone=entry.phone,
        email=entry.email,
        organisation_id=entry.organisation_id,
        position=entry.position,
        noticed_at=entry.noticed_at,
        created_at=at,
        created_by_id=by.number,
        is_sample=is_sample,
    )


_ADDED = ("sex", "birth_year", "national_id_hash", "phone", "email", "noticed_at")
_UPDATED = ("organisation_id", "position")


def _add_what_is_new(person: Person, entry: PersonEntry, identity: Identity) -> None:
    given = {
        "sex": entry.sex_or_told,
        "birth_year": identity.birth_year,
        "national_id_hash": identity.national_id_hash,
        "phone": entry.phone,
        "email": entry.email,
        "noticed_at": entry.noticed_at,
    }
    changed = {name: given[name] for name in _ADDED if given[name] and not getattr(person, name)}
    now = {"organisation_id": entry.organisation_id, "position": entry.position}
    changed |= {name: now[name] for name in _UPDATED if now[name] and now[name] != getattr(person, name)}
    if {"phone", "email"} & changed.keys():
        person.contact_erased_at = None
    for name, value in changed.items():
        setattr(person, name, value)
    if changed and person.pk:
        person.version += 1


def _save_changed(people: Iterable[Person]) -> None:
    before = {person.pk: person for person in people if person.pk}
    stored = dict(Person.objects.filter(pk__in=list(before)).order_by("pk").values_list("pk", "version"))
    moved = [person for number, person in before.items() if stored[number] != person.version]
    Person.objects.bulk_update(moved, [*_ADDED, "organisation", "position", "contact_erased_at", "version"], _CHUNK)
