"""What stands where on the pages of a PDF."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

POINTS_A_MM = 72 / 25.4
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15
ROUNDING_MM = 0.6


@dataclass(frozen=True)
class Words:
    """A piece of a line; millimetres from the left and the top edge of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Words, ...]
    letters: tuple[Words, ...]

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.words)

    @property
    def number(self) -> str:
        """What stands above the top margin."""
        return " ".join(one.text for one in self.words if one.bottom < TOP_MM)

    @property
    def body(self) -> list[Words]:
        return [one for one in self.words if one.bottom >= TOP_MM]

    @property
    def last_line(self) -> str:
        lowest = max(self.body, key=lambda one: one.bottom)
        return " ".join(one.text for one in self.body if abs(one.bottom - lowest.bottom) < 2)

    @property
    def outside(self) -> list[str]:
        """Letters beyond the margins of Decree 30/2020/NĐ-CP, annex I; a blank at the end of a line is none."""
        return [
            f"{one.text} {one.left:.1f}–{one.right:.1f} × {one.top:.1f}–{one.bottom:.1f}"
            for one in self.letters
            if one.bottom >= TOP_MM
            if one.left < LEFT_MM - ROUNDING_MM
            or one.right > self.width - RIGHT_MM + ROUNDING_MM
            or one.bottom > self.height - BOTTOM_MM + ROUNDING_MM
            or one.top < TOP_MM - ROUNDING_MM
        ]


def pages_of(pdf: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(document[place]) for place in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_rect(place) for place in range(text.count_rects())]
    words = ((text.get_text_bounded(*box).strip(), box) for box in boxes)
    said = text.get_text_range()
    letters = ((said[place], text.get_charbox(place)) for place in range(len(said)) if not said[place].isspace())
    return Page(
        width / POINTS_A_MM,
        height / POINTS_A_MM,
        tuple(_words(one, box, height) for one, box in words if one),
        tuple(_words(one, box, height) for one, box in letters),
    )


def _words(text: str, box: tuple[float, float, float, float], height: float) -> Words:
    left, bottom, right, top = box
    return Words(text, *(edge / POINTS_A_MM for edge in (left, height - top, right, height - bottom)))


def by_libreoffice(document: bytes, folder: Path) -> bytes:
    """The document as LibreOffice prints it."""
    source = folder / "report.docx"
    source.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".pdf").read_bytes()
