"""Word and Excel files: a ZIP whose members say what it is, unpacked once into nothing to see how large it is."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Final

from nscl.records.enums import FileType
from nscl.records.evidence_files import refusals
from nscl.records.evidence_files.limits import MAX_MEMBERS, MAX_UNPACKED_BYTES

_PIECE: Final = 256 * 1024
_ENCRYPTED_FLAG: Final = 0x1
_CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileType.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileType.XLSX,
}
# Of a package with a program inside; the main part says so, and the program is a part of its own.
_MACROS: Final = ("macroenabled", "vbaproject")
_MAX_CONTENT_TYPES: Final = 2_000_000
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def office_type(path: Path) -> FileType:
    """Word or Excel. Raises FileRefused for any other ZIP, a damaged one, one with macros, and one that is a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise refusals.unpacks_too_large()
            names = {member.filename for member in members}
            if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
                raise refusals.encrypted()
            if _CONTENT_TYPES not in names:
                raise refusals.of_kind(_other_package(archive, names))
            found = _main_type(archive, names)
            _unpack(archive, members)
    except _BROKEN as error:
        raise refusals.damaged() from error
    return found


def _main_type(archive: zipfile.ZipFile, names: Collection[str]) -> FileType:
    """What the list of content types says that the package is."""
    with archive.open(_CONTENT_TYPES) as member:
        listed = member.read(_MAX_CONTENT_TYPES).decode("utf-8", "replace")
    folded = listed.lower()
    if any(mark in folded for mark in _MACROS) or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refusals.has_macros()
    for main, kind in _MAIN.items():
        if f'"{main}"' in listed:
            return kind
    raise refusals.of_kind("presentation" if "presentationml" in folded else "archive")


def _other_package(archive: zipfile.ZipFile, names: Collection[str]) -> str:
    if "mimetype" in names:
        with archive.open("mimetype") as member:
            if member.read(64).startswith(b"application/vnd.oasis.opendocument"):
                return "opendocument"
    return "archive"


def _unpack(archive: zipfile.ZipFile, members: Collection[zipfile.ZipInfo]) -> None:
    """Unpack every member into nothing, up to the bound: sizes that a ZIP declares may be lies, its checksums not.

    Work is bounded by what comes out, so members that lie over one another cost no more.
    """
    unpacked = 0
    for member in members:
        with archive.open(member) as content:
            while piece := content.read(_PIECE):
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED_BYTES:
                    raise refusals.unpacks_too_large()
