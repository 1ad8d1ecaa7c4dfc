"""Tables without rules, by the places of their words."""

from collections.abc import Iterable, Sequence

from nscl.documents.reading.formats.pdf.geometry import Word
from nscl.documents.reading.formats.pdf.rows import lines_of
from nscl.documents.reading.formats.pdf.unruled import UnruledTable, find_unruled

_HEIGHT, _LETTER, _BLANK = 10.0, 5.0, 2.5
_LEFT = (80.0, 110.0, 330.0, 450.0, 590.0)


def words(top: float, cells: Iterable[tuple[float, str]]) -> list[Word]:
    """The words of a line: texts with their left edges."""
    found = []
    for left, text in cells:
        at = left
        for word in text.split():
            found.append(Word(word, at, top, at + _LETTER * len(word), top + _HEIGHT))
            at += _LETTER * len(word) + _BLANK
    return found


def page(*rows: Sequence[str] | str, step: float = 13.0) -> list[list[Word]]:
    """Lines of a page: cells at the edges of the columns ("" of an empty one), or a line of prose."""
    found: list[Word] = []
    for number, row in enumerate(rows):
        cells = (
            [(_LEFT[0], row)] if isinstance(row, str) else [pair for pair in zip(_LEFT, row, strict=True) if pair[1]]
        )
        found += words(100 + step * number, cells)
    return lines_of(found)


def texts(table: UnruledTable) -> list[list[str | None]]:
    """What stands in the cells."""
    return [[" ".join(word.text for word in cell.words) if cell else None for cell in row] for row in table.rows]


HEADS = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian")
FIRST = ("1", "Mở lớp tập huấn cho cán bộ", "Sở Nội vụ", "Sở Tài chính", "2027")
SECOND = ("2", "Khảo sát", "Sở Y tế", "Sở Xây dựng", "2028")


def test_words_go_into_the_columns_in_which_they_stand() -> None:
    more = ("", "quản lý của huyện", "", "và các sở", "")
    (table,) = find_unruled(page("PHỤ LỤC", HEADS, FIRST, more, SECOND))
    assert (table.first, table.last) == (1, 4)
    assert texts(table) == [
        list(HEADS),
        ["1", "Mở lớp tập huấn cho cán bộ quản lý của huyện", "Sở Nội vụ", "Sở Tài chính và các sở", "2027"],
        list(SECOND),
    ]


def test_a_heading_goes_over_the_columns_that_it_crosses() -> None:
    group = ("I", "Hỗ trợ các tổ chức, doanh nghiệp và hợp tác xã nhỏ áp dụng công cụ", "", "", "")
    (table,) = find_unruled(page(HEADS, group, FIRST, SECOND))
    cell = table.rows[1][1]
    assert cell is not None
    assert cell.columns > 1
    assert texts(table)[1][2:] == [None, None, None]


def test_the_table_ends_where_prose_begins() -> None:
    (table,) = find_unruled(page(HEADS, FIRST, SECOND, "Nơi nhận: các sở, ban, ngành của tỉnh và các huyện, xã."))
    assert table.last == 2


def test_heads_alone_estimates_and_prose_are_no_tables() -> None:
    assert find_unruled(page(HEADS)) == []
    assert find_unruled(page(HEADS, "Chỉ có một đoạn văn ở dưới đầu bảng này mà thôi.")) == []
    money = ("TT", "Nội dung", "Kinh phí", "Năm 2026", "Năm 2027")
    assert find_unruled(page(money, ("1", "Họp", "30", "10", "20"), ("2", "Thi", "40", "20", "20"))) == []
    assert find_unruled(page("TT là chữ viết tắt.", "Không có bảng nào ở đây.")) == []
    assert find_unruled([]) == []


def test_a_wide_gap_ends_the_table() -> None:
    lines = page(HEADS, FIRST, SECOND)
    below = lines_of(words(100 + 13 * 3 + 60, [(_LEFT[1], "Ghi chú ở cuối trang")]))
    (table,) = find_unruled([*lines, *below])
    assert table.last == 2
