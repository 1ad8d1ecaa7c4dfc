"""Markdown, and text with its marks and with tables parted by tabulators."""

import pytest

from nscl.documents.reading.blocks import Block, Paragraph, Table
from nscl.documents.reading.formats import decode
from nscl.documents.reading.formats.text.inline import strip_inline


def blocks_of(text: str, name: str = "a.txt") -> tuple[Block, ...]:
    return decode(text.encode(), name=name).blocks


def texts(block: Block) -> list[list[str | None]]:
    assert isinstance(block, Table)
    return [[None if cell is None else cell.text for cell in row] for row in block.rows]


def test_headings_and_emphasis() -> None:
    text = (
        "## **KẾ HOẠCH**\n\n### 1. Mục tiêu\n\n- **Sở A**: chủ trì\n* việc hai\n\n**TM. ỦY BAN  \nCHỦ TỊCH**\n\nhết\n"
    )
    found = [block for block in blocks_of(text) if isinstance(block, Paragraph)]
    assert [(one.text, one.heading, one.bold) for one in found] == [
        ("KẾ HOẠCH", 2, True),
        ("1. Mục tiêu", 3, False),
        ("- Sở A: chủ trì", None, False),
        ("- việc hai", None, False),
        ("TM. ỦY BAN", None, True),
        ("CHỦ TỊCH", None, True),
        ("hết", None, False),
    ]
    assert [one.whole for one in found] == [True, True, False, False, False, False, False]
    assert [one.span.first for one in found] == [1, 3, 5, 6, 8, 9, 11]


def test_nested_lists_keep_their_depth() -> None:
    found = blocks_of("# A\n# B\n- một\n  - hai\n    + ba\n")
    assert [(block.text, block.indent) for block in found if isinstance(block, Paragraph)][2:] == [
        ("- một", 0),
        ("- hai", 1),
        ("+ ba", 2),
    ]


def test_marks_are_characters_where_the_text_is_no_markdown() -> None:
    found = blocks_of("kinh phí 628* và 1.256*1\n# không phải tiêu đề\n")
    assert [block.text for block in found if isinstance(block, Paragraph)] == [
        "kinh phí 628* và 1.256*1",
        "# không phải tiêu đề",
    ]


def test_a_pipe_table() -> None:
    text = "# Phụ lục\n\n| TT | Nội dung | Chủ trì |\n|:--|:-:|---|\n"
    text += "| 1 | **Hội thảo**<br>lần 1 | Sở A |\n| 2 | a \\| b |\n\nhết\n"
    _, table, after = blocks_of(text, "a.md")
    assert texts(table) == [["TT", "Nội dung", "Chủ trì"], ["1", "Hội thảo\nlần 1", "Sở A"], ["2", "a | b", None]]
    assert (table.span.first, table.span.last) == (3, 6)
    assert isinstance(after, Paragraph)


def test_a_table_of_tabulators_goes_on_over_a_page_break() -> None:
    text = "PHỤ LỤC\n\nTT\tNội dung\tChủ trì\n<b>I. Nhóm</b>\t\t\n1\tHội thảo về\tSở A\n"
    text += "\n\ttiếp theo\t\n2\tTập huấn\n\nhết\n"
    _, table, _ = blocks_of(text)
    assert texts(table) == [
        ["TT", "Nội dung", "Chủ trì"],
        ["I. Nhóm", "", ""],
        ["1", "Hội thảo về", "Sở A"],
        ["", "tiếp theo", ""],
        ["2", "Tập huấn", None],
    ]
    assert isinstance(table, Table)
    assert [row[0].span.first for row in table.rows if row[0]] == [3, 4, 5, 7, 8]


@pytest.mark.parametrize(
    "text",
    [
        "\t1. Mục đích của kế hoạch\n\t2. Yêu cầu của kế hoạch\n\t- việc\n",
        "1.\tMục đích\n2.\tYêu cầu\n3.\tMục tiêu\n-\tViệc\n",
        "Số: 12/KH-UBND\tA, ngày 1 tháng 2 năm 2026\n",
    ],
)
def test_tabulators_that_only_indent_make_no_table(text: str) -> None:
    assert all(isinstance(block, Paragraph) for block in blocks_of(text))


def test_two_columns_of_words_are_a_table() -> None:
    (table,) = blocks_of("Chỉ tiêu\tGiá trị\nSố lớp\t20\nSố người\t500\n")
    assert texts(table) == [["Chỉ tiêu", "Giá trị"], ["Số lớp", "20"], ["Số người", "500"]]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("diện tích 5 km<sup>2</sup> và 100m<sup>2</sup>", "diện tích 5 km2 và 100m2"),
        ("tổng 628<sup>1</sup> triệu", "tổng 628 (1) triệu"),
        ("*(Kèm theo Kế hoạch)*", "(Kèm theo Kế hoạch)"),
        ("a_b và 3 * 4 * 5", "a_b và 3 * 4 * 5"),
        ("[Quyết định 1322](https://a.vn/x) ![ảnh](b.png)", "Quyết định 1322"),
        ("Sở KH&amp;CN &lt;1%", "Sở KH&CN <1%"),
        ("1\\. Mục tiêu \\- một", "1. Mục tiêu - một"),
        ("a < b > c", "a < b > c"),
    ],
)
def test_inline_markup(line: str, text: str) -> None:
    assert strip_inline(line).text == text


def test_many_marks_take_no_time() -> None:
    for mark in ("*", "<b", "[", "**a", "_a", "<sup>", "|-", "~~", "`", "<!--"):
        assert decode(("# a\n# b\n" + mark * (40_000 // len(mark))).encode(), name="a.md").lines
