"""Rows that look like one person, with what speaks for it; a person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations, islice
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from rapidfuzz.fuzz import token_sort_ratio

from nscl.organisations.models import DistinctPersons, Person, PersonMerge
from nscl.organisations.queries.people import PersonRow, row_of

# Of 100: "Nguyễn Thị Thu" and "Nguyễn Thu" with one phone are proposed, two colleagues who share an office's are not.
_ALIKE: Final = 80
_MOST_GROUP: Final = 50  # rows of one name or number; more is a number typed for everybody


class Likeness(StrEnum):
    """What speaks for it, the strongest first."""

    PHONE = "phone"
    EMAIL = "email"
    ORGANISATION = "organisation"
    BIRTH_YEAR = "birth_year"


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one person; `first` is the older row."""

    first: PersonRow
    second: PersonRow
    likeness: tuple[Likeness, ...]


def find_doubles(unit_ids: Collection[int] | None, limit: int = 100) -> tuple[Double, ...]:
    """Pairs of a province (None: of all) that are likely one person, the likeliest first. Three queries.

    The same phone number or e-mail address with much the same name; the same name in the same organisation, or with the
    same birth year. Never two with different personal numbers or birth years, nor a pair that was set apart.
    """
    people = _candidates(unit_ids)
    apart = set(DistinctPersons.objects.order_by("pk").values_list("first_id", "second_id"))
    pairs: dict[tuple[int, int], tuple[Person, Person]] = {}
    for group in _groups(people):
        for one, other in combinations(sorted(group, key=lambda person: person.pk), 2):
            pairs.setdefault((one.pk, other.pk), (one, other))
    doubles = (
        Double(row_of(one), row_of(other), likeness)
        for key, (one, other) in pairs.items()
        if key not in apart and not _contradict(one, other) and (likeness := _likeness(one, other))
    )
    strongest = list(Likeness)
    ranked = sorted(
        doubles, key=lambda pair: (strongest.index(pair.likeness[0]), -len(pair.likeness), pair.first.number)
    )
    return tuple(islice(ranked, limit))


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Two rows that were made one: whose name the other had, who did it, when and why."""

    kept: str
    absorbed: str
    at: datetime
    by: str
    reason: str


def list_merges(unit_ids: Collection[int] | None, limit: int = 20) -> tuple[MergeRow, ...]:
    """The latest merges of people of some provinces (None: of all), the latest first. One query."""
    rows = PersonMerge.objects.all()
    if unit_ids is not None:
        rows = rows.filter(kept__unit__in=list(unit_ids))
    columns = ("kept__name", "absorbed__name", "at", "by__full_name", "reason")
    found = rows.order_by("-at", "-pk").values_list(*columns)[:limit]
    return tuple(MergeRow(kept, absorbed, at, by or "", reason) for kept, absorbed, at, by, reason in found)


def _candidates(unit_ids: Collection[int] | None) -> list[Person]:
    rows = Person.objects.filter(merged_into__isnull=True)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    wanted = Q(folded__in=_twice(rows, "folded"))
    for column in ("phone", "email"):
        wanted |= Q(**{f"{column}__in": _twice(rows.exclude(**{column: ""}), column)})
    return list(rows.filter(wanted).select_related("organisation").order_by("pk"))


def _twice(rows: QuerySet[Person], column: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.order_by().values(column).annotate(rows=Count("pk")).filter(rows__gt=1)
    return found.values(column)


def _groups(people: Iterable[Person]) -> Iterable[list[Person]]:
    groups: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in people:
        for column in ("folded", "phone", "email"):
            if value := getattr(person, column):
                groups[(column, value)].append(person)
    return (group for group in groups.values() if 1 < len(group) <= _MOST_GROUP)


def _contradict(one: Person, other: Person) -> bool:
    if one.national_id_hash and other.national_id_hash:
        return True
    return bool(one.birth_year and other.birth_year and one.birth_year != other.birth_year)


def _likeness(one: Person, other: Person) -> tuple[Likeness, ...]:
    if token_sort_ratio(one.folded, other.folded) < _ALIKE:
        return ()
    is_same_name = one.folded == other.folded
    same_firm = one.organisation_id is not None and one.organisation_id == other.organisation_id
    found = {
        Likeness.PHONE: bool(one.phone) and one.phone == other.phone,
        Likeness.EMAIL: bool(one.email) and one.email == other.email,
        Likeness.ORGANISATION: is_same_name and same_firm,
        Likeness.BIRTH_YEAR: is_same_name and one.birth_year is not None and one.birth_year == other.birth_year,
    }
    return tuple(likeness for likeness, holds in found.items() if holds)
