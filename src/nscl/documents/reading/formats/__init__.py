"""The bytes of a file → a `Document`: lines of text, and the paragraphs and tables that the format itself knows.

`decode` tells the format by content, not by the name's ending. Each format is a module or folder of its own.
"""

from collections.abc import Callable

from nscl.documents.reading.blocks import Document
from nscl.documents.reading.formats.encodings.detection import decode_text
from nscl.documents.reading.formats.language import measure_language
from nscl.documents.reading.formats.limits import MAX_BYTES, check_size, refuse_large
from nscl.documents.reading.formats.sniffing import Kind, sniff, unknown_format
from nscl.documents.reading.formats.text.lines import split_lines
from nscl.documents.reading.formats.text.markdown import looks_like_markdown, read_blocks

__all__ = ["MAX_BYTES", "Progress", "check_size", "decode"]

# Called with the pages done and the pages in all.
Progress = Callable[[int, int], None]

_MARKDOWN_ENDINGS = (".md", ".markdown")


def decode(data: bytes, *, name: str, progress: Progress | None = None) -> Document:
    """Read the bytes of a .docx, .pdf, .txt or .md file, or of a picture of a page; ``name`` is the file's name.

    The result has one line a physical line of a text, a paragraph of a Word file, a line on the page of a PDF; see
    `Document`. ``progress`` is called after each page of a PDF; the other formats have no pages. Raises ReadingError
    with one clear message for every file that cannot be read.
    """
    refuse_large(len(data))
    kind = sniff(data)
    if kind is Kind.TEXT:
        return _decode_text(data, name)
    if kind is Kind.DOCX:
        from nscl.documents.reading.formats.docx import decode_docx  # noqa: PLC0415  # a text does not need it

        return decode_docx(data, name)
    from nscl.documents.reading.formats.pdf import decode_image, decode_pdf  # noqa: PLC0415  # loads PDFium

    return decode_pdf(data, name, progress) if kind is Kind.PDF else decode_image(data, name)


def _decode_text(data: bytes, name: str) -> Document:
    text, notes = decode_text(data)
    if "\x00" in text:
        raise unknown_format()
    lines = split_lines(text)
    markdown = name.lower().endswith(_MARKDOWN_ENDINGS) or looks_like_markdown(lines)
    language = measure_language(line.text for line in lines)
    return Document(name, lines, read_blocks(lines, markdown=markdown), notes, marks_lost=language.marks_lost)
