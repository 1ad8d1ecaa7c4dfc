"""Excel files as people fill them in; those of activities."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from nscl.work.imports.columns import ACTIVITIES

KEYS = ("task", "kind", "title", "starts_on", "place", "planned_cost", "status", "done_on")


def filled(
    rows: Iterable[Mapping[str, Any]],
    *,
    keys: Sequence[str] = KEYS,
    top: int = 0,
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A file of activities with these rows under the headings of `keys`; `filled_sheet` has the rest."""
    headings = {column: ACTIVITIES.by_key[column].heading for column in ACTIVITIES.by_key}
    return filled_sheet(rows, ACTIVITIES.name, headings, keys=keys, top=top, more=more)


def filled_sheet(
    rows: Iterable[Mapping[str, Any]],
    name: str,
    headings: Mapping[str, str],
    *,
    keys: Sequence[str],
    top: int = 0,
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A file with one sheet of these rows, by key. headings: key → what stands above it, a key that is not there as it
    is. top: lines above; more: what else is done to the sheet.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, key in enumerate(keys):
            sheet.write_string(top, place, headings.get(key, key))
        for number, row in enumerate(rows, start=top + 1):
            for place, key in enumerate(keys):
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
