"""Tables whose columns the document gives."""

from decimal import Decimal

from nscl.documents.pack.schema import BudgetLine
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Cell, Document, Line, Table
from nscl.documents.reading.budget import BudgetTable, find_budget_tables, read_budget
from nscl.documents.reading.budget.reading import BudgetRead

Written = str | tuple[str, int] | tuple[str, int, int] | None


def document(
    rows: list[list[Written]], above: tuple[str, ...] = ("DỰ TOÁN KINH PHÍ", "Đơn vị: triệu đồng")
) -> Document:
    """One line of text a row; a cell is its text, or (text, columns), or (text, columns, rows)."""
    first = len(above) + 1
    grid = tuple(tuple(_cell(written, number) for written in row) for number, row in enumerate(rows, start=first))
    texts = [*above, *(" ".join(c.text for c in row if c) for row in grid)]
    lines = tuple(Line(number, text) for number, text in enumerate(texts, start=1))
    return Document("x.docx", lines, (Table(grid, Span(first, first + len(rows) - 1)),))


def _cell(written: Written, line: int) -> Cell | None:
    if written is None:
        return None
    if isinstance(written, str):
        return Cell(written, Span(line, line))
    return Cell(written[0], Span(line, line), *written[1:])


def read(rows: list[list[Written]], *above: str) -> tuple[BudgetTable, BudgetRead]:
    (table,) = find_budget_tables(document(rows, above or ("DỰ TOÁN KINH PHÍ", "Đơn vị: triệu đồng")))
    return table, read_budget([table])


def lines_of(found: BudgetRead) -> dict[str, BudgetLine]:
    assert found.budget is not None
    return {line.key: line for line in found.budget.lines}


HEADS: list[list[Written]] = [
    [("STT", 1, 2), ("Nội dung", 1, 2), ("Kinh phí", 3), None, None, ("Năm 2026", 2), None, ("Cơ quan chủ trì", 1, 2)],
    [None, None, "Tổng số", "Ngân sách tỉnh", "Xã hội hóa", "Ngân sách tỉnh", "Xã hội hóa", None],
]


def test_merged_heads_groups_and_the_bottom_row() -> None:
    table, found = read(
        [
            *HEADS,
            ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)", "(7)", "(8)"],
            [("I. Tuyên truyền", 8), None, None, None, None, None, None, None],
            ["1", "Hội thảo", "50", "30", "20", "30", "20", "Sở KH&CN"],
            ["2", "In tài liệu", "10", "10", "-", "10", "-", "Sở Y tế"],
            ["II", "Đào tạo", "5,5", "5,5", "", "5,5", "", ""],
            [("TỔNG CỘNG", 2), None, "65,5", "45,5", "20", "45,5", "20", ""],
        ]
    )
    lines = lines_of(found)
    assert list(lines) == ["I", "I.1", "I.2", "II"]
    assert lines["I"].total == {}
    assert lines["I.1"].total == {"all": 50, "state": 30, "mobilised": 20}
    assert lines["I.2"].by_year == {2026: {"state": 10}}
    assert lines["I.2"].lead == ("so-y-te",)
    assert lines["II"].total == {"all": Decimal("5.5"), "state": Decimal("5.5")}
    assert found.budget is not None
    assert found.budget.grand_total.by_year == {2026: {"state": Decimal("45.5"), "mobilised": 20}}
    assert [(source.key, source.name) for source in found.budget.sources] == [
        ("state", "Ngân sách tỉnh"),
        ("mobilised", "Xã hội hóa"),
    ]
    assert not found.doubts
    assert table.span == Span(1, 10)


def test_levels_of_public_money_keep_their_keys() -> None:
    _, found = read(
        [
            ["TT", "Nhiệm vụ", "Tổng cộng", "NSTW", "NSĐP", "Nguồn khác"],
            ["1", "Khảo sát", "60", "10", "20", "30"],
            ["2", "Biên soạn", "6", "1", "2", "3"],
        ]
    )
    assert lines_of(found)["1"].total == {"all": 60, "state-central": 10, "state-local": 20, "other": 30}


