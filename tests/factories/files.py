"""Files of every type that evidence may be, and of many that it may not, made here."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import xlsxwriter
from docx import Document
from PIL import Image

from nscl.records.evidence_files.storage import Received, evidence_store
from tests.factories.people import AT

# Where a photograph of these says that it was taken, and by whom.
AUTHOR = "Người Chụp Ảnh"
LATITUDE = (21.0, 16.0, 51.5)
GPS_MARK = b"NSCL-GPS-AREA"
_ARTIST, _GPS, _LATITUDE_REF, _LATITUDE, _AREA, _ORIENTATION = 0x013B, 0x8825, 1, 2, 28, 0x0112
CONTENT_TYPES = "[Content_Types].xml"


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), colour: str = "teal", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


def photograph(size: tuple[int, int] = (2400, 1800), *, orientation: int = 1) -> bytes:
    """A JPEG that carries its place, its author and a comment, as a phone writes them."""
    image = Image.new("RGB", size, "teal")
    # A red corner at the top left of the file's rows, to see which way it is turned.
    image.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[_ARTIST] = AUTHOR
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS).update({_LATITUDE_REF: "N", _LATITUDE: LATITUDE, _AREA: b"ASCII\x00\x00\x00" + GPS_MARK})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"NSCL-COMMENT")
    return out.getvalue()


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def docx(text: str = "Biên bản nghiệm thu") -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "Danh sách dự")
    return out.getvalue()


def changed_zip(
    data: bytes, *, add: dict[str, bytes] | None = None, replace: dict[str, tuple[bytes, bytes]] | None = None
) -> bytes:
    """A ZIP with members added, and with bytes of members replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if replace and name in replace:
                content = content.replace(*replace[name])
            new.writestr(name, content)
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def plain_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def received(data: bytes, at: datetime = AT) -> Received:
    """The bytes as the store has them once they came in."""
    return evidence_store().receive([data[start : start + 1000] for start in range(0, len(data), 1000)], at=at)
