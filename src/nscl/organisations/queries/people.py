"""People as lists and forms offer them: without contact, which a class's staff alone sees."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q

from nscl.organisations.enums import Sex
from nscl.organisations.models import Person
from nscl.text.folding import fold_words
from nscl.text.phones import PhoneError, parse_phone

_SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person. phone_end: the last three digits, to tell two of one name apart; "" where no number is known."""

    number: int
    name: str
    sex: Sex | None
    organisation: str
    position: str
    phone_end: str
    is_sample: bool


def find_people(text: str, unit_ids: Collection[int] | None, limit: int = 20) -> tuple[PersonRow, ...]:
    """People whose name has every word of a text, or who have that phone number, by name. One query.

    unit_ids: of which provinces, None: of all. The caller has asked whether the person may see them.
    """
    words = fold_words(text)
    if not words:
        return ()
    wanted = Q()
    for word in words:
        wanted &= Q(folded__contains=word)
    with suppress(PhoneError):  # a name then
        wanted |= Q(phone=parse_phone(text))
    rows = Person.objects.filter(wanted, merged_into__isnull=True)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    found = rows.select_related("organisation").order_by("folded", "pk")[:limit]
    return tuple(row_of(person) for person in found)


def people_rows(numbers: Collection[int], unit_ids: Collection[int] | None) -> tuple[PersonRow, ...]:
    """Those of these people who are of some provinces (None: of any) and were not merged, by number. One query."""
    rows = Person.objects.filter(pk__in=list(numbers), merged_into__isnull=True)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return tuple(row_of(person) for person in rows.select_related("organisation").order_by("pk"))


def row_of(person: Person) -> PersonRow:
    """A stored person as a list shows them; load them with their organisation."""
    return PersonRow(
        number=person.pk,
        name=person.name,
        sex=Sex(person.sex) if person.sex else None,
        organisation=person.organisation.name if person.organisation else "",
        position=person.position,
        phone_end=person.phone[-_SHOWN_DIGITS:],
        is_sample=person.is_sample,
    )
