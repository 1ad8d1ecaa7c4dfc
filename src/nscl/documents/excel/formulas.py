"""Sums as live formulas."""

from collections.abc import Iterable

from xlsxwriter.utility import xl_col_to_name


def sum_of_rows(rows: Iterable[int], column: int) -> str:
    """The sum of these rows (from 0, in order) in a column; rows that follow each other as one range."""
    name, spans = xl_col_to_name(column), list[list[int]]()
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    parts = [f"{name}{a + 1}" if a == b else f"{name}{a + 1}:{name}{b + 1}" for a, b in spans]
    return f"SUM({','.join(parts)})" if parts else "0"
