"""Excel files of vouchers, as people fill them in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from nscl.finance.imports.columns import VOUCHERS

KEYS = tuple(VOUCHERS.by_key)


def a_row(number: str = "QĐ-1", vnd: Any = 60_000_000, **changes: Any) -> dict[str, Any]:
    """An allocation of the year 2025 to the second line of the small ledger (`tests.factories.ledger`)."""
    row = {"kind": "giao dự toán", "number": number, "on": date(2025, 3, 1), "year": 2025, "about": "Giao dự toán"}
    return {**row, "line": "2", "vnd": vnd, **changes}


def filled_ledger(rows: Iterable[Mapping[str, Any]], *, keys: Sequence[str] = KEYS) -> bytes:
    """A file with these rows under the headings of `keys`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(VOUCHERS.name)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, key in enumerate(keys):
            sheet.write_string(0, place, VOUCHERS.by_key[key].heading if key in VOUCHERS.by_key else key)
        for number, row in enumerate(rows, start=1):
            for place, key in enumerate(keys):
                value = row.get(key)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, value)
    return buffer.getvalue()
