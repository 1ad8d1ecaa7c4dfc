"""A table of tasks, read: its columns by what they are about, its rows, and what was uncertain in reading them."""

from dataclasses import dataclass, field
from enum import StrEnum

from nscl.documents.pack.values import Span


class ColumnRole(StrEnum):
    """What a column of a table of tasks is about, told by its head (lexicon `task_heads`)."""

    NUMBER = "number"
    TITLE = "title"
    LEAD = "lead"
    COORDINATE = "coordinate"
    AGENCIES = "agencies"  # lead and coordinating agencies in one column
    SCHEDULE = "schedule"
    OUTPUT = "output"
    GOAL = "goal"
    METHOD = "method"
    NOTE = "note"
    FUNDS = "funds"
    OTHER = "other"


class RowRemark(StrEnum):
    """What a person should look at in a row; the values are the rules of the doubts made from them."""

    OVER_PAGES = "row-over-pages"  # put together from parts on both sides of a page break
    BOUNDARY = "cell-boundary"  # where one cell ends and the next begins was decided on thin evidence
    INTERLEAVED = "cells-interleaved"  # lines of several cells were mixed and have been sorted
    NUMBER_MISSING = "number-missing"  # the row carries no number; it was inferred
    NUMBER_JUMP = "number-jump"  # the number does not follow the one before
    NUMBER_READ = "number-read"  # the number was damaged and restored from the sequence


@dataclass(frozen=True, slots=True)
class RowCell:
    """The text of a row in one column, line breaks closed up, and the lines on which it stands."""

    role: ColumnRole
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the table: ``number`` as printed without its full stop, None where it has none.

    ``is_group``: a heading over the rows that follow. ``cells`` hold the other columns, in the table's order.
    """

    number: str | None
    title: str
    span: Span
    is_group: bool = False
    cells: tuple[RowCell, ...] = ()
    remarks: tuple[RowRemark, ...] = field(default=())

    def text(self, role: ColumnRole) -> str | None:
        """The text of the row in the columns of that role, None where they are blank."""
        found = [cell.text for cell in self.cells if cell.role is role and cell.text]
        return "; ".join(found) or None

    def cell_span(self, role: ColumnRole) -> Span:
        """Lines of the column of that role, the whole row's where it is blank."""
        spans = [cell.span for cell in self.cells if cell.role is role and cell.text]
        if not spans:
            return self.span
        return Span(min(span.first for span in spans), max(span.last for span in spans))

    @property
    def lead_text(self) -> str | None:
        """Who leads."""
        return self.text(ColumnRole.LEAD)

    @property
    def coordinate_text(self) -> str | None:
        """Who coordinates."""
        return self.text(ColumnRole.COORDINATE)

    @property
    def schedule_text(self) -> str | None:
        """When."""
        return self.text(ColumnRole.SCHEDULE)

    @property
    def output_text(self) -> str | None:
        """What it yields."""
        return self.text(ColumnRole.OUTPUT)

    @property
    def note_text(self) -> str | None:
        """Remarks."""
        return self.text(ColumnRole.NOTE)


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks: ``span`` covers title, heads and rows; ``appendix`` its number where it is an appendix.

    ``heads`` are the columns as printed, ``columns`` their roles in the same order.
    """

    span: Span
    title: str | None
    appendix: int | None
    heads: tuple[str, ...]
    columns: tuple[ColumnRole, ...]
    rows: tuple[TaskRow, ...]