def test_price_and_amount_in_columns_of_their_own() -> None:
    _, found = read(
        [
            ["TT", "Nội dung chi", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền", "Ghi chú"],
            ["1", "Mở lớp", "lớp", "4", "12.500", "50.000", "Mỗi lớp 2 ngày"],
            ["2", "In sách", "cuốn", "100", "20", "2.000", ""],
        ],
        "DỰ TOÁN KINH PHÍ",
        "ĐVT: nghìn đồng",
    )
    line = lines_of(found)["1"]
    assert (line.unit_cost, line.quantity) == (Decimal(12500), Decimal(4))
    assert (line.quantity_unit, line.note) == ("lớp", "Mỗi lớp 2 ngày")
    assert found.budget is not None
    assert found.budget.unit_vnd == 1_000


def test_years_from_the_last_to_the_first_with_the_total_at_the_end() -> None:
    _, found = read(
        [
            ["TT", "Nội dung", "Năm 2027", "Năm 2026", "Tổng kinh phí"],
            ["", "TỔNG CỘNG", "30", "20", "50"],
            ["1", "Hội thảo", "10", "20", "30"],
            ["2", "Khảo sát", "20", "", "20"],
        ]
    )
    assert lines_of(found)["2"].by_year == {2027: {"all": 20}}
    assert found.budget is not None
    assert found.budget.years == (2026, 2027)
    assert found.budget.grand_total.total == {"all": 50}


def test_a_row_that_goes_on_after_a_page_break() -> None:
    _, found = read(
        [
            ["TT", "Nội dung", "Kinh phí", "Năm 2026", "Đơn vị chủ trì"],
            ["1", "Hướng dẫn doanh nghiệp áp dụng", "10", "10", "Sở Khoa học"],
            ["TT", "Nội dung", "Kinh phí", "Năm 2026", "Đơn vị chủ trì"],
            ["", "hệ thống quản lý", "", "", "và Công nghệ"],
            ["2", "Khảo sát", "5", "5", "Sở Y tế"],
        ]
    )
    line = lines_of(found)["1"]
    assert line.title == "Hướng dẫn doanh nghiệp áp dụng hệ thống quản lý"
    assert line.lead == ("so-khcn",)
    assert line.at == Span(4, 6)


def test_english_grouping_from_a_spreadsheet() -> None:
    _, found = read(
        [
            ["TT", "Nội dung", "Kinh phí", "Năm 2026"],
            ["1", "Hội thảo", "1,250.5", "1,250.5"],
            ["2", "Khảo sát", "2,000", "2,000"],
        ]
    )
    assert lines_of(found)["1"].total == {"all": Decimal("1250.5")}
    assert lines_of(found)["2"].total == {"all": 2000}


def test_amounts_with_their_own_scale_words() -> None:
    _, found = read(
        [
            ["TT", "Nội dung", "Kinh phí", "Ghi chú"],
            ["1", "Hội thảo", "50 triệu đồng", ""],
            ["2", "Khảo sát", "1,2 tỷ đồng", "Lồng ghép"],
        ]
    )
    assert lines_of(found)["2"].total == {"all": 1200}
    assert lines_of(found)["2"].note == "Lồng ghép"


def test_words_in_place_of_money_are_a_note() -> None:
    _, found = read(
        [
            ["TT", "Nội dung", "Kinh phí", "Năm 2026"],
            ["1", "Hội thảo", "50", "50"],
            ["2", "Mua sắm", "Có dự án riêng", ""],
            ["3", "Khảo sát", "5", "5"],
        ]
    )
    assert (lines_of(found)["2"].note, lines_of(found)["2"].total) == ("Có dự án riêng", {})


def test_columns_that_seem_the_same_are_said() -> None:
    _, found = read(
        [
            ["TT", "Nội dung", "Tổng cộng", "Thành tiền"],
            ["1", "Hội thảo", "50", "45"],
            ["2", "Khảo sát", "5", "4"],
        ]
    )
    assert lines_of(found)["1"].total == {"all": 50}
    assert [doubt.rule for doubt in found.doubts] == ["budget-columns-alike"]


def test_a_table_of_tasks_is_no_budget() -> None:
    grid: list[list[Written]] = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"],
        ["1", "Khảo sát", "Sở Y tế", "Các sở", "2026", "01 báo cáo"],
        ["2", "Hội thảo", "Sở Y tế", "Các sở", "2027", "02 hội thảo"],
    ]
    assert find_budget_tables(document(grid, ("PHỤ LỤC",))) == ()


def test_without_a_unit_the_sum_in_the_prose_decides() -> None:
    grid: list[list[Written]] = [
        ["TT", "Nội dung", "Kinh phí"],
        ["1", "Hội thảo", "50.000"],
        ["2", "Khảo sát", "5.000"],
        ["", "Tổng cộng", "55.000"],
    ]
    tables = find_budget_tables(document(grid, ("DỰ TOÁN KINH PHÍ",)))
    found = read_budget(tables)
    assert found.budget is not None
    assert found.budget.unit_vnd == 1_000_000
    assert [doubt.rule for doubt in found.doubts] == ["budget-unit-unstated"]


def test_a_table_that_goes_on_on_the_next_page_is_one() -> None:
    head: list[Written] = ["TT", "Nội dung", "Kinh phí", "Năm 2026"]
    first = document([head, ["1", "Hội thảo", "50", "50"], ["2", "Khảo sát", "5", "5"]])
    rest: list[list[Written]] = [head, ["3", "In sách", "7", "7"], ["", "Tổng cộng", "62", "62"]]
    second = Table(
        tuple(tuple(_cell(text, number) for text in row) for number, row in enumerate(rest, start=6)), Span(6, 8)
    )
    lines = (*first.lines, *(Line(number, "…") for number in (6, 7, 8)))
    found = read_budget(find_budget_tables(Document("x.docx", lines, (*first.blocks, second))))
    assert list(lines_of(found)) == ["1", "2", "3"]
    assert found.budget is not None
    assert found.budget.grand_total.total == {"all": 62}
    assert not found.doubts


def test_another_table_of_money_is_said() -> None:
    grid: list[list[Written]] = [["TT", "Nội dung", "Kinh phí"], ["1", "Hội thảo", "50"], ["2", "Khảo sát", "5"]]
    first = document([*grid, ["", "Tổng cộng", "55"]])
    second = Table(
        tuple(tuple(_cell(text, number) for text in row) for number, row in enumerate(grid, start=7)), Span(7, 9)
    )
    lines = (*first.lines, *(Line(number, "…") for number in (7, 8, 9)))
    found = read_budget(find_budget_tables(Document("x.docx", lines, (*first.blocks, second))))
    assert [doubt.rule for doubt in found.doubts] == ["budget-second-table"]
