"""The words on a page of a PDF, with their boxes, emphasis and font."""

import ctypes
import math
import unicodedata
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from nscl.documents.reading.formats.pdf.geometry import Frame, Word

# A page of dense small print has 8 000; a map or a drawing may hold many more, and is no plan.
MAX_PAGE_CHARACTERS = 60_000
_BLANKS = frozenset([*range(33), 0x7F, 0xA0, 0xAD, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x3000, 0xFEFF]) - {2}
# PDFium gives U+0002 or U+FFFE for a hyphen at the end of a line.
_SPELT_OUT = {2: "-", 0xFFFE: "-", 0xFFFF: "", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_LAST_CODE = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
# In parts of the line's height: another word begins behind such a gap, on another line beyond such a step.
_GAP = 0.6
_NARROW_GAP = 0.1  # where PDFium takes a gap for a blank; a blank has a quarter, in tight lines a sixth
_STEP = 0.5
_BACK = 0.5
# A smaller letter above or below the base line: the mark of a note, the power of a unit.
_SMALL = 0.9
_LIFT = 0.08
_BOLD_WEIGHT = 600
_FONT_NAME_BYTES = 128
# Text turned by less or more than a quarter is a watermark.
_TURN_SLACK = 0.02


def read_words(page: pypdfium2.PdfPage, frame: Frame) -> list[Word]:
    """The words of a page in the order in which the file draws them; at most `MAX_PAGE_CHARACTERS` characters."""
    text_page = page.get_textpage()
    try:
        return _Reader(text_page, frame).words()
    finally:
        text_page.close()


@dataclass(slots=True)
class _Open:
    """The word that is being put together."""

    word: Word
    vertical: bool


class _Reader:
    def __init__(self, text_page: pypdfium2.PdfTextPage, frame: Frame) -> None:
        self._text_page = text_page
        self._frame = frame
        self._found: list[Word] = []
        self._open: _Open | None = None
        self._fonts: dict[tuple[bytes, int], tuple[str, bool]] = {}

    def words(self) -> list[Word]:
        rectangle, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        text_page = self._text_page
        spaced = guessed = False
        for index in range(min(pdfium.FPDFText_CountChars(text_page), MAX_PAGE_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            if code in _BLANKS or code > _LAST_CODE or code in _SURROGATES:
                # PDFium puts blanks in where letters seem far apart, also between letters of different fonts.
                guessed = pdfium.FPDFText_IsGenerated(text_page, index) == 1
                spaced = spaced or not guessed
                if not guessed:
                    self._close()
                continue
            if not pdfium.FPDFText_GetLooseCharBox(text_page, index, rectangle):
                continue
            box = self._frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            _, base = self._frame.point(x.value, y.value)
            text = _SPELT_OUT.get(code, chr(code))
            self._add(Word(text, box.left, box.top, box.right, box.bottom, spaced, base=base), index, guessed=guessed)
            spaced = guessed = False
        self._close()
        return self._found

    def _add(self, letter: Word, index: int, *, guessed: bool) -> None:
        """Add a letter; ``guessed`` says that PDFium would have a blank before it."""
        opened = self._open
        if opened is not None and _belongs(opened, letter, guessed=guessed):
            word = opened.word
            word.text += letter.text
            word.left, word.right = min(word.left, letter.left), max(word.right, letter.right)
            word.top, word.bottom = min(word.top, letter.top), max(word.bottom, letter.bottom)
            return
        self._close()
        turn = (pdfium.FPDFText_GetCharAngle(self._text_page, index) / (math.pi / 2) - self._frame.quarters) % 4
        # Also what has no angle at all: the matrix of a damaged file can turn a letter by "not a number".
        if not min(turn % 1, 1 - turn % 1) <= _TURN_SLACK:
            return
        letter.font, letter.bold = self._font(index)
        self._open = _Open(letter, vertical=round(turn) % 2 == 1)

    def _close(self) -> None:
        if self._open is not None:
            self._found.append(self._open.word)
            self._open = None

    def _font(self, index: int) -> tuple[str, bool]:
        """Name and weight of the font of a character, the name without the tag of a subset ("ABCDEF+")."""
        buffer = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text_page, index, buffer, _FONT_NAME_BYTES, flags)
        weight = pdfium.FPDFText_GetFontWeight(self._text_page, index)
        key = (buffer.value, weight)
        if key not in self._fonts:
            name = buffer.value.decode("utf-8", errors="replace").rpartition("+")[2]
            self._fonts[key] = name, "bold" in name.lower() or weight >= _BOLD_WEIGHT
        return self._fonts[key]


def _belongs(opened: _Open, letter: Word, *, guessed: bool) -> bool:
    """Whether a letter belongs to the word before it."""
    if unicodedata.combining(letter.text[:1] or " "):
        return True
    if opened.vertical:
        return not guessed
    return _goes_on(opened.word, letter, _NARROW_GAP if guessed else _GAP)


def _goes_on(word: Word, letter: Word, gap: float) -> bool:
    """Whether a letter stands on the line of a word, and neither far behind nor in front of its end."""
    height = max(word.height, letter.height, 1.0)
    step = abs(letter.base - word.base)
    if min(word.height, letter.height) < _SMALL * height and step > _LIFT * height:
        return False
    return (
        step <= _STEP * height
        and letter.left - word.right <= gap * height
        and word.right - letter.left <= _BACK * height
    )
