"""A template's file before anything in it is read: whole, Word, not too big, no programs, nothing from elsewhere."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from nscl.documents.report_papers.templates.problems import ProblemRule, TemplateProblem

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_UNPACKED: Final = 60 * 1024 * 1024
MOST_MEMBERS: Final = 1000
"""What is still a letterhead with a coat of arms; more is a bomb or a mistake."""

UNREADABLE: Final = (
    OpcError,
    InvalidXmlError,
    etree.LxmlError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    TypeError,
    NotImplementedError,
    EOFError,
    OSError,
)
"""What python-docx and lxml raise for files that are not what they should be; they promise no common class."""

_WHOLE: Final = "Tệp"
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_TYPES, _MAIN = "[Content_Types].xml", b"wordprocessingml.document.main+xml"
_PROGRAMS: Final = ("vbaproject.bin", "activex/", "embeddings/", "vbadata.xml")
_EXTERNAL: Final = b'TargetMode="External"'
_HYPERLINK: Final = "/hyperlink"
_RELATIONS: Final = ".rels"
_NO_WORD: Final = TemplateProblem(
    ProblemRule.NOT_WORD, _WHOLE, "không phải tệp Word .docx", "mở bằng Word, chọn Lưu thành (Save As) loại .docx"
)


def open_template(content: bytes) -> Document | TemplateProblem:
    """The document, or why it is refused."""
    problem = _size(content) or _zip(content)
    if problem is not None:
        return problem
    try:
        return docx.Document(BytesIO(content))
    except UNREADABLE as error:
        return _damaged(type(error).__name__)


def _size(content: bytes) -> TemplateProblem | None:
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}".replace(".", ",")
        what = f"nặng {size} MB, quá {MOST_BYTES // 1024 // 1024} MB"
        return TemplateProblem(ProblemRule.TOO_BIG, _WHOLE, what, "bỏ hoặc nén hình ảnh trong mẫu")
    if content.startswith(_OLD_WORD):
        what = "là tệp Word cũ (.doc) hoặc tệp có mật khẩu"
        return TemplateProblem(ProblemRule.NOT_WORD, _WHOLE, what, "bỏ mật khẩu, lưu thành loại .docx")
    return None if content.startswith(b"PK") else _NO_WORD


def _zip(content: bytes) -> TemplateProblem | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
                what = "giải nén ra quá lớn so với một mẫu văn bản"
                return TemplateProblem(ProblemRule.TOO_BIG, _WHOLE, what, "soạn lại mẫu từ mẫu chuẩn")
            broken = archive.testzip()
            if broken is not None:
                return _damaged(broken)
            return next(_within(archive), None)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as error:
        return _damaged(type(error).__name__)


def _within(archive: zipfile.ZipFile) -> Iterator[TemplateProblem]:
    """What of the archive's members is refused."""
    names = archive.namelist()
    types = archive.read(_TYPES) if _TYPES in names else b""
    if any(part in name.lower() for name in names for part in _PROGRAMS) or b"macroEnabled" in types:
        what = "có macro hoặc tệp nhúng"
        yield TemplateProblem(ProblemRule.MACRO, _WHOLE, what, "lưu thành loại .docx (không macro), bỏ tệp nhúng")
    if _MAIN not in types:
        yield _NO_WORD
    for name in names:
        if name.endswith((".xml", _RELATIONS)) and b"<!DOCTYPE" in archive.read(name):
            yield _damaged(name)
        if name.endswith(_RELATIONS) and _EXTERNAL in archive.read(name):
            yield from _links(name, archive.read(name))


def _links(name: str, content: bytes) -> Iterator[TemplateProblem]:
    """Whatever Word would fetch from elsewhere when it opens the file; a hyperlink is fetched by nobody."""
    try:
        relations = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield _damaged(name)
        return
    for relation in relations:
        is_link = str(relation.get("Type", "")).endswith(_HYPERLINK)
        if relation.get("TargetMode") == "External" and not is_link:
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            what = f"lấy nội dung từ nơi khác ({kind})"
            yield TemplateProblem(ProblemRule.LINKED, _WHOLE, what, "nhúng hẳn nội dung ấy vào mẫu hoặc bỏ đi")


def _damaged(what: str) -> TemplateProblem:
    return TemplateProblem(
        ProblemRule.DAMAGED, _WHOLE, f"bị hỏng ({what})", "mở bằng Word, sửa rồi lưu lại, hoặc tải lại từ nơi khác"
    )
