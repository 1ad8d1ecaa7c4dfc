"""Scanned pages, where Tesseract with Vietnamese is installed."""

import io

import pypdfium2
import pytest

from nscl.documents.reading.blocks import Table
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import decode
from nscl.documents.reading.formats.pdf.ocr import find_recogniser
from tests.documents.reading.formats.builders import pdf_of

needs_tesseract = pytest.mark.skipif(find_recogniser() is None, reason="tesseract-ocr-vie is not installed")
_MARKUP = "#set text(size: 15pt)\nKẾ HOẠCH\n\nHỗ trợ 20 doanh nghiệp nâng cao năng suất giai đoạn 2026-2030"


def scan_of(data: bytes, *, keep: int = 0) -> bytes:
    """The same pages as pictures; the first ``keep`` pages stay as they are."""
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as scan:
        if keep:
            scan.import_pages(source, list(range(keep)))
        for page in list(source)[keep:]:
            width, height = page.get_size()
            picture = io.BytesIO()
            page.render(scale=200 / 72).to_pil().convert("RGB").save(picture, "JPEG", quality=90)
            image = pypdfium2.PdfImage.new(scan)
            image.load_jpeg(picture)
            image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            target = scan.new_page(width, height)
            target.insert_obj(image)
            target.gen_content()
        buffer = io.BytesIO()
        scan.save(buffer)
    return buffer.getvalue()


@needs_tesseract
def test_a_scanned_pdf_is_recognised_with_places() -> None:
    document = decode(scan_of(pdf_of(_MARKUP)), name="quét.pdf")
    assert " ".join(line.text for line in document.lines).startswith("KẾ HOẠCH Hỗ trợ 20 doanh nghiệp")
    assert document.notes[0].startswith("Trang 1 là ảnh quét")
    box = document.lines[0].box
    assert box is not None
    assert 60 < box.left < 110
    assert 50 < box.top < 110


@needs_tesseract
def test_a_ruled_table_of_a_scan_keeps_its_cells() -> None:
    markup = """#set text(size: 14pt)
    Phụ lục nhiệm vụ
    #table(columns: (1.5cm, 7cm, 4cm), [TT], [Nội dung], [Chủ trì], table.cell(colspan: 3)[Nhóm thứ nhất],
      [10], [Tổ chức hội thảo về năng suất và chất lượng], [Sở Công Thương], [11], [Tập huấn], [Sở Tài chính])"""
    document = decode(scan_of(pdf_of(markup)), name="quét.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["TT", "Nội dung", "Chủ trì"],
        ["Nhóm thứ nhất", None, None],
        ["10", "Tổ chức hội thảo về năng suất và chất lượng", "Sở Công Thương"],
        ["11", "Tập huấn", "Sở Tài chính"],
    ]


@needs_tesseract
def test_a_picture_is_recognised() -> None:
    picture = io.BytesIO()
    with pypdfium2.PdfDocument(pdf_of(_MARKUP)) as document:
        document[0].render(scale=300 / 72).to_pil().save(picture, "PNG")
    assert "20 doanh nghiệp" in decode(picture.getvalue(), name="trang.png").text


@needs_tesseract
def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(ReadingError) as refusal:
        decode(b"\x89PNG\r\n\x1a\n" + bytes(100), name="a.png")
    assert refusal.value.code == "ocr-failed"


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match="ảnh quét") as refusal:
        decode(scan_of(pdf_of(_MARKUP)), name="quét.pdf")
    assert refusal.value.code == "needs-ocr"


def test_scanned_pages_among_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    data = scan_of(pdf_of(f"Nội dung\n#pagebreak()\n{_MARKUP}\n#pagebreak()\n{_MARKUP}"), keep=1)
    document = decode(data, name="a.pdf")
    assert [line.text for line in document.lines] == ["Nội dung"]
    assert document.notes == ("Trang 2-3 là ảnh quét, chưa được đọc vì máy chưa cài tesseract tiếng Việt.",)


def test_pages_of_figures_and_of_nameless_letters_are_not_taken_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    figures = "#grid(columns: 20, ..range(400).map(_ => rect(width: 3pt, height: 4pt)))"
    nameless = "\ue000\ue001\ue002 " * 40
    document = decode(pdf_of(f"Nội dung\n#pagebreak()\n{figures}\n#pagebreak()\n{nameless}"), name="a.pdf")
    assert [line.text for line in document.lines] == ["Nội dung"]
    assert document.notes[0].startswith("Trang 2-3 là ảnh quét, chưa được đọc")
