"""The files that prove what was done in a sample year: a few small pictures and papers, each marked “MẪU”.

The letters are drawn as strokes: no font is at hand that is sure to have them, and the bytes are the same everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PIL import Image, ImageDraw

Point = tuple[float, float]


class FileForm(StrEnum):
    """What a sample file shows."""

    PHOTOGRAPH = "photograph"
    CHART = "chart"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One of the files: its form and which of them."""

    form: FileForm
    number: int

    def content(self) -> bytes:
        """Its bytes, the same each time."""
        match self.form:
            case FileForm.PHOTOGRAPH:
                return _photograph(self.number)
            case FileForm.CHART:
                return _chart(self.number)
            case FileForm.DOCUMENT:
                return _document(self.number)


PHOTOGRAPHS: Final = tuple(SampleFile(FileForm.PHOTOGRAPH, number) for number in range(4))
CHARTS: Final = tuple(SampleFile(FileForm.CHART, number) for number in range(2))
DOCUMENTS: Final = tuple(SampleFile(FileForm.DOCUMENT, number) for number in range(3))

# “MẪU” in strokes, on a field 19 wide and 12 high, from its upper left corner.
_STROKES: Final[tuple[tuple[Point, ...], ...]] = (
    ((0, 12), (0, 4), (2.5, 9), (5, 4), (5, 12)),
    ((6.5, 12), (9, 4), (11.5, 12)),
    ((7.5, 9.2), (10.5, 9.2)),
    ((7.6, 3.2), (9, 2.2), (10.4, 3.2)),
    ((7.4, 1.2), (8.3, 0.5), (9.6, 1.2), (10.6, 0.5)),
    ((13, 4), (13, 10.5), (14, 12), (17, 12), (18, 10.5), (18, 4)),
)
_SIZE: Final = (640, 420)
_NAVY, _RED, _PAPER = "#1f3a5f", "#a3272c", "#f7f3ea"
_GROUNDS: Final = ("#5b7c99", "#6d8b74", "#9a7b4f", "#7a6c8f")
# A4 in points of 1/72 inch, lower left corner first (ISO 32000-1, 7.7.3.3).
_PAGE: Final = (595, 842)


def _strokes(left: float, top: float, unit: float) -> Iterable[list[Point]]:
    for stroke in _STROKES:
        yield [(left + x * unit, top + y * unit) for x, y in stroke]


def _photograph(number: int) -> bytes:
    """A room with people in rows, as a phone would see it."""
    image = Image.new("RGB", _SIZE, _GROUNDS[number % len(_GROUNDS)])
    draw = ImageDraw.Draw(image)
    width, height = _SIZE
    draw.rectangle((60, 40, width - 60, 190), fill=_PAPER)
    for row, colour in enumerate((_NAVY, "#2c4d78", _NAVY)):
        for seat in range(9 - number):
            x, y = 50 + seat * (540 // (8 - number)) - row % 2 * 30, 235 + row * 65
            draw.ellipse((x - 14, y - 14, x + 14, y + 14), fill=colour)
            draw.rounded_rectangle((x - 24, y + 16, x + 24, height + 20), 16, fill=colour)
    for stroke in _strokes(225, 53, 10):
        draw.line(stroke, fill=_RED, width=7, joint="curve")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _chart(number: int) -> bytes:
    """Bars of an inquiry."""
    image = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(image)
    for place, share in enumerate((40, 65, 30, 80, 55)[number:]):
        x = 70 + place * 110
        draw.rectangle((x, 380 - share * 2.4, x + 70, 380), fill=_GROUNDS[place % len(_GROUNDS)])
    draw.line((40, 380, 610, 380), fill=_NAVY, width=3)
    for stroke in _strokes(230, 20, 9):
        draw.line(stroke, fill=_RED, width=5, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _document(number: int) -> bytes:
    """A page with lines for words and the mark across it (PDF 1.4)."""
    width, height = _PAGE
    marks = [f"{' '.join(_operator(stroke, height))} S" for stroke in _strokes(150, 120, 15)]
    lines = [f"70 {y} m {width - 70 - (y * 7 + number * 31) % 140} {y} l S" for y in range(100, height - 330, 24)]
    drawn = "\n".join(["0.64 0.15 0.17 RG 9 w 1 J 1 j", *marks, "0.6 0.6 0.6 RG 3 w", *lines]).encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    )
    return _pdf(objects)


def _operator(stroke: Iterable[Point], height: float) -> Iterable[str]:
    for place, (x, y) in enumerate(stroke):
        yield f"{x:.1f} {height - y:.1f} {'l' if place else 'm'}"


def _pdf(objects: Iterable[bytes]) -> bytes:
    """Objects with the table that says where each begins (ISO 32000-1, 7.5)."""
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
        + b"startxref\n%d\n%%%%EOF\n" % len(data)
    )
