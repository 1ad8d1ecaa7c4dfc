"""Tables in text whose cells are parted by tabulators (pasted from Excel, or given out by a reader of PDFs)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from nscl.documents.reading.blocks import Line

# "1.", "a)", "-", "II.", "1.2.": a mark with one tabulator behind it is a list as Word pastes it, not a table.
_MARK = re.compile(r"\s*(?:[-–•+*]|\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]?|\(?[a-zđA-ZĐ][.)]|[IVXLC]{1,7}[.)]?)\s*")
_MIN_ROWS = 2
_MIN_ROWS_OF_TWO_COLUMNS = 3
# Page breaks leave a few blank lines within a table.
_MOST_BLANK_LINES_WITHIN = 3


def find_tab_tables(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """First and last places (0-based, both included) of the runs of lines that are tables.

    A run has at least two lines with two tabulators or more, or three with one where the first cells are not merely
    numbering marks; blank lines of a page break may stand in it. Indentation by tabulators is no table.
    """
    return tuple((first, last) for first, last in _runs(lines) if _is_table(lines[first : last + 1]))


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    last = 0
    for place, line in enumerate(lines):
        text = line.text
        if "\t" in text and (_has_cells(text) or (first is not None and _has_only_a_last_cell(text))):
            first = place if first is None else first
            last = place
        elif first is not None and (text.strip() or place - last > _MOST_BLANK_LINES_WITHIN):
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _has_cells(text: str) -> bool:
    """Whether a tabulator follows words; one at the beginning alone is an indentation."""
    return "\t" in text.lstrip()


def _has_only_a_last_cell(text: str) -> bool:
    return bool(text.strip()) and len(text) - len(text.lstrip("\t")) > 1


def _is_table(lines: Sequence[Line]) -> bool:
    counts = Counter(line.text.count("\t") for line in lines if "\t" in line.text)
    rows = counts.total()
    if max(counts) > 1:
        wide = sum(count for tabs, count in counts.items() if tabs > 1)
        return rows >= _MIN_ROWS and wide >= _MIN_ROWS
    if rows < _MIN_ROWS_OF_TWO_COLUMNS:
        return False
    marked = sum(_MARK.fullmatch(line.text.split("\t")[0]) is not None for line in lines if "\t" in line.text)
    return marked * 2 <= rows
