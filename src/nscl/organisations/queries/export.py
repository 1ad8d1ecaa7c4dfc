"""Organisations as an Excel file: those of a list, in the columns in which they are taken in."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import xlsxwriter
from django.db.models import Q, QuerySet
from django.utils.translation import override

from nscl.documents.excel.frame import AS_TEXT, FONT
from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState, RiskLevel
from nscl.organisations.imports.columns import CONTACTS, KIND_LABELS, ORGANISATIONS, SHEET_NAME
from nscl.organisations.imports.flag_cells import ReadFlag, flag_words
from nscl.organisations.models import Organisation, OrganisationFigures, OrganisationFlag
from nscl.organisations.queries.listing import OrganisationFilter, filtered
from nscl.organisations.queries.places import Places, words_of
from nscl.organisations.rules.reach import RegistryViewer
from nscl.rulebook.size import SIZE_NAMES, SizeClass

# What the template does not have: it is not taken in, and says how things stand.
MORE_HEADINGS: Final = ("Tình trạng", "Tình trạng từ ngày", "Quy mô", "Đang ghi", "Số liệu mẫu")
# Enough rows at a time that the database is not asked often, few enough that they do not fill the memory.
_TOGETHER: Final = 5_000
# Columns of the template that belong to a question on taking in, or whose cells hold several things with one date.
_NOT_WRITTEN: Final = frozenset({"apart", "flags", "flags_since", "flags_basis"})
_WIDTHS: Final[Mapping[str, int]] = {"name": 44, "address": 40, "representative": 24, "commune": 22, "kind": 20}
_USUAL_WIDTH: Final = 16
with override("vi"):
    _STATES: Final = {state.value: str(state.label) for state in OrganisationState}


class _Stored(NamedTuple):
    number: int
    name: str
    kind: str
    tax_code: str | None
    commune_id: int | None
    address: str
    founded_on: date | None
    industry: str
    edition: str
    representative: str
    phone: str
    email: str
    state: str
    state_on: date | None
    size: str
    is_sample: bool


_COLUMNS: Final = (
    *("pk", "name", "kind", "tax_code", "commune_id", "address", "founded_on", "industry", "industry_edition"),
    *("representative", "phone", "email", "state", "state_on", "size", "is_sample"),
)


class OrganisationsFile(NamedTuple):
    """An Excel file, how many organisations it has, and whether sample ones are among them."""

    data: bytes
    rows: int
    has_samples: bool


def organisations_file(
    viewer: RegistryViewer | None,
    *,
    filter: OrganisationFilter,  # noqa: A002  # what it is called on the page
    among: Collection[int] | None = None,
) -> OrganisationsFile:
    """The organisations that a person may see and that a filter lets through, by name, without contacts.

    among: of these numbers alone (what a search found). Five queries for every 5,000 rows.
    """
    return write_file(_asked(viewer, filter, among), filter.on, with_contacts=False)


def write_file(rows: QuerySet[Organisation], on: date, *, with_contacts: bool) -> OrganisationsFile:
    """The file of some organisations as they stand on a day; the caller has asked who may see them, and contacts."""
    keys = [
        column.key
        for column in ORGANISATIONS.columns
        if column.key not in _NOT_WRITTEN and (with_contacts or column.key not in CONTACTS)
    ]
    count, has_samples = 0, False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        # Rows go to the disk as they come: the registry may be longer than the memory is wide.
        with xlsxwriter.Workbook(path, {**AS_TEXT, "in_memory": False, "constant_memory": True}) as book:
            sheet = book.add_worksheet(SHEET_NAME)
            day = book.add_format({**FONT, "num_format": "dd/mm/yyyy"})
            number_format = book.add_format({**FONT, "num_format": "#,##0"})
            _head(book, sheet, keys)
            for count, (row, is_sample) in enumerate(_rows(rows, keys, on), start=1):
                has_samples = has_samples or is_sample
                _write_row(sheet, count, row, day, number_format)
        return OrganisationsFile(path.read_bytes(), count, has_samples)


def _asked(
    viewer: RegistryViewer | None, asked: OrganisationFilter, among: Collection[int] | None
) -> QuerySet[Organisation]:
    rows = filtered(viewer, asked)
    return rows if among is None else rows.filter(pk__in=list(among))


def _rows(rows: QuerySet[Organisation], keys: list[str], on: date) -> Iterator[tuple[list[Any], bool]]:
    """Rows as the file has them, and whether they are samples; places, figures and flags asked for 5,000 at a time."""
    every = (_Stored(*values) for values in rows.order_by("folded", "pk").values_list(*_COLUMNS).iterator(_TOGETHER))
    while some := list(islice(every, _TOGETHER)):
        numbers = [row.number for row in some]
        places = Places({row.commune_id for row in some}, on)
        figures, flags = _latest_figures(numbers), _flags(numbers, on)
        for row in some:
            said = _said(row, places, figures.get(row.number))
            more = (
                _STATES[row.state],
                row.state_on,
                SIZE_NAMES[SizeClass(row.size)] if row.size else "",
                "; ".join(flags.get(row.number, ())),
                "x" if row.is_sample else "",
            )
            yield [*(said[key] for key in keys), *more], row.is_sample


def _said(row: _Stored, places: Places, figures: tuple[Any, ...] | None) -> dict[str, Any]:
    year, workers, revenue, capital = figures or (None, None, None, None)
    return {
        "name": row.name,
        "kind": KIND_LABELS[OrganisationKind(row.kind)],
        "tax_code": row.tax_code,
        "commune": words_of(places.now(row.commune_id)),
        "address": row.address,
        "founded_on": row.founded_on,
        "industry": row.industry,
        "edition": row.edition,
        "year": None if year is None else str(year),
        "workers": workers,
        "revenue": revenue,
        "capital": capital,
        "representative": row.representative,
        "phone": row.phone,
        "email": row.email,
    }


def _latest_figures(numbers: list[int]) -> dict[int, tuple[Any, ...]]:
    """Year, workers, revenue and capital of the latest year stated."""
    rows = OrganisationFigures.objects.filter(organisation__in=numbers).order_by("year")
    columns = ("organisation_id", "year", "workers", "revenue_vnd", "capital_vnd")
    return {number: tuple(rest) for number, *rest in rows.values_list(*columns)}


def _flags(numbers: list[int], on: date) -> dict[int, list[str]]:
    """What is noted of organisations and in force on a day, in words."""
    now = Q(until__isnull=True) | Q(until__gte=on)
    rows = OrganisationFlag.objects.filter(now, organisation__in=numbers, since__lte=on, holds=True).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for number, kind, product, stars, risk in rows.values_list("organisation_id", "kind", "product", "stars", "risk"):
        flag = ReadFlag(FlagKind(kind), product, stars, RiskLevel(risk) if risk else None)
        found[number].append(flag_words(flag))
    return found


def _head(book: Any, sheet: Any, keys: Iterable[str]) -> None:
    heading = book.add_format({**FONT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#CFE0F0"})
    names = [ORGANISATIONS.by_key[key].heading for key in keys]
    for place, (key, name) in enumerate(zip([*keys, *MORE_HEADINGS], [*names, *MORE_HEADINGS], strict=True)):
        sheet.set_column(place, place, _WIDTHS.get(key, _USUAL_WIDTH))
        sheet.write_string(0, place, name, heading)
    sheet.freeze_panes(1, 1)


def _write_row(sheet: Any, number: int, row: list[Any], day: Any, number_format: Any) -> None:
    for place, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(number, place, value, day)
        elif value is not None:
            sheet.write_number(number, place, value, number_format)
