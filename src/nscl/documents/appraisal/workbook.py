"""The appraisal as an Excel file that recalculates: three sheets, every sum a live formula with its value beside it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from nscl.documents.appraisal.paper import AppraisalLine, AppraisalPaper, Cell, sum_of
from nscl.documents.excel.formulas import sum_of_rows
from nscl.documents.excel.frame import new_workbook
from nscl.documents.excel.money import (
    FIRST_ROW,
    HEAD_ROW,
    MONEY_WIDTH,
    NUMBER_COLUMN,
    TITLE_COLUMN,
    MoneyStyles,
    cut_style,
    finish_sheet,
    money_styles,
    write_head,
    write_name,
    write_quantity,
    write_tall_heading,
)

SUMMARY: Final = "Tổng hợp"
PROPOSED: Final = "Đề nghị"
APPRAISED: Final = "Thẩm định"
_CUT: Final = "#9C0006"
_QUANTITY: Final = "#,##0.####"


def write_workbook(paper: AppraisalPaper, *, created: datetime) -> bytes:
    """The xlsx file: "Tổng hợp" (proposed, appraised, cut, reason), and the figures of both by year and source.

    The figures are typed in once, in the leaves of the two matrices; headings, years, totals and cuts are formulas, so
    that a figure changed in Excel carries through. Cached values stand beside them for viewers that do not recalculate.
    """
    buffer = BytesIO()
    with new_workbook(buffer, title=paper.title, created=created) as book:
        styles = money_styles(book, quantity=_QUANTITY)
        summary = book.add_worksheet(SUMMARY)
        for name, appraised in ((PROPOSED, False), (APPRAISED, True)):
            _Matrix(book.add_worksheet(name), paper, styles, appraised=appraised).write(f"{paper.title} – {name}")
        _Summary(summary, paper, styles, cut_style(book, _CUT)).write()
    return buffer.getvalue()


def _subtitle(paper: AppraisalPaper) -> str:
    parts = [paper.plan, "đơn vị tính: đồng"]
    if not paper.document:
        parts.append("dự thảo, chưa duyệt")
    elif paper.document_on is not None:
        parts.append(f"duyệt tại {paper.document} ngày {paper.document_on:%d/%m/%Y}")
    if paper.is_sample:
        parts.append("Số liệu mẫu")
    return "; ".join(parts)


class _Matrix:
    """The sheet of one stage: lines down, years × sources across with each year's sum, and the total."""

    def __init__(self, sheet: Any, paper: AppraisalPaper, styles: MoneyStyles, *, appraised: bool) -> None:
        self.sheet, self.paper, self.styles = sheet, paper, styles
        self.appraised = appraised
        self.total_column = _total_column(paper)

    def write(self, title: str) -> None:
        sheet, paper, styles = self.sheet, self.paper, self.styles
        write_head(sheet, title, _subtitle(paper), styles)
        column = TITLE_COLUMN + 1
        for year in paper.years:
            if len(paper.sources) > 0:
                sheet.merge_range(
                    HEAD_ROW, column, HEAD_ROW, column + len(paper.sources), f"Năm {year}", styles.heading
                )
            for name in [*(name for _key, name in paper.sources), "Cộng"]:
                sheet.write_string(HEAD_ROW + 1, column, name, styles.heading)
                column += 1
        write_tall_heading(sheet, column, "Tổng cộng", styles)
        sheet.set_column(TITLE_COLUMN + 1, column, MONEY_WIDTH)
        for place, line in enumerate(paper.lines):
            self._line(FIRST_ROW + place, place, line)
        self._foot(FIRST_ROW + len(paper.lines))
        finish_sheet(sheet)

    def _figures(self, line: AppraisalLine) -> Mapping[Cell, int]:
        return line.appraised if self.appraised else line.proposed

    def _line(self, row: int, place: int, line: AppraisalLine) -> None:
        _name(self.sheet, row, line, self.styles)
        below = self.paper.below(place)
        rows = [FIRST_ROW + child for child in self.paper.children(place)] if line.is_heading else None
        self._amounts(row, below, rows, bold=line.is_heading)

    def _foot(self, row: int) -> None:
        self.sheet.write_blank(row, NUMBER_COLUMN, None, self.styles.bold)
        self.sheet.write_string(row, TITLE_COLUMN, "Tổng cộng", self.styles.bold)
        rows = [FIRST_ROW + child for child in self.paper.children(-1)]
        self._amounts(row, list(self.paper.leaves), rows, bold=True)

    def _amounts(self, row: int, below: Sequence[AppraisalLine], rows: list[int] | None, *, bold: bool) -> None:
        """The cells of one row; rows: those that a heading adds up (None: the line's own figures are written)."""
        style = self.styles.bold_money if bold else self.styles.money
        column, total, sums = TITLE_COLUMN + 1, 0, []
        for year in self.paper.years:
            first, of_year = column, 0
            for key, _label in self.paper.sources:
                figures = [self._figures(line).get((year, key)) for line in below]
                vnd = sum(figure for figure in figures if figure is not None)
                of_year += vnd
                if rows is not None:
                    self._formula(row, column, sum_of_rows(rows, column), vnd, style)
                elif figures and figures[0] is not None:
                    self.sheet.write_number(row, column, vnd, style)
                else:
                    self.sheet.write_blank(row, column, None, style)
                column += 1
            span = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, column - 1)}"
            self._formula(row, column, f"SUM({span})" if self.paper.sources else "0", of_year, style)
            sums.append(column)
            total += of_year
            column += 1
        cells = ",".join(xl_rowcol_to_cell(row, one) for one in sums)
        self._formula(row, self.total_column, f"SUM({cells})", total, style)

    def _formula(self, row: int, column: int, formula: str, value: int, style: Any) -> None:
        self.sheet.write_formula(row, column, f"={formula}", style, value)


