"""Documents for tests: a text printed on lines of a page, as a PDF or OCR gives it, or whole as Word gives it."""

from collections.abc import Iterable

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Line, Paragraph
from nscl.documents.reading.line_fullness import text_width
from nscl.documents.reading.outline import Node, Outline

PAGE_WIDTH = 33_000  # about 16.5 cm of 14 point type
_INDENT = 2_571


def wrap(paragraph: str, width: int = PAGE_WIDTH) -> list[str]:
    """The printed lines of a paragraph whose first line is set in; as a text keeps them, without the indent."""
    lines: list[str] = []
    current, limit = "", width - _INDENT
    for word in paragraph.split():
        longer = f"{current} {word}" if current else word
        if current and text_width(longer) > limit:
            lines.append(current)
            current, limit = word, width
        else:
            current = longer
    return [*lines, current] if current else lines


def from_lines(lines: Iterable[str], *, marks_lost: bool = False) -> Document:
    """A document of physical lines; blank ones have no block."""
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, start=1))
    blocks = tuple(
        Paragraph(line.text.strip(), Span(line.number, line.number), whole=False)
        for line in numbered
        if line.text.strip()
    )
    return Document("thu.txt", numbered, blocks, marks_lost=marks_lost)


def printed(
    paragraphs: Iterable[str], *, blank_after_line: bool = False, blank_after_paragraph: bool = False
) -> Document:
    """Paragraphs printed on lines, with blank lines after every line or after every paragraph."""
    lines: list[str] = []
    for paragraph in paragraphs:
        for line in wrap(paragraph):
            lines += [line, ""] if blank_after_line else [line]
        lines += [""] if blank_after_paragraph else []
    return from_lines(lines)


def whole(*paragraphs: str | Paragraph) -> Document:
    """A document of whole paragraphs, one a line."""
    lines, blocks = [], []
    for number, paragraph in enumerate(paragraphs, start=1):
        text = paragraph if isinstance(paragraph, str) else paragraph.text
        lines.append(Line(number, text))
        span = Span(number, number)
        if isinstance(paragraph, str):
            blocks.append(Paragraph(text, span))
        else:
            blocks.append(Paragraph(text, span, paragraph.whole, paragraph.heading, paragraph.bold, paragraph.indent))
    return Document("thu.docx", tuple(lines), tuple(blocks))


def heading(text: str, level: int) -> Paragraph:
    """A paragraph with a heading style."""
    return Paragraph(text, Span(1, 1), heading=level)


def bold(text: str) -> Paragraph:
    """An emphasised paragraph."""
    return Paragraph(text, Span(1, 1), bold=True)


def sketch(outline: Outline) -> list[str]:
    """The tree as lines: two spaces a level, mark, role in brackets, first words."""

    def lines(node: Node, depth: int) -> Iterable[str]:
        mark = f"{node.label.text} " if node.label else ""
        role = f"[{node.role}] " if node.role else ""
        yield "  " * depth + mark + role + " ".join(node.text.split()[:3])
        for child in node.children:
            yield from lines(child, depth + 1)

    return [line for root in outline.roots for line in lines(root, 0)]
