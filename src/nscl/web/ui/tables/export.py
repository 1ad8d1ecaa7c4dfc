"""Tables and matrices as Excel files: the same definition, the same rows, Vietnamese headings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from nscl.documents.excel.sheets import Cell, Column, ColumnKind, Sheet
from nscl.documents.excel.workbook import write_workbook
from nscl.text.dates import PartialDate, format_date, format_partial
from nscl.text.folding import fold_words
from nscl.web.ui.matrix import Matrix, MatrixCell, MatrixRow
from nscl.web.ui.parts.base import Text
from nscl.web.ui.tables.columns import Column as TableColumn
from nscl.web.ui.tables.columns import Kind, Link
from nscl.web.ui.tables.table import TableView

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel cuts a sheet's name here and forbids these characters in it.
SHEET_NAME_LENGTH: Final = 31
FORBIDDEN_IN_SHEET_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LINE_WIDTH: Final = 48.0

# MILLION is written as đồng: a file is reckoned with, so it keeps the exact amounts.
KINDS: Final = {
    Kind.INTEGER: ColumnKind.INTEGER,
    Kind.NUMBER: ColumnKind.NUMBER,
    Kind.VND: ColumnKind.VND,
    Kind.MILLION: ColumnKind.VND,
}


def xlsx_response(views: Sequence[TableView[Any]], *, title: Text, at: datetime) -> HttpResponse:
    """The tables' passing rows (every page) as one Excel file, a sheet each; `at` is printed in it."""
    return _response([sheet_of(view, title=title, at=at) for view in views], str(title), at)


def matrix_response(matrix: Matrix, *, title: Text, at: datetime) -> HttpResponse:
    """A budget matrix as an Excel file, amounts in đồng."""
    return _response([sheet_of_matrix(matrix, title=title, at=at)], str(title), at)


def _response(sheets: Sequence[Sheet], title: str, at: datetime) -> HttpResponse:
    name = "-".join(fold_words(title)) or "bang"
    disposition = f"attachment; filename=\"{name}.xlsx\"; filename*=UTF-8''{quote(title)}.xlsx"
    data = write_workbook(sheets, created=at, title=title)
    return HttpResponse(data, content_type=XLSX_TYPE, headers={"Content-Disposition": disposition})


def _sheet_name(caption: Text) -> str:
    return str(caption).translate(FORBIDDEN_IN_SHEET_NAME).strip()[:SHEET_NAME_LENGTH]


def _subtitle(at: datetime) -> str:
    return _("Xuất lúc %(time)s") % {"time": f"{at:%H:%M %d/%m/%Y}"}


def sheet_of(view: TableView[Any], *, title: Text, at: datetime) -> Sheet:
    """One table as a sheet."""
    columns = [column for column in view.table.columns if column.exported]
    kinds = [_column_kind(column, view.passing) for column in columns]
    rows = [[_cell(column, kind, row) for column, kind in zip(columns, kinds, strict=True)] for row in view.passing]
    totals: list[Cell] | None = None
    if view.totals is not None:
        by_key = dict(zip((column.key for column in view.table.columns), view.totals, strict=True))
        totals = [by_key[column.key] for column in columns]
        totals[0] = _("Cộng")
    return Sheet(
        name=_sheet_name(view.table.caption),
        title=str(title),
        subtitle=_subtitle(at),
        columns=[Column(_heading(column), kind) for column, kind in zip(columns, kinds, strict=True)],
        rows=rows,
        totals=totals,
    )


def _heading(column: TableColumn[Any]) -> str:
    unit = str(_("đồng")) if column.kind is Kind.MILLION else str(column.unit)
    return f"{column.heading} ({unit})" if unit else str(column.heading)


def _column_kind(column: TableColumn[Any], rows: Sequence[Any]) -> ColumnKind:
    """A column of dates becomes text where one of them is known only to the month or the year."""
    if column.kind is Kind.DATE:
        values = [column.getter(row) for row in rows]
        is_vague = any(isinstance(value, PartialDate) and not value.is_full for value in values)
        return ColumnKind.TEXT if is_vague else ColumnKind.DATE
    return KINDS.get(column.kind, ColumnKind.TEXT)


def _cell(column: TableColumn[Any], kind: ColumnKind, row: Any) -> Cell:
    value = column.getter(row)
    if value is None or value == "":
        return None
    if column.kind in {Kind.CHIP, Kind.GRAPHIC, Kind.WORKED}:
        return str(value.label if column.kind is Kind.CHIP else value.words)
    if column.kind is Kind.LINK:
        links: Sequence[Link] = (value,) if isinstance(value, Link) else value
        return "; ".join(str(link.label) for link in links)
    if column.kind is Kind.DATE:
        return _date_cell(value, kind)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(item) for item in value)
    return value if column.kind in KINDS else str(value)


def _date_cell(value: date | PartialDate, kind: ColumnKind) -> Cell:
    if kind is ColumnKind.TEXT:
        return format_partial(value) if isinstance(value, PartialDate) else format_date(value)
    return value.earliest if isinstance(value, PartialDate) else value


def sheet_of_matrix(matrix: Matrix, *, title: Text, at: datetime) -> Sheet:
    """A matrix as a sheet; a heading joins year and source. Totals are lines like any other, below the rest."""
    columns = [
        Column(_("Số"), ColumnKind.TEXT, 8.0),
        Column(str(matrix.line_heading or _("Dòng dự toán")), ColumnKind.TEXT, LINE_WIDTH),
    ]
    columns += [
        Column(f"{group.heading} – {column} ({_('đồng')})", ColumnKind.VND)
        for group in matrix.groups
        for column in group.columns
    ]
    return Sheet(
        name=_sheet_name(matrix.caption),
        title=str(title),
        subtitle=_subtitle(at),
        columns=columns,
        rows=[_matrix_row(row) for row in (*matrix.rows, *matrix.totals[:-1])],
        totals=_matrix_row(matrix.totals[-1]) if matrix.totals else None,
    )


def _matrix_row(row: MatrixRow) -> list[Cell]:
    amounts = [value.value if isinstance(value, MatrixCell) else value for value in row.values]
    return [row.number or None, str(row.label), *amounts]
