"""Writing what a file does: new organisations thousands at a time, changes of those that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from nscl.organisations.enums import OrganisationKind, OrganisationState, VsicEdition
from nscl.organisations.imports.results import KnownRow, NewRow, OrganisationRehearsal
from nscl.organisations.imports.rows import ReadFigures, ReadOrganisation
from nscl.organisations.models import (
    ImportedOrganisation,
    Organisation,
    OrganisationFigures,
    OrganisationFlag,
    OrganisationImport,
)
from nscl.organisations.operations.importing.registry import chunks, figures_of
from nscl.organisations.queries.reference_data import industries, norms
from nscl.organisations.rules.sizes import SIZED_KINDS, YearFigures, deciding_year, sizing_on
from nscl.records.inserting import insert_values
from nscl.records.operations import Actor
from nscl.rulebook.industries import Industries
from nscl.rulebook.rulebook import Rulebook

_ORGANISATION: Final = (
    *("name", "folded", "kind", "tax_code", "unit_id", "commune_id", "address", "industry", "industry_edition"),
    *("founded_on", "state", "size", "size_on", "representative", "phone", "email", "parent_id", "lineage_id"),
    *("created_at", "created_by_id", "version", "is_sample"),
)
_FIGURES: Final = (
    *("organisation_id", "year", "workers", "revenue_vnd", "capital_vnd", "source", "stated_at", "stated_by_id"),
)
_FLAG: Final = (
    *("organisation_id", "kind", "holds", "product", "stars", "risk", "since", "basis", "stated_at", "stated_by_id"),
    *("ended_reason",),
)
_TAKEN: Final = ("taking_id", "organisation_id", "row", "is_new", "told")
_SOURCE_LENGTH: Final = 200


class ChangedMeanwhile(Exception):
    """Somebody changed an organisation between the judging and the writing."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What every row is written with. unit_id: the province of today; on: the day of `at` here."""

    unit_id: int
    file_name: str
    on: date
    by: Actor
    at: datetime
    is_sample: bool


def write(done: OrganisationRehearsal, writing: Writing) -> int:
    """Write the new and the changed rows, and who was touched by which row; the number of the import.

    Raises ChangedMeanwhile, IntegrityError where somebody registered one of them at the same time.
    """
    taking = OrganisationImport.objects.create(
        unit_id=writing.unit_id,
        file_name=writing.file_name,
        sha256=done.sha256,
        rows=done.rows,
        added=len(done.new),
        changed=len(done.changed),
        imported_at=writing.at,
        imported_by_id=writing.by.number,
    )
    sizer = _Sizer(norms(), industries(), writing.on)
    added = _add(done.new, writing, sizer)
    _change(done.changed, writing, sizer)
    of_file = writing.file_name[:_SOURCE_LENGTH]
    _write_figures(added, of_file, writing)
    _merge_figures([one for one in done.changed if one.has_new_figures], of_file, writing)
    _write_flags([(entry, number, range(len(entry.flags))) for entry, number in added], writing)
    _write_flags([(one.entry, one.number, one.new_flags) for one in done.changed], writing)
    taken = [(taking.pk, number, entry.row, True, "") for entry, number in added]
    taken += [(taking.pk, one.number, one.entry.row, False, _told(one)) for one in done.changed]
    insert_values(ImportedOrganisation, _TAKEN, taken)
    return int(taking.pk)


class _Sizer:
    """The size class on a day. The figures of many rows are the same to the rule: it is asked once for each."""

    def __init__(self, rulebook: Rulebook, known: Industries, on: date) -> None:
        self._rulebook = rulebook
        self._industries = known
        self._on = on

    def size(
        self, kind: OrganisationKind, industry: str, edition: str, founded_on: date | None, figures: ReadFigures | None
    ) -> tuple[str, date | None]:
        """The class and the day, as they are stored; "" and None where figures do not tell."""
        if figures is None or kind not in SIZED_KINDS or figures.year != deciding_year(founded_on, self._on):
            return "", None
        section = self._industries.section_of(industry, edition) if industry else None
        given = YearFigures(figures.year, figures.workers, figures.revenue_vnd, figures.capital_vnd)
        sizing = sizing_on(
            kind=kind,
            sector=None if section is None else section.sector,
            figures=given,
            founded_on=founded_on,
            on=self._on,
            rulebook=self._rulebook,
        )
        return ("", None) if sizing.size is None else (sizing.size.value, self._on)


