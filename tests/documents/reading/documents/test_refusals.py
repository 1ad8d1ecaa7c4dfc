"""What is no provincial plan is refused in one clear message, whatever file it comes in."""

from __future__ import annotations

import io
import shutil

import docx
import pytest
import xlsxwriter

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.reading import read_document
from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.layouts import plain, typeset
from tests.documents.reading.documents.places import gazetteer
from tests.documents.reading.documents.styles import Style

DECREE = """CHÍNH PHỦ
Số: 5/2031/NĐ-CP
Hà Nội, ngày 04 tháng 02 năm 2031
NGHỊ ĐỊNH
Quy định việc trông giữ cây xanh trong khuôn viên trụ sở
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định cách trồng, tỉa và thay cây trong khuôn viên trụ sở của cơ quan nhà nước.
Điều 2. Giải thích từ ngữ
1. Cây xanh là cây thân gỗ cao từ 3 mét trở lên.
2. Người trông cây là người được giao việc bằng văn bản.
Điều 3. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 4 năm 2031.
"""
ENGLISH = """PROVINCIAL PLAN
Raising productivity and quality in the province of Ca Mau, 2026-2030
I. TARGETS
1. At least 20 enterprises apply improvement tools every year.
2. Total factor productivity contributes about 50% of growth by 2030.
II. TASKS
The Department of Science and Technology leads; the districts take part.
"""


def _refusal(data: bytes, name: str) -> ReadingError:
    with pytest.raises(ReadingError) as refused:
        read_document(data, name=name, gazetteer=gazetteer())
    assert refused.value.message
    assert refused.value.remedy
    return refused.value


def _word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("text", [DECREE, "Thực đơn hôm nay: canh chua, cá kho, rau luộc, cơm gạo mới.\n"])
def test_a_document_that_is_no_plan(text: str) -> None:
    for data, name in ((text.encode(), "a.txt"), (_word(text), "a.docx"), (typeset.compile_pdf(_typed(text)), "a.pdf")):
        assert _refusal(data, name).code == "not-a-plan"


def test_a_plan_in_english() -> None:
    for data, name in ((ENGLISH.encode(), "a.txt"), (_word(ENGLISH), "a.docx")):
        assert _refusal(data, name).code == "not-vietnamese"


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.md"])
def test_nothing_at_all(name: str) -> None:
    assert _refusal(b"", name).code == "empty"
    assert _refusal(b" \n \n", "a.txt").code == "empty"


def test_a_spreadsheet_under_another_name() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "Kế hoạch")
    assert "bảng tính" in _refusal(out.getvalue(), "ke-hoach.docx").message


@pytest.mark.skipif(shutil.which("tesseract") is not None, reason="máy này có tesseract: trang ảnh được nhận dạng")
def test_pages_that_are_pictures_say_what_to_install() -> None:
    refusal = _refusal(typeset.compile_pdf("#rect(width: 8cm, height: 8cm, fill: gray)"), "scan.pdf")
    assert refusal.code == "needs-ocr"
    assert "tesseract-ocr-vie" in refusal.remedy


def test_a_plan_whose_province_is_left_out() -> None:
    text = plain.pasted(compose(invent(0), Style.ROMAN))
    without = text.replace("CÀ MAU", "…").replace("Cà Mau", "…")
    assert _refusal(without.encode(), "a.txt").code == "not-a-plan"


def _typed(text: str) -> str:
    return " \\\n".join(typeset.quoted(line) for line in text.split("\n") if line)
