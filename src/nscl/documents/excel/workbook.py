"""Writes sheets as an xlsx file that prints well on A4 and holds no formula that a text could smuggle in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

from nscl.documents.excel.frame import FONT, HEADING_FORMAT, TITLE_FORMAT, edged_format, new_workbook, set_up_page
from nscl.documents.excel.sheets import Cell, ColumnKind, Sheet, SheetError

_PERCENT = 100
_TITLE_ROW = 0

# xlsxwriter comes without types.
_Format: TypeAlias = Any
_Worksheet: TypeAlias = Any


def write_workbook(sheets: Sequence[Sheet], *, created: datetime, title: str = "", author: str = "") -> bytes:
    """An xlsx file with these sheets, in this order; the same input gives the same bytes.

    ``created`` (with its time zone), ``title`` and ``author`` go into the file's properties. A text is always written
    as text: one that begins with = + - @ never becomes a formula, and none becomes a link or a number. Raises
    SheetError where there is no sheet or two of them share a name.
    """
    _check_names(sheets)
    buffer = BytesIO()
    with new_workbook(buffer, title=title, author=author, created=created) as book:
        styles = _Styles(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return buffer.getvalue()


def _check_names(sheets: Sequence[Sheet]) -> None:
    if not sheets:
        raise SheetError("Tệp Excel phải có ít nhất một trang.")
    names: set[str] = set()
    for sheet in sheets:
        # Excel tells names apart without regard to case.
        if sheet.name.lower() in names:
            raise SheetError(f"Hai trang cùng tên “{sheet.name}”: đặt cho mỗi trang một tên.")
        names.add(sheet.name.lower())


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell's format depends on."""

    number_format: str | None
    is_total: bool


class _Styles:
    """The formats of one workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cells: dict[_Look, _Format] = {}
        self.title = book.add_format(TITLE_FORMAT)
        self.subtitle = book.add_format({**FONT, "italic": True})
        self.heading = book.add_format(HEADING_FORMAT)

    def cell(self, look: _Look) -> _Format:
        """The format of a cell of the table."""
        if look not in self._cells:
            self._cells[look] = self._book.add_format(edged_format(look.number_format, bold=look.is_total))
        return self._cells[look]


def _write_sheet(worksheet: _Worksheet, sheet: Sheet, styles: _Styles) -> None:
    worksheet.write_string(_TITLE_ROW, 0, sheet.title, styles.title)
    if sheet.subtitle:
        worksheet.write_string(_TITLE_ROW + 1, 0, sheet.subtitle, styles.subtitle)
    heading_row = _TITLE_ROW + (3 if sheet.subtitle else 2)
    for index, column in enumerate(sheet.columns):
        worksheet.set_column(index, index, column.shown_width)
        worksheet.write_string(heading_row, index, column.heading, styles.heading)
    row = heading_row
    for cells in sheet.rows:
        row += 1
        _write_row(worksheet, row, cells, sheet, styles, is_total=False)
    worksheet.autofilter(heading_row, 0, row, len(sheet.columns) - 1)
    if sheet.totals is not None:
        _write_row(worksheet, row + 1, sheet.totals, sheet, styles, is_total=True)
    worksheet.freeze_panes(heading_row + 1, 0)
    set_up_page(worksheet, heading_row)


def _write_row(
    worksheet: _Worksheet, row: int, cells: Sequence[Cell], sheet: Sheet, styles: _Styles, *, is_total: bool
) -> None:
    for index, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
        style = styles.cell(_Look(_number_format(cell, column.kind), is_total))
        match cell:
            case None:
                worksheet.write_blank(row, index, None, style)
            case str():
                worksheet.write_string(row, index, cell, style)
            case date():
                worksheet.write_datetime(row, index, cell, style)
            case _ if column.kind is ColumnKind.PERCENT:
                worksheet.write_number(row, index, float(Decimal(str(cell)) / _PERCENT), style)
            case _:
                worksheet.write_number(row, index, cell, style)


def _number_format(cell: Cell, kind: ColumnKind) -> str | None:
    """Excel's format for a cell; None for text. Excel shows , and . as the reader's own language has them."""
    if cell is None or isinstance(cell, str):
        return None
    if isinstance(cell, date):
        return "dd/mm/yyyy"
    is_whole = cell == int(cell)
    if kind is ColumnKind.PERCENT:
        return "0%" if is_whole else "0.0#%"
    return "#,##0" if is_whole else "#,##0.0##"
