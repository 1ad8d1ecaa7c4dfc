"""What of a file is used, as Ibis expressions: the same for DuckDB and for Spark (docs/adr/0015).

A row is left out for one reason, the first that holds in the order of `REASONS`; nothing goes without being counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import ibis

from nscl.economics.problems import DataProblem
from nscl.economics.tables import YEARS, DecimalMark

# In the order in which they are judged; those with a column hold for each figure.
REASONS: Final[Mapping[str, str]] = {
    "no-firm": "không có mã doanh nghiệp",
    "no-year": "không có năm hợp lệ",
    "missing": "thiếu số ở cột {column}",
    "unreadable": "cột {column} không phải là số",
    "not-positive": "cột {column} không lớn hơn 0, không lấy lô-ga-rít được",
    "repeated": "lặp lại y hệt một dòng khác",
    "conflicting": "cùng doanh nghiệp, cùng năm mà số khác nhau",
}
# Where a row stands in its file; the engine gives it (`engines`).
LINE: Final = "nscl_line"
# Ibis has no stubs: a table or a column of it.
Table = Any
Column = Any

# No backslash: the engines do not agree on what one means in a text.
_ONLY_POINT: Final = (
    "^-?([0-9]+[.]([0-9]{1,2}|[0-9]{4,})|[0-9]{4,}[.][0-9]+|0[.][0-9]+"
    "|[0-9]{1,3}(,[0-9]{3})+[.][0-9]+|[0-9]{1,3}(,[0-9]{3}){2,})$"
)
_ONLY_COMMA: Final = (
    "^-?([0-9]+,([0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+|0,[0-9]+"
    "|[0-9]{1,3}([.][0-9]{3})+,[0-9]+|[0-9]{1,3}([.][0-9]{3}){2,})$"
)
_EITHER: Final = "^-?[1-9][0-9]{0,2}[.,][0-9]{3}$"
_EXPONENT: Final = "([eE][+-]?[0-9]+)?$"
_PLAIN: Final = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)" + _EXPONENT
_WRITTEN: Final = {
    DecimalMark.POINT: "^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]+)?" + _EXPONENT,
    DecimalMark.COMMA: "^-?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?" + _EXPONENT,
}
_YEAR: Final = "^[0-9]{4}([.]0+)?$"


@dataclass(frozen=True)
class Asked:
    """Columns of a file: of firms, of years (none: all rows are of one), of groups, of figures.

    The first `positive` of the figures must be above nought and are taken in logarithms.
    """

    firm: str
    year: str | None
    group: str | None
    numbers: tuple[str, ...]
    positive: int

    @property
    def wanted(self) -> tuple[str, ...]:
        """All of them."""
        return (self.firm, *self.numbers, *(name for name in (self.year, self.group) if name))


def decimal_marks(
    source: Table, asked: Asked, decimal: DecimalMark | None, first: Mapping[str, Any]
) -> dict[str, DecimalMark | None]:
    """The decimal mark of each column of text: as told, or as its unmistakable cells have it; None where none is used.

    first: what `mark_counts` gave, empty where it was not asked. Raises DataProblem for a column that has both marks,
    and for one whose cells could all be read either way.
    """
    marks: dict[str, DecimalMark | None] = {}
    for place, name in enumerate(asked.numbers):
        written = not source[name].type().is_numeric()
        marks[name] = decimal if written else None
        if decimal is not None or not written:
            continue
        point, comma, either = (first[f"{kind}{place}"] for kind in ("point", "comma", "either"))
        if point and comma:
            raise DataProblem(f"Cột {name}", "có cả dấu chấm và dấu phẩy thập phân.", "Hãy sửa về một cách ghi.")
        if point or comma:
            marks[name] = DecimalMark.POINT if point else DecimalMark.COMMA
        elif either is not None:
            raise DataProblem(
                f"Cột {name}",
                f"ghi “{either}”, có thể là hàng nghìn hoặc số lẻ.",
                "Hãy nêu dấu thập phân là chấm (point) hay phẩy (comma).",
            )
    return marks


def mark_counts(source: Table, asked: Asked) -> Table | None:
    """For each column of text: cells that only one mark explains, and a cell that both do; None where none is text."""
    found = {}
    for place, name in enumerate(asked.numbers):
        if not source[name].type().is_numeric():
            cell = _cell(source, name)
            found[f"point{place}"] = cell.re_search(_ONLY_POINT).sum()
            found[f"comma{place}"] = cell.re_search(_ONLY_COMMA).sum()
            found[f"either{place}"] = ibis.cases((cell.re_search(_EITHER), cell)).min()
    return source.aggregate(**found) if found else None


def judged(source: Table, asked: Asked, marks: Mapping[str, DecimalMark | None]) -> Table:
    """Every row with its figures and the reason for leaving it out, null where it stays (but for `repeats`)."""
    firm, (year, year_text) = _text(source, asked.firm), _year(source, asked.year)
    cases = [
        (firm.isnull(), "no-firm"),
        (year.isnull(), "no-year"),
    ]
    values = {}
    for place, name in enumerate(asked.numbers):
        value = _number(source, name, marks[name])
        values[f"v{place}"] = value
        written = value if source[name].type().is_numeric() else _text(source, name)
        cases.append((written.isnull(), f"missing:{place}"))
        cases.append((value.isnull() | value.isnan() | value.isinf(), f"unreadable:{place}"))
        if place < asked.positive:
            cases.append((value <= 0, f"not-positive:{place}"))
    group = _text(source, asked.group).fill_null("") if asked.group else ibis.literal("")
    return source.select(
        line=source[LINE], firm=firm, year=year, year_text=year_text, grp=group, **values, reason=ibis.cases(*cases)
    )


def repeats(told: Table, asked: Asked) -> Table:
    """Firms that stand more than once in a year: the first line of each, and whether the lines differ."""
    good = told.filter(told.reason.isnull())
    often = good.group_by("firm", "year").aggregate(times=good.count())
    again = good.semi_join(often.filter(often.times > 1), ["firm", "year"])
    differ = again.grp.min() != again.grp.max()
    for place in range(len(asked.numbers)):
        differ |= again[f"v{place}"].min() != again[f"v{place}"].max()
    return again.group_by("firm", "year").aggregate(first_line=again.line.min(), differ=differ)


def without_repeats(told: Table, again: Table) -> Table:
    """The judged rows, those that stand twice given their reason."""
    others = again.rename(same_firm="firm", same_year="year")
    both = told.left_join(others, [told.firm == others.same_firm, told.year == others.same_year, told.reason.isnull()])
    reason = ibis.cases(
        (both.reason.notnull(), both.reason),
        (both.differ, "conflicting"),
        (both.line != both.first_line, "repeated"),
    )
    return both.mutate(reason=reason).drop("same_firm", "same_year", "first_line", "differ")


def by_reason(rows: Table) -> Table:
    """For each reason, and for none: how many rows, and the firm, year and line of the first."""
    return rows.group_by("reason").aggregate(
        rows=rows.count(),
        line=rows.line.min(),
        firm=rows.firm.fill_null("").argmin(rows.line),
        year=ibis.coalesce(rows.year_text, rows.year.cast("string"), "").argmin(rows.line),
    )


def numbered_firms(rows: Table) -> Table:
    """Each firm of each group that stays: its number among all firms, and among those of the group, by name."""
    good = rows.filter(rows.reason.isnull()).select("firm", "grp").distinct()
    return good.mutate(
        number=ibis.dense_rank().over(order_by=good.firm),
        number_in_group=ibis.row_number().over(group_by=good.grp, order_by=good.firm),
    )


def kept(rows: Table, firms: Table, asked: Asked) -> Table:
    """The rows that stay: the firm's numbers, year, group, figures as they are estimated with, and `follows`.

    follows: there is a row of the same firm, in the same group, a year before; the lag is t − 1, not the row above.
    """
    good = rows.filter(rows.reason.isnull())
    both = good.join(firms, ["firm", "grp"])
    values = {
        f"v{place}": both[f"v{place}"].ln() if place < asked.positive else both[f"v{place}"]
        for place in range(len(asked.numbers))
    }
    before = both.year.lag().over(group_by=[both.number, both.grp], order_by=both.year)
    follows = (both.year - before == 1).fill_null(False)
    return both.select("number", "number_in_group", "year", "grp", **values, follows=follows)


def _year(source: Table, name: str | None) -> tuple[Column, Column]:
    """The year of a row, null where there is none that can be meant, and then the cell as it is written."""
    if name is None:
        return ibis.literal(YEARS.start, "int64"), ibis.null("string")
    if source[name].type().is_integer():
        year, text = source[name].cast("int64"), source[name].cast("string")
    else:
        text = _text(source, name)
        year = ibis.cases((text.re_search(_YEAR), text.left(4).try_cast("int64")))
    year = ibis.cases(((year >= YEARS.start) & (year < YEARS.stop), year))
    return year, ibis.cases((year.isnull(), text))


def _text(source: Table, name: str) -> Column:
    """A cell, null where there is nothing in it; what is no number as text without the blanks around it."""
    cell = source[name]
    return cell.cast("string") if cell.type().is_numeric() else cell.cast("string").strip().nullif("")


def _cell(source: Table, name: str) -> Column:
    return source[name].cast("string").strip().replace(" ", "")


def _number(source: Table, name: str, mark: DecimalMark | None) -> Column:
    """A cell as a number; null where it is not written as the mark has it ("12.3456" is none with a decimal comma)."""
    if source[name].type().is_numeric():
        return source[name].cast("float64")
    cell = _cell(source, name)
    if mark is None:
        return ibis.cases((cell.re_search(_PLAIN), cell.try_cast("float64")))
    plain = cell.replace(",", "") if mark is DecimalMark.POINT else cell.replace(".", "").replace(",", ".")
    return ibis.cases((cell.re_search(_WRITTEN[mark]), plain.try_cast("float64")))
