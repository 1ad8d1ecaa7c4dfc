"""What is in the registry of a province that rows of a file may mean, loaded at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from nscl.organisations.imports.communes import Communes
from nscl.organisations.imports.rows import ReadFigures, ReadOrganisation
from nscl.organisations.models import Organisation, OrganisationFigures, OrganisationFlag, OrganisationMerge
from nscl.organisations.rules.names import core_name

CHUNK: Final = 5000  # values in one question; SQLite takes 250,000, PostgreSQL 65,535
T = TypeVar("T")
M = TypeVar("M", bound=Model)
# Lengths of tax codes of which two may be one organisation's: a household had 10 digits, its head's 12 since 2025.
_HOUSEHOLD: Final = frozenset({10, 12})


class StoredOrganisation(NamedTuple):
    """A row of the registry, as far as a file may change it or be mistaken for it."""

    number: int
    name: str
    folded: str
    kind: str
    tax_code: str | None
    unit_id: int
    commune_id: int | None
    address: str
    founded_on: date | None
    industry: str
    industry_edition: str
    state: str
    state_on: date | None
    representative: str
    phone: str
    email: str
    version: int


class StoredFlag(NamedTuple):
    """A flag that has not ended."""

    holds: bool
    stars: int | None
    risk: str


_COLUMNS: Final = (
    *("pk", "name", "folded", "kind", "tax_code", "unit_id", "commune_id", "address", "founded_on", "industry"),
    *("industry_edition", "state", "state_on", "representative", "phone", "email", "version"),
)


class Likeness(Generic[T]):
    """Things by name without its legal form and by commune: what another row may be a double of.

    Two with different tax codes are two organisations; a commune that is not known may be any.
    """

    def __init__(self) -> None:
        self._by_name: dict[str, dict[int, dict[int | None, T]]] = {}

    def add(self, core: str, tax_code: str | None, commune: int | None, thing: T) -> None:
        """Note a thing; the first of a name, a length of tax code and a commune stays."""
        self._by_name.setdefault(core, {}).setdefault(len(tax_code or ""), {}).setdefault(commune, thing)

    def find(self, core: str, tax_code: str | None, commune: int | None) -> T | None:
        """What is likely the same; None for nothing."""
        by_length = self._by_name.get(core)
        if by_length is None:
            return None
        mine = len(tax_code or "")
        for length, by_commune in by_length.items():
            if mine and length and (mine == length or not {mine, length} <= _HOUSEHOLD):
                continue
            if commune is None:
                return next(iter(by_commune.values()))
            for where in (commune, None):
                if where in by_commune:
                    return by_commune[where]
        return None


@dataclass(frozen=True, slots=True)
class RegistryFacts:
    """by_code: whose the tax codes of the file are, and those of the enterprises of its dependent units, wherever.

    merged_codes: tax codes of doubles, with the name of the row that was kept. likely: by name and commune.
    named: those without tax code by folded name and commune of today: beyond doubt the same.
    units: the province with those that it absorbed.
    """

    by_code: dict[str, StoredOrganisation]
    merged_codes: dict[str, str]
    likely: Likeness[StoredOrganisation]
    named: dict[tuple[str, int | None], StoredOrganisation]
    units: frozenset[int]


def load_registry(entries: Sequence[ReadOrganisation], units: frozenset[int], communes: Communes) -> RegistryFacts:
    """What the rows of a file may mean. A few queries, and one for every 5,000 tax codes."""
    codes = {entry.tax_code.text for entry in entries if entry.tax_code is not None}
    codes |= {entry.tax_code.parent.text for entry in entries if entry.tax_code and entry.tax_code.parent}
    by_code = {
        row.tax_code: row
        for some in chunks(codes)
        for row in _stored(Organisation.objects.filter(tax_code__in=some))
        if row.tax_code
    }
    likely: Likeness[StoredOrganisation] = Likeness()
    named: dict[tuple[str, int | None], StoredOrganisation] = {}
    for row in _stored(Organisation.objects.filter(unit__in=units, merged_into__isnull=True)):
        commune = communes.today_of(row.commune_id)
        likely.add(core_name(row.folded), row.tax_code, commune, row)
        if row.tax_code is None:
            named.setdefault((row.folded, commune), row)
    merges = OrganisationMerge.objects.exclude(absorbed_tax_code="").filter(absorbed__merged_into__isnull=False)
    pairs = merges.order_by("pk").values_list("absorbed_tax_code", "absorbed__merged_into__name")
    return RegistryFacts(by_code, dict(pairs), likely, named, units)


def figures_of(numbers: Collection[int]) -> dict[tuple[int, int], ReadFigures]:
    """Figures of some organisations, by organisation and year."""
    columns = ("organisation_id", "year", "workers", "revenue_vnd", "capital_vnd")
    found = _of_many(
        numbers, lambda some: OrganisationFigures.objects.filter(organisation__in=some).values_list(*columns)
    )
    return {(number, year): ReadFigures(year, workers, *money) for number, year, workers, *money in found}


def open_flags_of(numbers: Collection[int]) -> dict[tuple[int, str, str], StoredFlag]:
    """Flags of some organisations that have not ended, by organisation, kind and product."""
    columns = ("organisation_id", "kind", "product", "holds", "stars", "risk")
    flags = OrganisationFlag.objects.filter(until__isnull=True)
    found = _of_many(numbers, lambda some: flags.filter(organisation__in=some).values_list(*columns))
    return {(number, kind, product): StoredFlag(*rest) for number, kind, product, *rest in found}


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Values in lists that one question takes."""
    every = list(values)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def _stored(rows: QuerySet[Organisation]) -> Iterator[StoredOrganisation]:
    return (StoredOrganisation(*values) for values in rows.order_by("pk").values_list(*_COLUMNS).iterator())


def _of_many(numbers: Collection[int], rows: Callable[[list[int]], QuerySet[M, Any]]) -> Iterator[Any]:
    return (row for some in chunks(sorted(numbers)) for row in rows(some).order_by("pk").iterator())
