"""Files that cannot be read: one clear refusal each, which says what the file is and what to do."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import MAX_BYTES, check_size, decode
from nscl.documents.reading.formats.docx.package import MAX_PART_BYTES, MAX_TAGS
from nscl.documents.reading.formats.limits import MAX_PAGES
from tests.documents.reading.formats.builders import W, docx_of, p, pdf_of, tbl, tc, zip_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
# A page tree with no page, and a file that asks for a password (algorithm RC4 of PDF 1.4 with made-up keys).
_EMPTY_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
_LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/P -44"
    b"/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF"
)


def spreadsheet() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def refusal_of(data: bytes, name: str = "kế hoạch.docx") -> ReadingError:
    with pytest.raises(ReadingError) as refusal:
        decode(data, name=name)
    assert refusal.value.message
    assert refusal.value.remedy
    assert not refusal.value.remedy.endswith(".")
    return refusal.value


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "empty", "trống"),
        (b" \r\n\t ", "empty", "trống"),
        (spreadsheet(), "spreadsheet", "Excel"),
        (zip_of({"ppt/presentation.xml": "<a/>"}), "presentation", "PowerPoint"),
        (zip_of({"mimetype": "application/vnd.oasis.opendocument.text"}), "opendocument", "OpenDocument"),
        (zip_of({"a.txt": "abc"}), "archive", ".zip"),
        (b"PK\x05\x06" + bytes(18), "archive", ".zip"),
        (b"PK\x03\x04" + bytes(60), "corrupt", "hỏng"),
        (_OLE + "WordDocument".encode("utf-16-le"), "old-word", ".doc"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "mật khẩu"),
        (_OLE + "Workbook".encode("utf-16-le"), "spreadsheet", ".xls"),
        (_OLE, "old-office", "Office"),
        (b"{\\rtf1\\ansi K\\u7871 ho\\u7841ch}", "rtf", "RTF"),
        ("<!DOCTYPE html><html><body>Kế hoạch</body></html>".encode(), "html", "HTML"),
        (b'<?xml version="1.0"?><a/>', "xml", "XML"),
        (b"MZ\x90\x00\x03" + bytes(200), "program", "chương trình"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "archive", "nén"),
        (bytes(range(256)) * 20, "unknown-encoding", "bảng mã"),
        (b"abc\x00def" * 20, "unknown-format", "định dạng"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nabc", "corrupt", "hỏng"),
        (_EMPTY_PDF + b"trailer<</Root 1 0 R/Size 3>>\n%%EOF", "empty", "không có trang"),
        (_LOCKED_PDF, "encrypted", "mật khẩu"),
    ],
)  # fmt: skip
def test_each_wrong_file_is_named(data: bytes, code: str, said: str) -> None:
    refusal = refusal_of(data)
    assert refusal.code == code
    assert said in refusal.message


def test_a_file_cut_short_is_refused() -> None:
    for whole in (docx_of(p("Kế hoạch")), pdf_of("Kế hoạch")[:3000]):
        assert refusal_of(whole[: len(whole) // 2]).code == "corrupt"


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(docx_of(p("Kế hoạch")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + flags] |= 1
    assert refusal_of(bytes(data)).code == "encrypted"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    blown = docx_of(p("a"), parts={"word/media/a.bin": "0" * 20_000_000})
    assert len(blown) < 100_000
    assert refusal_of(blown).code == "zip-bomb"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (MAX_PART_BYTES + 10))
    data = bytearray(buffer.getvalue())
    size = (MAX_PART_BYTES + 10).to_bytes(4, "little")
    while (place := data.find(size)) >= 0:
        data[place : place + 4] = (100).to_bytes(4, "little")
    assert refusal_of(bytes(data)).code in {"zip-bomb", "corrupt"}


def test_too_many_tags_are_refused() -> None:
    assert refusal_of(docx_of("<w:p/>" * (MAX_TAGS + 1))).code == "zip-bomb"


def test_too_many_members_are_refused() -> None:
    assert refusal_of(zip_of({f"word/{number}.xml": "" for number in range(5_001)})).code == "zip-bomb"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://example.com/a.dtd">',
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(declaration: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<w:document xmlns:w="{W}"><w:body/></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml.encode(encoding))
    assert refusal_of(buffer.getvalue()).code == "unsafe-xml"


def test_a_word_file_with_broken_xml_or_without_body_is_refused() -> None:
    for content in ("<w:document", "", f'<w:document xmlns:w="{W}"/>'):
        assert refusal_of(zip_of({"word/document.xml": content})).code == "corrupt"


def test_a_table_with_too_many_cells_is_refused() -> None:
    row = [tc("", '<w:gridSpan w:val="999999999"/>')] * 3
    assert refusal_of(docx_of(p("a") + tbl(*[row] * 4_000))).code == "too-long"


def test_too_many_pages_are_refused() -> None:
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(MAX_PAGES + 1):
            document.new_page(10, 10)
        buffer = io.BytesIO()
        document.save(buffer)
    refusal = refusal_of(buffer.getvalue())
    assert (refusal.code, "501 trang" in refusal.message) == ("too-many-pages", True)


def test_size_is_checked_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "lớn.pdf"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(ReadingError, match="300 MB, giới hạn là 60 MB"):
        check_size(path)
    path.write_bytes(b"a")
    check_size(path)


def test_large_bytes_are_refused() -> None:
    assert refusal_of(b"a" * (MAX_BYTES + 1)).code == "too-large"


def test_a_picture_without_ocr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    refusal = refusal_of(_PNG, "quét.png")
    assert refusal.code == "needs-ocr"
    assert "sudo apt install tesseract-ocr tesseract-ocr-vie" in refusal.remedy
    assert "Windows" in refusal.remedy
