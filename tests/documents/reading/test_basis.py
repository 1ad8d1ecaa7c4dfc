"""Documents that a plan cites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.schema import LegalBasis
from nscl.documents.pack.values import Span
from nscl.documents.reading.basis import read_basis
from nscl.documents.reading.blocks import Cell, Document, Line, Table
from nscl.documents.reading.header import read_header
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.results import Extracted
from tests.documents.reading.printing import from_lines, printed, whole
from tests.documents.reading.provinces import GAZETTEER

HEAD = ["Số: 55/KH-UBND", "Hà Nam, ngày 02 tháng 4 năm 2024", "KẾ HOẠCH", "Năng suất tỉnh Hà Nam giai đoạn 2024-2026"]


def read(document: Document) -> Extracted[LegalBasis]:
    outline = build_outline(join_paragraphs(document), damaged=document.marks_lost)
    headers = read_header(document, outline, GAZETTEER).items
    return read_basis(document, outline, GAZETTEER, headers[0] if headers else None)


def rows(document: Document) -> list[tuple[str | None, str | None, str, str]]:
    return [
        (item.number, item.date.iso if item.date else None, item.issuer, item.about) for item in read(document).items
    ]


CITED = [
    (
        "Căn cứ Quyết định số 2001/QĐ-TTg ngày 12/9/2022 của Thủ tướng Chính phủ về việc phê duyệt Chương trình A;",
        ("2001/QĐ-TTg", "2022-09-12", "Thủ tướng Chính phủ", "Phê duyệt Chương trình A"),
    ),
    (
        "Thực hiện Nghị quyết số 57-NQ/TW, ngày 22 tháng 12 năm 2024 của Bộ Chính trị về phát triển khoa học;",
        ("57-NQ/TW", "2024-12-22", "Bộ Chính trị", "Về phát triển khoa học"),
    ),
    (
        (
            "Căn cứ Thông tư số 28/2023/TT-BTC của Bộ trưởng Bộ Tài chính quy định cơ chế tài chính (sau đây gọi là"
            " Thông tư 35)."
        ),
        ("28/2023/TT-BTC", None, "Bộ trưởng Bộ Tài chính", "Quy định cơ chế tài chính"),
    ),
    (
        "Căn cứ Nghị quyết số 12/2023/NQ-HĐND ngày 08/12/2023 của Hội đồng nhân dân tỉnh quy định mức hỗ trợ;",
        ("12/2023/NQ-HĐND", "2023-12-08", "Hội đồng nhân dân tỉnh Hà Nam", "Quy định mức hỗ trợ"),
    ),
    (
        "Triển khai Kế hoạch số 3/KH-UBND ngày 05/01/2024 của UBND tỉnh Ninh Bình về phối hợp đào tạo.",
        ("03/KH-UBND", "2024-01-05", "UBND tỉnh Ninh Bình", "Về phối hợp đào tạo"),
    ),
    (
        "Căn cứ Kế hoạch số 20-KH/TU ngày 17/12/2023 của Ban Thường vụ Tỉnh ủy triển khai chỉ thị của Ban Bí thư.",
        ("20-KH/TU", "2023-12-17", "Ban Thường vụ Tỉnh ủy Hà Nam", "Triển khai chỉ thị của Ban Bí thư"),
    ),
    (
        "Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025, sửa đổi Chương trình hành động;",
        ("71/NQ-CP", "2025-04-01", "Chính phủ", "Sửa đổi Chương trình hành động"),
    ),
    (
        "Căn cứ Luật Khoa học, công nghệ và đổi mới sáng tạo số 93/2025/QH15;",
        ("93/2025/QH15", None, "Quốc hội", "Văn bản được dẫn không kèm trích yếu"),
    ),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
        (None, "2015-06-19", "Quốc hội", "Luật Tổ chức chính quyền địa phương"),
    ),
    (
        "a) Hỗ trợ theo Nghị quyết của Hội đồng nhân dân tỉnh Hà Nam về quy định mức hỗ trợ hợp tác xã năm 2023.",
        (None, None, "Hội đồng nhân dân tỉnh Hà Nam", "Nghị quyết quy định mức hỗ trợ hợp tác xã năm 2023"),
    ),
    (
        "Căn cứ văn bản số 12/ABC-XYZ ngày 01/02/2023 về phối hợp công tác năm 2023;",
        ("12/ABC-XYZ", "2023-02-01", "ABC-XYZ", "Về phối hợp công tác năm 2023"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_cited(text: str, expected: tuple[str | None, str | None, str, str]) -> None:
    assert rows(whole(*HEAD, text, "I. MỤC TIÊU")) == [expected]


def test_two_in_one_sentence() -> None:
    text = (
        "Thực hiện Quyết định số 2001/QĐ-TTg ngày 12/9/2022 của Thủ tướng Chính phủ phê duyệt Chương trình A giai đoạn"
        " 2021-2030 và Quyết định số 145/QĐ-TTg ngày 15/02/2023 của Thủ tướng Chính phủ ban hành Kế hoạch B, UBND"
        " tỉnh ban hành Kế hoạch như sau:"
    )
    document = printed([*HEAD, text, "I. MỤC TIÊU"])
    assert [(row[0], row[3]) for row in rows(document)] == [
        ("2001/QĐ-TTg", "Phê duyệt Chương trình A giai đoạn 2021-2030"),
        ("145/QĐ-TTg", "Ban hành Kế hoạch B"),
    ]
    first, second = (item.at for item in read(document).items)
    assert first.first == 5
    assert first.last <= second.last
    assert document.lines[second.first - 1].text.find("145") >= 0 or "145/QĐ-TTg" in document.lines[second.first].text


def test_a_subject_keeps_the_document_that_it_carries_out() -> None:
    text = (
        "- Kế hoạch số 9/KH-UBND ngày 01/02/2023 của UBND tỉnh triển khai thực hiện Chỉ thị số 38-CT/TW của Ban Bí thư."
    )
    assert rows(whole(*HEAD, "I. CĂN CỨ", text))[0][3] == "Triển khai thực hiện Chỉ thị số 38-CT/TW của Ban Bí thư"


def test_each_once_with_what_later_mentions_add() -> None:
    document = whole(
        *HEAD,
        "Triển khai Quyết định số 145/QĐ-TTg.",
        "I. MỤC TIÊU",
        "Theo Quyết định số 145/QĐ-TTg ngày 15/02/2023 của Thủ tướng Chính phủ ban hành Kế hoạch tổng thể.",
    )
    assert rows(document) == [("145/QĐ-TTg", "2023-02-15", "Thủ tướng Chính phủ", "Ban hành Kế hoạch tổng thể")]
    assert read(document).items[0].at == Span(5, 5)


def test_standards_and_the_plan_itself_are_no_basis() -> None:
    document = whole(
        *HEAD,
        "I. MỤC TIÊU",
        "Áp dụng TCVN ISO 9001:2015, QCVN 01:2021/BKHCN, ISO/IEC 17025.",
        "PHỤ LỤC",
        "(Kèm theo Kế hoạch số 55/KH-UBND ngày 02/4/2024)",
    )
    assert rows(document) == []


def test_numbers_in_tables() -> None:
    texts = [*HEAD, "bảng"]
    cell = Cell(
        "Sửa đổi Nghị quyết số 43/2022/NQ-HĐND ngày 09/12/2022 của HĐND tỉnh Hà Nam quy định hỗ trợ", Span(5, 5)
    )
    document = whole(*HEAD)
    blocks = (*document.blocks, Table(((cell,),), Span(5, 5)))
    lines = tuple(Line(number, text) for number, text in enumerate(texts, start=1))
    assert rows(Document("a.docx", lines, blocks)) == [
        ("43/2022/NQ-HĐND", "2022-12-09", "HĐND tỉnh Hà Nam", "Quy định hỗ trợ")
    ]


def test_damaged() -> None:
    document = from_lines(
        [
            "S6: 4/KH-UBND Hd Nam, ngay 28 thang 8 nam 2024",
            "KE HOACH",
            "Nang cao ning suit trén dia ban tinh Ha Nam giai doan 2024-2026",
            "",
            "Thyc hién Quyét dinh s6 2001/QD-TTg ngay 12/9/2022 cua Thu tuong Chinh phu vé phé duyét Chuong trinh A;",
            "",
            "Nghi quyét s 47/2023/NQ-HPND ngiy 0/11/2023 ctia HDND tinh Hé Nam quy dinh mirc hd tro.",
        ],
        marks_lost=True,
    )
    assert [row[:3] for row in rows(document)] == [
        ("2001/QĐ-TTg", "2022-09-12", "Thủ tướng Chính phủ"),
        ("47/2023/NQ-HĐND", "2023-11", "HĐND tỉnh Hà Nam"),
    ]
    assert {doubt.rule for doubt in read(document).doubts} >= {"marks-lost", "basis-date-partial"}


def test_doubts_name_what_is_missing() -> None:
    result = read(whole(*HEAD, "Căn cứ Quyết định số 36/QĐ-ABCD;"))
    assert {(doubt.subject, doubt.rule) for doubt in result.doubts} == {
        ("legal_basis[36/QĐ-ABCD]", "basis-issuer-unknown"),
        ("legal_basis[36/QĐ-ABCD]", "basis-subject-missing"),
        ("legal_basis[36/QĐ-ABCD]", "basis-date-missing"),
    }


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=60), st.sampled_from([text for text, _ in CITED])), max_size=12), st.booleans()
)
def test_any_text(lines: list[str], marks_lost: bool) -> None:
    document = from_lines([line.replace("\n", " ").replace("\r", " ") for line in lines], marks_lost=marks_lost)
    result = read(document)
    numbers = [item.number for item in result.items if item.number]
    assert len(numbers) == len(set(numbers))
    for item in result.items:
        assert 1 <= item.at.first <= item.at.last <= len(document.lines)
