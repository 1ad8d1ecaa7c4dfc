"""The annex as an Excel file: figures typed once, in the lines; headings, years, totals are live formulas.

A figure is a formula where what it would add up gives it, and is typed where it does not (a line that gives a total
without years, or an amount that is not split by source), so that every cell shows what the screen shows. The value
stands beside each formula for viewers that do not recalculate.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from nscl.documents.annex.paper import AnnexLine, AnnexPaper, Cell
from nscl.documents.excel.formulas import sum_of_rows
from nscl.documents.excel.frame import new_workbook
from nscl.documents.excel.money import (
    FIRST_ROW,
    HEAD_ROW,
    MONEY_WIDTH,
    NUMBER_COLUMN,
    TITLE_COLUMN,
    MoneyStyles,
    finish_sheet,
    money_styles,
    write_head,
    write_name,
    write_quantity,
    write_tall_heading,
)

SHEET: Final = "Phụ lục"
STALE_WORDS: Final = "(số liệu đã sửa: ghi lại bằng chữ)"
# Parts of a million are shown as they are.
_PARTS: Final = "#,##0.######"
# Excel's own limit of a text within a formula ("Excel specifications and limits", Microsoft Support).
_MOST_IN_FORMULA: Final = 255


def write_annex(paper: AnnexPaper, *, created: datetime) -> bytes:
    """The xlsx file. created: with its time zone, for the file's properties; the same input gives the same bytes."""
    buffer = BytesIO()
    with new_workbook(buffer, title=paper.title, created=created) as book:
        _Annex(book.add_worksheet(SHEET), paper, money_styles(book, quantity=_PARTS)).write()
    return buffer.getvalue()


