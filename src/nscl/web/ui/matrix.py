"""The budget as a matrix: lines down, years × sources across, with subtotals and marks where the document is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.web.ui.icons import icon
from nscl.web.ui.parts.acts import Act, Empty
from nscl.web.ui.parts.base import Text
from nscl.web.ui.tables.columns import Kind
from nscl.web.ui.tables.rendering import NOTHING, WRITERS


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """An amount that is a door (`href`) or is disputed (`flag` names the contradiction, `href` leads to it)."""

    value: int | None
    href: str = ""
    flag: Text = ""


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Columns under one heading (a year): its sources; `sum_at` is the subtotal's place among them, -1 for none."""

    heading: Text
    columns: Sequence[Text]
    sum_at: int = -1


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A line: `level` 0 is a chapter; `values` has one entry for every column of every group, in order."""

    label: Text
    values: Sequence[int | MatrixCell | None]
    level: int = 1
    number: str = ""
    href: str = ""
    note: Text = ""
    anchor: str = ""


@dataclass(frozen=True)
class Matrix:
    """Shown by `{% matrix value %}`. Amounts are VND; `kind` says how they are written (MILLION: triệu đồng)."""

    name: str
    caption: Text
    groups: Sequence[MatrixGroup]
    rows: Sequence[MatrixRow]
    totals: Sequence[MatrixRow] = ()
    line_heading: Text = ""
    unit: Text = ""
    kind: Kind = Kind.MILLION
    export_href: str = ""
    empty: Empty = field(default_factory=lambda: Empty(_("Chưa có dòng dự toán nào")))
    acts: Sequence[Act] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a row with too many or too few values."""
        width = sum(len(group.columns) for group in self.groups)
        for row in (*self.rows, *self.totals):
            if len(row.values) != width:
                raise ValueError(f"Dòng “{row.label}” có {len(row.values)} giá trị, bảng có {width} cột.")

    @property
    def id(self) -> str:
        """The matrix's id in the page."""
        return f"ma-tran-{self.name}"

    def _classes(self) -> list[str]:
        """The CSS classes of each column: where a year begins, which one is the subtotal."""
        classes = []
        for group in self.groups:
            for place in range(len(group.columns)):
                names = ["figure"]
                if place == 0:
                    names.append("edge")
                if place == group.sum_at % len(group.columns) and group.sum_at >= 0:
                    names.append("sum")
                classes.append(" ".join(names))
        return classes

    @property
    def head(self) -> SafeString:
        """The two rows of headings."""
        first = f'<th scope="col" rowspan="2">{escape(str(self.line_heading or _("Dòng dự toán")))}</th>'
        years = "".join(
            f'<th scope="colgroup" class="year" colspan="{len(group.columns)}">{escape(str(group.heading))}</th>'
            for group in self.groups
        )
        names = [str(column) for group in self.groups for column in group.columns]
        sources = "".join(
            f'<th scope="col" class="{classes}">{escape(name)}</th>'
            for name, classes in zip(names, self._classes(), strict=True)
        )
        return mark_safe(f"<tr>{first}{years}</tr><tr>{sources}</tr>")

    @property
    def body(self) -> SafeString:
        """The lines."""
        return self._lines(self.rows)

    @property
    def foot(self) -> SafeString:
        """The totals."""
        return self._lines(self.totals)

    def _lines(self, rows: Sequence[MatrixRow]) -> SafeString:
        write, classes = WRITERS[self.kind], self._classes()
        plain = [f'<td class="{names}">' for names in classes]

        def cell(place: int, value: int | MatrixCell | None) -> str:
            if value is None:
                return f"{plain[place]}{NOTHING}</td>"
            if isinstance(value, MatrixCell):
                return self._special_cell(classes[place], value)
            return f"{plain[place]}{write(value)}</td>"

        lines = []
        for row in rows:
            anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
            cells = "".join([cell(place, value) for place, value in enumerate(row.values)])
            lines.append(f'<tr class="level-{row.level}"{anchor}><th scope="row">{_line_name(row)}</th>{cells}</tr>')
        return mark_safe("".join(lines))

    def _special_cell(self, classes: str, cell: MatrixCell) -> str:
        text = NOTHING if cell.value is None else WRITERS[self.kind](cell.value)
        if cell.flag:
            text = f'{icon("triangle-alert", 14)}{text}<span class="unseen"> ({escape(str(cell.flag))})</span>'
            classes += " flagged"
        if cell.href:
            title = f' title="{escape(str(cell.flag))}"' if cell.flag else ""
            text = f'<a href="{escape(cell.href)}"{title}>{text}</a>'
        return f'<td class="{classes}">{text}</td>'


def _line_name(row: MatrixRow) -> str:
    label = escape(f"{row.number} {row.label}" if row.number else str(row.label))
    name = f'<a href="{escape(row.href)}">{label}</a>' if row.href else label
    return name + (f'<span class="note">{escape(str(row.note))}</span>' if row.note else "")
