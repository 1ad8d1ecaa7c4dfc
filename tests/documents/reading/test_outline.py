"""The tree of a document in the layouts that plans have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Cell, Document, Paragraph, Table
from nscl.documents.reading.outline import Label, LabelKind, Node, Outline, SectionRole
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from tests.documents.reading.printing import bold, heading, sketch, whole


def outline_of(*paragraphs: str | Paragraph, damaged: bool = False) -> Outline:
    return build_outline(join_paragraphs(whole(*paragraphs)), damaged=damaged)


def roles(outline: Outline) -> list[str]:
    return [f"{node.role} {node.text[:24]}" for node in outline.walk() if node.role]


def node(outline: Outline, text: str) -> Node:
    return next(found for found in outline.walk() if found.text.startswith(text))


def test_roman_arabic_letters_and_bullets() -> None:
    outline = outline_of(
        "KẾ HOẠCH",
        "Nâng cao năng suất giai đoạn 2027 - 2030",
        "Căn cứ Quyết định số 12/2026/QĐ-UBND ngày 02/3/2026;",
        "I. MỤC TIÊU",
        "1. Mục tiêu chung",
        "Đưa năng suất thành nền tảng.",
        "2. Mục tiêu cụ thể",
        "a) Đến năm 2028:",
        "- Tập huấn 100 lượt người.",
        "- Hỗ trợ:",
        "+ 5 hợp tác xã;",
        "+ 10 doanh nghiệp.",
        "b) Đến năm 2030:",
        "- Tập huấn 200 lượt người.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Tài chính: bố trí kinh phí.",
        "2. Sở Y tế",
        "Chỉ đạo các cơ sở y tế.",
        "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về cơ quan thường trực.",
    )
    assert sketch(outline) == [
        "KẾ HOẠCH",
        "Nâng cao năng",
        "[basis] Căn cứ Quyết",
        "I [goals] MỤC TIÊU",
        "  1 [general-goal] Mục tiêu chung",
        "    Đưa năng suất",
        "  2 [goals] Mục tiêu cụ",
        "    a Đến năm 2028:",
        "      - Tập huấn 100",
        "      - Hỗ trợ:",
        "        + 5 hợp tác",
        "        + 10 doanh nghiệp.",
        "    b Đến năm 2030:",
        "      - Tập huấn 200",
        "II [organisation] TỔ CHỨC THỰC",
        "  1 Sở Tài chính:",
        "  2 Sở Y tế",
        "    Chỉ đạo các",
        "  Trong quá trình",
    ]
    assert node(outline, "Đến năm 2028").phase_years == (2027, 2028)
    assert node(outline, "Đến năm 2030").phase_years == (2029, 2030)
    assert node(outline, "Mục tiêu cụ thể").span == Span(7, 14)


def test_parts_chapters_sections_articles() -> None:
    outline = outline_of(
        "Phần thứ nhất",
        "SỰ CẦN THIẾT",
        "Năng suất còn thấp.",
        "Phần thứ hai",
        "NỘI DUNG KẾ HOẠCH",
        "Chương I",
        "MỤC TIÊU, NHIỆM VỤ",
        "Mục 1. Mục tiêu",
        "Điều 1. Mục tiêu tổng quát",
        "Nâng cao năng suất.",
        "Điều 2. Chỉ tiêu đến năm 2030",
        "1. Đào tạo 50 chuyên gia.",
        "a) Trong đó 10 nữ.",
        "2. Hỗ trợ 20 hợp tác xã.",
        "Mục 2. Nhiệm vụ",
        "Điều 3. Tuyên truyền",
        "Chương II",
        "KINH PHÍ",
        "Điều 4. Nguồn kinh phí",
        "Ngân sách tỉnh.",
    )
    assert sketch(outline) == [
        "thứ nhất [basis] SỰ CẦN THIẾT",
        "  Năng suất còn",
        "thứ hai NỘI DUNG KẾ",
        "  I MỤC TIÊU, NHIỆM",
        "    1 [goals] Mục tiêu",
        "      1 [general-goal] Mục tiêu tổng",
        "        Nâng cao năng",
        "      2 [goals] Chỉ tiêu đến",
        "        1 Đào tạo 50",
        "          a Trong đó 10",
        "        2 Hỗ trợ 20",
        "    2 [tasks] Nhiệm vụ",
        "      3 Tuyên truyền",
        "  II [funding] KINH PHÍ",
        "    4 [funding] Nguồn kinh phí",
        "      Ngân sách tỉnh.",
    ]
    assert node(outline, "SỰ CẦN THIẾT").block.span == Span(1, 2)


def test_decimal_numbering() -> None:
    outline = outline_of(
        "1. Mục tiêu",
        "1.1. Mục tiêu chung",
        "Nâng cao năng suất.",
        "1.2. Mục tiêu cụ thể",
        "1.2.1. Về đào tạo",
        "- 20 chuyên gia.",
        "1.2.2. Về hỗ trợ",
        "2. Nhiệm vụ",
        "2.1 Tuyên truyền",
        "2.2 Đào tạo",
        "3. Kinh phí thực hiện",
    )
    assert sketch(outline) == [
        "1 [goals] Mục tiêu",
        "  1.1 [general-goal] Mục tiêu chung",
        "    Nâng cao năng",
        "  1.2 [goals] Mục tiêu cụ",
        "    1.2.1 Về đào tạo",
        "      - 20 chuyên gia.",
        "    1.2.2 Về hỗ trợ",
        "2 [tasks] Nhiệm vụ",
        "  2.1 Tuyên truyền",
        "  2.2 Đào tạo",
        "3 [funding] Kinh phí thực",
    ]


def test_compound_numbering() -> None:
    outline = outline_of(
        "I. MỤC TIÊU",
        "I.1. Mục tiêu chung",
        "I.2. Mục tiêu cụ thể",
        "I.2.a) Đào tạo 10 lớp.",
        "I.2.b) Hỗ trợ 5 cơ sở.",
        "II. GIẢI PHÁP",
        "II.1. Thông tin",
    )
    assert sketch(outline) == [
        "I [goals] MỤC TIÊU",
        "  I.1 [general-goal] Mục tiêu chung",
        "  I.2 [goals] Mục tiêu cụ",
        "    I.2.a Đào tạo 10",
        "    I.2.b Hỗ trợ 5",
        "II [tasks] GIẢI PHÁP",
        "  II.1 Thông tin",
    ]


def test_wrong_and_restarted_numbers() -> None:
    outline = outline_of(
        "I. MỤC TIÊU",
        "1. Đào tạo.",
        "3. Hỗ trợ.",
        "3. Truyền thông.",
        "III. NHIỆM VỤ",
        "1. Đào tạo",
        "4.2. Mở lớp.",
        "4.3. Cử đi học.",
        "1. Hỗ trợ",
        "II. KINH PHÍ",
    )
    assert sketch(outline) == [
        "I [goals] MỤC TIÊU",
        "  1 Đào tạo.",
        "  3 Hỗ trợ.",
        "  3 Truyền thông.",
        "III [tasks] NHIỆM VỤ",
        "  1 Đào tạo",
        "    4.2 Mở lớp.",
        "    4.3 Cử đi học.",
        "  1 Hỗ trợ",
        "II [funding] KINH PHÍ",
    ]


def test_bullets_nest_in_the_order_in_which_they_come() -> None:
    outline = outline_of(
        "1. Hỗ trợ",
        "+ Đối với hợp tác xã:",
        "- Tư vấn;",
        "- Đào tạo.",
        "+ Đối với doanh nghiệp",
        "* Giai đoạn đầu",
        "- Khảo sát.",
        "• Lập danh sách.",
        "- Đánh giá.",
    )
    assert sketch(outline) == [
        "1 Hỗ trợ",
        "  + Đối với hợp",
        "    - Tư vấn;",
        "    - Đào tạo.",
        "  + Đối với doanh",
        "  * Giai đoạn đầu",
        "    - Khảo sát.",
        "      • Lập danh sách.",
        "    - Đánh giá.",
    ]


def test_numbered_by_a_word_and_bullets_that_only_sound_like_parts() -> None:
    outline = outline_of(
        "II. NỘI DUNG THỰC HIỆN",
        "Nhiệm vụ 1: Tuyên truyền",
        "- Nội dung: viết bài.",
        "- Kinh phí: 10 triệu đồng.",
        "Nhiệm vụ 2: Đào tạo",
    )
    assert sketch(outline) == [
        "II [tasks] NỘI DUNG THỰC",
        "  1 Tuyên truyền",
        "    - Nội dung: viết",
        "    - Kinh phí: 10",
        "  2 Đào tạo",
    ]


def test_markdown_headings_without_marks() -> None:
    outline = outline_of(
        heading("Kế hoạch năng suất giai đoạn 2026-2030", 1),
        heading("Mục tiêu", 2),
        heading("Mục tiêu chung", 3),
        "Nâng cao năng suất.",
        heading("Giai đoạn 2026-2028", 3),
        "- 10 lớp.",
        heading("Tổ chức thực hiện", 2),
        heading("Sở Tài chính", 3),
        "Bố trí kinh phí.",
    )
    assert sketch(outline) == [
        "Kế hoạch năng",
        "[goals] Mục tiêu",
        "  [general-goal] Mục tiêu chung",
        "    Nâng cao năng",
        "  Giai đoạn 2026-2028",
        "    - 10 lớp.",
        "[organisation] Tổ chức thực",
        "  Sở Tài chính",
        "    Bố trí kinh",
    ]
    assert node(outline, "Giai đoạn").phase_years == (2026, 2028)


def test_headings_without_marks_or_styles() -> None:
    outline = outline_of(
        "KẾ HOẠCH",
        "MỤC TIÊU",
        "Tăng năng suất.",
        bold("Mục tiêu cụ thể"),
        "10 lớp.",
        "KINH PHÍ THỰC HIỆN",
        "Ngân sách.",
    )
    assert sketch(outline) == [
        "KẾ HOẠCH",
        "[goals] MỤC TIÊU",
        "  Tăng năng suất.",
        "  [goals] Mục tiêu cụ",
        "    10 lớp.",
        "[funding] KINH PHÍ THỰC",
        "  Ngân sách.",
    ]


def test_ending_and_appendices() -> None:
    table = Table(((Cell("TT", Span(9, 9)),),), Span(9, 9))
    blocks: list[Block] = [
        *join_paragraphs(
            whole(
                "I. KINH PHÍ",
                "Ngân sách.",
                "Nơi nhận:",
                "- Chủ tịch, các Phó Chủ tịch;",
                "TM. ỦY BAN NHÂN DÂN",
                "CHỦ TỊCH",
                "Trần Văn Thử",
                "PHỤ LỤC I",
            )
        )
    ]
    blocks += [Paragraph("DANH MỤC NHIỆM VỤ", Span(9, 9)), Paragraph("(Kèm theo Kế hoạch)", Span(10, 10)), table]
    blocks += [Paragraph("Biểu số 2: DỰ TOÁN KINH PHÍ", Span(12, 12)), Paragraph("I. ĐÀO TẠO", Span(13, 13))]
    outline = build_outline(blocks)
    assert sketch(outline) == [
        "I [funding] KINH PHÍ",
        "  Ngân sách.",
        "[recipients] Nơi nhận:",
        "  - Chủ tịch, các",
        "[signature] TM. ỦY BAN",
        "  CHỦ TỊCH",
        "  Trần Văn Thử",
        "I [tasks] DANH MỤC NHIỆM",
        "  (Kèm theo Kế",
        "  ",
        "2 [funding] DỰ TOÁN KINH",
        "  I ĐÀO TẠO",
    ]
    assert outline.roots[3].label == Label(LabelKind.APPENDIX, "I")


def test_an_appendix_without_the_word() -> None:
    outline = outline_of(
        "I. MỤC TIÊU", "Nơi nhận:", "- Lưu: VT.", "KT. CHỦ TỊCH", "DANH MỤC CÁC NHIỆM VỤ", "1. Đào tạo"
    )
    assert sketch(outline)[-2:] == ["[tasks] DANH MỤC CÁC", "  1 Đào tạo"]


def test_a_plan_that_a_decision_promulgates() -> None:
    outline = outline_of(
        "QUYẾT ĐỊNH",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao năng suất.",
        "Điều 2. Quyết định có hiệu lực từ ngày ký.",
        "Nơi nhận:",
        "- Như Điều 2;",
        "KT. CHỦ TỊCH",
        "KẾ HOẠCH",
        "Nâng cao năng suất giai đoạn 2026-2030",
        "I. MỤC TIÊU",
        "1. Mục tiêu chung",
    )
    assert sketch(outline)[-4:] == [
        "KẾ HOẠCH",
        "Nâng cao năng",
        "I [goals] MỤC TIÊU",
        "  1 [general-goal] Mục tiêu chung",
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I. CĂN CỨ PHÁP LÝ", SectionRole.BASIS),
        ("I. SỰ CẦN THIẾT XÂY DỰNG KẾ HOẠCH", SectionRole.BASIS),
        ("I. QUAN ĐIỂM", SectionRole.PURPOSE),
        ("I. MỤC ĐÍCH - YÊU CẦU", SectionRole.PURPOSE),
        ("II. CÁC MỤC TIÊU CỤ THỂ", SectionRole.GOALS),
        ("II. Một số chỉ tiêu chủ yếu", SectionRole.GOALS),
        ("II. PHẠM VI, ĐỐI TƯỢNG ÁP DỤNG", SectionRole.SCOPE),
        ("III. NỘI DUNG, NHIỆM VỤ VÀ GIẢI PHÁP", SectionRole.TASKS),
        ("III. NHIỆM VỤ TRỌNG TÂM", SectionRole.TASKS),
        ("III. CÁC GIẢI PHÁP CHỦ YẾU", SectionRole.TASKS),
        ("IV. NGUỒN LỰC THỰC HIỆN", SectionRole.FUNDING),
        ("IV. DỰ KIẾN KINH PHÍ", SectionRole.FUNDING),
        ("V. PHÂN CÔNG NHIỆM VỤ", SectionRole.ORGANISATION),
        ("V. TRÁCH NHIỆM CỦA CÁC SỞ, NGÀNH", SectionRole.ORGANISATION),
        ("V. CHẾ ĐỘ BÁO CÁO", SectionRole.ORGANISATION),
        ("V. KIỂM TRA, GIÁM SÁT", SectionRole.ORGANISATION),
        ("1. Mục đích: đưa năng suất thành nền tảng. Câu thứ hai.", SectionRole.PURPOSE),
        ("II. MỤC TIÊU VÀ NHIỆM VỤ", SectionRole.GOALS),
        ("1. Hỗ trợ áp dụng các giải pháp nâng cao năng suất", None),
        ("1. Mục tiêu của chúng tôi là tăng năng suất. Câu thứ hai.", None),
        ("3. Sở Khoa học và Công nghệ", None),
        ("II. NỘI DUNG KẾ HOẠCH", None),
    ],
)
def test_roles_of_headings(text: str, role: SectionRole | None) -> None:
    assert outline_of(text).roots[0].role is role


def test_roles_inside_tasks_are_those_of_tasks() -> None:
    outline = outline_of(
        "II. NHIỆM VỤ", "1. Tổ chức thực hiện các cuộc thi", "2. Kinh phí hóa nhiệm vụ", "3. Giải pháp khác"
    )
    assert roles(outline) == ["tasks NHIỆM VỤ", "tasks Giải pháp khác"]


def test_content_in_general_has_the_roles_of_its_parts() -> None:
    outline = outline_of("II. NỘI DUNG", "1. Mục tiêu", "2. Nhiệm vụ", "3. Kinh phí")
    assert roles(outline) == ["goals Mục tiêu", "tasks Nhiệm vụ", "funding Kinh phí"]
    assert roles(outline_of("II. NỘI DUNG", "1. Đào tạo", "2. Truyền thông")) == ["tasks NỘI DUNG"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("a) Giai đoạn 2026-2030", (2026, 2030)),
        ("a) Giai đoạn năm 2021 – 2025:", (2021, 2025)),
        ("a) Từ năm 2026 đến năm 2028", (2026, 2028)),
        ("a) Mục tiêu 2026 - 2028", (2026, 2028)),
        ("1. Mục tiêu cụ thể đến năm 2030", (2030, 2030)),
        ("1. Đến hết năm 2028", (2028, 2028)),
        ("- Năm 2027:", (2027, 2027)),
        ("a) Giai đoạn 2030-2026", None),
        ("a) Hỗ trợ 2026 lượt người", None),
    ],
)
def test_phases(text: str, years: tuple[int, int] | None) -> None:
    assert outline_of(text).roots[0].phase_years == years


def test_a_phase_begins_with_the_period_of_the_title() -> None:
    outline = outline_of("KẾ HOẠCH", "Năng suất giai đoạn 2026 - 2030", "I. MỤC TIÊU ĐẾN NĂM 2030")
    assert outline.roots[-1].phase_years == (2026, 2030)


def test_damaged_headings() -> None:
    outline = outline_of(
        "I. MUC PICH, YEU CAU",
        "1. Muc dich: Pua ning suat len.",
        "Il. MUC TIEU PEN NAM 2030",
        "1. Pao tao 10 lop.",
        "III. NHIEM VU VA GIAI PHAP CHU YEU",
        "d) Mot viec.",
        "d) Viec khac.",
        "IV. KINH PHI THU'C HIEN",
        "V. TO CHUC THUC HIEN",
        "Noi nhdn:",
        "TM. UY BAN NHAN DAN",
        damaged=True,
    )
    assert sketch(outline) == [
        "I [purpose] MUC PICH, YEU",
        "  1 [purpose] Muc dich: Pua",
        "II [goals] MUC TIEU PEN",
        "  1 Pao tao 10",
        "III [tasks] NHIEM VU VA",
        "  d Mot viec.",
        "  đ Viec khac.",
        "IV [funding] KINH PHI THU'C",
        "V [organisation] TO CHUC THUC",
        "[recipients] Noi nhdn:",
        "[signature] TM. UY BAN",
    ]


_WORDS = st.sampled_from(
    [
        "I. MỤC TIÊU",
        "1. Đào tạo",
        "1.1. Lớp",
        "a) Học:",
        "- Sách:",
        "+ Vở",
        "PHỤ LỤC",
        "Chương I",
        "Nơi nhận:",
        "CHỦ TỊCH",
        "KẾ HOẠCH",
        "I.1.a) X",
        "(1) Y:",
        "* Z:",
        "• W:",
        "1) V:",
        "a. U:",
        "A. T",
        "Điều 1.",
        "Văn bản thường.",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_WORDS, st.text(max_size=40)), max_size=40), st.booleans())
def test_every_block_is_in_the_tree_once(texts: list[str], damaged: bool) -> None:
    document: Document = whole(*texts)
    outline = build_outline(document.blocks, damaged=damaged)
    lines = [number for found in outline.walk() for number in range(found.block.span.first, found.block.span.last + 1)]
    assert lines == list(range(1, len(texts) + 1))
    for found in outline.walk():
        for child in found.children:
            assert found.block.span.last < child.block.span.first
            assert child.span.last <= found.span.last
