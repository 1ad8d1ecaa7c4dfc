"""Tables whose cells stand one below the other."""

import textwrap

from nscl.documents.reading.task_tables import ColumnRole, RowRemark, TaskTable, find_task_tables
from tests.documents.reading.printing import from_lines

# Characters a line of each column, as in a page across.
WIDTHS = {"title": 28, "lead": 11, "coordinate": 13, "schedule": 10, "output": 11, "note": 9}
HEADS = ["TT NỘI DUNG CHỦ TRÌ", "PHỐI", "HỢP", "THỜI GIAN", "THỰC", "HIỆN", "KẾT QUẢ", "GHI CHÚ"]


def broken(number: str, **cells: str) -> list[str]:
    """The lines of a row: each cell broken at the width of its column, one below the other."""
    lines = [number]
    for column, text in cells.items():
        lines += textwrap.wrap(text, WIDTHS[column])
    return lines


def spaced(*rows: list[str]) -> list[str]:
    """Every line followed by a blank one, as some converters write."""
    return [line for row in rows for text in row for line in (f"{text} ", "")]


TASKS = (
    broken(
        "1",
        title="Tổng hợp đề xuất của các sở, ngành và doanh nghiệp về công cụ cải tiến",
        lead="Sở Khoa học và Công nghệ",
        coordinate="Các sở, ban, ngành; UBND các huyện",
        schedule="Quý II/2027",
        output="Báo cáo tổng hợp",
        note="Lồng ghép chương trình khác",
    ),
    broken(
        "2",
        title="Mở lớp tập huấn 5S cho hợp tác xã",
        lead="Sở Nội vụ",
        coordinate="Sở Tài chính",
        schedule="Hằng năm",
        output="Lớp tập huấn (12 lớp)",
    ),
    broken(
        "3",
        title="Tuyên truyền kết quả năm 2027 của phong trào",
        lead="Báo và Đài PT-TH tỉnh",
        coordinate="Các sở, ban, ngành",
        schedule="Từ quý III năm 2027 và những năm tiếp theo",
        output="Phóng sự truyền hình",
        note="Lồng ghép chương trình khác",
    ),
    broken(
        "4",
        title="Khảo sát nhu cầu của doanh nghiệp sản xuất",
        lead="Sở Công Thương",
        coordinate="Hiệp hội Doanh nghiệp tỉnh",
        schedule="2027 - 2029",
        output="Báo cáo khảo sát",
    ),
)


def read(lines: list[str]) -> tuple[TaskTable, ...]:
    """The tables of a text of these lines."""
    return find_task_tables(from_lines(lines))


def test_cells_are_told_apart_by_what_stands_in_them() -> None:
    (table,) = read(spaced(["PHỤ LỤC I", "DANH MỤC VIỆC"], HEADS, ["I Hướng dẫn chung"], *TASKS))
    assert table.columns[:4] == (ColumnRole.NUMBER, ColumnRole.TITLE, ColumnRole.LEAD, ColumnRole.COORDINATE)
    assert (table.title, table.appendix) == ("DANH MỤC VIỆC", 1)
    group, *tasks = table.rows
    assert (group.number, group.title, group.is_group) == ("I", "Hướng dẫn chung", True)
    assert [task.number for task in tasks] == ["1", "2", "3", "4"]
    assert [task.title for task in tasks] == [
        "Tổng hợp đề xuất của các sở, ngành và doanh nghiệp về công cụ cải tiến",
        "Mở lớp tập huấn 5S cho hợp tác xã",
        "Tuyên truyền kết quả năm 2027 của phong trào",
        "Khảo sát nhu cầu của doanh nghiệp sản xuất",
    ]
    assert [task.lead_text for task in tasks] == [
        "Sở Khoa học và Công nghệ",
        "Sở Nội vụ",
        "Báo và Đài PT-TH tỉnh",
        "Sở Công Thương",
    ]
    assert [task.coordinate_text for task in tasks] == [
        "Các sở, ban, ngành; UBND các huyện",
        "Sở Tài chính",
        "Các sở, ban, ngành",
        "Hiệp hội Doanh nghiệp tỉnh",
    ]
    assert [task.schedule_text for task in tasks] == [
        "Quý II/2027",
        "Hằng năm",
        "Từ quý III năm 2027 và những năm tiếp theo",
        "2027 - 2029",
    ]
    assert [task.output_text for task in tasks] == [
        "Báo cáo tổng hợp",
        "Lớp tập huấn (12 lớp)",
        "Phóng sự truyền hình",
        "Báo cáo khảo sát",
    ]
    assert [task.note_text for task in tasks][0::2] == ["Lồng ghép chương trình khác"] * 2


