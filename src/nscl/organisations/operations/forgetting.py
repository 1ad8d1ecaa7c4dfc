"""Taking the contact of people away once nobody needs it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from nscl.organisations.models import Person, PersonMerge
from nscl.organisations.operations.people import PERSON
from nscl.records.operations import Actor, Reference, record_event

_CHUNK: Final = 5000  # numbers in one statement; SQLite takes 250,000, PostgreSQL 65,535


@transaction.atomic
def erase_contacts(*, people: Collection[int], reason: str, by: Actor, at: datetime) -> int:
    """Take phone, e-mail address and birth year of some people away, and what rows merged into them had; returns how
    many people had any.

    Name, organisation and the keyed hash of the personal number stay: people are still counted once. One audit event
    for all, which names nobody; none where nobody had any.
    """
    numbers, erased = sorted(people), 0
    for start in range(0, len(numbers), _CHUNK):
        some = numbers[start : start + _CHUNK]
        erased += Person.objects.filter(pk__in=some, contact_erased_at__isnull=True).update(
            phone="", email="", birth_year=None, contact_erased_at=at, version=F("version") + 1
        )
        PersonMerge.objects.filter(kept__in=some).update(absorbed_phone="", absorbed_email="")
    if erased:
        subject = Reference(PERSON, None, f"{erased} người")
        record_event(action="person.contact_erased", by=by, at=at, subject=subject, comment=reason)
    return erased
