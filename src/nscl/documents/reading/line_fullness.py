"""Whether a physical line is full, so that the paragraph ran on because the paper ended and not because the author did.

Where a format has boxes, they say it. Elsewhere the width is estimated from the letters: papers of the administration
are set in Times New Roman (Decree 30/2020/NĐ-CP, annex I), whose advance widths are those of Times-Roman in Adobe's
Core 14 AFM files (1/1000 of the type size). Counting characters would mistake "ill" for "MƯỜ".
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nscl.documents.reading.blocks import Line

_WIDTHS_BY_SIZE = {
    250: " ,.",
    278: "ijlt/\\:;",
    333: "frI!()[]-",
    389: "sJ",
    444: "acez?“”",
    500: "bdghknopquvxy0123456789+*#$–_",
    556: "PSFđ",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVwXYĐ",
    778: "m&",
    889: "M",
    944: "W",
    1000: "…—",
}
_BASE_WIDTHS = {character: size for size, characters in _WIDTHS_BY_SIZE.items() for character in characters}
_OTHER = 500
_SPACE = _BASE_WIDTHS[" "]
# 1.27 cm of a first line's indent, in 1/1000 of 14 point type (Decree 30/2020/NĐ-CP: 1 cm or 1.27 cm).
_INDENT = 2571
# Justified lines give and take in their spaces; OCR and estimated widths add to that.
_GIVE = 0.035
_CLOSE_GIVE = 0.005  # where the line before has already ended a sentence, less evidence is asked for
# Lines shorter than this (about 40 letters) are titles, cells and ends of paragraphs: they do not tell the width.
_SHORTEST_TELLING = 17_000
_CLUSTER = 0.08  # full lines of one page differ by that much at most
_FEWEST_TELLING = 4  # lines that ran on; a text of fewer is as wide as its widest line
_ENDS = ".;:!?"
_LETTER_MARK = re.compile(r"[a-zđ][.)]\s")
_NARROWEST_TELLING_BOX = 150.0  # points: narrower lines are cells
_INDENT_POINTS = 10.0
_PARTED = 1.2  # times the usual distance of lines; 6 points between paragraphs are a third of a line
_INDENT_SPACES = 2


class _Widths(dict[str, int]):
    """Widths by character; an accented letter is as wide as its base, and remembered."""

    def __missing__(self, character: str) -> int:
        base = unicodedata.normalize("NFD", character)[0]
        combining = "\u0300" <= character <= "\u036f"
        width = 0 if combining else _BASE_WIDTHS.get(base, _OTHER)
        self[character] = width
        return width


_WIDTHS = _Widths(_BASE_WIDTHS)


def text_width(text: str) -> int:
    """The width of a text in Times-Roman, in 1/1000 of the type size."""
    return sum(map(_WIDTHS.__getitem__, text))


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide the lines of a document run: estimated (``width``), in points, and where their left margin is.

    ``pitch``: points from one line to the next. None where no such measure can be told (a text of few lines, or one
    line a paragraph).
    """

    width: float | None
    left: float | None
    right: float | None
    spaces: int
    pitch: float | None = None

    def is_parted(self, line: Line, following: Line) -> bool:
        """Whether more than the usual distance stands between two lines of a page."""
        if self.pitch is None or line.box is None or following.box is None or line.page != following.page:
            return False
        return following.box.top - line.box.top > self.pitch * _PARTED

    def has_room(self, line: Line, following: Line, *, first: bool, give: float = _GIVE) -> bool:
        """Whether the following line's first word would have fitted on this line; ``first``: of its paragraph."""
        word = following.text.split(maxsplit=1)[0] if following.text.strip() else ""
        if self.right is not None and line.box is not None and line.text.strip():
            per_unit = (line.box.right - line.box.left) / max(text_width(line.text.strip()), 1)
            needed = (text_width(word) + _SPACE) * per_unit
            return line.box.right + needed < self.right * (1 - _GIVE / 2)
        if self.width is None:
            return True
        text = line.text.strip()
        width = text_width(text) + (_INDENT if first else 0)
        return width + _SPACE + text_width(word) < self.width * (1 - give)

    def begins_paragraph(self, line: Line, following: Line | None) -> bool:
        """Whether a line seems to be set in: it runs on, yet it is short by a first line's indent."""
        if self.is_indented(line):
            return True
        if self.width is None or following is None or line.box is not None:
            return False
        runs_on = following.text.strip()[:1].islower() or line.text.rstrip()[-1:].isalpha()
        return runs_on and self.has_room(line, following, first=False, give=_CLOSE_GIVE) and not self._overfull(line)

    def _overfull(self, line: Line) -> bool:
        """Whether the line with a first line's indent would not fit on the page."""
        return self.width is not None and text_width(line.text.strip()) + _INDENT > self.width * (1 + _GIVE)

    def is_indented(self, line: Line) -> bool:
        """Whether the line begins to the right of the margin."""
        if self.left is not None and line.box is not None:
            return line.box.left > self.left + _INDENT_POINTS
        return _leading_spaces(line) >= self.spaces + _INDENT_SPACES

    def is_aligned(self, line: Line, following: Line) -> bool:
        """Whether two lines begin at the same place across the page."""
        if line.box is not None and following.box is not None:
            return abs(line.box.left - following.box.left) <= _INDENT_POINTS
        return abs(_leading_spaces(line) - _leading_spaces(following)) < _INDENT_SPACES


