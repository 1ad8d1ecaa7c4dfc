"""Why a file was not taken: what it is, and what to do instead, in the words of the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.records.evidence_files.limits import MAX_BYTES, MEGA


class EvidenceError(Exception):
    """An act on evidence that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class FileRefused(EvidenceError):
    """A file that is not kept. `code` names the reason for programs, `problem` and `remedy` for the person."""

    def __init__(self, code: str, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}. {remedy}.")
        self.code = code
        self.problem = problem
        self.remedy = remedy


class StoreFull(OSError):
    """The disk has too little room left for what was sent."""


def too_large(size: int | None = None) -> FileRefused:
    """More bytes than are taken. size: how many it has, where that is known."""
    limit = MAX_BYTES // MEGA
    if size is None:
        problem = _("Tệp nặng hơn %(limit)s MB, mức nhiều nhất cho một tệp") % {"limit": limit}
    else:
        problem = _("Tệp nặng %(size)s MB, mức nhiều nhất cho một tệp là %(limit)s MB") % {
            "size": -(-size // MEGA),
            "limit": limit,
        }
    return FileRefused("too-large", problem, _("Hãy giảm độ phân giải hoặc tách tệp; với video hãy gửi đường dẫn"))


def empty() -> FileRefused:
    """No bytes at all."""
    return FileRefused("empty", _("Tệp trống"), _("Hãy mở tệp để kiểm tra rồi chọn lại"))


def damaged() -> FileRefused:
    """The content begins as one of the types that are taken, but cannot be read to its end."""
    return FileRefused(
        "damaged",
        _("Tệp bị hỏng hoặc chưa tải hết"),
        _("Hãy mở tệp bằng chương trình đã tạo ra nó, lưu lại rồi gửi bản mới"),
    )


def too_many_pixels(limit: int, width: int = 0, height: int = 0) -> FileRefused:
    """A picture larger than is decoded here. width, height: 0 where it is so large that nobody asked."""
    values = {"width": width, "height": height, "limit": limit // MEGA}
    if width:
        problem = _("Ảnh có %(width)s × %(height)s điểm, mức nhiều nhất là %(limit)s triệu điểm") % values
    else:
        problem = _("Ảnh có quá nhiều điểm, mức nhiều nhất là %(limit)s triệu điểm") % values
    return FileRefused("too-many-pixels", problem, _("Hãy thu nhỏ ảnh, hoặc lưu thành JPEG, rồi gửi lại"))


def unpacks_too_large() -> FileRefused:
    """A Word or Excel file that would fill the memory of whoever opens it."""
    return FileRefused(
        "zip-bomb",
        _("Tệp này phình ra quá lớn khi mở, giống tệp phá hoại"),
        _("Hãy lưu lại tệp bằng Word hoặc Excel, bỏ phần không cần"),
    )


def has_macros() -> FileRefused:
    """A document with a program inside."""
    return FileRefused(
        "macros", _("Tệp có macro (chương trình bên trong)"), _("Hãy lưu thành .docx hoặc .xlsx, không macro")
    )


def encrypted() -> FileRefused:
    """A document that asks for a password: nobody could check it."""
    return FileRefused("encrypted", _("Tệp được đặt mật khẩu"), _("Hãy bỏ mật khẩu, lưu lại rồi gửi bản mới"))


def _save_as_pdf() -> str:
    return _("Hãy lưu hoặc in thành PDF rồi gửi")


def _choose_other() -> str:
    return _("Hãy chọn ảnh (JPEG, PNG, WebP), PDF, Word (.docx) hoặc Excel (.xlsx)")


def of_kind(code: str) -> FileRefused:
    """A file of a kind that is known and not taken. Raises KeyError for a code that is none."""
    problem, remedy = _refused_kinds()[code]
    return FileRefused(code, problem, remedy)


def _refused_kinds() -> dict[str, tuple[str, str]]:
    """Kind → what it is, and what to do instead."""
    choose, pdf = _choose_other(), _save_as_pdf()
    as_jpeg = _("Hãy lưu thành JPEG hoặc PNG rồi gửi")
    return {
        "program": (_("Tệp này là chương trình máy tính"), choose),
        "svg": (_("Ảnh SVG có thể chứa mã lệnh nên không nhận"), _("Hãy xuất thành PNG hoặc PDF rồi gửi")),
        "html": (_("Tệp này là trang web (HTML), có thể chứa mã lệnh"), _("Hãy in thành PDF, hoặc gửi đường dẫn")),
        "xml": (_("Tệp này là dữ liệu XML"), pdf),
        "archive": (_("Tệp này là tệp nén"), _("Hãy giải nén rồi gửi từng tệp bên trong")),
        "old-office": (_("Tệp này thuộc Office kiểu cũ (.doc, .xls, .ppt)"), _("Hãy lưu thành .docx, .xlsx hoặc PDF")),
        "presentation": (_("Tệp này là bản trình chiếu PowerPoint"), pdf),
        "opendocument": (_("Tệp này là tài liệu OpenDocument (LibreOffice)"), pdf),
        "rtf": (_("Tệp này là tài liệu RTF"), pdf),
        "text": (_("Tệp này là văn bản thuần hoặc CSV"), pdf),
        "heic": (
            _("Ảnh này ở dạng HEIC, nhiều máy không mở được"),
            _("Trên iPhone: Cài đặt, Camera, Định dạng, chọn “Tương thích nhất”; hoặc lưu ảnh thành JPEG rồi gửi"),
        ),
        "other-picture": (_("Ảnh này ở dạng không nhận (GIF, TIFF, BMP, AVIF)"), as_jpeg),
        "video": (_("Tệp này là video hoặc âm thanh"), _("Hãy đăng lên kênh của cơ quan rồi gửi đường dẫn")),
        "unknown": (_("Không nhận ra tệp này là gì"), choose),
    }