def test_numbers_over_numbers_are_groups_and_broken_numbers_are_joined() -> None:
    rows = [
        ["II Thực hiện"],
        ["1. Hỗ trợ"],
        ["1.1 Hỗ trợ chứng nhận"],
        ["1.1", ".1", *TASKS[1][1:]],
        ["1.1", ".2", *TASKS[3][1:]],
        ["2. Đào tạo"],
        ["2.1", *TASKS[0][1:]],
    ]
    lines = spaced(HEADS, ["I Chuẩn bị"], TASKS[0], *rows)
    (table,) = read(lines)
    assert [(row.number, row.is_group) for row in table.rows] == [
        ("I", True),
        ("1", False),
        ("II", True),
        ("1", True),
        ("1.1", True),
        ("1.1.1", False),
        ("1.1.2", False),
        ("2", True),
        ("2.1", False),
    ]


def test_figures_at_the_beginning_of_a_line_are_no_numbers() -> None:
    row = ["1", "Mở lớp cho", "20 cán bộ trong", "2 năm tới", "Sở Nội vụ", "Sở Tài chính", "Hằng năm", "Báo cáo"]
    (table,) = read(spaced(HEADS, row, TASKS[1]))
    assert [row.number for row in table.rows] == ["1", "2"]


def test_heads_repeated_on_the_next_page_are_not_content() -> None:
    (table,) = read(spaced(HEADS, TASKS[0], HEADS, TASKS[1], TASKS[2]))
    assert [row.number for row in table.rows] == ["1", "2", "3"]
    assert all("CHỦ TRÌ" not in row.title for row in table.rows)


def test_a_row_over_two_pages_is_marked() -> None:
    first = TASKS[0]
    (table,) = read(spaced(HEADS, first[:4], HEADS, first[4:], TASKS[1]))
    assert RowRemark.OVER_PAGES in table.rows[0].remarks
    assert table.rows[1].remarks == () or RowRemark.OVER_PAGES not in table.rows[1].remarks


def test_the_table_ends_where_the_next_appendix_begins() -> None:
    second = ["Phụ lục II", "DANH MỤC ĐỀ TÀI"]
    heads = ["TT Tên nhiệm vụ Định hướng mục tiêu Dự kiến kết quả Thời gian thực hiện"]
    row = ["1 Nghiên cứu máy sấy", "Giảm hao hụt sau thu hoạch", "02 mô hình máy sấy", "2027-2028"]
    one, other = read(spaced(HEADS, *TASKS, second, heads, row))
    assert len(one.rows) == len(TASKS)
    assert (other.appendix, other.title) == (2, "DANH MỤC ĐỀ TÀI")
    assert other.rows[0].schedule_text == "2027-2028"
    assert other.rows[0].text(ColumnRole.GOAL) == "Giảm hao hụt sau thu hoạch"


def test_the_table_ends_where_prose_goes_on() -> None:
    prose = [
        "III. KINH PHÍ THỰC HIỆN",
        "Kinh phí thực hiện do ngân sách bảo đảm theo phân cấp hiện hành và từ các nguồn",
        "vốn khác mà tổ chức, doanh nghiệp tham gia tự nguyện đóng góp theo quy định của",
        "pháp luật về tài chính.",
    ]
    lines = spaced(HEADS, *TASKS, prose)
    (table,) = read(lines)
    assert [row.number for row in table.rows] == ["1", "2", "3", "4"]
    assert table.rows[-1].output_text == "Báo cáo khảo sát"
    assert table.span.last < lines.index("III. KINH PHÍ THỰC HIỆN ") + 1


def test_heads_over_two_columns_give_way_to_those_below_them() -> None:
    heads = ["TT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian", "Kết quả", "Chủ trì", "Phối hợp"]
    (table,) = read(spaced(heads, *TASKS[1:2], TASKS[2]))
    assert table.columns == (
        ColumnRole.NUMBER,
        ColumnRole.TITLE,
        ColumnRole.LEAD,
        ColumnRole.COORDINATE,
        ColumnRole.SCHEDULE,
        ColumnRole.OUTPUT,
    )


def test_an_estimate_is_no_table_of_tasks() -> None:
    assert read(spaced(["TT Nội dung Đơn vị chủ trì Năm 2026 Năm 2027"], ["1 Họp Sở Y tế 100 200"])) == ()
    assert read(spaced(["TT Nội dung Kinh phí Ghi chú"], ["1 Họp 100"])) == ()


def test_prose_with_the_words_of_heads_is_no_table() -> None:
    assert read(["Nội dung do Sở Y tế chủ trì, Sở Nội vụ phối hợp.", "TT là chữ viết tắt của thị trấn."]) == ()
