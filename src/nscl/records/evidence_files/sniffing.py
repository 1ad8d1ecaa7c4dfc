"""What a file really is, told by its bytes and never by its name; what is not taken is refused by what it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from nscl.records.enums import FileType
from nscl.records.evidence_files import refusals
from nscl.records.evidence_files.packages import office_type

_HEAD: Final = 4096
# The end of a PDF stands in its last bytes; readers look as far back as this (ISO 32000-1, annex H.3.18).
_PDF_END_WITHIN: Final = 1024

_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"dex\n")
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
_OTHER_PICTURES: Final = (b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_VIDEOS: Final = (b"\x1aE\xdf\xa3", b"OggS", b"ID3", b"FLV\x01", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"#!AMR")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# The brand of a file in boxes (ISO 14496-12: MP4, MOV, HEIF) follows "ftyp".
_BRAND: Final = slice(8, 12)
_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_MARKUP: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|img|meta|style|a\s|div|p>|form|object|embed|link)",
    re.IGNORECASE,
)
_SVG: Final = re.compile(rb"<svg[\s>:]|<[a-z]{1,20}:svg[\s>]|<!doctype\s+svg", re.IGNORECASE)


def file_type(path: Path) -> FileType:
    """The type of a file. Raises FileRefused for every other, with what it is and what to do."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise refusals.empty()
    if head.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if head.startswith(b"RIFF") and head[_BRAND] == b"WEBP":
        return FileType.WEBP
    if head.startswith(b"%PDF-"):
        return _whole_pdf(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_type(path)
    raise refusals.of_kind(_refused_kind(head, path))


def _whole_pdf(path: Path) -> FileType:
    """A PDF that has its end: half an upload has none."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _PDF_END_WITHIN))
        if b"%%EOF" not in file.read():
            raise refusals.damaged()
    return FileType.PDF


def _refused_kind(head: bytes, path: Path) -> str:
    """The name under which `refusals.of_kind` knows a file."""
    if head.startswith(b"#!AMR"):
        return "video"
    if head.startswith(_OLE):
        return _old_office(path)
    for marks, kind in (
        (_PROGRAMS, "program"),
        (_ARCHIVES, "archive"),
        (_OTHER_PICTURES, "other-picture"),
        (_VIDEOS, "video"),
        ((b"{\\rtf",), "rtf"),
    ):
        if head.startswith(marks):
            return kind
    if head[4:8] == b"ftyp":
        return "heic" if head[_BRAND] in _HEIF_BRANDS else "other-picture" if head[_BRAND] in _AVIF_BRANDS else "video"
    if head.startswith(b"RIFF"):
        return "video"
    return _refused_text(head)


def _old_office(path: Path) -> str:
    """An Office file before 2007; today's encrypted ones lie in the same container."""
    with path.open("rb") as file:
        start = file.read(1_000_000)
    if _ENCRYPTED in start:
        raise refusals.encrypted()
    return "old-office"


def _refused_text(head: bytes) -> str:
    text = head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if _SVG.search(text):
        return "svg"
    if _MARKUP.search(text):
        return "html"
    if text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml"):
        return "xml"
    return "unknown" if b"\x00" in text else "text"
