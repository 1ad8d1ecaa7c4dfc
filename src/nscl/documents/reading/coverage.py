"""What no extractor understood: nothing of a document is swallowed in silence."""

import re
from collections.abc import Iterable, Iterator, Sequence

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Cell, Document, Table
from nscl.documents.reading.outline import Node, Outline, SectionRole
from nscl.documents.reading.results import Unread

# Recognised, and with nothing for a pack: why the plan exists, who gets a copy, who signed.
_NO_PLACE_IN_A_PACK = frozenset({SectionRole.PURPOSE, SectionRole.RECIPIENTS, SectionRole.SIGNATURE})

_LETTER = re.compile(r"[^\W\d_]")


def unread_passages(document: Document, outline: Outline, read: Iterable[Span]) -> tuple[Unread, ...]:
    """Passages with no line in ``read``: the largest parts of the outline left whole, else single blocks.

    A heading whose part was read is understood by that; a passage is given once, by its widest unread node.
    """
    lines = _lines_of(read, len(document.lines))
    reader = _Unread(document, lines)
    return tuple(passage for root in outline.roots for passage in reader.under(root))


def _lines_of(spans: Iterable[Span], count: int) -> bytearray:
    marked = bytearray(count + 2)
    for span in spans:
        first, last = max(span.first, 1), min(span.last, count)
        if first <= last:
            marked[first : last + 1] = b"\x01" * (last - first + 1)
    return marked


class _Unread:
    """Walks the outline once, each node knowing whether a line of it or below it was read."""

    def __init__(self, document: Document, lines: bytearray) -> None:
        self._document = document
        self._lines = lines

    def under(self, node: Node) -> Iterator[Unread]:
        if node.role in _NO_PLACE_IN_A_PACK:
            return
        if not self._touched(node.span):
            passage = self._passage(node)
            # Page numbers and rules of dashes say nothing that could have been understood.
            if _LETTER.search(passage.text) is not None:
                yield passage
            return
        for child in node.children:
            yield from self.under(child)

    def _touched(self, span: Span) -> bool:
        return 1 in self._lines[span.first : span.last + 1]

    def _passage(self, node: Node) -> Unread:
        text = "\n".join(_words(part) for part in node.walk())
        return Unread(node.span, text, self._document.page_of(node.span.first))


def _words(node: Node) -> str:
    if isinstance(node.block, Table):
        return "\n".join(_row(row) for row in node.block.rows)
    return node.block.text


def _row(cells: Sequence[Cell | None]) -> str:
    return " | ".join(cell.text if cell is not None else "" for cell in cells)
