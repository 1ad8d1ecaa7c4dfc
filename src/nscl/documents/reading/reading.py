"""The whole reader: bytes in, a draft pack with its doubts and unread passages out."""

from nscl.documents.pack.reader import count_lines
from nscl.documents.reading.assembly import assemble
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.formats import Progress, decode
from nscl.documents.reading.gazetteer import Gazetteer
from nscl.documents.reading.results import Reading


def read_document(data: bytes, *, name: str, gazetteer: Gazetteer, progress: Progress | None = None) -> Reading:
    """Read a plan document (.docx, .pdf, .txt, .md) into a draft pack, every item with its lines.

    ``name`` is the file's name, for messages; ``progress`` is called with pages done and pages in all. Deterministic;
    nothing is fetched. Raises ReadingError, with one clear message, for what cannot be read or is no plan.
    """
    document = decode(data, name=name, progress=progress)
    return assemble(document, _source_of(document, data), gazetteer)


def _source_of(document: Document, data: bytes) -> bytes:
    """The text that line numbers refer to: the file itself where it already is that text, else the document's lines."""
    if b"\0" not in data and count_lines(data) == len(document.lines):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return document.text.encode()
        if [line.split() for line in text.split("\n")[: len(document.lines)]] == [
            line.text.split() for line in document.lines
        ]:
            return data
    return document.text.encode()
