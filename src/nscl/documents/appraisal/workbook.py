"""The appraisal as an Excel file that recalculates: three sheets, every sum a live formula with its value beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from nscl.documents.appraisal.paper import AppraisalLine, AppraisalPaper, Cell, sum_of
from nscl.documents.excel.formulas import sum_of_rows

SUMMARY: Final = "Tổng hợp"
PROPOSED: Final = "Đề nghị"
APPRAISED: Final = "Thẩm định"
# The typeface of administrative papers (Decree 30/2020/NĐ-CP, annex I).
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12}
_HEADING_FILL: Final = "#E8EEF4"
_CUT: Final = "#9C0006"
_A4: Final = 9
# Rows above the lines: title, subtitle, blank, two rows of headings.
_HEAD_ROW: Final = 3
_FIRST: Final = _HEAD_ROW + 2
_NUMBER, _TITLE = 0, 1
_WIDTHS: Final = (8.0, 52.0)
_MONEY_WIDTH: Final = 18.0


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of the workbook. xlsxwriter comes without types."""

    title: Any
    subtitle: Any
    heading: Any
    text: Any
    bold: Any
    money: Any
    bold_money: Any
    quantity: Any
    cut: Any


def write_workbook(paper: AppraisalPaper, *, created: datetime) -> bytes:
    """The xlsx file: "Tổng hợp" (proposed, appraised, cut, reason), and the figures of both by year and source.

    The figures are typed in once, in the leaves of the two matrices; headings, years, totals and cuts are formulas, so
    that a figure changed in Excel carries through. Cached values stand beside them for viewers that do not recalculate.
    """
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {"title": paper.title, "created": created.astimezone(UTC).replace(tzinfo=None, microsecond=0)}
        )
        styles = _styles(book)
        summary = book.add_worksheet(SUMMARY)
        for name, appraised in ((PROPOSED, False), (APPRAISED, True)):
            _Matrix(book.add_worksheet(name), paper, styles, appraised=appraised).write(f"{paper.title} – {name}")
        _write_summary(summary, paper, styles)
    return buffer.getvalue()