class _Annex:
    def __init__(self, sheet: Any, paper: AnnexPaper, styles: MoneyStyles) -> None:
        self.sheet, self.paper, self.styles = sheet, paper, styles
        has_costs = any(line.unit_cost_vnd is not None or line.quantity is not None for line in paper.lines)
        self.costs: Final[tuple[str, ...]] = ("Đơn giá", "Số lượng", "Đơn vị tính") if has_costs else ()
        self.first_money = TITLE_COLUMN + 1 + len(self.costs)
        cells: list[Cell] = [(year, source) for year in paper.blocks for source in paper.within]
        self.columns = {cell: self.first_money + place for place, cell in enumerate(cells)}
        self.note = self.first_money + len(cells)
        # Whole đồng are shown without decimals, parts of a million as they are.
        self.money = styles.money if self._is_whole() else styles.quantity

    def write(self) -> None:
        self._head()
        for place, line in enumerate(self.paper.lines):
            self._line(FIRST_ROW + place, place, line)
        self._foot(FIRST_ROW + len(self.paper.lines))
        finish_sheet(self.sheet)

    def _head(self) -> None:
        sheet, paper, styles = self.sheet, self.paper, self.styles
        write_head(sheet, paper.title, f"{paper.plan}; đơn vị tính: {paper.unit}", styles)
        for column, name in enumerate(self.costs, start=TITLE_COLUMN + 1):
            write_tall_heading(sheet, column, name, styles)
            sheet.set_column(column, column, MONEY_WIDTH)
        names: dict[str | None, str] = {**dict(paper.sources), None: "Cộng"}
        for year in paper.blocks:
            first, count = self.columns[year, paper.within[0]], len(paper.within)
            title = "Tổng cộng" if year is None else f"Năm {year}"
            if not paper.sources:
                write_tall_heading(sheet, first, title, styles)
                continue
            if count > 1:
                sheet.merge_range(HEAD_ROW, first, HEAD_ROW, first + count - 1, title, styles.heading)
            else:
                sheet.write_string(HEAD_ROW, first, title, styles.heading)
            for place, key in enumerate(paper.within):
                sheet.write_string(HEAD_ROW + 1, first + place, names[key], styles.heading)
        write_tall_heading(sheet, self.note, "Ghi chú", styles)
        sheet.set_column(self.first_money, self.note - 1, MONEY_WIDTH)
        sheet.set_column(self.note, self.note, 30.0)

    def _line(self, row: int, place: int, line: AnnexLine) -> None:
        sheet, styles = self.sheet, self.styles
        write_name(sheet, row, line.number, line.title, styles.bold if line.is_heading else styles.text)
        if self.costs:
            self._number(row, TITLE_COLUMN + 1, line.unit_cost_vnd, self.money)
            write_quantity(sheet, row, TITLE_COLUMN + 2, line.quantity, styles)
            sheet.write_string(row, TITLE_COLUMN + 3, line.quantity_unit, styles.text)
        self._figures(row, line.figures, self.paper.children(place) if line.is_heading else None)
        sheet.write_string(row, self.note, line.note, styles.text)

    def _foot(self, row: int) -> None:
        sheet, paper, styles = self.sheet, self.paper, self.styles
        for column in (NUMBER_COLUMN, *range(TITLE_COLUMN + 1, self.first_money), self.note):
            sheet.write_blank(row, column, None, styles.bold)
        sheet.write_string(row, TITLE_COLUMN, "Tổng cộng", styles.bold)
        self._figures(row, paper.grand, paper.children(-1))
        after = row + 1
        differing = {cell: vnd for cell, vnd in paper.printed.items() if vnd != paper.grand.get(cell)}
        if any(cell in self.columns for cell in differing):
            sheet.write_string(after, TITLE_COLUMN, "Dòng tổng in trong văn bản", styles.text)
            for cell, column in self.columns.items():
                self._number(after, column, paper.printed.get(cell), self.money)
            after += 1
        self._words(row, after + 1)

    def _words(self, row: int, below: int) -> None:
        """The total in words; changed figures are not left beside words that no longer say them."""
        paper = self.paper
        column = self.columns.get((None, None)) or self.note - 1
        total = paper.grand.get(self._cell_of(column))
        if total is None or not paper.words:
            return
        said = f"Bằng chữ: {paper.words}./."
        here = xl_rowcol_to_cell(row, column)
        if len(said) > _MOST_IN_FORMULA:
            self.sheet.write_string(below, 0, said, self.styles.subtitle)
            return
        formula = f'=IF({here}={self._shown(total)},"{said}","{STALE_WORDS}")'
        self.sheet.write_formula(below, 0, formula, self.styles.subtitle, said)

    def _cell_of(self, column: int) -> Cell:
        return next(cell for cell, place in self.columns.items() if place == column)

    def _figures(self, row: int, figures: Mapping[Cell, int], children: Sequence[int] | None) -> None:
        """The money of one row. children: places of the lines that a heading adds up; None: a line of its own."""
        for cell, column in self.columns.items():
            vnd = figures.get(cell)
            style = self.money if children is None else self._bold()
            if vnd is None:
                self.sheet.write_blank(row, column, None, style)
                continue
            formula = self._across(row, cell, figures) or self._down(cell, vnd, children or ())
            if formula:
                self.sheet.write_formula(row, column, f"={formula}", style, self._shown(vnd))
            else:
                self._number(row, column, vnd, style)

    def _across(self, row: int, cell: Cell, figures: Mapping[Cell, int]) -> str:
        """The sources of a year, or the years of a source, where they add up to the figure; else ""."""
        year, source = cell
        parts: list[Cell] = []
        if source is None and self.paper.sources:
            parts = [(year, key) for key, _name in self.paper.sources]
        elif year is None:
            parts = [(one, source) for one in self.paper.years]
        held = [figures[part] for part in parts if part in figures]
        if not held or sum(held) != figures[cell]:
            return ""
        return f"SUM({','.join(xl_rowcol_to_cell(row, self.columns[part]) for part in parts)})"

    def _down(self, cell: Cell, vnd: int, children: Sequence[int]) -> str:
        """The lines below a heading, where they add up to the figure; else ""."""
        held = [self.paper.lines[child].figures.get(cell, 0) for child in children]
        if not held or sum(held) != vnd:
            return ""
        return sum_of_rows([FIRST_ROW + child for child in children], self.columns[cell])

    def _bold(self) -> Any:
        return self.styles.bold_money if self.money is self.styles.money else self.styles.quantity

    def _number(self, row: int, column: int, vnd: int | None, style: Any) -> None:
        if vnd is None:
            self.sheet.write_blank(row, column, None, style)
        else:
            self.sheet.write_number(row, column, self._shown(vnd), style)

    def _shown(self, vnd: int) -> int | float:
        """An amount in the table's unit."""
        amount = Decimal(vnd) / self.paper.unit_vnd
        return int(amount) if amount == amount.to_integral_value() else float(amount)

    def _is_whole(self) -> bool:
        unit = self.paper.unit_vnd
        return all(vnd % unit == 0 for line in self.paper.lines for vnd in line.figures.values())
