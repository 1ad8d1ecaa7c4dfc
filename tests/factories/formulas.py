"""A reader of the few formulas that our Excel files have: sums, differences, cells of other sheets."""

from __future__ import annotations

import re

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def value_of(book: openpyxl.Workbook, sheet: Worksheet, cell: str, seen: int = 0) -> float:
    """A small evaluator of what the file uses: SUM of ranges, a cell of another sheet, a difference of two."""
    assert seen < 12, "a formula that goes in circles"
    content = sheet[cell].value
    if content is None:
        return 0
    if not isinstance(content, str) or not content.startswith("="):
        return float(content) if isinstance(content, (int, float)) else 0
    body = content[1:]
    if other := re.fullmatch(r"'([^']+)'!([A-Z]+\d+)", body):
        return value_of(book, book[other[1]], other[2], seen + 1)
    if difference := re.fullmatch(r"([A-Z]+\d+)-([A-Z]+\d+)", body):
        return value_of(book, sheet, difference[1], seen + 1) - value_of(book, sheet, difference[2], seen + 1)
    added = re.fullmatch(r"SUM\((.*)\)", body)
    assert added, content
    cells = [
        one.coordinate
        for part in added[1].split(",")
        for row in (sheet[part] if ":" in part else ((sheet[part],),))
        for one in row
    ]
    return sum(value_of(book, sheet, one, seen + 1) for one in cells)
