"""The figures of a report as an Excel file: a sheet that says what it is, and a sheet a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from nscl.documents.excel.frame import new_workbook, set_up_page
from nscl.documents.report_papers.composition import Composition, compose
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.tables import TableCode
from nscl.documents.report_papers.workbook.sheet import TableSheet
from nscl.documents.report_papers.workbook.styles import ReportStyles

FRONT: Final = "Thông tin"
SHEETS: Final[Mapping[TableCode, str]] = {
    TableCode.MEASURES: "Chỉ tiêu",
    TableCode.TASKS: "Nhiệm vụ",
    TableCode.MONEY: "Kinh phí",
    TableCode.SETTLED: "Ước và thực hiện",
    TableCode.PRODUCTIVITY: "Năng suất",
    TableCode.PILOTS: "Mô hình điểm",
    TableCode.TRAINING: "Đào tạo",
    TableCode.DIFFICULTIES: "Vướng mắc",
    TableCode.NEXT_YEAR: "Năm sau",
    TableCode.AGENCIES: "Cơ quan",
    TableCode.ACTIVITIES: "Hoạt động",
    TableCode.ORGANISATIONS: "Tổ chức",
}
"""The names of the sheets, in the order of the report."""
_WIDTHS: Final = (26.0, 80.0)


def write_annexes(paper: ReportPaper, *, created: datetime) -> bytes:
    """The xlsx file: typed texts are never formulas, sums are live with their values beside them.

    created: with its time zone, said on the front sheet and in the properties; the same input gives the same bytes.
    Raises ValueError for a section of an unknown key.
    """
    composed = compose(paper)
    tables = [table for code in SHEETS if (table := paper.figures.table(code)) is not None]
    buffer = BytesIO()
    with new_workbook(buffer, title=composed.subject, created=created) as book:
        styles = ReportStyles(book)
        front = book.add_worksheet(FRONT)
        for table in tables:
            sheet = TableSheet(book.add_worksheet(SHEETS[table.code]), table, composed.tables[table.code], styles)
            sheet.write("; ".join(part for part in (f"Số liệu đến {composed.as_of}", *_marks(composed)) if part))
        _front(front, paper, composed, created, styles)
    return buffer.getvalue()


def _front(sheet: Any, paper: ReportPaper, composed: Composition, created: datetime, styles: ReportStyles) -> None:
    """What it is, of when, in what state; then the sheets."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"Phụ lục số liệu: {composed.subject}", styles.title)
    row = 2
    for name, text in _facts(composed, created):
        sheet.write_string(row, 0, name, styles.name)
        sheet.write_string(row, 1, text, styles.plain)
        row += 1
    head = row + 1
    for column, name in enumerate(("Trang", "Bảng")):
        sheet.write_string(head, column, name, styles.heading)
    held = [table for code in SHEETS if (table := paper.figures.table(code)) is not None]
    for place, table in enumerate(held, start=head + 1):
        name = SHEETS[table.code]
        sheet.write_url(place, 0, f"internal:'{name}'!A1", styles.link, name)
        sheet.write_string(place, 1, f"{composed.tables[table.code].title} ({len(table.leaves)} dòng)", styles.plain)
    set_up_page(sheet, head)


def _facts(composed: Composition, created: datetime) -> Iterator[tuple[str, str]]:
    yield "Cơ quan báo cáo", composed.issuer_name
    yield "Số, ký hiệu", f"{composed.number}/{composed.symbol}"
    yield "Ngày ban hành", composed.dated
    yield "Số liệu tính đến", composed.as_of
    yield "Lập tệp lúc", f"{created:%d/%m/%Y %H:%M}"
    for mark in _marks(composed):
        yield "Lưu ý", mark


def _marks(composed: Composition) -> tuple[str, ...]:
    return tuple(mark for mark in (composed.draft, composed.sample.strip("()")) if mark)
