"""The columns of the grid: what each holds, in the order in which they stand, and their two rows of headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.web.estimates.words import source_name


class Kind(StrEnum):
    """What a column holds. AMOUNT, UNIT_COST, QUANTITY and REASON may be written, the rest is computed or printed."""

    LINE = "line"
    UNIT_COST = "unit_cost"
    QUANTITY = "quantity"
    PRODUCT = "product"
    TOTAL = "total"
    PRINTED = "printed"
    PROPOSED = "proposed"
    CUT = "cut"
    REASON = "reason"
    AMOUNT = "amount"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and of which year and source it is. name: what it is called by itself."""

    kind: Kind
    heading: str
    name: str
    year: int | None = None
    source: MoneySource | None = None

    @property
    def classes(self) -> str:
        """The classes of its cells; most cells of the grid have none."""
        return {Kind.SUM: "sum", Kind.TOTAL: "sum total", Kind.REASON: "reason", Kind.CUT: "sum"}.get(self.kind, "")


def building_columns(
    years: Sequence[int], sources: Sequence[MoneySource], *, is_printed: bool, has_costs: bool = True
) -> list[Column]:
    """The columns while an estimate is built; is_printed: there are printed sums to stand beside the computed ones."""
    columns = [_plain(Kind.LINE, _("Nội dung chi"))]
    if has_costs:
        columns += [
            _plain(Kind.UNIT_COST, _("Đơn giá")),
            _plain(Kind.QUANTITY, _("Số lượng")),
            _plain(Kind.PRODUCT, _("Đơn giá × số lượng")),
        ]
    columns.append(_plain(Kind.TOTAL, _("Cộng")))
    if is_printed:
        columns.append(_plain(Kind.PRINTED, _("In trong kế hoạch")))
    return columns + _year_columns(years, sources)


def appraising_columns(years: Sequence[int], sources: Sequence[MoneySource]) -> list[Column]:
    """The columns while it is appraised: what was proposed, appraised and cut, and why; then the appraised cells."""
    return [
        _plain(Kind.LINE, _("Nội dung chi")),
        _plain(Kind.PROPOSED, _("Đề nghị")),
        _plain(Kind.TOTAL, _("Thẩm định")),
        _plain(Kind.CUT, _("Cắt giảm")),
        _plain(Kind.REASON, _("Lý do cắt giảm")),
        *_year_columns(years, sources),
    ]


def _plain(kind: Kind, name: str) -> Column:
    return Column(kind, name, name)


def _year_columns(years: Sequence[int], sources: Sequence[MoneySource]) -> list[Column]:
    columns = []
    for year in years:
        for source in sources:
            name = source_name(source)
            columns.append(Column(Kind.AMOUNT, name, f"{year}, {name}", year, source))
        if len(sources) > 1:
            columns.append(Column(Kind.SUM, _("Cộng"), _("%(year)s, cộng") % {"year": year}, year))
    return columns


def columns_html(columns: Sequence[Column]) -> SafeString:
    """The columns for the script: what each holds, in attributes."""

    def col(column: Column) -> str:
        year = f' data-year="{column.year}"' if column.year is not None else ""
        source = f' data-source="{column.source}"' if column.source is not None else ""
        return f'<col data-kind="{column.kind}" data-name="{escape(column.name)}"{year}{source}>'

    return mark_safe("<colgroup>" + "".join(map(col, columns)) + "</colgroup>")


def head_html(columns: Sequence[Column]) -> SafeString:
    """Two rows: the plain columns over both, the years over their sources."""
    first, second = [], []
    years = [column.year for column in columns]
    for place, column in enumerate(columns):
        if column.year is None:
            figure = "" if column.kind in {Kind.LINE, Kind.REASON} else ' class="figure"'
            first.append(f'<th scope="col" rowspan="2"{figure}>{escape(column.heading)}</th>')
            continue
        edge = " edge" if years[place - 1] != column.year else ""
        if edge:
            span = years.count(column.year)
            first.append(f'<th scope="colgroup" class="year" colspan="{span}">{column.year}</th>')
        second.append(f'<th scope="col" class="figure{edge}">{escape(column.heading)}</th>')
    return mark_safe(f"<tr>{''.join(first)}</tr><tr>{''.join(second)}</tr>")
