"""Figures pasted from a spreadsheet or a page: years beside figures, or years above them.

What is found is put into the boxes as it was pasted, and judged there with whatever else was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_YEAR: Final = re.compile(r"(?:19|20)\d{2}", re.ASCII)
# What stands between cells: a tab from a spreadsheet, a semicolon from a CSV file, else blanks.
_MARKS: Final = ("\t", ";")
# A pasted page of anything else is not read through.
MOST_LETTERS: Final = 20_000


def read_pasted(text: str) -> dict[int, str]:
    """The figures by year, each as it was pasted; empty where nothing of the kind is found."""
    rows = [_cells(line) for line in text[:MOST_LETTERS].splitlines() if line.strip()]
    if not rows:
        return {}
    if _are_years(rows[0]) or not all(_is_year(row[0]) and len(row) > 1 for row in rows):
        return _below_years(rows)
    return {int(row[0]): row[1] for row in rows if row[1]}


def _cells(line: str) -> list[str]:
    mark = next((one for one in _MARKS if one in line), None)
    return [cell.strip() for cell in line.split(mark)]


def _is_year(cell: str) -> bool:
    return _YEAR.fullmatch(cell) is not None


def _are_years(row: Sequence[str]) -> bool:
    """Whether a row of more than a year and its figure is a row of years alone."""
    return len(row) > len(("year", "figure")) and all(map(_is_year, row))


def _below_years(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Of a row of years, with or without a label before it: what stands below each."""
    for place, row in enumerate(rows[:-1]):
        years = {column: int(cell) for column, cell in enumerate(row) if _is_year(cell)}
        if len(years) > 1:
            return _aligned(years, rows[place + 1])
    return {}


def _aligned(years: Mapping[int, int], row: Sequence[str]) -> dict[int, str]:
    return {year: row[column] for column, year in years.items() if column < len(row) and row[column]}
