"""A PDF file, or a picture of a page → a `Document`."""

from collections.abc import Callable, Iterable, Sequence

import pypdfium2

from nscl.documents.reading.blocks import Document
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.building import DocumentBuilder, Piece
from nscl.documents.reading.formats.pdf.fonts import convert_by_fonts
from nscl.documents.reading.formats.pdf.geometry import Rules, Word
from nscl.documents.reading.formats.pdf.grids import find_grids
from nscl.documents.reading.formats.pdf.ocr import Recogniser, find_recogniser, refuse_without_ocr
from nscl.documents.reading.formats.pdf.opening import frame_of, open_page, open_pdf
from nscl.documents.reading.formats.pdf.pages import GridTable, PageContent, drop_running_heads, read_content
from nscl.documents.reading.formats.pdf.rules import read_drawing
from nscl.documents.reading.formats.pdf.words import read_words

# A scanned page may have a stamp or a page number as text upon it.
_FEW_WORDS = 10
# Share of characters without a meaning beyond which a page is read as a picture; bullets of symbol fonts are fewer.
_MEANINGLESS = 0.5
# At two seconds a page on one core this is four minutes.
MAX_SCANNED_PAGES = 120
# Points by which the borders of a table may differ from those of its continuation on the next page.
_SAME_COLUMN = 8.0
_SAME_HEAD = 0.7  # of the cells of a repeated head are equal at least

_Progress = Callable[[int, int], None] | None


def decode_pdf(data: bytes, name: str, progress: _Progress = None) -> Document:
    """Read a PDF; ``progress`` is called with the pages done and all pages.

    Raises ReadingError: "corrupt", "encrypted", "empty", "too-many-pages", "too-long", "needs-ocr".
    """
    with open_pdf(data) as document:
        reader = _Reader(document)
        for number in range(1, len(document) + 1):
            reader.read(number)
            if progress is not None:
                progress(number, len(document))
    return reader.finish(name)


def decode_image(data: bytes, name: str) -> Document:
    """Read a picture of a page by OCR. Raises ReadingError: "needs-ocr", "ocr-failed", "empty"."""
    recogniser = find_recogniser()
    if recogniser is None:
        raise refuse_without_ocr("Tệp này là ảnh, không có chữ để đọc")
    page = read_content(1, 0.0, recogniser.read_image(data), ())
    builder = DocumentBuilder()
    _add_pages(builder, [page])
    if builder.is_empty:
        raise ReadingError("empty", "Không nhận ra chữ nào trong ảnh", "quét lại rõ hơn, 300 điểm một inch")
    return builder.finish(name, ("Chữ được nhận dạng từ ảnh (OCR), cần đối chiếu với bản gốc.",))


class _Reader:
    """Reads the pages of one file in order."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._pages: list[PageContent] = []
        self._recogniser: Recogniser | None = None
        self._recognised: list[int] = []
        self._unread: list[int] = []
        self._beyond: list[int] = []
        self._encodings: set[str] = set()

    def read(self, number: int) -> None:
        """Read one page."""
        with open_page(self._document, number) as page:
            frame = frame_of(page)
            words = read_words(page, frame)
            drawing = read_drawing(page, frame)
            gibberish = _is_gibberish(words)
            if gibberish or (len(words) < _FEW_WORDS and drawing.is_picture):
                recognised, drawing.rules = self._recognise(page, number)
                words = recognised or ([] if gibberish else words)
        self._encodings |= convert_by_fonts(words)
        self._pages.append(read_content(number, frame.height, words, find_grids(drawing.rules)))

    def _recognise(self, page: pypdfium2.PdfPage, number: int) -> tuple[list[Word], Rules]:
        self._recogniser = self._recogniser or find_recogniser()
        if self._recogniser is None:
            self._unread.append(number)
            return [], Rules([], [])
        if len(self._recognised) >= MAX_SCANNED_PAGES:
            self._beyond.append(number)
            return [], Rules([], [])
        self._recognised.append(number)
        return self._recogniser.read_page(page, number)

    def finish(self, name: str) -> Document:
        """The document of all pages. Raises ReadingError where nothing could be read."""
        drop_running_heads(self._pages)
        builder = DocumentBuilder()
        _add_pages(builder, self._pages)
        if builder.is_empty:
            if self._unread:
                raise refuse_without_ocr("Tệp PDF chỉ gồm ảnh quét, không có chữ để đọc")
            raise ReadingError("empty", "Tệp PDF không có chữ nào", "xuất lại tệp PDF từ văn bản gốc")
        return builder.finish(name, self._notes())

    def _notes(self) -> tuple[str, ...]:
        notes = [f"Đã chuyển từ bảng mã {name} theo tên phông chữ." for name in sorted(self._encodings)]
        if self._recognised:
            numbers = _list_numbers(self._recognised)
            notes.append(f"Trang {numbers} là ảnh quét: chữ được nhận dạng (OCR), cần đối chiếu với bản gốc.")
        if self._unread:
            numbers = _list_numbers(self._unread)
            notes.append(f"Trang {numbers} là ảnh quét, chưa được đọc vì máy chưa cài tesseract tiếng Việt.")
        if self._beyond:
            numbers = _list_numbers(self._beyond)
            notes.append(
                f"Trang {numbers} là ảnh quét, chưa được đọc: mỗi lần đọc tối đa {MAX_SCANNED_PAGES} trang ảnh."
            )
        return tuple(notes)


def _is_gibberish(words: Sequence[Word]) -> bool:
    """Whether most characters have no meaning: a font without a table of what its glyphs are."""
    text = "".join(word.text for word in words)
    meaningless = sum(character in "\ufffd\x00" or "\ue000" <= character <= "\uf8ff" for character in text)
    return meaningless > _MEANINGLESS * len(text) > 0


def _list_numbers(numbers: Iterable[int]) -> str:
    """ "1, 3-5": runs of pages as ranges."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _add_pages(builder: DocumentBuilder, pages: Sequence[PageContent]) -> None:
    """Add lines and tables; a table that goes on from one page to the next is one."""
    pending: GridTable | None = None
    for page in pages:
        for item in page.items:
            if isinstance(item, GridTable):
                if pending is not None and _goes_on(pending, item):
                    pending.rows += item.rows[_repeated_heads(pending, item) :]
                    continue
                if pending is not None:
                    builder.add_table(pending.rows)
                pending = item
                continue
            if pending is not None:
                builder.add_table(pending.rows)
                pending = None
            piece = Piece(item.spread, page.number, item.box, spread=True)
            builder.add_paragraph(piece, whole=False, bold=item.bold)
    if pending is not None:
        builder.add_table(pending.rows)


def _goes_on(table: GridTable, later: GridTable) -> bool:
    """Whether a table is the continuation of the one before it: no text between them and the same columns."""
    if len(table.columns) != len(later.columns):
        return False
    return all(abs(one - other) <= _SAME_COLUMN for one, other in zip(table.columns, later.columns, strict=True))


def _repeated_heads(table: GridTable, later: GridTable) -> int:
    """How many rows at the beginning of a continuation repeat the heads of the table."""
    most = min(len(table.rows), len(later.rows) - 1)
    repeated = 0
    while repeated < most and _is_same_head(table.texts(repeated), later.texts(repeated)):
        repeated += 1
    return repeated


def _is_same_head(texts: Sequence[str], later: Sequence[str]) -> bool:
    """Whether two rows have the same words; OCR may read a cell or two otherwise."""
    filled = [pair for pair in zip(texts, later, strict=True) if any(pair)]
    return bool(filled) and sum(one == other for one, other in filled) >= _SAME_HEAD * len(filled)
