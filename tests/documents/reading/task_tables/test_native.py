"""Tables whose columns the document gives."""

from nscl.documents.reading.blocks import Document
from nscl.documents.reading.task_tables import ColumnRole, RowRemark, TaskTable, find_task_tables
from tests.documents.reading.task_tables.grids import Across, Down, document

HEADS = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")


def only(read: Document) -> TaskTable:
    """The one table of tasks of a document."""
    tables = find_task_tables(read)
    assert len(tables) == 1
    return tables[0]


def test_rows_come_with_their_cells_and_lines() -> None:
    table = only(
        document("Mở đầu.", [HEADS, ("1", "Mở lớp 5S", "Sở Nội vụ", "Sở Tài chính", "2027", "02 lớp")], "Kết thúc."),
    )
    assert table.columns == (
        ColumnRole.NUMBER,
        ColumnRole.TITLE,
        ColumnRole.LEAD,
        ColumnRole.COORDINATE,
        ColumnRole.SCHEDULE,
        ColumnRole.OUTPUT,
    )
    assert table.span == (2, 3)
    (row,) = table.rows
    assert (row.number, row.title, row.span) == ("1", "Mở lớp 5S", (3, 3))
    assert (row.lead_text, row.coordinate_text) == ("Sở Nội vụ", "Sở Tài chính")
    assert (row.schedule_text, row.output_text, row.note_text) == ("2027", "02 lớp", None)


def test_the_title_and_the_number_of_the_appendix_stand_above() -> None:
    table = only(
        document(
            "PHỤ LỤC II",
            "PHÂN CÔNG VIỆC",
            "NĂM 2027",
            "(Kèm theo Kế hoạch số 5/KH-UBND)",
            [HEADS, ("1", "Mở lớp", "Sở Nội vụ", "", "2027", "")],
        )
    )
    assert (table.title, table.appendix) == ("PHÂN CÔNG VIỆC NĂM 2027", 2)
    assert table.span == (1, 6)


def test_heads_in_two_rows_with_merged_cells() -> None:
    rows = [
        (Down("STT", 2), Down("Nội dung", 2), Across("Đơn vị thực hiện", 2), None, Down("Tiến độ", 2)),
        (None, None, "Chủ trì", "Phối hợp", None),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("1", "Khảo sát", "Sở Y tế", "Sở Nội vụ", "Hằng năm"),
    ]
    table = only(document(rows))
    assert [row.title for row in table.rows] == ["Khảo sát"]
    assert (table.rows[0].lead_text, table.rows[0].coordinate_text) == ("Sở Y tế", "Sở Nội vụ")
    assert table.heads[2] == "Đơn vị thực hiện Chủ trì"


def test_full_width_rows_and_numbered_titles_alone_are_groups() -> None:
    rows = [
        HEADS,
        (Across("A. TRUYỀN THÔNG", 6), None, None, None, None, None),
        ("1", "Viết tin", "Sở Nội vụ", "", "2027", ""),
        ("II", "Đào tạo", "", "", "", ""),
        ("1", "Mở lớp", "Sở Nội vụ", "", "2027", ""),
        ("2", "Hỗ trợ", "", "", "", ""),
        ("2.1", "Chứng nhận", "Sở Y tế", "", "2028", ""),
    ]
    table = only(document(rows))
    assert [(row.number, row.title, row.is_group) for row in table.rows] == [
        ("A", "TRUYỀN THÔNG", True),
        ("1", "Viết tin", False),
        ("II", "Đào tạo", True),
        ("1", "Mở lớp", False),
        ("2", "Hỗ trợ", True),
        ("2.1", "Chứng nhận", False),
    ]


def test_a_cell_merged_down_counts_for_every_row() -> None:
    rows = [
        HEADS,
        ("1", "Lớp 5S", Down("Sở Nội vụ", 2), "Sở Y tế", Down("2026-2028", 2), "01 lớp"),
        ("2", "Lớp Lean", None, "Sở Xây dựng", None, "02 lớp"),
    ]
    table = only(document(rows))
    assert [row.lead_text for row in table.rows] == ["Sở Nội vụ", "Sở Nội vụ"]
    assert [row.schedule_text for row in table.rows] == ["2026-2028", "2026-2028"]
    assert [row.coordinate_text for row in table.rows] == ["Sở Y tế", "Sở Xây dựng"]


