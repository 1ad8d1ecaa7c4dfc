"""The Excel file: figures as they are shown, sums that live, texts that stay texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from nscl.documents.report_papers.cells import total_row
from nscl.documents.report_papers.tables import ReportCell, ReportTable, TableCode, ValueKind
from nscl.documents.report_papers.workbook import write_annexes
from nscl.documents.report_papers.workbook.annexes import SHEETS
from nscl.documents.report_papers.workbook.sheet import FIRST_ROW
from tests.documents.report_papers.world import HOSTILE, figures, money, number, paper, words

CREATED = datetime(2026, 11, 30, 8, tzinfo=UTC)
SMALL = figures(targets=3, tasks=2, agencies=2, organisations=2)
BOOK = write_annexes(paper(SMALL), created=CREATED)


def of_excel(cell: ReportCell, kind: ValueKind) -> object:
    """What a reader of the file finds in the place of a cell."""
    if cell.value is not None and not cell.text:
        return float(cell.value / 100) if kind is ValueKind.PERCENT else float(cell.value)
    return cell.on or cell.text


@pytest.mark.parametrize("table", SMALL.tables, ids=lambda table: str(table.code))
def test_every_figure_of_every_table_is_in_its_sheet(table: ReportTable) -> None:
    found = CalamineWorkbook.from_filelike(BytesIO(BOOK)).get_sheet_by_name(SHEETS[table.code]).to_python()
    totals = total_row(table)
    rows = [row.cells for row in table.rows] + ([totals] if totals else [])
    for place, cells in enumerate(rows, start=FIRST_ROW):
        wanted = [of_excel(cell, one.kind) for cell, one in zip(cells, table.columns, strict=True)]
        assert found[place][: len(wanted)] == wanted


def test_sums_and_headings_are_formulas_and_estimates_say_so() -> None:
    sheet = openpyxl.load_workbook(BytesIO(BOOK))[SHEETS[TableCode.MONEY]]
    heading, estimate, total = sheet[FIRST_ROW + 1], sheet[FIRST_ROW + 3], sheet[FIRST_ROW + 6]
    assert [cell.value for cell in heading[1:3]] == ["=SUM(B6:B8)", "=SUM(C6:C8)"]
    assert [cell.value for cell in total[:3]] == ["Tổng cộng", "=SUM(B6:B9)", "=SUM(C6:C9)"]
    assert estimate[3].number_format == '#,##0" (ước)"'
    assert total[3].number_format == '#,##0" (ước)"'
    assert estimate[5].number_format == "0.00%"


def test_a_heading_that_says_another_figure_than_its_rows_keeps_it() -> None:
    table = money()
    first = replace(table.rows[0], cells=(words("Đào tạo"), *[number(5)] * 4, number(1)))
    held = replace(SMALL, tables=(replace(table, rows=(first, *table.rows[1:])),))
    book = openpyxl.load_workbook(BytesIO(write_annexes(paper(held), created=CREATED)))
    assert book[SHEETS[TableCode.MONEY]][FIRST_ROW + 1][1].value == 5


def test_texts_are_never_formulas_and_digits_are_never_lost() -> None:
    table = money()
    text = replace(table.rows[4], cells=(words(f"=SUM(A1) {HOSTILE}"), number(10**18), *table.rows[4].cells[2:]))
    early = replace(table.rows[3], cells=(ReportCell(text="@cmd", on=date(1899, 1, 1)), *table.rows[3].cells[1:]))
    held = replace(SMALL, tables=(replace(table, rows=(*table.rows[:3], early, text)),))
    sheet = openpyxl.load_workbook(BytesIO(write_annexes(paper(held), created=CREATED)))[SHEETS[table.code]]
    assert [cell.data_type for cell in sheet[FIRST_ROW + 5][:2]] == ["s", "s"]
    assert sheet[FIRST_ROW + 5][1].value == "1.000.000.000.000.000.000"
    assert sheet[FIRST_ROW + 4][0].value == "01/01/1899 @cmd"


def test_the_front_says_what_of_when_and_that_it_is_a_draft_of_made_up_figures() -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(BOOK)).get_sheet_by_name("Thông tin").to_python()
    said = {row[0]: row[1] for row in rows}
    assert said["Số liệu tính đến"] == "30/11/2026"
    assert said["Lập tệp lúc"] == "30/11/2026 08:00"
    assert [row[1] for row in rows if row[0] == "Lưu ý"] == ["DỰ THẢO", "Số liệu mẫu"]
    assert said["Kinh phí"] == "Tình hình kinh phí (4 dòng)"


def test_the_same_report_at_the_same_time_gives_the_same_bytes() -> None:
    assert write_annexes(paper(SMALL), created=CREATED) == BOOK
