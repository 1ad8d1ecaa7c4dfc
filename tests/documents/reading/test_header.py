"""Number, day, issuer, title, province and period of a plan."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.schema import Period, PlanHeader, Province
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Cell, Document, Line, Paragraph, Table
from nscl.documents.reading.header import read_header
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.results import Extracted
from nscl.text.dates import PartialDate
from tests.documents.reading.printing import from_lines, heading, whole
from tests.documents.reading.provinces import GAZETTEER

BODY = ["I. MỤC TIÊU", "1. Tập huấn 100 lượt người.", "II. KINH PHÍ", "Ngân sách tỉnh."]


def read(document: Document) -> Extracted[PlanHeader]:
    outline = build_outline(join_paragraphs(document), damaged=document.marks_lost)
    return read_header(document, outline, GAZETTEER)


def header_of(document: Document) -> PlanHeader:
    (header,) = read(document).items
    return header


def doubts_of(document: Document) -> set[str]:
    return {doubt.rule for doubt in read(document).doubts}


def plan(*head: str) -> Document:
    return whole(*head, *BODY)


FULL = plan(
    "ỦY BAN NHÂN DÂN",
    "TỈNH NINH BÌNH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 07/KH-UBND",
    "Ninh Bình, ngày 05 tháng 8 năm 2025",
    "KẾ HOẠCH",
    "Nâng cao năng suất của hợp tác xã trên địa bàn tỉnh giai đoạn 2026 - 2030",
    "Căn cứ Quyết định số 2001/QĐ-TTg ngày 12/9/2022 của Thủ tướng Chính phủ;",
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung như sau:",
)


def test_a_full_letterhead() -> None:
    assert header_of(FULL) == PlanHeader(
        slug="ninh-binh-2026-2030",
        title="Kế hoạch Nâng cao năng suất của hợp tác xã trên địa bàn tỉnh giai đoạn 2026 - 2030",
        number="07/KH-UBND",
        issued_on=PartialDate(2025, 8, 5),
        issuer="UBND tỉnh Ninh Bình",
        province=Province(name="Ninh Bình", code="35"),
        period=Period(start=2026, end=2030),
    )
    assert read(FULL).doubts == ()
    assert Span(4, 4) in read(FULL).read


def test_the_code_is_that_of_the_day() -> None:
    lines = [line.text.replace("05 tháng 8", "30 tháng 6") for line in FULL.lines]
    assert header_of(whole(*lines)).province.code == "37"


def test_a_letterhead_in_a_table() -> None:
    cells = ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nSố: 12/KH-UBND", "CỘNG HÒA XÃ HỘI\nHuế, ngày 01 tháng 02 năm 2026"]
    table = Table((tuple(Cell(text, Span(1, 1)) for text in cells),), Span(1, 1))
    texts = ["KẾ HOẠCH", "NÂNG CAO NĂNG SUẤT CHẤT LƯỢNG TẠI THÀNH PHỐ HUẾ GIAI ĐOẠN 2026-2028", *BODY]
    lines = tuple(Line(number, text) for number, text in enumerate(["bảng", *texts], start=1))
    blocks: tuple[Block, ...] = (
        table,
        *(Paragraph(text, Span(number, number)) for number, text in enumerate(texts, start=2)),
    )
    header = header_of(Document("a.docx", lines, blocks))
    assert header.title == "Kế hoạch nâng cao năng suất chất lượng tại thành phố Huế giai đoạn 2026-2028"
    assert (header.number, header.issuer, header.slug) == ("12/KH-UBND", "UBND thành phố Huế", "hue-2026-2028")


def test_blanks_are_none_and_doubted() -> None:
    document = whole(
        "KẾ HOẠCH",
        "Nâng cao năng suất trên địa bàn tỉnh Hà Nam giai đoạn 2021-2025",
        *BODY,
        "Nơi nhận:",
        "- Lưu: VT.",
        "PHỤ LỤC",
        "(Ban hành kèm theo Kế hoạch số        /KH-UBND ngày      /8/2021, phần một)",
    )
    header = header_of(document)
    assert header.number is None
    assert header.issued_on is not None
    assert header.issued_on.iso == "2021-08"
    assert doubts_of(document) == {"number-missing", "date-partial"}


@pytest.mark.parametrize(
    ("note", "number", "day"),
    [
        ("(Kèm theo Kế hoạch số: 77 /KH-UBND ngày 14 tháng 9 năm 2023 của UBND tỉnh)", "77/KH-UBND", "2023-09-14"),
        ("(Ban hành kèm theo Kế hoạch số 9/KH-UBND ngày 1/3/2022)", "09/KH-UBND", "2022-03-01"),
        ("(Kèm theo Kế hoạch số ...../KH-UBND ngày ... tháng ... năm 2022)", None, "2022"),
        ("(Kèm theo Kế hoạch số          /KH-UBND ngày       /    /2022, bảng một)", None, "2022"),
        ("(Kèm theo Kế hoạch số ….. /KH-UBND ngày ….. tháng 11 năm 2023)", None, "2023-11"),
        ("(Kèm theo Kế hoạch số 15/KH-UBND ngày 31/02/2023)", "15/KH-UBND", "2023-02"),
    ],
)
def test_numbers_and_days_over_appendices(note: str, number: str | None, day: str) -> None:
    header = header_of(whole("KẾ HOẠCH", "Năng suất tỉnh Hà Nam giai đoạn 2021-2025", *BODY, "PHỤ LỤC", note))
    assert header.number == number
    assert header.issued_on is not None
    assert header.issued_on.iso == day


def test_title_from_the_sentence_that_promulgates() -> None:
    document = plan(
        "Thực hiện Quyết định số 145/QĐ-TTg ngày 15/02/2023 của Thủ tướng Chính phủ về việc ban hành Kế hoạch A, UBND"
        " tỉnh Hà Nam ban hành Kế hoạch Nâng cao năng suất tỉnh Hà Nam giai đoạn 2021-2025 với những nội dung như sau:"
    )
    header = header_of(document)
    assert header.title == "Kế hoạch Nâng cao năng suất tỉnh Hà Nam giai đoạn 2021-2025"
    assert header.province.code == "35"
    assert {"title-inferred", "number-missing", "date-missing"} <= doubts_of(document)


@pytest.mark.parametrize(
    ("title", "period", "rule"),
    [
        ("Thực hiện Chương trình giai đoạn 2021-2030 tại tỉnh Hà Nam giai đoạn 2022-2025", (2022, 2025), None),
        ("Năng suất tỉnh Hà Nam từ năm 2023 đến năm 2025", (2023, 2025), None),
        ("Năng suất tỉnh Hà Nam đến năm 2030", (2024, 2030), "period-inferred"),
        ("Năng suất tỉnh Hà Nam năm 2024", (2024, 2024), "period-inferred"),
        ("Năng suất tỉnh Hà Nam", (2026, 2030), "period-inferred"),
    ],
)
def test_periods(title: str, period: tuple[int, int], rule: str | None) -> None:
    document = whole("Số: 1/KH-UBND", "Hà Nam, ngày 02 tháng 01 năm 2024", "KẾ HOẠCH", title, *BODY, "Cho 2026 - 2030.")
    header = header_of(document)
    assert (header.period.start, header.period.end) == period
    assert ("period-inferred" in doubts_of(document)) == (rule is not None)


def test_a_plan_of_a_department_and_a_name_with_a_dash() -> None:
    document = whole(
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Số: 12/KH-SKHCN",
        "KẾ HOẠCH",
        "Năng suất tỉnh BÀ RỊA–VŨNG TÀU năm 2022",
        *BODY,
    )
    header = header_of(document)
    assert (header.issuer, header.slug) == (
        "Sở Khoa học và Công nghệ tỉnh Bà Rịa - Vũng Tàu",
        "ba-ria-vung-tau-2022-2022",
    )


def test_markdown_title() -> None:
    document = whole(heading("Kế hoạch nâng cao năng suất thành phố Cần Thơ giai đoạn 2026–2030", 1), *BODY)
    assert header_of(document).title == "Kế hoạch nâng cao năng suất thành phố Cần Thơ giai đoạn 2026–2030"
    assert header_of(document).issuer == "UBND thành phố Cần Thơ"


def test_a_plan_that_a_decision_promulgates() -> None:
    document = whole(
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Số: 88/QĐ-UBND",
        "Hà Nam, ngày 20 tháng 4 năm 2022",
        "QUYẾT ĐỊNH",
        "Ban hành Kế hoạch nâng cao năng suất giai đoạn 2022-2025",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao năng suất.",
    )
    header = header_of(document)
    assert (header.number, header.slug) == ("88/QĐ-UBND", "ha-nam-2022-2025")
    assert header.title == "Kế hoạch nâng cao năng suất giai đoạn 2022-2025"


def test_damaged() -> None:
    document = from_lines(
        [
            "UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM",
            "TINH HA NAM",
            "S6: 49 /KH-UBND Hd Nam, ngay 28 thang 8 nam 2024",
            "KE HOACH",
            "Nang cao ning suit trén dia ban tinh Hé Nam giai doan 2024-2026",
            "",
            "I. MUC TIEU",
        ],
        marks_lost=True,
    )
    header = header_of(document)
    assert (header.number, header.province.name, header.slug) == ("49/KH-UBND", "Hà Nam", "ha-nam-2024-2026")
    assert header.issued_on is not None
    assert header.issued_on.iso == "2024-08-28"
    assert "marks-lost" in doubts_of(document)


def test_an_electronic_signature_dates_for_want_of_another() -> None:
    document = plan("Thời gian ký: 20/09/2021 17:08:23", "KẾ HOẠCH", "Năng suất tỉnh Hà Nam giai đoạn 2021-2025")
    header = header_of(document)
    assert header.issued_on is not None
    assert header.issued_on.iso == "2021-09-20"
    assert "date-signed" in doubts_of(document)


def test_a_code_that_depends_on_an_unknown_day_is_doubted() -> None:
    document = plan("KẾ HOẠCH", "Năng suất tỉnh Ninh Bình giai đoạn 2026-2030", "Căn cứ văn bản ngày 01/7/2025 của bộ.")
    assert header_of(document).province.code == "35"
    assert "province-code-undated" in doubts_of(document)


def test_another_province_named_as_often_is_doubted() -> None:
    document = plan("KẾ HOẠCH", "Hợp tác tỉnh Hà Nam và tỉnh Ninh Bình giai đoạn 2021-2025")
    assert "province-rival" in doubts_of(document)


@pytest.mark.parametrize(
    "texts",
    [
        ["NGHỊ ĐỊNH", "Quy định chi tiết một số điều", "Điều 1. Phạm vi điều chỉnh"],
        ["PLAN", "Productivity of the province 2026-2030", "1. Goals"],
        ["KẾ HOẠCH", "Tuần 32 của phòng hành chính"],
        [],
    ],
)
def test_no_plan_of_a_province_has_no_header(texts: list[str]) -> None:
    assert read(whole(*texts)).items == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                [*(line.text for line in FULL.lines), "Số:   /KH-UBND", "ngày 99/99/2022", "(Kèm theo Kế hoạch số"]
            ),
        ),
        max_size=20,
    ),
    st.booleans(),
)
def test_any_text(lines: list[str], marks_lost: bool) -> None:
    document = from_lines([line.replace("\n", " ").replace("\r", " ") for line in lines], marks_lost=marks_lost)
    result = read(document)
    assert len(result.items) <= 1
    for span in result.read:
        assert 1 <= span.first <= span.last <= len(document.lines)