def test_a_row_broken_by_a_page_is_put_together() -> None:
    rows_before = [HEADS, ("1", "Xây dựng kho dữ liệu", "Sở Khoa học", "Các sở,", "2026 -", "")]
    rows_after = [
        HEADS,
        ("", "về năng suất", "và Công nghệ", "ban, ngành", "2028", ""),
        ("2", "Họp", "Sở Y tế", "", "", ""),
    ]
    table = only(document(rows_before, "7", rows_after, pages=(1, 4)))
    first, second = table.rows
    assert first.title == "Xây dựng kho dữ liệu về năng suất"
    assert (first.lead_text, first.coordinate_text) == ("Sở Khoa học và Công nghệ", "Các sở, ban, ngành")
    assert first.schedule_text == "2026 - 2028"
    assert first.span == (2, 5)
    assert first.remarks == (RowRemark.OVER_PAGES,)
    assert (second.title, second.remarks) == ("Họp", ())


def test_a_row_that_lost_its_number_column_is_moved_right() -> None:
    rows: list[tuple[str | None, ...]] = [
        HEADS,
        ("1", "Họp", "Sở Y tế", "", "2026", "01 hội nghị"),
        ("Tham quan học tập", "Sở Nội vụ", "Sở Y tế", "2027", "01 đợt", None),
        ("3. Tổng kết", "Sở Nội vụ", "Sở Y tế", "2028", "01 hội nghị", None),
    ]
    table = only(document(rows))
    assert [(row.number, row.title, row.lead_text, row.output_text) for row in table.rows] == [
        ("1", "Họp", "Sở Y tế", "01 hội nghị"),
        (None, "Tham quan học tập", "Sở Nội vụ", "01 đợt"),
        ("3", "Tổng kết", "Sở Nội vụ", "01 hội nghị"),
    ]


def test_crosses_under_years_are_a_schedule() -> None:
    rows = [
        ("TT", "Hoạt động", "Đơn vị chủ trì", "2026", "2027", "2028"),
        ("1", "Sổ tay", "Sở Nội vụ", "x", "x", ""),
        ("2", "Khảo sát", "Sở Nội vụ", "x", "", "x"),
    ]
    table = only(document(rows))
    assert [row.schedule_text for row in table.rows] == ["2026-2027", "2026; 2028"]


def test_money_by_years_is_left_to_the_estimate() -> None:
    rows = [
        ("TT", "Nội dung", "Đơn vị chủ trì", "Năm 2026", "Năm 2027"),
        ("1", "Sổ tay", "Sở Nội vụ", "100", "1.250,5"),
    ]
    assert find_task_tables(document(rows)) == ()
    by_source = [
        (Down("TT", 2), Down("Nội dung", 2), Down("Số lượng", 2), Across("2026", 2), None, Down("Đơn vị chủ trì", 2)),
        (None, None, None, "NSNN", "DN", None),
        ("1", "Sổ tay", "20", "100", "50", "Sở Nội vụ"),
    ]
    assert find_task_tables(document(by_source)) == ()
    total_only = [("TT", "Nội dung", "Kinh phí", "Đơn vị chủ trì"), ("1", "Sổ tay", "350", "Sở Nội vụ")]
    assert find_task_tables(document(total_only)) == ()


def test_other_tables_are_none_of_tasks() -> None:
    assert find_task_tables(document([("TT", "Tên doanh nghiệp", "Địa chỉ"), ("1", "Công ty A", "Xã B")])) == ()
    assert find_task_tables(document([("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])) == ()
    assert find_task_tables(document("Chỉ có chữ.")) == ()


def test_two_tables_parted_by_prose_are_two() -> None:
    rows = [HEADS, ("1", "Họp", "Sở Y tế", "", "2026", "")]
    tables = find_task_tables(document(rows, "Phần sau đây nói về những việc khác của kế hoạch.", rows))
    assert [table.span for table in tables] == [(1, 2), (4, 5)]


def test_the_row_of_totals_is_no_task() -> None:
    table = only(document([HEADS, ("1", "Họp", "Sở Y tế", "", "2026", ""), ("", "Tổng cộng", "", "", "", "")]))
    assert [row.title for row in table.rows] == ["Họp"]
