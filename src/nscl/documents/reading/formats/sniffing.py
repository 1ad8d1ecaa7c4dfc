"""What a file really is, told by its first bytes and not by its name; what is no document is refused by name."""

import io
import re
import zipfile
from enum import StrEnum

from nscl.documents.reading.errors import ReadingError


class Kind(StrEnum):
    """The formats that are read."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    IMAGE = "image"


_PDF_MARK = b"%PDF-"
# Adobe's own readers accept the mark anywhere in the first kilobyte.
_PDF_MARK_WITHIN = 1024
_HEAD = 4096
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_WORD_TEXT = re.compile(r"word/document[0-9]{0,3}\.xml")
_MAX_MEMBERS = 5_000  # a Word file has some twenty, and one for each picture

_SAVE_AS_DOCX = "mở bằng Word hoặc LibreOffice rồi lưu thành .docx (hoặc .pdf)"
_PLAN_ITSELF = "chọn đúng tệp văn bản kế hoạch (.docx, .pdf, .txt, .md)"


def sniff(data: bytes) -> Kind:
    """Tell the format of a file. Raises ReadingError that names what the file is where it cannot be read."""
    if not data.strip():
        raise ReadingError("empty", "Tệp trống, không có nội dung nào", _PLAN_ITSELF)
    if _PDF_MARK in data[:_PDF_MARK_WITHIN]:
        return Kind.PDF
    if data.startswith(_ZIP_MARKS):
        return _sniff_zip(data)
    if data.startswith(_OLE_MARK):
        raise _refuse_ole(data)
    if data.startswith(_IMAGE_MARKS) and (not data.startswith(b"BM") or b"\x00" in data[:32]):
        return Kind.IMAGE
    _refuse_others(data[:_HEAD])
    return Kind.TEXT


def _sniff_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            kind = _first_of(archive) if infos else b""
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, UnicodeError):
        raise corrupt("Tệp nén bên trong tài liệu bị hỏng hoặc thiếu phần cuối") from None
    if len(infos) > _MAX_MEMBERS:
        message = f"Tệp nén chứa {len(infos)} tệp con, giới hạn là {_MAX_MEMBERS}"
        raise ReadingError("zip-bomb", message, _PLAN_ITSELF)
    names = {info.filename for info in infos}
    if any(_WORD_TEXT.fullmatch(name) for name in names):
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        message = "Tệp này là bảng tính Excel, không phải văn bản Word"
        raise ReadingError("spreadsheet", message, "dán bảng vào văn bản kế hoạch rồi lưu thành .docx")
    if any(name.startswith("ppt/") for name in names):
        raise ReadingError("presentation", "Tệp này là bản trình chiếu PowerPoint", _PLAN_ITSELF)
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise ReadingError("opendocument", "Tệp này là tài liệu OpenDocument (LibreOffice)", _SAVE_AS_DOCX)
    raise ReadingError("archive", "Tệp này là tệp nén .zip, không phải văn bản", "giải nén, rồi " + _PLAN_ITSELF)


def _first_of(archive: zipfile.ZipFile) -> bytes:
    """The beginning of the member `mimetype`, with which OpenDocument files say what they are."""
    if "mimetype" not in archive.namelist():
        return b""
    with archive.open("mimetype") as member:
        return member.read(100)


def _refuse_ole(data: bytes) -> ReadingError:
    """Files of Office before 2007, and the container of encrypted ones of today."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted("Tài liệu Word được đặt mật khẩu")
    if "WordDocument".encode("utf-16-le") in data:
        return ReadingError("old-word", "Tệp này là tài liệu Word 97-2003 (.doc)", _SAVE_AS_DOCX)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return ReadingError("spreadsheet", "Tệp này là bảng tính Excel 97-2003 (.xls)", _PLAN_ITSELF)
    return ReadingError("old-office", "Tệp này là tài liệu Office kiểu cũ", _SAVE_AS_DOCX)


def _refuse_others(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(b"{\\rtf"):
        raise ReadingError("rtf", "Tệp này là tài liệu RTF", _SAVE_AS_DOCX)
    if start.startswith((b"<!doctype html", b"<html")):
        raise ReadingError("html", "Tệp này là trang web (HTML)", "sao chép phần văn bản vào Word rồi lưu thành .docx")
    if start.startswith((b"<?xml", b"<!doctype")):
        raise ReadingError("xml", "Tệp này là dữ liệu XML, không phải văn bản", _SAVE_AS_DOCX)
    if head.startswith((b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe")) and b"\x00" in head:
        raise ReadingError("program", "Tệp này là chương trình máy tính, không phải văn bản", _PLAN_ITSELF)
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08")):
        raise ReadingError("archive", "Tệp này là tệp nén, không phải văn bản", "giải nén, rồi " + _PLAN_ITSELF)


def corrupt(message: str, *, page: int | None = None) -> ReadingError:
    """The refusal of a damaged file."""
    return ReadingError("corrupt", message, "mở tệp bằng chương trình đã tạo ra nó, lưu lại và gửi bản mới", page=page)


def encrypted(message: str) -> ReadingError:
    """The refusal of a file that asks for a password."""
    return ReadingError("encrypted", message, "mở tệp bằng mật khẩu, bỏ mật khẩu rồi lưu lại")


def unknown_format() -> ReadingError:
    """The refusal of bytes that are no text and no format that we know."""
    return ReadingError(
        "unknown-format", "Không nhận ra định dạng của tệp, nội dung không phải là văn bản", _PLAN_ITSELF
    )
