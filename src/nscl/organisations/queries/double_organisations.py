"""Rows that look like one organisation, with what speaks for it; a person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from nscl.organisations.models import DistinctOrganisations, Organisation, OrganisationMerge
from nscl.organisations.queries.access import visible_to
from nscl.organisations.queries.listing import rows_by_number
from nscl.organisations.queries.rows import OrganisationRow
from nscl.organisations.rules.names import core_name
from nscl.organisations.rules.reach import RegistryViewer

# Of 100, names without their legal form: "minh phat" and "minh phatt" in one commune are proposed, "minh phat" and
# "minh phu" are not.
_ALIKE: Final = 90
# With a phone number or an address in common: "bao bi minh phat" and "minh phat" are proposed.
_ALIKE_WITH_CONTACT: Final = 60
_MOST_GROUP: Final = 40  # rows of one word, name or number that are compared each with each: 780 pairs
_SHORT: Final = 3  # letters: a name of no more is told apart by nothing
_HOUSEHOLD_DIGITS: Final = 12
_ENTERPRISE_DIGITS: Final = 10


class OrganisationLikeness(StrEnum):
    """What speaks for it, the strongest first. NEAR_NAME: much the same name, in one commune."""

    NAME_AND_COMMUNE = "name_and_commune"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    NEAR_NAME = "near_name"


@dataclass(frozen=True, slots=True)
class OrganisationDouble:
    """Two rows that may be one organisation; `first` is the older row."""

    first: OrganisationRow
    second: OrganisationRow
    likeness: tuple[OrganisationLikeness, ...]


@dataclass(frozen=True, slots=True)
class DoublesFound:
    """The likeliest pairs. found: how many there are in all; unexamined: what was too common to compare, in words."""

    pairs: tuple[OrganisationDouble, ...]
    found: int
    unexamined: tuple[str, ...]


class _Candidate(NamedTuple):
    number: int
    core: str
    tax_code: str | None
    unit_id: int
    commune_id: int | None
    phone: str
    email: str


_Pair = tuple[_Candidate, _Candidate]


def find_organisation_doubles(
    viewer: RegistryViewer | None, *, unit_ids: Collection[int], on: date, limit: int = 100
) -> DoublesFound:
    """Pairs of a province (with those that it absorbed) that are likely one organisation, the likeliest first.

    The same name but for its legal form, in one commune or where a commune is not known; much the same name in one
    commune; the same phone number or e-mail address with a name that is not quite another. Never two with different
    tax codes (a dependent unit is a branch, not a double), nor a pair that was set apart. Four queries, and time in
    proportion to the number of rows: a name or number that more than forty rows share is told, not compared, and a word
    that more than forty names of a commune have is no lead to names that are much the same.
    """
    candidates = _candidates(viewer, unit_ids)
    apart = set(DistinctOrganisations.objects.order_by("pk").values_list("first_id", "second_id"))
    found: dict[tuple[int, int], tuple[OrganisationLikeness, ...]] = {}
    unexamined: list[str] = []
    for one, other in _pairs(candidates, unexamined):
        key = (one.number, other.number)
        if key in found or key in apart or _contradict(one, other):
            continue
        if likeness := _likeness(one, other):
            found[key] = likeness
    strongest = list(OrganisationLikeness)
    ranked = sorted(found, key=lambda key: (strongest.index(found[key][0]), -len(found[key]), key))[:limit]
    rows = rows_by_number({number for key in ranked for number in key}, on)
    pairs = tuple(OrganisationDouble(rows[one], rows[other], found[one, other]) for one, other in ranked)
    return DoublesFound(pairs, len(found), tuple(unexamined))


def find_likely_same(
    *, name: str, unit_ids: Collection[int], commune_id: int | None, on: date, limit: int = 5
) -> tuple[OrganisationRow, ...]:
    """Organisations of a province that have the same name but for the legal form: in that commune, or where either
    commune is not known. For whoever is about to register one. Three queries.
    """
    core = core_name(name)
    words = core.split()
    rows = Organisation.objects.filter(unit__in=list(unit_ids), merged_into__isnull=True)
    # The longest word is the rarest: the database narrows by it, the names themselves decide.
    rows = rows.filter(folded__contains=max(words, key=len)) if words else rows.none()
    numbers = [
        number
        for number, folded, commune in rows.order_by("pk").values_list("pk", "folded", "commune_id")
        if core_name(folded) == core and (commune is None or commune_id is None or commune == commune_id)
    ][:limit]
    found = rows_by_number(numbers, on)
    return tuple(found[number] for number in numbers)


@dataclass(frozen=True, slots=True)
class OrganisationMergeRow:
    """Two rows that were made one: names, who did it, when and why; kept_number: the row that is there still."""

    kept: str
    kept_number: int
    absorbed: str
    absorbed_tax_code: str
    at: datetime
    by: str
    reason: str


def list_organisation_merges(viewer: RegistryViewer | None, limit: int = 20) -> tuple[OrganisationMergeRow, ...]:
    """The latest merges of organisations that a person may see, the latest first. One query."""
    rows = OrganisationMerge.objects.filter(kept__in=visible_to(viewer)).select_related("kept", "absorbed", "by")
    return tuple(
        OrganisationMergeRow(
            kept=row.kept.name,
            kept_number=row.kept_id,
            absorbed=row.absorbed.name,
            absorbed_tax_code=row.absorbed_tax_code,
            at=row.at,
            by=row.by.full_name if row.by else "",
            reason=row.reason,
        )
        for row in rows.order_by("-at", "-pk")[:limit]
    )


def _candidates(viewer: RegistryViewer | None, unit_ids: Collection[int]) -> list[_Candidate]:
    rows = visible_to(viewer).filter(unit__in=list(unit_ids), merged_into__isnull=True)
    columns = ("pk", "folded", "tax_code", "unit_id", "commune_id", "phone", "email")
    return [
        _Candidate(number, core_name(folded), *others)
        for number, folded, *others in rows.order_by("pk").values_list(*columns).iterator()
    ]


def _pairs(candidates: Iterable[_Candidate], unexamined: list[str]) -> Iterator[_Pair]:
    """Every two that have something in common: a name, a number, an address, or in one commune a word of the name."""
    groups: dict[tuple[str, str, int | None], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        if len(one.core) > _SHORT:
            groups["name", one.core, None].append(one)
        for what, value in (("phone", one.phone), ("email", one.email.lower())):
            if value:
                groups[what, value, None].append(one)
        for word in set(one.core.split()) if one.commune_id else ():
            groups["word", word, one.commune_id].append(one)
    for (what, value, _commune), group in groups.items():
        if len(group) <= _MOST_GROUP:
            yield from combinations(group, 2)  # in the order of their numbers
        elif what != "word":  # a word so common tells nothing; the other words of the name are compared
            count = {"count": len(group), "value": value}
            unexamined.append(_("%(count)s tổ chức cùng “%(value)s”, quá nhiều để so từng cặp") % count)


def _contradict(one: _Candidate, other: _Candidate) -> bool:
    """Two tax codes are two taxpayers; but a household that had one of 10 digits has its head's 12 by now."""
    if not one.tax_code or not other.tax_code:
        return False
    return {len(one.tax_code), len(other.tax_code)} != {_ENTERPRISE_DIGITS, _HOUSEHOLD_DIGITS}


def _likeness(one: _Candidate, other: _Candidate) -> tuple[OrganisationLikeness, ...]:
    same_name = one.core == other.core
    same_commune = one.commune_id is not None and one.commune_id == other.commune_id
    unknown_commune = one.commune_id is None or other.commune_id is None
    same_phone = bool(one.phone) and one.phone == other.phone
    same_email = bool(one.email) and one.email.lower() == other.email.lower()
    least = _ALIKE_WITH_CONTACT if same_phone or same_email else _ALIKE
    if not same_name and not token_sort_ratio(one.core, other.core, score_cutoff=least):
        return ()
    found = {
        OrganisationLikeness.NAME_AND_COMMUNE: same_name and same_commune,
        OrganisationLikeness.PHONE: same_phone,
        OrganisationLikeness.EMAIL: same_email,
        OrganisationLikeness.NAME: same_name and unknown_commune,
        OrganisationLikeness.NEAR_NAME: not same_name and same_commune,
    }
    return tuple(likeness for likeness, holds in found.items() if holds)
