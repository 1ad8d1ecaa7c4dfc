"""The grid as HTML. A page has thousands of cells, so each is written with as little as the script needs to find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.finance.rules.estimate_sums import SumCell
from nscl.text.decimals import format_number
from nscl.web.estimates.grid.columns import Column, Kind, columns_html, head_html
from nscl.web.ui.parts import Text, Tone


@dataclass(frozen=True, slots=True)
class Flag:
    """A remark at a line's name: what does not hold, in a few words."""

    text: Text
    tone: Tone = Tone.WARN


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row as the grid shows it, or, without a line's name, the row of the totals. Money in VND.

    figures: of the column's stage by year and source, of a heading the sums of what stands below; `sums` by year and
    `total` over all years. proposed: while it is appraised, what was proposed cell by cell. is_fixed: nothing in it
    may be written.
    """

    number: int = 0
    depth: int = 0
    is_heading: bool = True
    place: str = ""
    key: str = ""
    title: str = ""
    href: str = ""
    figures: Mapping[SumCell, int]
    sums: Mapping[int, int]
    total: int | None
    proposed: Mapping[SumCell, int] | None = None
    flags: Sequence[Flag] = ()
    unit_cost: int | None = None
    quantity: Decimal | None = None
    product: int | None = None
    printed: int | None = None
    proposed_total: int | None = None
    cut: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class GridView:
    """The whole grid. unit_vnd: đồng of one unit of its figures; root: the row of the totals."""

    columns: Sequence[Column]
    rows: Sequence[GridRow]
    root: GridRow
    unit_vnd: int
    total_label: Text = ""
    writers: Mapping[Kind, Callable[[GridRow], str]] = field(init=False)

    def __post_init__(self) -> None:
        """The plain columns by what they show of a row."""
        money = self._money
        writers: dict[Kind, Callable[[GridRow], str]] = {
            Kind.UNIT_COST: lambda row: money(row.unit_cost),
            Kind.QUANTITY: lambda row: "" if row.quantity is None else quantity_text(row.quantity),
            Kind.PRODUCT: lambda row: money(row.product),
            Kind.TOTAL: lambda row: money(row.total),
            Kind.PRINTED: lambda row: money(row.printed),
            Kind.PROPOSED: lambda row: money(row.proposed_total),
            Kind.CUT: lambda row: money(row.cut or None),
            Kind.REASON: lambda row: escape(row.reason),
        }
        object.__setattr__(self, "writers", writers)

    def _money(self, vnd: int | None) -> str:
        return "" if vnd is None else figure(vnd, self.unit_vnd)

    @property
    def columns_html(self) -> SafeString:
        """The columns with their attributes."""
        return columns_html(self.columns)

    @property
    def head(self) -> SafeString:
        """The headings."""
        return head_html(self.columns)

    @property
    def body(self) -> SafeString:
        """The lines."""
        return mark_safe("".join(map(self._row, self.rows)))

    @property
    def foot(self) -> SafeString:
        """The totals."""
        label = escape(str(self.total_label or _("Tổng cộng")))
        return mark_safe(f'<tr data-heading><th scope="row">{label}</th>{self._cells(self.root)}</tr>')

    def _row(self, row: GridRow) -> str:
        place = escape(row.place)
        key = f"{escape(row.key)} " if row.key else ""
        flags = "".join(f'<span class="flag {one.tone}">{escape(str(one.text))}</span>' for one in row.flags)
        heading = " data-heading" if row.is_heading else ""
        return (
            f'<tr id="dong-{row.number}" class="level-{min(row.depth, 3) if row.is_heading else max(row.depth, 1)}"'
            f' data-line="{row.number}" data-depth="{row.depth}" data-name="{place}"{heading}>'
            f'<th scope="row"><a href="{row.href}">{key}{escape(row.title)}</a><span class="flags">{flags}</span></th>'
            f"{self._cells(row)}</tr>"
        )

    def _cells(self, row: GridRow) -> str:
        unit, figures, proposed, sums = self.unit_vnd, row.figures, row.proposed, row.sums
        is_leaf = not row.is_heading
        cells: list[str] = []
        for column in self.columns[1:]:
            if column.kind is Kind.AMOUNT:
                at = (column.year, column.source)
                vnd = figures.get(at)
                text = "" if vnd is None or (not vnd and not is_leaf) else figure(vnd, unit)
                if proposed is None:
                    cells.append(f"<td>{text}</td>")
                else:
                    cells.append(_appraised_cell(text, vnd, proposed.get(at), is_leaf=is_leaf))
            elif column.kind is Kind.SUM:
                of_year = sums.get(column.year or 0)
                cells.append(f'<td class="sum">{figure(of_year, unit) if of_year else ""}</td>')
            else:
                cells.append(self._plain_cell(column, row))
        return "".join(cells)

    def _plain_cell(self, column: Column, row: GridRow) -> str:
        classes, label = column.classes, ""
        if column.kind is Kind.TOTAL:
            label = f' data-label="{escape(column.heading)}"'
        elif _is_flagged(column.kind, row):
            classes = f"{classes} flagged".strip()
        opening = f'<td class="{classes}"{label}>' if classes or label else "<td>"
        return f"{opening}{self.writers[column.kind](row)}</td>"


def _is_flagged(kind: Kind, row: GridRow) -> bool:
    if kind is Kind.PRODUCT:
        return row.product is not None and row.product != (row.total or 0)
    if kind is Kind.PRINTED:
        return row.printed is not None and row.printed != (row.total or 0)
    return kind is Kind.CUT and bool(row.cut)


def _appraised_cell(text: str, vnd: int | None, proposed: int | None, *, is_leaf: bool) -> str:
    """Only what was proposed can be appraised; a cut stands out."""
    if not is_leaf:
        return f"<td>{text}</td>"
    if proposed is None:
        return "<td data-locked></td>"
    cut = ' class="cut"' if vnd is not None and vnd < proposed else ""
    return f'<td{cut} data-proposed="{proposed}">{text}</td>'


def figure(vnd: int, unit_vnd: int) -> str:
    """An amount in units of the grid, exact, as the script reads it back: 525950000 → "525,95"."""
    whole, below = divmod(abs(vnd), unit_vnd)
    sign = "−" if vnd < 0 else ""
    grouped = f"{whole:,}".replace(",", ".")
    if not below:
        return f"{sign}{grouped}"
    decimals = f"{below:0{len(str(unit_vnd)) - 1}d}".rstrip("0")
    return f"{sign}{grouped},{decimals}"


def quantity_text(value: Decimal) -> str:
    """A quantity as it is written: 1234.50 → 1.234,5."""
    whole = value.to_integral_value()
    return format_number(int(whole) if whole == value else value.normalize())
