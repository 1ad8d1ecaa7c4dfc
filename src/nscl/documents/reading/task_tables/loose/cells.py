"""The cells of a loose row."""

from collections.abc import Mapping, Sequence

from nscl.documents.pack.values import Span
from nscl.documents.reading.task_tables.loose.fragments import Fragment
from nscl.documents.reading.task_tables.loose.placement import divide
from nscl.documents.reading.task_tables.loose.units import Unit, cut_units
from nscl.documents.reading.task_tables.rows import ColumnRole, RowCell, RowRemark, TaskRow

# A row of more fragments than this is no row: the numbers were misread, and its text is all title.
_MOST_FRAGMENTS = 100

Cells = tuple[tuple[Unit, ...], ...]


def units_of(fragments: Sequence[Fragment], *, damaged: bool) -> list[Unit] | None:
    """The units of a row; None of what is too long for one."""
    return None if len(fragments) > _MOST_FRAGMENTS else cut_units(fragments, damaged=damaged, province=None)


def read_cells(
    fragments: Sequence[Fragment],
    units: Sequence[Unit] | None,
    columns: Sequence[ColumnRole],
    widths: Mapping[ColumnRole, int],
) -> tuple[Cells, bool]:
    """The units of a row in each column, and whether the division is clear; all is title where there are no units."""
    if units is None:
        return _all_title(fragments, columns), False
    division = divide(units, columns, widths)
    return tuple(tuple(units[first:stop]) for first, stop in division.cuts), division.is_clear


def _all_title(fragments: Sequence[Fragment], columns: Sequence[ColumnRole]) -> Cells:
    units = tuple(Unit(fragment.text, fragment.line, 0.0, 0, 0) for fragment in fragments)
    return tuple(units if role is ColumnRole.TITLE else () for role in columns)


def make_row(
    number: str,
    fragments: Sequence[Fragment],
    cells: tuple[Cells, bool] | None,
    columns: Sequence[ColumnRole],
) -> TaskRow:
    """The row of its units; without cells all its text is the title."""
    span = Span(fragments[0].line, fragments[-1].line)
    if cells is None:
        return TaskRow(number, " ".join(fragment.text for fragment in fragments), span)
    title = ""
    found: list[RowCell] = []
    for role, units in zip(columns, cells[0], strict=True):
        text = " ".join(unit.text for unit in units)
        if role is ColumnRole.TITLE and not title:
            title = text
        elif units:
            found.append(RowCell(role, text, Span(units[0].line, units[-1].line)))
    remarks = () if cells[1] else (RowRemark.BOUNDARY,)
    return TaskRow(number, title, span, cells=tuple(found), remarks=remarks)