def _add(rows: Sequence[NewRow], writing: Writing, sizer: _Sizer) -> list[tuple[ReadOrganisation, int]]:
    """Insert the new organisations: enterprises first, so that their dependent units in the file can name them."""
    whole = [one for one in rows if one.entry.tax_code is None or one.entry.tax_code.parent is None]
    units = [one for one in rows if one.entry.tax_code is not None and one.entry.tax_code.parent is not None]
    heads = _heads({one.parent for one in units if one.parent is not None})
    added = list(_insert([(one.entry, None, None) for one in whole], writing, sizer))
    new = {entry.tax_code.text: number for entry, number in added if units and entry.tax_code is not None}
    with_parents = []
    for one in units:
        code = one.entry.tax_code.parent if one.entry.tax_code is not None else None
        parent = one.parent if one.parent is not None or code is None else new.get(code.text)
        with_parents.append((one.entry, parent, None if parent is None else heads.get(parent, parent)))
    return [*added, *_insert(with_parents, writing, sizer)]


def _heads(parents: Iterable[int]) -> dict[int, int]:
    """Whose history of support the dependent units of some enterprises share: a unit has none of its own yet."""
    rows = (
        pair
        for some in chunks(parents)
        for pair in Organisation.objects.filter(pk__in=some).order_by("pk").values_list("pk", "lineage_id")
    )
    return {number: lineage or number for number, lineage in rows}


def _insert(
    rows: Sequence[tuple[ReadOrganisation, int | None, int | None]], writing: Writing, sizer: _Sizer
) -> Iterable[tuple[ReadOrganisation, int]]:
    values = [_values(entry, parent, lineage, writing, sizer) for entry, parent, lineage in rows]
    numbers = insert_values(Organisation, _ORGANISATION, values)
    return [(entry, number) for (entry, _parent, _lineage), number in zip(rows, numbers, strict=True)]


def _values(
    entry: ReadOrganisation, parent: int | None, lineage: int | None, writing: Writing, sizer: _Sizer
) -> tuple[Any, ...]:
    """A new organisation as `_ORGANISATION` holds it."""
    kind = entry.kind or OrganisationKind.ENTERPRISE
    edition = "" if entry.edition is None else entry.edition.value
    size, size_on = sizer.size(kind, entry.industry, edition, entry.founded_on, entry.figures)
    return (
        entry.name,
        entry.folded,
        kind.value,
        None if entry.tax_code is None else entry.tax_code.text,
        writing.unit_id,
        entry.commune_id,
        entry.address,
        entry.industry,
        edition,
        entry.founded_on,
        OrganisationState.ACTIVE.value,
        size,
        size_on,
        entry.representative,
        entry.phone,
        entry.email,
        parent,
        lineage,
        writing.at,
        writing.by.number,
        1,
        writing.is_sample,
    )


def _told(one: KnownRow) -> str:
    """What a row changed, in words: of a phone number or an address the trail says that it changed, and not to what."""
    return "; ".join(change.label if change.is_contact else str(change) for change in one.changes)


# --- those that are there already -------------------------------------------------------------------------------------


