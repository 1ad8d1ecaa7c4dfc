"""What the sheets share: columns that are years, cells with names, what is checked against what was kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from nscl.documents.excel.frame import FONT, HEADING_FORMAT, TITLE_FORMAT, edged_format, set_up_page
from nscl.documents.productivity_papers.marks import marks
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.workbook.live import Live, Span, cell, named, span

# On every year sheet a year has the same column: name, unit, how it is made, then the years.
NAME, UNIT, HOW, FIRST_YEAR = range(4)
HEAD_ROW: Final = 3
_WIDTHS: Final = (40.0, 12.0, 30.0)
_YEAR_WIDTH: Final = 11.0
# Typed figures are blue and options yellow, as accountants' workbooks have it; formulas are black.
_TYPED: Final = {"font_color": "#1F3864"}
_OPTION: Final = {"bg_color": "#FFF2CC", **_TYPED}


# Letters of the typeface that a unit of a column's width holds, and the height of a line in points.
_LETTERS: Final = 1.2
_LINE_HEIGHT: Final = 16.0


class Look(StrEnum):
    """How a figure is shown."""

    PERCENT = "0.00%"
    FIGURE = "#,##0.00"
    COEFFICIENT = "0.0000"
    WHOLE = "0"
    EXACT = "0.000000000"


@dataclass(frozen=True, slots=True)
class Check:
    """A kept result and the formula that gives it again. kept: a figure, or the words of a refusal."""

    table: str
    method: str
    measure: str
    first: int
    last: int
    kept: float | str
    live: Live


class Styles:
    """The formats, made once each. xlsxwriter comes without types."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}
        self.title = book.add_format(TITLE_FORMAT)
        self.subtitle = book.add_format({**FONT, "italic": True})
        self.heading = book.add_format(HEADING_FORMAT)
        self.block = book.add_format({**FONT, "bold": True, "bg_color": "#F3F3F3", "border": 1})
        self.text = book.add_format(edged_format())
        self.plain = book.add_format({**FONT, "text_wrap": True, "valign": "top"})

    def formula(self, look: Look) -> Any:
        """Of a cell that is computed."""
        return self._of(look, "formula", {})

    def typed(self, look: Look) -> Any:
        """Of a figure that was brought in."""
        return self._of(look, "typed", _TYPED)

    def option(self, look: Look) -> Any:
        """Of what may be put otherwise."""
        return self._of(look, "option", _OPTION)

    def _of(self, look: Look, kind: str, more: Mapping[str, object]) -> Any:
        if (look, kind) not in self._made:
            self._made[look, kind] = self._book.add_format(edged_format(look.value, **more))
        return self._made[look, kind]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a year sheet: its cells by year."""

    sheet: str
    row: int
    unit: str
    columns: Mapping[int, int]
    values: Mapping[int, Live]

    def __getitem__(self, year: int) -> Live:
        return self.values[year]

    def __contains__(self, year: int) -> bool:
        return year in self.values

    @property
    def years(self) -> list[int]:
        """The years that have a cell, in order."""
        return sorted(self.values)

    def over(self, first: int, last: int) -> Span:
        """The cells from one year to another. Every one of them must be there and a number."""
        figures = [float(self.values[year].checked()) for year in range(first, last + 1)]
        return span(self.sheet, self.row, (self.columns[first], self.columns[last]), figures)


class Book:
    """What the sheets share: the paper, the years, the styles, named options, series by key, checks.

    option_row: the row below the options that stand there by now.
    """

    def __init__(self, book: Any, paper: RunPaper) -> None:
        self.book, self.paper = book, paper
        self.styles = Styles(book)
        self.years = _years(paper)
        self.columns = {year: FIRST_YEAR + place for place, year in enumerate(self.years)}
        self.series: dict[str, Line] = {}
        self.checks: list[Check] = []
        # Table and method (codes as stored) whose results stand on a sheet as formulas.
        self.live_tables: set[tuple[str, str]] = set()
        self._option_sheet: Any = None
        self.option_row, self._option_width = 0, 0.0

    @property
    def makes_capital(self) -> bool:
        """Whether the paper has the investment that its stock of capital was made of."""
        capital = self.paper.capital
        return capital is not None and all(self.paper.one(one.investment) is not None for one in capital.stocks)

    def subtitle(self) -> str:
        """What stands under every sheet's title."""
        paper = self.paper
        parts = [f"{paper.province}, {paper.first}–{paper.last}", f"lần tính số {paper.number}", *marks(paper)]
        return "; ".join(parts)

    def options_stand_on(self, sheet: Any, row: int, width: float) -> None:
        """Where named options are written, one below the other; width: of the column of their labels."""
        self._option_sheet, self.option_row, self._option_width = sheet, row, width

    def option(self, name: str, label: str, value: float, look: Look) -> Live:
        """A cell with a name, to be put otherwise by who wants to see what follows."""
        sheet, row, styles = self._option_sheet, self.option_row, self.styles
        self.option_row += 1
        sheet.write_string(row, 0, label, styles.text)
        sheet.write_number(row, 1, value, styles.option(look))
        sheet.write_string(row, 2, name, styles.text)
        fit_row(sheet, row, [(label, self._option_width)])
        self.book.define_name(name, f"='{sheet.name}'!$B${row + 1}")
        return named(name, value)

    def check(self, what: tuple[str, str, str], years: tuple[int, int], kept: float | str, live: Live) -> None:
        """Remember a kept result beside the cell that gives it again. what: table, method, measure."""
        self.checks.append(Check(*what, *years, kept, live))


