"""Which lines of the document a stretch of a paragraph stands on, also where the paragraph has lost its mark."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Line


class ParagraphPlaces:
    """The places of a document's lines in the text of a paragraph on ``span``, made once a paragraph.

    Counted in characters from the paragraph's end, without spaces: its first line may begin with a mark that the text
    has lost, and joining changes spaces. Without ``lines`` (the document's, in order) every stretch has the whole span.
    """

    def __init__(self, text: str, span: Span, lines: Sequence[Line]) -> None:
        self._span = span
        self._numbers: list[int] = []
        if not lines or span.first == span.last:
            return
        own = [line for line in lines[span.first - 1 : span.last] if line.text.strip()]
        self._numbers = [line.number for line in own]
        self._after_text = list(accumulate((not character.isspace() for character in reversed(text)), initial=0))
        # For each line from the last to the first: how many characters stand behind its beginning.
        self._after_line = list(accumulate(_solid(line.text) for line in reversed(own)))

    def span_of(self, start: int, stop: int) -> Span:
        """The lines on which ``text[start:stop]`` stands."""
        if not self._numbers:
            return self._span
        length = len(self._after_text) - 1
        behind_start = self._after_text[length - start]
        behind_stop = self._after_text[length - stop]
        first = self._line(bisect_left(self._after_line, behind_start))
        last = self._line(bisect_right(self._after_line, behind_stop))
        return Span(first, last) if first <= last else self._span

    def _line(self, from_end: int) -> int:
        return self._numbers[max(len(self._numbers) - 1 - from_end, 0)]


def _solid(text: str) -> int:
    return sum(not character.isspace() for character in text)
