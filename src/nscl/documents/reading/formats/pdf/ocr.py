"""Text of pages that are pictures, through the program Tesseract with its Vietnamese data, where both are installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import pypdfium2

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.encodings.syllables import split_syllables
from nscl.documents.reading.formats.pdf.geometry import Rules, Word
from nscl.documents.reading.formats.pdf.grids import find_grids
from nscl.documents.reading.formats.pdf.lost_cells import LostColumn, lost_columns
from nscl.documents.reading.formats.pdf.picture_rules import Picture, Ruling, slope_of, take_rules

_DOTS_PER_INCH = 300  # what Tesseract is trained for
_POINTS_PER_INCH = 72
_LARGEST_PICTURE = 40_000_000  # dots; an A3 page at 300 dpi has 17 million
_SECONDS = 60  # an ordinary page takes two on one core
_LANGUAGE = "vie"
_NUMBERS_ONLY = ("-c", "tessedit_char_whitelist=0123456789IVXabcdđegh.,)-*")
_ONE_BLOCK = "6"  # Tesseract's mode for a single block of text
_LINE_LEVEL, _WORD_LEVEL = "4", "5"
_COLUMNS = 12
_LEAST_CONFIDENCE = 0.0  # -1 marks a box that is no word
_WORD = re.compile(r"[^\W\d_]+")
_SPECKS = " |_¦[]{}"  # what Tesseract takes the remains of ruled lines for
_PROGRAM = "tesseract"
# Its threads wait for one another more than they help, the more so where the cores are shared.
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Recogniser:
    """An installed Tesseract that knows Vietnamese."""

    program: str

    def read_page(self, page: pypdfium2.PdfPage, number: int) -> tuple[list[Word], Rules]:
        """The words of a page of a PDF and its ruled lines, both straightened. Raises ReadingError("ocr-failed")."""
        ruling, picture = take_rules(_picture_of(page))
        lines = self._read_picture(picture, number)
        if not ruling.rules.horizontal:
            ruling = Ruling(ruling.rules, slope_of(lines))
        words = _level(lines, ruling)
        for grid in find_grids(ruling.rules):
            for column in list(lost_columns(picture, ruling, grid, words)):
                found = _level(self._read_column(picture, column, number), ruling)
                words += [word for word in found if grid.slot(word.centre, word.middle) in column.slots]
        return words, ruling.rules

    def _read_column(self, picture: Picture, column: LostColumn, number: int) -> list[list[Word]]:
        """The lines of a column cut out of a page, at their places on the page."""
        box = column.box
        options = ("--psm", _ONE_BLOCK, *(_NUMBERS_ONLY if column.is_narrow else ()))
        lines = self._read_picture(picture.cut(box), number, *options)
        for word in chain.from_iterable(lines):
            word.left, word.right = word.left + box.left, word.right + box.left
            word.top, word.bottom = word.top + box.top, word.bottom + box.top
        return lines

    def _read_picture(self, picture: Picture, number: int, *options: str) -> list[list[Word]]:
        if not picture.shades:
            return []
        header = b"P5 %d %d 255\n" % (picture.width, picture.height)
        return self._read(header + picture.shades, picture.points, number, *options)

    def read_image(self, data: bytes) -> list[Word]:
        """The words of a picture in a file (PNG, JPEG, TIFF …). Raises ReadingError("ocr-failed")."""
        lines = self._read(data, _POINTS_PER_INCH / _DOTS_PER_INCH, None)
        return _level(lines, Ruling(Rules([], []), slope_of(lines)))

    def _read(self, picture: bytes, points: float, page: int | None, *options: str) -> list[list[Word]]:
        command = [self.program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(_DOTS_PER_INCH), *options, "tsv"]
        try:
            done = subprocess.run(  # noqa: S603  # the program found on the path; the picture goes in as bytes
                command,
                input=picture,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
                env={**os.environ, **_ONE_THREAD},
            )
        except (subprocess.SubprocessError, OSError):
            message = "Chương trình nhận dạng chữ (tesseract) không đọc được ảnh"
            raise ReadingError(
                "ocr-failed", message, "quét lại trang rõ hơn, hoặc gõ lại phần này", page=page
            ) from None
        return _lines(done.stdout.decode("utf-8", errors="replace"), points)


def _picture_of(page: pypdfium2.PdfPage) -> Picture:
    """A page in shades of grey at 300 dots an inch, or fewer where it is very large."""
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    if width * height * scale * scale > _LARGEST_PICTURE:
        scale = (_LARGEST_PICTURE / max(width * height, 1.0)) ** 0.5
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        shades = bytes(bitmap.buffer)
        wide, stride = bitmap.width, bitmap.stride
        if stride != wide:
            shades = b"".join(shades[start : start + wide] for start in range(0, stride * bitmap.height, stride))
        return Picture(shades, wide, bitmap.height, 1 / scale)
    finally:
        bitmap.close()


def find_recogniser() -> Recogniser | None:
    """The Tesseract of this machine; None where it or its Vietnamese data is not installed."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return None
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return None
    return Recogniser(program) if _LANGUAGE in done.stdout.decode("utf-8", errors="replace").split() else None


def refuse_without_ocr(message: str) -> ReadingError:
    """The refusal of a picture on a machine that cannot recognise text; says what to install."""
    return ReadingError(
        "needs-ocr",
        message,
        "cài chương trình nhận dạng chữ rồi đọc lại. Debian/Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie;"
        " Windows: cài Tesseract OCR (bản của UB Mannheim), khi cài chọn thêm ngôn ngữ Vietnamese."
        " Hoặc xin bản .docx hay bản PDF có chữ từ nơi ban hành",
    )


def _lines(table: str, points: float) -> list[list[Word]]:
    """Words of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    lines: list[list[Word]] = [[]]
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS:
            continue
        if cells[0] == _LINE_LEVEL:
            lines.append([])
        elif cells[0] == _WORD_LEVEL and float(cells[10]) >= _LEAST_CONFIDENCE and (text := cells[-1].strip(_SPECKS)):
            left, top, width, height = (int(cell) * points for cell in cells[6:10])
            parted = _WORD.sub(lambda match: split_syllables(match[0]), text)
            lines[-1].append(Word(parted, left, top, left + width, top + height))
    return lines


def _level(lines: Sequence[Sequence[Word]], ruling: Ruling) -> list[Word]:
    """Words straightened with their page, each with the height of its line, as words of a PDF have it.

    Tesseract's own boxes hug the letters, and its lines of a page laid aslant are as high as they climb.
    """
    for line in filter(None, lines):
        ruling.straighten(line)
        top, bottom = min(word.top for word in line), max(word.bottom for word in line)
        for word in line:
            word.top, word.bottom, word.base = top, bottom, bottom
    return list(chain.from_iterable(lines))