def _total_column(paper: AppraisalPaper) -> int:
    return TITLE_COLUMN + 1 + len(paper.years) * (len(paper.sources) + 1)


class _Summary:
    """Proposed, appraised and cut of every line, from the two matrices."""

    def __init__(self, sheet: Any, paper: AppraisalPaper, styles: MoneyStyles, cut: Any) -> None:
        self.sheet, self.paper, self.styles, self.cut = sheet, paper, styles, cut

    def write(self) -> None:
        sheet, paper, styles = self.sheet, self.paper, self.styles
        write_head(sheet, paper.title, _subtitle(paper), styles)
        names = ["Đơn giá", "Số lượng", "Đơn vị tính", "Đề nghị", "Thẩm định", "Cắt giảm", "Lý do"]
        for place, name in enumerate(names, start=TITLE_COLUMN + 1):
            write_tall_heading(sheet, place, name, styles)
        sheet.set_column(2, 2, MONEY_WIDTH)
        sheet.set_column(3, 4, 12.0)
        sheet.set_column(5, 7, MONEY_WIDTH)
        sheet.set_column(8, 8, 44.0)
        for place, line in enumerate(paper.lines):
            row = FIRST_ROW + place
            _name(sheet, row, line, styles)
            self._unit_cost(row, line)
            self._cut(row, paper.below(place), bold=line.is_heading)
            sheet.write_string(row, 8, line.reason, styles.text)
        row = FIRST_ROW + len(paper.lines)
        for column in (0, 2, 3, 4, 8):
            sheet.write_blank(row, column, None, styles.bold)
        sheet.write_string(row, TITLE_COLUMN, "Tổng cộng", styles.bold)
        self._cut(row, list(paper.leaves), bold=True)
        finish_sheet(sheet)

    def _unit_cost(self, row: int, line: AppraisalLine) -> None:
        if line.unit_cost_vnd is None:
            self.sheet.write_blank(row, 2, None, self.styles.money)
        else:
            self.sheet.write_number(row, 2, line.unit_cost_vnd, self.styles.money)
        write_quantity(self.sheet, row, 3, line.quantity, self.styles)
        self.sheet.write_string(row, 4, line.quantity_unit, self.styles.text)

    def _cut(self, row: int, below: Sequence[AppraisalLine], *, bold: bool) -> None:
        proposed, appraised = sum_of(below, appraised=False), sum_of(below, appraised=True)
        money = self.styles.bold_money if bold else self.styles.money
        total = xl_rowcol_to_cell(row, _total_column(self.paper))
        self.sheet.write_formula(row, 5, f"='{PROPOSED}'!{total}", money, proposed)
        self.sheet.write_formula(row, 6, f"='{APPRAISED}'!{total}", money, appraised)
        difference = f"={xl_rowcol_to_cell(row, 5)}-{xl_rowcol_to_cell(row, 6)}"
        style = self.cut if proposed != appraised else money
        self.sheet.write_formula(row, 7, difference, style, proposed - appraised)


def _name(sheet: Any, row: int, line: AppraisalLine, styles: MoneyStyles) -> None:
    style = styles.bold if line.is_heading else styles.text
    write_name(sheet, row, line.number, line.title, style)