class YearSheet:
    """A sheet with a line a quantity and a column a year. more: headings of columns after the years."""

    def __init__(self, book: Book, name: str, title: str, more: Sequence[str] = ()) -> None:
        self.book, self.name = book, name
        self.sheet = book.book.add_worksheet(name)
        self.row = HEAD_ROW
        self._more = FIRST_YEAR + len(book.years)
        sheet, styles = self.sheet, book.styles
        sheet.write_string(0, 0, title, styles.title)
        sheet.write_string(1, 0, book.subtitle(), styles.subtitle)
        for column, head in enumerate(("Chỉ tiêu", "Đơn vị tính", "Cách tính, nguồn")):
            sheet.set_column(column, column, _WIDTHS[column])
            sheet.write_string(HEAD_ROW, column, head, styles.heading)
        for year, column in book.columns.items():
            sheet.write_number(HEAD_ROW, column, year, styles.heading)
        for place, head in enumerate(more):
            sheet.write_string(HEAD_ROW, self._more + place, head, styles.heading)
        fit_row(sheet, HEAD_ROW, [(head, _YEAR_WIDTH) for head in more])
        sheet.set_column(FIRST_YEAR, self._more + len(more), _YEAR_WIDTH)
        sheet.freeze_panes(HEAD_ROW + 1, NAME + 1)
        set_up_page(sheet, HEAD_ROW)

    def block(self, title: str) -> None:
        """A heading within the sheet."""
        self.row += 1
        self.sheet.write_string(self.row, NAME, title, self.book.styles.block)

    def line(self, name: str, cells: Mapping[int, Live | float], *, look: Look, unit: str = "", how: str = "") -> Line:
        """A row: formulas, or figures as they were brought in; years without one are left blank."""
        self.row += 1
        for column, text in ((NAME, name), (UNIT, unit), (HOW, how)):
            self.sheet.write_string(self.row, column, text, self.book.styles.text)
        fit_row(self.sheet, self.row, list(zip((name, unit, how), _WIDTHS, strict=True)))
        values = {
            year: self._put(self.book.columns[year], one, look)
            for year, one in cells.items()
            if year in self.book.columns
        }
        return Line(self.name, self.row, unit, self.book.columns, values)

    def add(self, year: int, live: Live, look: Look) -> Live:
        """A further year's formula in the line written last, such as one that goes on from the year before."""
        return self._put(self.book.columns[year], live, look)

    def beside(self, place: int, live: Live, look: Look) -> Live:
        """A formula in a column after the years, in the line written last."""
        return self._put(self._more + place, live, look)

    def _put(self, column: int, one: Live | float, look: Look) -> Live:
        return put(self.book, self.sheet, (self.row, column), one, look)


def headed_sheet(book: Book, name: str, title: str, heads: Sequence[tuple[str, float]]) -> Any:
    """A new sheet with its title and a row of headings, each with the width of its column."""
    sheet = book.book.add_worksheet(name)
    sheet.write_string(0, 0, title, book.styles.title)
    sheet.write_string(1, 0, book.subtitle(), book.styles.subtitle)
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, head, book.styles.heading)
    fit_row(sheet, HEAD_ROW, heads)
    return sheet


def fit_row(sheet: Any, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row as high as its texts need in columns of these widths; not every program does so by itself."""
    lines = max((math.ceil(len(text) / (width * _LETTERS)) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, lines * _LINE_HEIGHT)


def put(book: Book, sheet: Any, place: tuple[int, int], one: Live | float, look: Look) -> Live:
    """Write a formula with its value, or a figure that was brought in; what refers to the cell comes back."""
    row, column = place
    if isinstance(one, Live):
        value = one.checked()
        sheet.write_formula(row, column, f"={one.told(sheet.name)}", book.styles.formula(look), value)
    else:
        value = one
        sheet.write_number(row, column, one, book.styles.typed(look))
    return cell(sheet.name, row, column, value)


def _years(paper: RunPaper) -> list[int]:
    """Every year that some sheet has a figure of, without holes."""
    found = {year for series in paper.series for year in series.values}
    found |= {year.year for account in paper.accounts for year in account.years}
    found |= {paper.first - 1, paper.last} | (set(paper.capital.closing) if paper.capital else set())
    return list(range(min(found), max(found) + 1))
