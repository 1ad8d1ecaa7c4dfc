"""Marks of numbering, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.reading.numbering import read_mark, roman_value
from nscl.documents.reading.outline import LabelKind

MARKS = [
    ("Phần I. ĐÁNH GIÁ CHUNG", LabelKind.PART, "I", "ĐÁNH GIÁ CHUNG"),
    ("PHẦN THỨ HAI", LabelKind.PART, "THỨ HAI", ""),
    ("Phần thứ nhất: Bối cảnh", LabelKind.PART, "thứ nhất", "Bối cảnh"),
    ("A. QUAN ĐIỂM", LabelKind.PART, "A", "QUAN ĐIỂM"),
    ("Chương II", LabelKind.CHAPTER, "II", ""),
    ("CHƯƠNG 3 GIẢI PHÁP", LabelKind.CHAPTER, "3", "GIẢI PHÁP"),
    ("Mục 1. Đào tạo", LabelKind.SECTION, "1", "Đào tạo"),
    ("Điều 5. Trách nhiệm của các sở", LabelKind.ARTICLE, "5", "Trách nhiệm của các sở"),
    ("Điều 12:", LabelKind.ARTICLE, "12", ""),
    ("PHỤ LỤC", LabelKind.APPENDIX, "", ""),
    ("PHỤ LỤC II: DANH MỤC DỰ ÁN", LabelKind.APPENDIX, "II", "DANH MỤC DỰ ÁN"),
    ("Phụ lục số 01", LabelKind.APPENDIX, "01", ""),
    ("Phụ lục 2A. Biểu kinh phí", LabelKind.APPENDIX, "2A", "Biểu kinh phí"),
    ("Biểu số 03: Kinh phí", LabelKind.APPENDIX, "03", "Kinh phí"),
    ("II. MỤC TIÊU", LabelKind.ROMAN, "II", "MỤC TIÊU"),
    ("IV/ Kinh phí", LabelKind.ROMAN, "IV", "Kinh phí"),
    ("III- NHIỆM VỤ", LabelKind.ROMAN, "III", "NHIỆM VỤ"),
    ("III - NHIỆM VỤ", LabelKind.ROMAN, "III", "NHIỆM VỤ"),
    ("V TỔ CHỨC THỰC HIỆN", LabelKind.ROMAN, "V", "TỔ CHỨC THỰC HIỆN"),
    ("1. Mục đích", LabelKind.ARABIC, "1", "Mục đích"),
    ("4.Sở Y tế", LabelKind.ARABIC, "4", "Sở Y tế"),
    ("7 . Hợp tác", LabelKind.ARABIC, "7", "Hợp tác"),
    ("02. Yêu cầu", LabelKind.ARABIC, "2", "Yêu cầu"),
    ("3/ Kinh phí", LabelKind.ARABIC, "3", "Kinh phí"),
    ("2- Yêu cầu", LabelKind.ARABIC, "2", "Yêu cầu"),
    ("Nhiệm vụ 1: Tuyên truyền", LabelKind.ARABIC, "1", "Tuyên truyền"),
    ("Nhóm giải pháp số 02. Đào tạo", LabelKind.ARABIC, "2", "Đào tạo"),
    ("1) Sở Tài chính", LabelKind.ARABIC, "1", "Sở Tài chính"),
    ("(3) báo cáo kết quả", LabelKind.ARABIC, "3", "báo cáo kết quả"),
    ("1.2. Mục tiêu cụ thể", LabelKind.DECIMAL, "1.2", "Mục tiêu cụ thể"),
    ("3.1.4 Hỗ trợ", LabelKind.DECIMAL, "3.1.4", "Hỗ trợ"),
    ("I.1. Mục tiêu", LabelKind.DECIMAL, "I.1", "Mục tiêu"),
    ("II.3.a) Đào tạo", LabelKind.DECIMAL, "II.3.a", "Đào tạo"),
    ("a) Phổ biến", LabelKind.LETTER, "a", "Phổ biến"),
    ("đ) Phối hợp", LabelKind.LETTER, "đ", "Phối hợp"),
    ("b. Tổ chức", LabelKind.LETTER, "b", "Tổ chức"),
    ("(c) giám sát", LabelKind.LETTER, "c", "giám sát"),
    ("ii) giám sát", LabelKind.LETTER, "ii", "giám sát"),
    ("- Hỗ trợ", LabelKind.BULLET, "-", "Hỗ trợ"),
    ("–Hỗ trợ", LabelKind.BULLET, "-", "Hỗ trợ"),
    ("• tập huấn", LabelKind.BULLET, "•", "tập huấn"),
    ("* Giai đoạn 1", LabelKind.BULLET, "*", "Giai đoạn 1"),
    ("+ Nguồn khác", LabelKind.PLUS, "+", "Nguồn khác"),
    ("## **II. NHIỆM VỤ**", LabelKind.ROMAN, "II", "NHIỆM VỤ**"),
    ("##### *a) Giai đoạn*", LabelKind.LETTER, "a", "Giai đoạn*"),
]


@pytest.mark.parametrize(("text", "kind", "label", "rest"), MARKS)
def test_marks(text: str, kind: LabelKind, label: str, rest: str) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert (mark.label.kind, mark.label.text, mark.rest) == (kind, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3.926.000 đồng",
        "2021. Kế hoạch này",
        "2025 - 2030",
        "-2030",
        "20/11 hằng năm",
        "5S-Kaizen, KPI",
        "4.0 là xu thế",
        "1.5 tỷ đồng",
        "12,5%/năm",
        "1.330 1.330 266",
        "Phần mềm quản lý",
        "Mục tiêu chung",
        "Điều 5 Nghị định này",
        "phần 2 của kế hoạch",
        "Phụ lục kèm theo",
        "Phụ lục I đính kèm",
        "Điều kiện hỗ trợ",
        "Chương trình quốc gia",
        "I hoặc II",
        "Vụ Tổ chức",
        "TP. Hải Châu",
        "----------",
        "* * *",
        "**Đậm**",
        "",
        "   ",
        "0. Không",
        "Nhiệm vụ 12 tháng",
        "Mục tiêu 2026",
    ],
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert read_mark(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("Ill. NHIEM VU", LabelKind.ROMAN, "III"),
        ("ll. MUC TIEU", LabelKind.ROMAN, "II"),
        ("Phu luc 11", LabelKind.APPENDIX, "II"),
        ("c¢) T6 chirc", LabelKind.LETTER, "c"),
        ("¢) Chu tri", LabelKind.LETTER, "c"),
        ("~d) Van dong", LabelKind.LETTER, "đ"),
    ],
)
def test_marks_in_damaged_text(text: str, kind: LabelKind, label: str) -> None:
    mark = read_mark(text, damaged=True)
    assert mark is not None
    assert (mark.label.kind, mark.label.text) == (kind, label)


def test_numbers_of_marks() -> None:
    def number(text: str) -> int | None:
        mark = read_mark(text)
        assert mark is not None
        return mark.ordinal

    assert [number(text) for text in ("IV. A", "7. A", "3.12. A", "đ) A", "- A")] == [4, 7, 12, 5, None]


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("XIX", 19), ("IIII", None), ("VX", None), ("", None)]
)
def test_roman(text: str, value: int | None) -> None:
    assert roman_value(text) == value


@settings(deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text(text: str, damaged: bool) -> None:
    mark = read_mark(text, damaged=damaged)
    assert mark is None or text.endswith(mark.rest)
