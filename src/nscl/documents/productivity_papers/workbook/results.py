"""Sheet of kept results: each beside the formula that gives it again, and the difference, which is nought."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from nscl.documents.excel.frame import set_up_page
from nscl.documents.productivity_papers.paper import PaperState, ResultPaper
from nscl.documents.productivity_papers.workbook.blocks import NO_SHARE
from nscl.documents.productivity_papers.workbook.frame import HEAD_ROW, Book, Check, Look, fit_row, headed_sheet, put
from nscl.documents.productivity_papers.workbook.live import Span, either, is_number, literal, widest

PUBLISHED: Final = "Kết quả công bố"
DRAFT: Final = "Kết quả bản nháp"
_HEADS: Final = (
    ("Bảng", 26.0),
    ("Phương pháp", 58.0),
    ("Chỉ tiêu", 40.0),
    ("Từ năm", 9.0),
    ("Đến năm", 9.0),
    ("Kết quả đã lưu", 18.0),
    ("Tính lại bằng công thức", 18.0),
    ("Chênh lệch", 16.0),
    ("Ghi chú", 60.0),
)
_KEPT, _LIVE, _DIFFERENCE, _NOTE = 5, 6, 7, 8


def name_of(book: Book) -> str:
    """The sheet's name: what is not published does not call itself so."""
    return DRAFT if book.paper.state is PaperState.DRAFT else PUBLISHED


def write_results(book: Book) -> None:
    """The sheet; the largest difference stands above the table."""
    sheet = headed_sheet(book, name_of(book), "Kết quả đã lưu của lần tính, so với công thức trong tệp này", _HEADS)
    row = HEAD_ROW
    differences: list[float] = []
    for check in book.checks:
        row += 1
        differences.append(_check(book, sheet, row, check))
    if differences:
        place = f"{xl_rowcol_to_cell(HEAD_ROW + 1, _DIFFERENCE)}:{xl_rowcol_to_cell(row, _DIFFERENCE)}"
        sheet.write_string(2, _LIVE, "Chênh lệch lớn nhất", book.styles.heading)
        put(book, sheet, (2, _DIFFERENCE), widest(Span(differences, lambda _sheet: place)), Look.EXACT)
    for one in book.paper.results:
        if (one.table, one.method) not in book.live_tables:
            row += 1
            _kept_only(book, sheet, row, one)
    sheet.autofilter(HEAD_ROW, 0, row, len(_HEADS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    set_up_page(sheet, HEAD_ROW)


def _check(book: Book, sheet: Any, row: int, check: Check) -> float:
    """A line; the difference is 1 where one side is a figure and the other a refusal."""
    _names(book, sheet, row, (check.table, check.method, check.measure), (check.first, check.last))
    live = put(book, sheet, (row, _LIVE), check.live, Look.EXACT)
    if isinstance(check.kept, str):
        sheet.write_string(row, _KEPT, NO_SHARE, book.styles.text)
        difference = either(is_number(live), literal(1), literal(0))
    else:
        kept = put(book, sheet, (row, _KEPT), check.kept, Look.EXACT)
        difference = either(is_number(live), live - kept, literal(1))
    sheet.write_string(row, _NOTE, check.kept if isinstance(check.kept, str) else "", book.styles.text)
    return float(put(book, sheet, (row, _DIFFERENCE), difference, Look.EXACT).checked())


def _kept_only(book: Book, sheet: Any, row: int, one: ResultPaper) -> None:
    """A result that no formula of the workbook gives again: simulated, forecast, or its series are not all here."""
    measure = ", ".join(part for part in (one.part_name, one.measure_name) if part)
    _names(book, sheet, row, (one.table_name, one.method_name, measure), (one.first, one.last))
    for column in (_KEPT, _LIVE, _DIFFERENCE):
        sheet.write_blank(row, column, None, book.styles.text)
    if one.value is not None:
        put(book, sheet, (row, _KEPT), one.value, Look.EXACT)
    sheet.write_string(row, _NOTE, one.words or "không có công thức trong tệp này", book.styles.text)


def _names(book: Book, sheet: Any, row: int, names: tuple[str, str, str], years: tuple[int, int]) -> None:
    for column, name in enumerate(names):
        sheet.write_string(row, column, name, book.styles.text)
    fit_row(sheet, row, [(name, width) for name, (_head, width) in zip(names, _HEADS, strict=False)])
    for place, year in enumerate(years):
        sheet.write_number(row, len(names) + place, year, book.styles.formula(Look.WHOLE))