def _change(rows: Sequence[KnownRow], writing: Writing, sizer: _Sizer) -> None:
    """Write what changed, each row once, with the size that comes of it. Raises ChangedMeanwhile."""
    if not rows:
        return
    by_columns: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    figures = figures_of([one.number for one in rows])
    for one, columns in zip(rows, _sized(rows, figures, writing, sizer), strict=True):
        by_columns[tuple(columns)].append([*columns.values(), one.number, one.version])
    written = 0
    with connection.cursor() as cursor:
        for names, values in by_columns.items():
            settings = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
            comma = ", " if settings else ""
            # Only names of columns are in the text of the statement; values go in as parameters.
            cursor.executemany(
                f"UPDATE {Organisation._meta.db_table} SET {settings}{comma}version = version + 1 "  # noqa: S608
                "WHERE id = %s AND version = %s",
                values,
            )
            written += cursor.rowcount
    if written != len(rows):
        raise ChangedMeanwhile


def _sized(
    rows: Sequence[KnownRow], figures: Mapping[tuple[int, int], ReadFigures], writing: Writing, sizer: _Sizer
) -> Iterable[dict[str, Any]]:
    """The columns of each row, with the size where industry or figures of the deciding year are new."""
    for one in rows:
        columns = {name: _plain(value) for name, value in one.columns.items()}
        year = deciding_year(one.founded_on, writing.on)
        given = one.entry.figures if one.has_new_figures else None
        if given is not None and given.year != year:
            given = None
        if given is not None or "industry" in columns:
            known = _merged(given, figures.get((one.number, year)))
            size, size_on = sizer.size(one.kind, one.industry, one.edition, one.founded_on, known)
            columns |= {"size": size, "size_on": _plain(size_on)}
        yield columns


def _plain(value: object) -> object:
    """A value as both drivers take it."""
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value.value if isinstance(value, VsicEdition) else value


def _merged(given: ReadFigures | None, stated: ReadFigures | None) -> ReadFigures | None:
    """What the file gives, and of what it does not give, what was stated before."""
    if given is None or stated is None:
        return given or stated
    return ReadFigures(
        given.year,
        stated.workers if given.workers is None else given.workers,
        stated.revenue_vnd if given.revenue_vnd is None else given.revenue_vnd,
        stated.capital_vnd if given.capital_vnd is None else given.capital_vnd,
    )


# --- figures and flags ------------------------------------------------------------------------------------------------


def _write_figures(rows: Iterable[tuple[ReadOrganisation, int]], source: str, writing: Writing) -> None:
    values = [
        (number, one.year, one.workers, one.revenue_vnd, one.capital_vnd, source, writing.at, writing.by.number)
        for entry, number in rows
        if (one := entry.figures) is not None
    ]
    insert_values(OrganisationFigures, _FIGURES, values)


def _merge_figures(rows: Sequence[KnownRow], source: str, writing: Writing) -> None:
    """Figures of organisations that are there: a year that was stated before keeps what the file does not give."""
    stated = figures_of([one.number for one in rows])
    merged = [
        (one.number, figures)
        for one in rows
        if one.entry.figures is not None
        and (figures := _merged(one.entry.figures, stated.get((one.number, one.entry.figures.year)))) is not None
    ]
    OrganisationFigures.objects.bulk_create(
        [
            OrganisationFigures(
                organisation_id=number,
                year=one.year,
                workers=one.workers,
                revenue_vnd=one.revenue_vnd,
                capital_vnd=one.capital_vnd,
                source=source,
                stated_at=writing.at,
                stated_by_id=writing.by.number,
            )
            for number, one in merged
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["organisation", "year"],
        update_fields=["workers", "revenue_vnd", "capital_vnd", "source", "stated_at", "stated_by"],
    )


def _write_flags(rows: Iterable[tuple[ReadOrganisation, int, Sequence[int]]], writing: Writing) -> None:
    values = []
    for entry, number, places in rows:
        for flag in (entry.flags[place] for place in places):
            risk = flag.risk.value if flag.risk is not None else ""
            since, basis = entry.flags_since, entry.flags_basis
            what = (number, flag.kind.value, True, flag.product, flag.stars, risk, since, basis)
            values.append((*what, writing.at, writing.by.number, ""))
    insert_values(OrganisationFlag, _FLAG, values)
