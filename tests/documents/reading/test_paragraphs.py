"""Printed lines are joined to the paragraphs that they were."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Box, Cell, Document, Line, Paragraph, Table
from nscl.documents.reading.paragraphs import join_paragraphs
from tests.documents.reading.printing import bold, from_lines, printed, whole, wrap

PLAN = [
    "II. MỤC TIÊU",
    "1. Mục tiêu chung",
    (
        "Đưa năng suất thành nền tảng của tăng trưởng; các cơ sở sản xuất biết đo năng suất, biết chỗ yếu và có"
        " người biết làm; sản phẩm chủ lực của tỉnh đứng được ở thị trường ngoài tỉnh."
    ),
    "2. Mục tiêu cụ thể",
    (
        "a) Tối thiểu 120 lượt người được tập huấn mỗi năm, có cán bộ của Sở Lao động - Thương binh và Xã hội, Sở"
        " Văn hóa - Thể thao và Du lịch, các hội nghề nghiệp trên địa bàn."
    ),
    "b) Không dưới 15 cơ sở được hướng dẫn áp dụng 5S-Kaizen, ISO 9001 và các công cụ khác giai đoạn 2027 - 2030.",
    (
        "- Kinh phí hỗ trợ mỗi cơ sở không quá 3.926.000 đồng cho một lần đánh giá đầu, trả sau khi có báo cáo"
        " được chấp nhận."
    ),
    "+ Ngân sách tỉnh bảo đảm phần chi của cơ quan nhà nước theo phân cấp.",
    "Hằng năm các sở, ngành gửi báo cáo trước ngày 15 tháng 12 về cơ quan thường trực để tổng hợp chung.",
]


def texts(document: Document, without: tuple[Span, ...] = ()) -> list[str]:
    return [block.text for block in join_paragraphs(document, without) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("blank_after_line", [False, True])
@pytest.mark.parametrize("blank_after_paragraph", [False, True])
def test_a_printed_plan(blank_after_line: bool, blank_after_paragraph: bool) -> None:
    document = printed(PLAN, blank_after_line=blank_after_line, blank_after_paragraph=blank_after_paragraph)
    assert texts(document) == PLAN


def test_spans_are_the_lines() -> None:
    document = printed(PLAN, blank_after_line=True)
    for block in join_paragraphs(document):
        assert isinstance(block, Paragraph)
        assert block.whole
        lines = document.lines[block.span.first - 1 : block.span.last]
        assert " ".join(line.text for line in lines if line.text) == block.text


def test_paragraphs_without_marks_are_told_by_short_lines() -> None:
    paragraphs = [
        (
            "Chủ trì, phối hợp với các cơ quan liên quan rà soát cơ chế, chính sách của tỉnh, đề xuất sửa những điểm mà"
            " doanh nghiệp nhỏ khó tiếp cận, gửi cơ quan thường trực tổng hợp."
        ),
        "Hướng dẫn các địa phương lập dự toán hằng năm.",
        "Theo dõi, đôn đốc việc thực hiện.",
    ]
    assert texts(printed(paragraphs)) == paragraphs


def test_a_paragraph_ending_on_a_full_line_is_told_by_the_next_indent() -> None:
    first = "Các đơn vị được giao nhiệm vụ lập kế hoạch chi tiết theo từng quý, gửi cơ quan đầu mối xem xét"
    while len(wrap(first + " thêm.")) == len(wrap(first)):
        first += " thêm"
    full = wrap(first)[0]
    document = from_lines(
        [
            f"{full[:-1]}.",
            *wrap("Doanh nghiệp tham gia có trách nhiệm cử cán bộ theo dõi trong suốt thời gian thực hiện và báo cáo."),
            *wrap(PLAN[2]),
            *wrap(PLAN[4]),
        ]
    )
    assert len(texts(document)) == 4


def test_page_numbers_inside_a_sentence_go() -> None:
    lines = wrap(PLAN[2])
    document = from_lines([lines[0], "", "3", "", *lines[1:], "1. Một mục mới bắt đầu ở đây", "4", "Hết."])
    assert texts(document) == [PLAN[2], "1. Một mục mới bắt đầu ở đây", "4", "Hết."]


def test_words_broken_after_a_dash_or_stroke() -> None:
    lines = [
        "Áp dụng ISO/",
        "IEC 17025 trong giai đoạn 2026-",
        "2030 theo Nghị quyết 12/NQ-",
        "HĐND; sản xuất -",
        "kinh doanh.",
    ]
    (text,) = texts(from_lines(lines))
    assert text == "Áp dụng ISO/IEC 17025 trong giai đoạn 2026-2030 theo Nghị quyết 12/NQ-HĐND; sản xuất - kinh doanh."


def test_names_with_a_dash_and_rules_under_titles() -> None:
    lines = ["Sở Lao động", "- Thương binh và Xã hội chủ trì.", "Tên kế hoạch", "_______", "Mở đầu."]
    assert texts(from_lines(lines)) == [f"{lines[0]} {lines[1]}", *lines[2:]]


def test_headings_over_two_lines() -> None:
    document = from_lines(
        [
            "KẾ HOẠCH",
            "NÂNG CAO NĂNG SUẤT TRONG CÁC HỢP TÁC XÃ",
            "TRÊN ĐỊA BÀN TỈNH",
            "",
            *wrap(PLAN[2]),
            "Chương II",
            "NHIỆM VỤ",
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
        ]
    )
    assert texts(document) == [
        "KẾ HOẠCH",
        "NÂNG CAO NĂNG SUẤT TRONG CÁC HỢP TÁC XÃ TRÊN ĐỊA BÀN TỈNH",
        PLAN[2],
        "Chương II NHIỆM VỤ",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
    ]


def test_each_basis_is_a_paragraph() -> None:
    bases = [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        (
            "Căn cứ Luật Tiêu chuẩn và Quy chuẩn kỹ thuật ngày 29 tháng 6 năm 2006; Luật sửa đổi một số điều của Luật"
            " này;"
        ),
        "Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ.",
    ]
    assert texts(printed(bases)) == bases


def test_lists_of_recipients() -> None:
    lines = ["Nơi nhận:", "- Bộ Khoa học và Công nghệ;", "- Các hội nghề nghiệp", "- Báo tỉnh;", "- Lưu: VT."]
    assert texts(from_lines(lines)) == lines


def test_regions_are_left_out() -> None:
    document = from_lines(["I. MỤC TIÊU", "Bảng 1", "TT  Nội dung", "1  Tập huấn", "II. KINH PHÍ"])
    assert texts(document, (Span(2, 4),)) == ["I. MỤC TIÊU", "II. KINH PHÍ"]


def test_tables_part_paragraphs() -> None:
    lines = tuple(Line(number, text) for number, text in enumerate(["một câu chưa hết", "ô", "còn tiếp tục ở đây"], 1))
    table = Table(((Cell("ô", Span(2, 2)),),), Span(2, 2))
    blocks = (
        Paragraph(lines[0].text, Span(1, 1), whole=False),
        table,
        Paragraph(lines[2].text, Span(3, 3), whole=False),
    )
    assert join_paragraphs(Document("a", lines, blocks))[1] is table
    assert len(join_paragraphs(Document("a", lines, blocks))) == 3


def test_whole_paragraphs_stay_but_torn_ones_are_mended() -> None:
    long = "Các cơ quan, đơn vị được giao nhiệm vụ xây dựng kế hoạch chi tiết để triển khai trong phạm vi"
    document = whole("1. Mục đích", long, "quản lý của mình.", bold("Kinh phí"), "phần lẻ")
    assert texts(document) == ["1. Mục đích", f"{long} quản lý của mình.", "Kinh phí", "phần lẻ"]


def line(number: int, text: str, left: float, right: float) -> Line:
    """A line with its place on a page."""
    return Line(number, text, 1, Box(left, 20.0 * number, right, 20.0 * number + 14))


def spans_of(rows: list[Line]) -> list[Span]:
    """The paragraphs that lines with places make."""
    blocks = tuple(Paragraph(row.text, Span(row.number, row.number), whole=False) for row in rows)
    return [block.span for block in join_paragraphs(Document("a.pdf", tuple(rows), blocks))]


def test_boxes_tell_more_than_letters() -> None:
    """With positions on the page, a short line and an indent are seen, not estimated."""
    rows = [
        line(1, "Câu thứ nhất của đoạn này chạy hết chiều ngang trang giấy", 121, 538),
        line(2, "rồi xuống hàng và kết thúc đúng ở mép phải của trang giấy in.", 85, 540),
        line(3, "Câu mở đầu của đoạn sau thụt vào như mọi đoạn văn hành chính", 121, 539),
        line(4, "và dừng ở giữa hàng.", 85, 230),
        line(5, "Đoạn cuối cùng của trang lại bắt đầu bằng một hàng thụt vào và", 121, 540),
        line(6, "đầy đủ cho đến mép phải, để phép đo có đủ số hàng mà đo đếm.", 85, 541),
    ]
    assert spans_of(rows) == [Span(1, 2), Span(3, 4), Span(5, 6)]


def test_an_item_that_is_set_in_begins_though_the_heading_above_has_no_full_stop() -> None:
    rows = [
        line(1, "1. Sở Khoa học và Công nghệ là cơ quan đầu mối về năng suất của tỉnh", 121, 541),
        line(2, "- Hướng dẫn các sở, ngành lập kế hoạch hằng năm và gửi dự toán kinh phí", 121, 540),
        line(3, "của mình đến cơ quan đầu mối, cùng các huyện và Sở Lao động, Người có công", 85, 541),
        line(4, "- Xã hội để tổng hợp chung.", 85, 300),
        line(5, "- theo dõi, đôn đốc các đơn vị thực hiện những việc được giao trong cả kỳ", 121, 541),
        line(6, "và báo cáo.", 85, 200),
    ]
    assert spans_of(rows) == [Span(1, 1), Span(2, 4), Span(5, 6)]


def test_a_dash_on_a_line_that_hangs_below_its_first_goes_on() -> None:
    rows = [
        line(1, "Các cơ quan được giao nhiệm vụ lập kế hoạch chi tiết để thực hiện việc", 85, 540),
        line(2, "của mình theo từng quý và gửi về cơ quan đầu mối trước ngày cuối quý.", 85, 541),
        line(3, "a) Phối hợp với các hội nghề nghiệp, doanh nghiệp và Sở Lao động, Người", 121, 541),
        line(4, "có công trong vận động doanh nghiệp tham gia và với Ủy ban nhân dân, Công", 140, 540),
        line(5, "- Nông nghiệp trên địa bàn.", 140, 300),
    ]
    assert spans_of(rows) == [Span(1, 2), Span(3, 5)]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["số 38-CT/", "TW ngày 06 tháng 9"], "số 38-CT/TW ngày 06 tháng 9"),
        (["số 38-CT", "/TW ngày 06 tháng 9"], "số 38-CT/TW ngày 06 tháng 9"),
        (["số 38", "-CT/TW ngày 06 tháng 9"], "số 38-CT/TW ngày 06 tháng 9"),
        (["số 38-CT/", "", "TW", "", "ngày 06 tháng 9"], "số 38-CT/TW ngày 06 tháng 9"),
        (["giai đoạn 2027-", "2030 theo lộ trình"], "giai đoạn 2027-2030 theo lộ trình"),
        (["giai đoạn 2027", "-2030 theo lộ trình"], "giai đoạn 2027-2030 theo lộ trình"),
    ],
)
def test_what_was_broken_over_a_line_end_is_whole_again(lines: list[str], joined: str) -> None:
    lead = "Các cơ quan, đơn vị tiếp tục thực hiện đầy đủ những nhiệm vụ đã nêu trong văn bản"
    assert texts(from_lines([f"{lead} {lines[0]}", *lines[1:]])) == [f"{lead} {joined}"]


_SOME_LINES = st.lists(
    st.one_of(
        st.text(max_size=90),
        st.sampled_from([*PLAN, "", "12", "- 3 -", "Điều", "1.", "II.", "Phụ lục", "|", "KẾ HOẠCH"]),
    ),
    max_size=30,
)


def _letters(text: str) -> str:
    """What cannot be part of a page number."""
    return "".join(character for character in text if not character.isdigit() and character not in "-–—|/")


@settings(max_examples=150, deadline=None)
@given(_SOME_LINES)
def test_all_words_are_kept(lines: list[str]) -> None:
    document = from_lines([re.sub(r"[\n\r]", " ", line) for line in lines])
    blocks = join_paragraphs(document)
    kept = "".join("".join(block.text.split()) for block in blocks if isinstance(block, Paragraph))
    there = "".join("".join(line.text.split()) for line in document.lines)
    assert _letters(kept) == _letters(there)
    previous = 0
    for block in blocks:
        assert previous < block.span.first <= block.span.last <= len(document.lines)
        previous = block.span.last


def test_linear_in_the_length() -> None:
    """Twice the text joins to twice the paragraphs: nothing is looked for across the document."""
    once, twice = join_paragraphs(printed(PLAN)), join_paragraphs(printed(PLAN * 2))
    assert len(twice) == 2 * len(once)
