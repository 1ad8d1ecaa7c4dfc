"""Organisations in lists: filtered, sorted, by the page; and how many there are of which kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nscl.institutions.queries import territory_ids
from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState
from nscl.organisations.models import Organisation, OrganisationFlag
from nscl.organisations.queries.access import visible_to
from nscl.organisations.queries.places import Places, words_of
from nscl.organisations.queries.reference_data import industries
from nscl.organisations.queries.rows import OrganisationRow
from nscl.organisations.rules.reach import RegistryViewer
from nscl.rulebook.size import SizeClass

PAGE: Final = 50
Key = TypeVar("Key")


class OrganisationSort(StrEnum):
    """In which order a list is."""

    NAME = "name"
    COMMUNE = "commune"
    NEWEST = "newest"


_ORDERS: Final[Mapping[OrganisationSort, tuple[str, ...]]] = {
    OrganisationSort.NAME: ("folded", "pk"),
    OrganisationSort.COMMUNE: ("commune__folded", "folded", "pk"),
    OrganisationSort.NEWEST: ("-pk",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFilter:
    """Which organisations are asked for; None and "": all. on: the day of flags, and of the places' names.

    unit_id, commune_id: with all that these absorbed. section: of the main line of business, edition and letter
    ("2025:C"). is_sized: whether the size is known. Rows that were merged into another are never among them.
    """

    on: date
    unit_id: int | None = None
    commune_id: int | None = None
    kind: OrganisationKind | None = None
    state: OrganisationState | None = None
    size: SizeClass | None = None
    is_sized: bool | None = None
    flag: FlagKind | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    """Some rows of a list, and how many it has in all."""

    rows: tuple[OrganisationRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RegistryCounts:
    """How many organisations there are; without a kind or state that nobody has. sized: with a size computed."""

    total: int
    by_kind: Mapping[OrganisationKind, int]
    by_state: Mapping[OrganisationState, int]
    by_size: Mapping[SizeClass, int]
    with_flags: int
    without_tax_code: int
    without_commune: int

    @property
    def sized(self) -> int:
        """How many have a size computed."""
        return sum(self.by_size.values())


def list_organisations_page(
    viewer: RegistryViewer | None,
    *,
    filter: OrganisationFilter,  # noqa: A002  # what it is called on the page
    sort: OrganisationSort = OrganisationSort.NAME,
    is_reversed: bool = False,
    among: Collection[int] | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> OrganisationsPage:
    """Some of the organisations that a person may see. At most six queries, for any number of rows.

    among: of these numbers alone (what a search found); None: of all.
    """
    rows = filtered(viewer, filter)
    if among is not None:
        rows = rows.filter(pk__in=list(among))
    ordered = rows.order_by(*_ORDERS[sort])
    found = list((ordered.reverse() if is_reversed else ordered)[offset : offset + limit])
    return OrganisationsPage(organisation_rows(found, filter.on), rows.count())


def count_organisations(
    viewer: RegistryViewer | None,
    *,
    filter: OrganisationFilter,  # noqa: A002
) -> RegistryCounts:
    """How many of the organisations that a person may see there are, by kind, state and size. At most seven queries."""
    rows = filtered(viewer, filter)
    every = list(rows.order_by().values_list("kind", "state", "size").annotate(rows=Count("pk")))
    flagged = rows.filter(Exists(_flags_on(filter.on).filter(organisation=OuterRef("pk"), holds=True)))
    lacking = rows.aggregate(
        code=Count("pk", filter=Q(tax_code__isnull=True)), commune=Count("pk", filter=Q(commune__isnull=True))
    )
    sizes = _summed((SizeClass(size), count) for _kind, _state, size, count in every if size)
    return RegistryCounts(
        total=sum(count for *_what, count in every),
        by_kind=_summed((OrganisationKind(kind), count) for kind, _state, _size, count in every),
        by_state=_summed((OrganisationState(state), count) for _kind, state, _size, count in every),
        by_size=sizes,
        with_flags=flagged.count(),
        without_tax_code=lacking["code"],
        without_commune=lacking["commune"],
    )


def filtered(viewer: RegistryViewer | None, asked: OrganisationFilter) -> QuerySet[Organisation]:
    """The stored rows that a filter lets through, of those that a person may see, in no order."""
    rows = visible_to(viewer).filter(merged_into__isnull=True)
    if asked.unit_id is not None:
        rows = rows.filter(unit__in=sorted(territory_ids(asked.unit_id)))
    if asked.commune_id is not None:
        rows = rows.filter(commune__in=sorted(territory_ids(asked.commune_id)))
    for column, wanted in (("kind", asked.kind), ("state", asked.state), ("size", asked.size)):
        if wanted is not None:
            rows = rows.filter(**{column: wanted.value})
    if asked.is_sized is not None:
        rows = rows.exclude(size="") if asked.is_sized else rows.filter(size="")
    if asked.flag is not None:
        noted = _flags_on(asked.on).filter(organisation=OuterRef("pk"), kind=asked.flag, holds=True)
        rows = rows.filter(Exists(noted))
    return rows.filter(_in_section(asked.section)) if asked.section else rows


def organisation_rows(rows: Iterable[Organisation], on: date) -> tuple[OrganisationRow, ...]:
    """Rows of a list, places by their names of a day. Two queries."""
    found = list(rows)
    places = Places({number for row in found for number in (row.unit_id, row.commune_id)}, on)
    return tuple(
        OrganisationRow(
            number=row.pk,
            name=row.name,
            tax_code=row.tax_code or "",
            kind=OrganisationKind(row.kind),
            unit_id=row.unit_id,
            province=words_of(places.now(row.unit_id)),
            commune=words_of(places.now(row.commune_id)),
            state=OrganisationState(row.state),
            size=SizeClass(row.size) if row.size else None,
            industry=row.industry,
            is_sample=row.is_sample,
        )
        for row in found
    )


def rows_by_number(numbers: Collection[int], on: date) -> dict[int, OrganisationRow]:
    """Rows of a list by number, of whatever province; the caller has asked whether they may be shown."""
    found = Organisation.objects.filter(pk__in=list(numbers)).order_by("pk")
    return {row.number: row for row in organisation_rows(found, on)}


def _flags_on(on: date) -> QuerySet[OrganisationFlag]:
    return OrganisationFlag.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def _in_section(key: str) -> Q:
    """Codes of a section: of its edition, beginning with one of its divisions. An unknown section has none."""
    section = industries().section(key)
    if section is None:
        return Q(pk__in=[])
    wanted = Q()
    for division in industries().edition(section.edition).divisions_of(section.letter):
        wanted |= Q(industry__startswith=division)
    return Q(industry_edition=section.edition) & wanted


def _summed(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, count in pairs:
        sums[key] = sums.get(key, 0) + count
    return sums
