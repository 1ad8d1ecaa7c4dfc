"""What every format becomes: numbered lines of text, and the blocks (paragraphs, tables) that stand on them.

The lines together are the document's text (the `source.txt` of a pack); every later item points at them by `Span`.
"""

from dataclasses import dataclass, field

from nscl.documents.pack.values import Span


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document's text; ``number`` is 1-based. ``page`` and ``box`` where the format has them."""

    number: int
    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text. ``whole`` is False for a physical line of a text whose paragraphs are still broken over lines.

    ``heading``: the level given by the markup itself (Word style, Markdown #), None where the markup says nothing.
    ``bold``: whether all of it is emphasised. ``indent``: depth of a native list item, None outside lists.
    """

    text: str
    span: Span
    whole: bool = True
    heading: int | None = None
    bold: bool = False
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; a merged cell stands once, at its top left, with the columns and rows that it covers."""

    text: str
    span: Span
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: every row has the same number of places; None where a merged cell reaches in, or nothing stands.

    ``rebuilt`` says that the columns were not in the document and were found from the content.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    span: Span
    rebuilt: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document: its lines, its blocks in order, and what happened on the way (``notes``, for the person).

    ``marks_lost``: the text has lost most of its Vietnamese diacritics (OCR), so that words are to be recognised
    folded and approximately.
    """

    name: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = field(default=())
    marks_lost: bool = False

    @property
    def text(self) -> str:
        """The text to which spans refer, one line each, with a final newline."""
        return "\n".join(line.text for line in self.lines) + "\n"

    def page_of(self, number: int) -> int | None:
        """The page on which a line stands."""
        return self.lines[number - 1].page if 1 <= number <= len(self.lines) else None
