"""From a place in a joined paragraph back to the lines on which it stands."""

from bisect import bisect_right
from dataclasses import dataclass

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Paragraph


@dataclass(frozen=True, slots=True)
class ParagraphLines:
    """Where each line of a paragraph begins in its text: ``starts[i]`` is the offset of line ``numbers[i]``."""

    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    span: Span

    def span_of(self, start: int, stop: int) -> Span:
        """The lines of the characters ``start`` to ``stop`` (half-open); the whole span where they are unknown."""
        if not self.starts:
            return self.span
        first = self.numbers[max(bisect_right(self.starts, start) - 1, 0)]
        last = self.numbers[max(bisect_right(self.starts, max(stop - 1, start)) - 1, 0)]
        return Span(first, max(first, last))


def paragraph_lines(paragraph: Paragraph, document: Document) -> ParagraphLines:
    """The places of the document's lines in a paragraph that `paragraphs.join_paragraphs` has joined from them."""
    if paragraph.span.first == paragraph.span.last:
        return ParagraphLines((), (), paragraph.span)
    starts, numbers, cursor = [], [], 0
    for line in document.lines[paragraph.span.first - 1 : paragraph.span.last]:
        words = line.text.strip()
        place = paragraph.text.find(words, cursor) if words else -1
        if place < 0 < len(words):  # gaps between columns, which paragraphs do not have
            words = " ".join(words.split())
            place = paragraph.text.find(words, cursor)
        if place >= 0:
            starts.append(place)
            numbers.append(line.number)
            cursor = place + len(words)
    return ParagraphLines(tuple(starts), tuple(numbers), paragraph.span)
