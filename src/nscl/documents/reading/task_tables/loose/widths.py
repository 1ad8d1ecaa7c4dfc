"""How wide the columns of a loose table are, from the lines of a first division."""

from collections.abc import Sequence

from nscl.documents.reading.task_tables.loose.cells import Cells
from nscl.documents.reading.task_tables.rows import ColumnRole

# A column needs so many broken lines before its width is known; the widest few may be misplaced and are left out.
_FEWEST_LINES = 8
_WIDEST_LEFT_OUT = 0.2


def measure_widths(rows: Sequence[tuple[Cells, bool]], columns: Sequence[ColumnRole]) -> dict[ColumnRole, int]:
    """The width of each column in characters, for the columns with enough lines that were broken for want of room."""
    widths: dict[ColumnRole, int] = {}
    for place, role in enumerate(columns):
        lengths = sorted(
            len(unit.text)
            for cells, _ in rows
            if len(cells[place]) > 1
            for unit in cells[place]
            if unit.is_first_of_line
        )
        if len(lengths) >= _FEWEST_LINES:
            widths[role] = lengths[int((len(lengths) - 1) * (1 - _WIDEST_LEFT_OUT))]
    return widths
