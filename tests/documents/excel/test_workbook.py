"""Excel files: read back with openpyxl, and looked into as the XML that they are."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from nscl.documents.excel.sheets import Cell, Column, ColumnKind, Sheet, SheetError
from nscl.documents.excel.workbook import write_workbook

CREATED = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
COLUMNS = (
    Column("Nội dung", ColumnKind.TEXT, 40),
    Column("Số lượt", ColumnKind.INTEGER),
    Column("Đơn giá", ColumnKind.NUMBER),
    Column("Kinh phí", ColumnKind.VND),
    Column("Ngày", ColumnKind.DATE),
    Column("Tỷ lệ", ColumnKind.PERCENT),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Đào tạo chuyên gia", 10, Decimal("133.5"), 1_330_000_000, date(2026, 11, 20), 55),
    ("Hội nghị", None, "–", 41_250_000, None, Decimal("12.5")),
)
TOTALS: tuple[Cell, ...] = ("Cộng", 10, None, 1_371_250_000, None, None)


def a_sheet(
    name: str = "Dự toán",
    rows: Sequence[Sequence[Cell]] = ROWS,
    columns: Sequence[Column] = COLUMNS,
    totals: Sequence[Cell] | None = TOTALS,
    subtitle: str | None = "Đơn vị tính: đồng",
) -> Sheet:
    return Sheet(name, "DỰ TOÁN KINH PHÍ", subtitle, columns, rows, totals)


def reopened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_values_come_back_as_they_went_in() -> None:
    page = reopened(write_workbook([a_sheet()], created=CREATED))["Dự toán"]
    assert page["A1"].value == "DỰ TOÁN KINH PHÍ"
    assert page["A2"].value == "Đơn vị tính: đồng"
    assert [cell.value for cell in page[4]] == [column.heading for column in COLUMNS]
    *figures, day, share = [cell.value for cell in page[5]]
    assert figures == ["Đào tạo chuyên gia", 10, 133.5, 1_330_000_000]
    assert (day.date(), share) == (date(2026, 11, 20), 0.55)
    assert [cell.value for cell in page[6]] == ["Hội nghị", None, "–", 41_250_000, None, 0.125]
    assert [cell.value for cell in page[7]] == list(TOTALS)


def test_formats_are_those_of_the_kinds() -> None:
    page = reopened(write_workbook([a_sheet()], created=CREATED)).active
    assert [page.cell(5, column).number_format for column in range(2, 7)] == [
        "#,##0", "#,##0.0##", "#,##0", "dd/mm/yyyy", "0%",
    ]  # fmt: skip
    assert page["F6"].number_format == "0.0#%"
    assert page["A5"].alignment.wrap_text
    assert page["A7"].font.bold
    assert not page["A5"].font.bold
    assert page.column_dimensions["A"].width == pytest.approx(40.7, abs=0.1)


def test_page_is_set_up_for_a4_landscape_with_its_head_row() -> None:
    page = reopened(write_workbook([a_sheet()], created=CREATED)).active
    assert page.page_setup.orientation == "landscape"
    assert int(page.page_setup.paperSize) == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$4:$4"
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:F6", "the total is no row to be filtered"


def test_without_subtitle_and_rows_the_head_row_still_stands() -> None:
    page = reopened(write_workbook([a_sheet(rows=(), totals=None, subtitle=None)], created=CREATED)).active
    assert page["A3"].value == "Nội dung"
    assert page.max_row == 3
    assert page.auto_filter.ref == "A3:F3"


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 204", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1+1}", "http://example.vn", "007"]
)
def test_text_never_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    columns = (Column(text, ColumnKind.TEXT), Column("Số", ColumnKind.INTEGER))
    sheet = Sheet("Trang 1", text, text, columns, [(text, text)], (text, text))
    data = write_workbook([sheet], created=CREATED)
    page = reopened(data).active
    cells = [page[place] for place in ("A1", "A2", "A4", "A5", "B5", "A6", "B6")]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * len(cells)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_same_input_gives_same_bytes_and_the_time_is_kept() -> None:
    one = write_workbook([a_sheet()], created=CREATED, title="Dự toán", author="Sở KH&CN")
    hanoi = CREATED.astimezone(timezone(timedelta(hours=7)))
    assert one == write_workbook([a_sheet()], created=hanoi, title="Dự toán", author="Sở KH&CN")
    properties = reopened(one).properties
    assert properties.created == CREATED.replace(tzinfo=None)
    assert (properties.title, properties.creator) == ("Dự toán", "Sở KH&CN")


def test_sheets_keep_their_order_and_need_names_of_their_own() -> None:
    assert reopened(write_workbook([a_sheet("B"), a_sheet("A")], created=CREATED)).sheetnames == ["B", "A"]
    with pytest.raises(SheetError, match="cùng tên"):
        write_workbook([a_sheet("Năm 2026"), a_sheet("năm 2026")], created=CREATED)
    with pytest.raises(SheetError, match="ít nhất một trang"):
        write_workbook([], created=CREATED)


@pytest.mark.parametrize("name", ["", " ", "x" * 32, "a/b", "a:b", "'a", "History"])
def test_names_that_excel_refuses_are_refused(name: str) -> None:
    with pytest.raises(SheetError, match="tên trang"):
        a_sheet(name)


@pytest.mark.parametrize(
    ("kind", "cell", "reason"),
    [
        (ColumnKind.TEXT, 5, "không nhận int"),
        (ColumnKind.TEXT, "x" * 32_768, "quá 32767 ký tự"),
        (ColumnKind.INTEGER, Decimal("1.5"), "số nguyên"),
        (ColumnKind.VND, True, "không nhận bool"),
        (ColumnKind.VND, 10**15, "15 chữ số"),
        (ColumnKind.NUMBER, float("nan"), "không ghi được"),
        (ColumnKind.NUMBER, date(2026, 1, 1), "không nhận date"),
        (ColumnKind.DATE, 45_000, "không nhận int"),
        (ColumnKind.DATE, date(1899, 1, 1), "01/03/1900"),
        (ColumnKind.DATE, datetime(2026, 1, 1, tzinfo=UTC), "không nhận datetime"),
    ],
)
def test_a_cell_that_does_not_fit_its_column_is_refused_with_its_place(
    kind: ColumnKind, cell: Cell, reason: str
) -> None:
    with pytest.raises(SheetError, match=reason) as refused:
        Sheet("Trang 1", "Bảng", None, [Column("Cột A", kind)], [(None,), (cell,)])
    assert "dòng 2, cột “Cột A”" in str(refused.value)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(SheetError, match="dòng 1 có 1 ô, bảng có 6 cột"):
        a_sheet(rows=[("Một ô",)])
    with pytest.raises(SheetError, match="dòng tổng cộng"):
        a_sheet(totals=("Cộng",))