def measure(lines: Sequence[Line]) -> Measure:
    """The measure of the lines of a document's prose."""
    texts = [text for line in lines if (text := line.text.strip())]
    brackets = [*_brackets(texts)]
    width = _likeliest_width(brackets) if len(brackets) >= _FEWEST_TELLING else _widest(texts)
    boxes = [line.box for line in lines if line.box is not None]
    wide = [box for box in boxes if box.right - box.left >= _NARROWEST_TELLING_BOX]
    right = _densest([box.right for box in wide]) if wide else None
    lefts = sorted(box.left for box in wide)
    left = lefts[len(lefts) // 10] if lefts else None
    spaces = sorted(_leading_spaces(line) for line in lines)
    return Measure(width, left, right, spaces[len(spaces) // 2] if spaces else 0, _usual_pitch(lines))


def _usual_pitch(lines: Sequence[Line]) -> float | None:
    """The distance from line to line inside paragraphs: that of lines that certainly ran on."""
    pitches = [
        following.box.top - line.box.top
        for line, following in pairwise(lines)
        if line.box and following.box and line.page == following.page and following.text.strip()[:1].islower()
    ]
    pitches = sorted(pitch for pitch in pitches if pitch > 0)
    return pitches[len(pitches) // 2] if pitches else None


def _widest(texts: Sequence[str]) -> float | None:
    return max((width for text in texts if (width := text_width(text)) >= _SHORTEST_TELLING), default=None)


def _brackets(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What each line that ran on tells of the page: it is at least that wide, and too narrow for the next word.

    A line certainly ran on where a small letter follows though no sentence has ended. What begins with a capital or a
    mark is taken for a first line, to which the indent belongs.
    """
    for text, following in pairwise(texts):
        if following[0].islower() and text[-1] not in _ENDS:
            first = not text[0].islower() or _LETTER_MARK.match(text) is not None
            width = text_width(text) + (_INDENT if first else 0)
            if width >= _SHORTEST_TELLING:
                yield width, width + _SPACE + text_width(following.split(maxsplit=1)[0])


def _likeliest_width(brackets: Sequence[tuple[int, int]]) -> float | None:
    """The middle of the widths on which most brackets agree; of equally likely ones the wider."""
    events = sorted([(low, 1) for low, _ in brackets] + [(high, -1) for _, high in brackets])
    depth = best = 0
    middle: float | None = None
    for (place, step), (following, _) in pairwise(events):
        depth += step
        if depth >= best and following > place:
            best, middle = depth, (place + following) / 2
    return middle


def _densest(sizes: Sequence[float]) -> float | None:
    """The upper end of the narrow band in which most sizes lie."""
    telling = sorted(sizes)
    if not telling:
        return None
    best, upper = 0, telling[-1]
    for start, size in enumerate(telling):
        stop = bisect_right(telling, size * (1 + _CLUSTER))
        if stop - start >= best:  # of equally dense bands the wider lines
            best, upper = stop - start, telling[stop - 1]
    return upper


def _leading_spaces(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
