"""Names of files: no folder of anybody's, no control character, and the ending of what the file really is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from nscl.records.enums import FileType

NAME_LENGTH: Final = 150
MEDIA_TYPES: Final[Mapping[FileType, str]] = {
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.WEBP: "image/webp",
    FileType.PDF: "application/pdf",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The first is the one that is given; phones and chat programs write others.
_ENDINGS: Final[Mapping[FileType, tuple[str, ...]]] = {
    FileType.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    FileType.PNG: (".png",),
    FileType.WEBP: (".webp",),
    FileType.PDF: (".pdf",),
    FileType.DOCX: (".docx",),
    FileType.XLSX: (".xlsx",),
}
# What a form's file field offers. HEIC is left out, so that an iPhone sends a JPEG in its place.
ACCEPT: Final = ",".join([*MEDIA_TYPES.values(), *(endings[0] for endings in _ENDINGS.values())])


def bare_name(given: str) -> str:
    """The last part of a name as a browser gave it; "" where nothing readable is left."""
    last = PureWindowsPath(PurePosixPath(given).name).name
    return one_line(last)[:NAME_LENGTH].rstrip()


def one_line(text: str) -> str:
    """The printable letters of a text, blanks and line breaks as one blank each.

    Marks that only turn the direction of reading are not printable: a name cannot show its ending backwards.
    """
    blanks = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter for letter in blanks if letter.isprintable()).strip()


def named_as(given: str, kind: FileType) -> str:
    """The name with an ending that fits the content: "bien-ban.jpg" that is a PDF becomes "bien-ban.pdf"."""
    name = bare_name(given)
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    if f".{ending.lower()}" in _ENDINGS[kind] and stem:
        return name
    known = {one for endings in _ENDINGS.values() for one in endings}
    stem = stem if f".{ending.lower()}" in known else name
    right = _ENDINGS[kind][0]
    return f"{stem[: NAME_LENGTH - len(right)] or 'minh-chung'}{right}"