def _styles(book: Any) -> _Styles:
    edged = {**_FONT, "border": 1, "valign": "top"}
    money = {**edged, "num_format": "#,##0"}
    return _Styles(
        title=book.add_format({**_FONT, "bold": True, "font_size": 14}),
        subtitle=book.add_format({**_FONT, "italic": True}),
        heading=book.add_format(
            {**edged, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
            | {"bg_color": _HEADING_FILL}
        ),
        text=book.add_format({**edged, "text_wrap": True}),
        bold=book.add_format({**edged, "text_wrap": True, "bold": True}),
        money=book.add_format(money),
        bold_money=book.add_format({**money, "bold": True}),
        quantity=book.add_format({**edged, "num_format": "#,##0.####"}),
        cut=book.add_format({**money, "font_color": _CUT}),
    )


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

    def __init__(self, sheet: Any, paper: AppraisalPaper, styles: _Styles, *, appraised: bool) -> None:
        self.sheet, self.paper, self.styles = sheet, paper, styles
        self.appraised = appraised
        self.total_column = _total_column(paper)

    def write(self, title: str) -> None:
        sheet, paper, styles = self.sheet, self.paper, self.styles
        _head(sheet, title, _subtitle(paper), styles)
        column = _TITLE + 1
        for year in paper.years:
            if len(paper.sources) > 0:
                sheet.merge_range(
                    _HEAD_ROW, column, _HEAD_ROW, column + len(paper.sources), f"Năm {year}", styles.heading
                )
            for name in [*(name for _key, name in paper.sources), "Cộng"]:
                sheet.write_string(_HEAD_ROW + 1, column, name, styles.heading)
                column += 1
        sheet.merge_range(_HEAD_ROW, column, _HEAD_ROW + 1, column, "Tổng cộng", styles.heading)
        sheet.set_column(_TITLE + 1, column, _MONEY_WIDTH)
        for place, line in enumerate(paper.lines):
            self._line(_FIRST + place, place, line)
        self._foot(_FIRST + len(paper.lines))
        sheet.freeze_panes(_FIRST, _TITLE + 1)
        _page(sheet)

    def _figures(self, line: AppraisalLine) -> Mapping[Cell, int]:
        return line.appraised if self.appraised else line.proposed

    def _line(self, row: int, place: int, line: AppraisalLine) -> None:
        _name(self.sheet, row, line, self.styles)
        below = self.paper.below(place)
        rows = [_FIRST + child for child in self.paper.children(place)] if line.is_heading else None
        self._amounts(row, below, rows, bold=line.is_heading)

    def _foot(self, row: int) -> None:
        self.sheet.write_blank(row, _NUMBER, None, self.styles.bold)
        self.sheet.write_string(row, _TITLE, "Tổng cộng", self.styles.bold)
        rows = [_FIRST + child for child in self.paper.children(-1)]
        self._amounts(row, list(self.paper.leaves), rows, bold=True)

    def _amounts(self, row: int, below: Sequence[AppraisalLine], rows: list[int] | None, *, bold: bool) -> None:
        """The cells of one row; rows: those that a heading adds up (None: the line's own figures are written)."""
        style = self.styles.bold_money if bold else self.styles.money
        column, total, sums = _TITLE + 1, 0, []
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
    return _TITLE + 1 + len(paper.years) * (len(paper.sources) + 1)


def _write_summary(sheet: Any, paper: AppraisalPaper, styles: _Styles) -> None:
    """Proposed, appraised and cut of every line, from the two matrices."""
    _head(sheet, paper.title, _subtitle(paper), styles)
    names = ["Đơn giá", "Số lượng", "Đơn vị tính", "Đề nghị", "Thẩm định", "Cắt giảm", "Lý do"]
    for place, name in enumerate(names, start=_TITLE + 1):
        sheet.merge_range(_HEAD_ROW, place, _HEAD_ROW + 1, place, name, styles.heading)
    sheet.set_column(2, 2, _MONEY_WIDTH)
    sheet.set_column(3, 4, 12.0)
    sheet.set_column(5, 7, _MONEY_WIDTH)
    sheet.set_column(8, 8, 44.0)
    for place, line in enumerate(paper.lines):
        row = _FIRST + place
        _name(sheet, row, line, styles)
        _unit_cost(sheet, row, line, styles)
        _cut(sheet, row, paper, paper.below(place), styles, bold=line.is_heading)
        sheet.write_string(row, 8, line.reason, styles.text)
    row = _FIRST + len(paper.lines)
    for column in (0, 2, 3, 4, 8):
        sheet.write_blank(row, column, None, styles.bold)
    sheet.write_string(row, _TITLE, "Tổng cộng", styles.bold)
    _cut(sheet, row, paper, list(paper.leaves), styles, bold=True)
    sheet.freeze_panes(_FIRST, _TITLE + 1)
    _page(sheet)


def _unit_cost(sheet: Any, row: int, line: AppraisalLine, styles: _Styles) -> None:
    if line.unit_cost_vnd is None:
        sheet.write_blank(row, 2, None, styles.money)
    else:
        sheet.write_number(row, 2, line.unit_cost_vnd, styles.money)
    if line.quantity is None:
        sheet.write_blank(row, 3, None, styles.quantity)
    else:
        sheet.write_number(row, 3, float(line.quantity), styles.quantity)
    sheet.write_string(row, 4, line.quantity_unit, styles.text)


def _cut(
    sheet: Any, row: int, paper: AppraisalPaper, below: Sequence[AppraisalLine], styles: _Styles, *, bold: bool
) -> None:
    proposed, appraised = sum_of(below, appraised=False), sum_of(below, appraised=True)
    money = styles.bold_money if bold else styles.money
    total = xl_rowcol_to_cell(row, _total_column(paper))
    sheet.write_formula(row, 5, f"='{PROPOSED}'!{total}", money, proposed)
    sheet.write_formula(row, 6, f"='{APPRAISED}'!{total}", money, appraised)
    cut = f"={xl_rowcol_to_cell(row, 5)}-{xl_rowcol_to_cell(row, 6)}"
    sheet.write_formula(row, 7, cut, styles.cut if proposed != appraised else money, proposed - appraised)


def _head(sheet: Any, title: str, subtitle: str, styles: _Styles) -> None:
    sheet.write_string(0, 0, title, styles.title)
    sheet.write_string(1, 0, subtitle, styles.subtitle)
    for column, name in ((_NUMBER, "STT"), (_TITLE, "Nội dung")):
        sheet.merge_range(_HEAD_ROW, column, _HEAD_ROW + 1, column, name, styles.heading)
        sheet.set_column(column, column, _WIDTHS[column])


def _name(sheet: Any, row: int, line: AppraisalLine, styles: _Styles) -> None:
    style = styles.bold if line.is_heading else styles.text
    sheet.write_string(row, _NUMBER, line.number, style)
    sheet.write_string(row, _TITLE, line.title, style)


def _page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW, _HEAD_ROW + 1)
    sheet.set_footer("&CTrang &P/&N")
