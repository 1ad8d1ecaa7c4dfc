"""A file is what its bytes say; what is not taken is refused by what it is, with what to do instead."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.records.enums import FileType
from nscl.records.evidence_files import packages
from nscl.records.evidence_files.refusals import FileRefused
from nscl.records.evidence_files.sniffing import file_type
from tests.factories import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_MAIN = b"wordprocessingml.document.main+xml"
MACRO_MAIN = b"application/vnd.ms-word.document.macroEnabled.main+xml"


def told(tmp_path: Path, data: bytes, name: str = "tep") -> FileType:
    path = tmp_path / name
    path.write_bytes(data)
    return file_type(path)


def code(tmp_path: Path, data: bytes, name: str = "tep") -> str:
    with pytest.raises(FileRefused) as refused:
        told(tmp_path, data, name)
    assert refused.value.problem
    assert refused.value.remedy
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.picture("JPEG"), FileType.JPEG),
        (files.picture("PNG"), FileType.PNG),
        (files.picture("WEBP"), FileType.WEBP),
        (files.pdf(), FileType.PDF),
        (files.docx(), FileType.DOCX),
        (files.xlsx(), FileType.XLSX),
    ],
    ids=lambda value: str(value) if isinstance(value, FileType) else "",
)
@pytest.mark.parametrize("name", ["tep", "anh.jpg", "bao-cao.exe"])
def test_what_is_taken_is_told_by_content_whatever_its_name(
    tmp_path: Path, data: bytes, kind: FileType, name: str
) -> None:
    assert told(tmp_path, data, name) is kind


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03" + b"\x00" * 60 + b"PE\x00\x00", "program"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 60, "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "svg"),
        (b'<?xml version="1.0"?>\n<!-- a --><svg onload="alert(1)"></svg>', "svg"),
        (b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">', "svg"),
        ('<?xml version="1.0"?><svg></svg>'.encode("utf-16"), "svg"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"   <script>alert(1)</script>", "html"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "archive"),
        (b"\x1f\x8b\x08\x00\x00", "archive"),
        (OLE + b"\x00" * 600, "old-office"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "video"),
        (b"\x00\x00\x00\x18ftypqt  \x00\x00\x02\x00", "video"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "other-picture"),
        (b"GIF89a\x01\x00\x01\x00", "other-picture"),
        (b"II*\x00\x08\x00\x00\x00", "other-picture"),
        (b"BM\x46\x00\x00\x00", "other-picture"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "video"),
        ("Họ tên;Cơ quan\nLan;Sở".encode(), "text"),
        (bytes(range(1, 200)) + b"\x00\x01", "unknown"),
        (files.pdf()[:-8], "damaged"),
        (files.plain_zip({"a.txt": b"x"}), "archive"),
        (
            files.plain_zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
            "opendocument",
        ),
        (files.plain_zip({files.CONTENT_TYPES: b"<Types/>"}), "archive"),
        (
            files.plain_zip({files.CONTENT_TYPES: b'"application/x.presentationml.presentation.main+xml"'}),
            "presentation",
        ),
        (files.docx()[:-40], "damaged"),
        (files.docx()[:200], "damaged"),
    ],
)
def test_what_is_not_taken_is_refused_by_what_it_is(tmp_path: Path, data: bytes, expected: str) -> None:
    assert code(tmp_path, data, "anh.jpg") == expected


@pytest.mark.parametrize(
    "data",
    [
        files.changed_zip(files.docx(), add={"word/vbaProject.bin": b"x"}),
        files.changed_zip(files.docx(), add={"WORD/VBAPROJECT.BIN": b"x"}),
        files.changed_zip(
            files.docx(),
            replace={files.CONTENT_TYPES: (b"application/vnd.openxmlformats-officedocument." + WORD_MAIN, MACRO_MAIN)},
        ),
    ],
    ids=["a program inside", "whatever its case", "says so itself"],
)
def test_a_document_with_macros_is_refused(tmp_path: Path, data: bytes) -> None:
    assert code(tmp_path, data) == "macros"


def test_a_zip_bomb_is_refused_after_bounded_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 3_000_000)
    bomb = files.changed_zip(files.docx(), add={"word/media/a.xml": b"\x00" * 4_000_000})
    assert len(bomb) < 100_000
    assert code(tmp_path, bomb) == "zip-bomb"


def test_a_bomb_of_many_members_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_MEMBERS", 50)
    many = files.changed_zip(files.xlsx(), add={f"xl/media/{number}": b"" for number in range(60)})
    assert code(tmp_path, many) == "zip-bomb"


def test_members_that_lie_over_one_another_do_not_multiply_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The known bomb whose directory names one stream many times (Fifield 2019)."""
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 3_000_000)
    data = files.changed_zip(files.docx(), add={"word/media/a.xml": b"\x00" * 1_000_000})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = archive.getinfo("word/media/a.xml")
    start = data.rindex(b"PK\x05\x06")
    count, length, offset = struct.unpack("<HLL", data[start + 10 : start + 20])
    entry_at = data.rindex(b"PK\x01\x02", 0, start)
    entry = data[entry_at:start]
    assert member.filename.encode() in entry
    copies = 9
    end = bytearray(data[start:])
    struct.pack_into("<HHLL", end, 8, count + copies, count + copies, length + copies * len(entry), offset)
    assert code(tmp_path, data[:start] + entry * copies + bytes(end)) in {"zip-bomb", "damaged"}


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(files.docx())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 0x1
    assert code(tmp_path, bytes(data)) == "encrypted"


def test_a_member_whose_checksum_is_wrong_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files.docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/media/a.bin", b"0123456789" * 10)
    assert code(tmp_path, out.getvalue().replace(b"0123456789", b"0123456780")) == "damaged"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.builds(
            lambda mark, rest: mark + rest,
            st.sampled_from(
                [b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", OLE, b"RIFF", b"<svg ", b"\x89PNG"]
            ),
            st.binary(max_size=300),
        ),
    )
)
def test_any_bytes_are_told_or_refused(tmp_path: Path, data: bytes) -> None:
    with suppress(FileRefused):
        assert told(tmp_path, data) in FileType
