"""Whatever the text, the stage answers; and what it answers can be a pack's budget."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Cell, Document, Line, Paragraph, Table
from nscl.documents.reading.budget import find_budget_tables, read_budget

HEADS = "DỰ TOÁN KINH PHÍ\nĐơn vị: triệu đồng\nTT Nội dung\nKinh phí Năm 2022 Năm 2023\nNSNN DN NSNN DN NSNN DN\n"
MARKS = [
    "I.",
    "II",
    "1",
    "2",
    "1.1",
    "a)",
    "-",
    "*",
    "1*",
    "(2",
    "x",
    "100",
    "0",
    "41,25",
    "1.580",
    "628*",
    "|",
    "2022",
]
ODD = ["5S", "²", "٣", "\f"]
CELLS = ["   ", "Hội nghị", "tuyên truyền", "(2 lớp", "50 triệu/lớp)", "Sở Y tế", "Tổng cộng", "Có dự án riêng"]
words = st.sampled_from([*MARKS, *ODD, *CELLS])
lines = st.lists(st.lists(words, max_size=9).map(" ".join), max_size=14).map("\n".join)


def document(text: str) -> Document:
    physical = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))
    blocks = tuple(Paragraph(line.text, Span(line.number, line.number), whole=False) for line in physical if line.text)
    return Document("x.txt", physical, blocks)


def check(read_from: Document, *, damaged: bool) -> None:
    tables = find_budget_tables(read_from, damaged=damaged)
    for table in tables:
        assert 1 <= table.span.first <= table.span.last <= len(read_from.lines)
        for row in table.rows:
            assert table.span.first <= row.span.first <= row.span.last <= table.span.last
    found = read_budget(tables, damaged=damaged)
    if found.budget is not None:
        keys = [line.key for line in found.budget.lines]
        assert len(keys) == len(set(keys))
        assert all(line.parent is None or line.parent in keys for line in found.budget.lines)


@settings(max_examples=120, deadline=None)
@given(text=lines, damaged=st.booleans())
@example(text="I. A\n100\n1\n1 B 20 20 20\nTổng cộng 5", damaged=False)
def test_lines_under_heads_of_money(text: str, *, damaged: bool) -> None:
    check(document(HEADS + text), damaged=damaged)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(document(text.replace("\r", " ")), damaged=False)


cells = st.one_of(st.none(), words, st.sampled_from(["TT", "Nội dung", "Năm 2022", "Kinh phí", "NSNN", "Đơn giá"]))


@settings(max_examples=120, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=5, max_size=5), max_size=8), span=st.integers(1, 3))
def test_any_grid(rows: list[list[str | None]], span: int) -> None:
    head: list[str | None] = ["TT", "Nội dung", "Kinh phí", "Năm 2022", "Năm 2023"]
    grid = tuple(
        tuple(Cell(text, Span(number, number), columns=span) if text is not None else None for text in row)
        for number, row in enumerate([head, *rows], start=1)
    )
    physical = tuple(Line(number, "x") for number in range(1, len(grid) + 1))
    check(Document("x.docx", physical, (Table(grid, Span(1, len(grid))),)), damaged=False)
