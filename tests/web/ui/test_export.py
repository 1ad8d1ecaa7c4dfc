"""Excel files carry the same columns, the rows of all pages and exact amounts."""

from __future__ import annotations

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from nscl.text.dates import PartialDate
from nscl.web.ui.gallery.tables import TASKS, budget_matrix, task_table
from nscl.web.ui.tables import Column, Kind, Table, TableQuery
from nscl.web.ui.tables.export import matrix_response, xlsx_response

AT = datetime(2026, 11, 21, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def sheet(content: bytes) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(found, Worksheet)
    return found


def values(content: bytes) -> list[list[object]]:
    return [list(row) for row in sheet(content).iter_rows(values_only=True)]


def test_a_table_leaves_with_every_page_and_its_totals_in_dong() -> None:
    view = task_table().present(TableQuery("/x/", {"sap-xep": "-vnd"}))
    response = xlsx_response([view], title="Nhiệm vụ năm 2026", at=AT)
    assert 'filename="nhiem-vu-nam-2026.xlsx"' in response.headers["Content-Disposition"]
    rows = values(response.content)
    head = next(place for place, row in enumerate(rows) if row[0] == "Số")
    assert rows[head][4] == "Kinh phí (đồng)"
    body = rows[head + 1 : head + 1 + len(TASKS)]
    assert [row[0] for row in body] == ["2", "6", "1", "3", "4", "7", "5"]
    assert body[0][2] == "Sở Khoa học và Công nghệ; Sở Công Thương; Sở Tài chính"
    assert body[5][4] == 75_000_001
    assert body[6][4] is None
    assert rows[head + 1 + len(TASKS)][4] == sum(task.vnd or 0 for task in TASKS)


def test_dates_stay_dates_unless_one_is_vague() -> None:
    def export(*days: date | PartialDate | None) -> list[object]:
        column = Column[date | PartialDate | None]("d", "Ngày", Kind.DATE, value=lambda row: row)
        view = Table("t", "T", [column], days).present(TableQuery("/", {}))
        return [row[0] for row in values(xlsx_response([view], title="T", at=AT).content)][-len(days) :]

    assert export(date(2026, 1, 2), PartialDate(2026, 3, 4)) == [datetime(2026, 1, 2), datetime(2026, 3, 4)]  # noqa: DTZ001
    assert export(date(2026, 1, 2), PartialDate(2026, 3), None) == ["02/01/2026", "3/2026", None]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    view = Table("t", "T", [Column[str]("v", "V", value=lambda row: row)], ["=1+1"]).present(TableQuery("/", {}))
    cell = sheet(xlsx_response([view], title="T", at=AT).content).cell
    assert [cell(row, 1).data_type for row in range(1, 7) if cell(row, 1).value == "=1+1"] == ["s"]


def test_a_matrix_leaves_with_every_year_and_source() -> None:
    matrix = budget_matrix()
    rows = values(matrix_response(matrix, title="Dự toán", at=AT).content)
    head = next(row for row in rows if row[0] == "Số")
    assert head[2:5] == ["2026 – NSNN (đồng)", "2026 – DN (đồng)", "2026 – Cộng (đồng)"]
    assert len(head) == 2 + 15
    total = rows[-1]
    assert total[1] == "Tổng cộng"
    assert total[8] == 3_926_000_000
