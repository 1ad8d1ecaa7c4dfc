"""The Excel file to fill: the sheet with its choices, what to choose from, and a guide."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import xlsxwriter

from nscl.documents.excel.frame import A4, AS_TEXT, FONT, TITLE_FORMAT
from nscl.records.spreadsheets.cells import CellValue, text_of
from nscl.records.spreadsheets.columns import Form, SheetShape

# Rows with lists to choose from; what stands below is read too.
_LISTED_ROWS: Final = 2000
_LISTS: Final = "Danh mục"
_GUIDE: Final = "Hướng dẫn"
_WIDTHS: Final = {Form.TEXT: 30, Form.CHOICE: 26, Form.DATE: 14, Form.COUNT: 14, Form.MONEY: 20, Form.NUMBER: 13}
_LIST_WIDTH: Final = 40
_GUIDE_WIDTH: Final = 110


def write_template(
    shape: SheetShape,
    choices: Mapping[str, Sequence[str]],
    *,
    title: str,
    guide: Sequence[str],
    wide: Mapping[str, int],
    frozen_columns: int,
    rows: Sequence[Mapping[str, CellValue]] = (),
) -> bytes:
    """The file to fill. The same input gives the same rows.

    choices: what a column of choices offers, by key. title, guide: what the guide is called and says, line by line.
    wide: columns wider than their kind, by key, in characters. frozen_columns: how many stay in sight on the left.
    rows: what is filled in already, each cell by the key of its column.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, AS_TEXT) as book:
        main, lists, guide_sheet = (book.add_worksheet(name) for name in (shape.name, _LISTS, _GUIDE))
        _write_main(book, main, shape, _write_lists(book, lists, shape, choices), wide)
        _write_rows(main, shape, rows)
        main.freeze_panes(1, frozen_columns)
        _write_guide(book, guide_sheet, title, guide)
    return buffer.getvalue()


def _write_main(book: Any, sheet: Any, shape: SheetShape, ranges: Mapping[str, str], wide: Mapping[str, int]) -> None:
    text = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    formats = {
        Form.DATE: book.add_format({**FONT, "num_format": "dd/mm/yyyy", "valign": "top"}),
        Form.COUNT: book.add_format({**FONT, "num_format": "#,##0", "valign": "top"}),
        Form.MONEY: book.add_format({**FONT, "num_format": "#,##0", "valign": "top"}),
        Form.NUMBER: book.add_format({**FONT, "num_format": "#,##0.######", "valign": "top"}),
    }
    # Typed as text: Excel takes the zero from the front of a number, and telephone numbers begin with one.
    digits = book.add_format({**FONT, "num_format": "@", "valign": "top"})
    heading = {**FONT, "bold": True, "text_wrap": True, "valign": "top", "border": 1}
    required, free = (book.add_format({**heading, "bg_color": colour}) for colour in ("#CFE0F0", "#EEF1F4"))
    for place, column in enumerate(shape.columns):
        usual = digits if column.is_of_one and column.form is Form.TEXT else text
        sheet.set_column(place, place, wide.get(column.key, _WIDTHS[column.form]), formats.get(column.form, usual))
        sheet.write_string(0, place, column.heading, required if column.is_required else free)
        if column.key in ranges:
            rule = {"validate": "list", "source": ranges[column.key], "error_type": "warning"}
            sheet.data_validation(1, place, _LISTED_ROWS, place, rule)
    sheet.set_landscape()
    sheet.set_paper(A4)


def _write_rows(sheet: Any, shape: SheetShape, rows: Sequence[Mapping[str, CellValue]]) -> None:
    """What is filled in already, in the formats of the columns."""
    places = {column.key: place for place, column in enumerate(shape.columns)}
    for number, cells in enumerate(rows, start=1):
        for key, value in cells.items():
            if isinstance(value, date):
                sheet.write_datetime(number, places[key], value)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, places[key], value)
            else:
                sheet.write_string(number, places[key], text_of(value))


def _write_lists(book: Any, sheet: Any, shape: SheetShape, choices: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The sheet of what can be chosen; returns where each column's choices stand."""
    heading = book.add_format({**FONT, "bold": True})
    ranges: dict[str, str] = {}
    for place, (key, names) in enumerate(choices.items()):
        sheet.set_column(place, place, _LIST_WIDTH)
        sheet.write_string(0, place, shape.by_key[key].heading, heading)
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, place, name)
        if names:
            letter = chr(ord("A") + place)
            ranges[key] = f"='{_LISTS}'!${letter}$2:${letter}${len(names) + 1}"
    return ranges


def _write_guide(book: Any, sheet: Any, title: str, guide: Sequence[str]) -> None:
    heading = book.add_format(TITLE_FORMAT)
    text = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _GUIDE_WIDTH, text)
    sheet.write_string(0, 0, title, heading)
    for row, line in enumerate(guide, start=1):
        sheet.write_string(row, 0, line, text)
