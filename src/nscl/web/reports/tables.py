"""A table of a report on the screen: the same cells, written the same way, as in the database, Word, Excel and PDF.

view = report_table(table, doors_of(viewer, plan=slug, unit_id=unit, year=year))   →   {% part view %}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import ClassVar, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.documents.report_papers.cells import figure, is_figure, mark_word, total_row
from nscl.documents.report_papers.tables import Mark, ReportCell, ReportColumn, ReportRow, ReportTable, ValueKind
from nscl.web.reports.doors import Doors
from nscl.web.ui.parts import Act, Empty, Text
from nscl.web.ui.tables.rendering import NOTHING

# A table of more columns than this is printed across.
_MOST_UPRIGHT: Final = 6
# A column this much wider than the others holds words, and takes the room that is left.
_WORDS_FROM: Final = 2.0
CellKey = tuple[str, str]


@dataclass(frozen=True)
class ReportTableView:
    """Shown by `{% part view %}`: scrolls in a box of its own, its first words stay in sight, prints across if wide.

    controls: what stands in a cell in place of its figure (a field), notes: a line under it; both by the keys of row
    and column. acts: beside the heading.
    """

    template_name: ClassVar[str] = "reports/report_table.html"

    table: ReportTable
    doors: Doors
    controls: Mapping[CellKey, SafeString] = field(default_factory=dict)
    notes: Mapping[CellKey, Text] = field(default_factory=dict)
    acts: Sequence[Act] = ()
    empty_text: Text = ""

    @property
    def id(self) -> str:
        """The table's id in the page."""
        return f"bang-{self.table.code.value.replace('_', '-')}"

    @property
    def is_wide(self) -> bool:
        """Whether it is printed across."""
        return len(self.table.columns) > _MOST_UPRIGHT

    @property
    def count(self) -> int:
        """Rows that carry figures."""
        return len(self.table.leaves)

    @property
    def empty(self) -> Empty:
        """What stands in place of the rows."""
        return Empty(_("Bảng này chưa có dòng nào"), self.empty_text, "table-2")

    @property
    def head(self) -> SafeString:
        """The headings; the column that names the rows is as wide as their names."""
        cells = [
            f'<th scope="col"{"" if place == self._name_at else _class_attribute(column)}>{escape(column.heading)}</th>'
            for place, column in enumerate(self.table.columns)
        ]
        return mark_safe("".join(cells))  # noqa: S308  # made from escaped parts

    @property
    def body(self) -> SafeString:
        """The rows. A heading that has no figure spans the table; the first words of a row head it."""
        return mark_safe("".join(self._row(row) for row in self.table.rows))  # noqa: S308  # the same

    @property
    def foot(self) -> SafeString:
        """The bottom row of sums; "" where nothing adds up."""
        totals = total_row(self.table)
        if totals is None:
            return SafeString("")
        name = self._name_at
        cells = []
        for place, (column, cell) in enumerate(zip(self.table.columns, totals, strict=True)):
            words = "" if cell.is_empty else _written(cell, column)
            is_name = place == name
            cells.append(f'<th scope="row">{words}</th>' if is_name else f"<td{_class_attribute(column)}>{words}</td>")
        return mark_safe(f"<tr>{''.join(cells)}</tr>")  # noqa: S308  # the same

    @property
    def _name_at(self) -> int:
        """Which column says what a row is of: the first of words, by default the first."""
        columns = self.table.columns
        return next((place for place, column in enumerate(columns) if column.kind is ValueKind.TEXT), 0)

    def _row(self, row: ReportRow) -> str:
        name = self._name_at
        anchor = f' id="{escape(row_anchor(row.key))}"' if row.key else ""
        classes = " ".join(filter(None, ["group" if row.is_heading else "", f"depth-{row.depth}" if row.depth else ""]))
        opening = f'<tr{anchor} class="{classes}">' if classes else f"<tr{anchor}>"
        others = [cell for place, cell in enumerate(row.cells) if place != name]
        if row.is_heading and all(cell.is_empty for cell in others):
            words = self._words(row, self.table.columns[name], row.cells[name])
            span = len(self.table.columns)
            return f'{opening}<th scope="rowgroup" colspan="{span}"><span class="stays">{words}</span></th></tr>'
        cells = [
            self._cell(row, column, cell, is_name=place == name)
            for place, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True))
        ]
        return f"{opening}{''.join(cells)}</tr>"

    def _cell(self, row: ReportRow, column: ReportColumn, cell: ReportCell, *, is_name: bool) -> str:
        at = (row.key, column.key)
        html = self.controls.get(at) or self._words(row, column, cell, is_name=is_name)
        if note := self.notes.get(at):
            html = f'{html}<span class="note">{escape(str(note))}</span>'
        if is_name:
            return f'<th scope="row">{html}</th>'
        return f"<td{_class_attribute(column)}>{html}</td>"

    def _words(self, row: ReportRow, column: ReportColumn, cell: ReportCell, *, is_name: bool = True) -> str:
        """The cell as people read it; a door where it names the row, or is a figure that was reckoned here."""
        if cell.is_empty:
            return NOTHING
        text = _written(cell, column)
        is_door = is_name or (cell.value is not None and cell.mark is not Mark.ESTIMATE)
        href = self._href(row, "" if is_name else column.key) if is_door else ""
        return f'<a href="{escape(href)}">{text}</a>' if href else text

    def _href(self, row: ReportRow, column: str) -> str:
        """Where a cell leads: a sealed figure to what stood behind it, everything else to where it stands today."""
        if column and row.records and (sealed := self.doors.sealed(self.table.code, row.key)):
            return sealed
        return self.doors.href(row.key, column)


def report_table(
    table: ReportTable,
    doors: Doors,
    *,
    controls: Mapping[CellKey, SafeString] | None = None,
    notes: Mapping[CellKey, Text] | None = None,
    acts: Sequence[Act] = (),
    empty_text: Text = "",
) -> ReportTableView:
    """A table as a part of a page."""
    return ReportTableView(table, doors, controls or {}, notes or {}, acts, empty_text)


def with_column_after(table: ReportTable, key: str, after: str) -> ReportTable:
    """The table with one column moved behind another: what is to be filled in stands beside what it is about."""
    keys = [column.key for column in table.columns]
    if key not in keys or after not in keys:
        return table
    order = [place for place, name in enumerate(keys) if name != key]
    order.insert(order.index(keys.index(after)) + 1, keys.index(key))
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in order)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in order), rows=rows)


def row_anchor(key: str) -> str:
    """The id of a row in the page ("measure:12" → "dong-measure-12"), to be linked to."""
    return f"dong-{key.replace(':', '-')}"


def _written(cell: ReportCell, column: ReportColumn) -> str:
    """The cell with how it was come by: "ước" beside an estimate, "nêu" beside what was stated."""
    text = escape(figure(cell, column)).replace("\n", "<br>")
    word = mark_word(cell.mark)
    return f'{text} <span class="come-by {cell.mark}">{escape(word)}</span>' if word else text


def _class_attribute(column: ReportColumn) -> str:
    if is_figure(column):
        return ' class="figure"'
    if column.kind is ValueKind.DATE:
        return ' class="narrow"'
    return ' class="filling"' if column.width >= _WORDS_FROM else ' class="words"'
