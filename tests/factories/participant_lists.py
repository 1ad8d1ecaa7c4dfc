"""Excel files of participants, as people fill them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from nscl.training.imports.columns import SHEET_NAME, shape_of

HEADINGS = {column.key: column.heading for column in shape_of(()).columns}


def filled_list(
    rows: Iterable[Mapping[str, Any]],
    headings: Sequence[str],
    *,
    top: int = 0,
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A file with these rows, by key or heading, under the headings (keys of the template's columns, or any words)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET_NAME)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, key in enumerate(headings):
            sheet.write_string(top, place, HEADINGS.get(key, key))
        for number, row in enumerate(rows, start=top + 1):
            for place, key in enumerate(headings):
                value = row.get(key)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, value)
        if more is not None:
            more(book, sheet)
    return buffer.getvalue()
