"""Ruled lines on the picture of a page, so that tables of scanned plans keep their cells.

Looks for long unbroken runs of dark dots along rows and columns of dots, with the fast searches of `bytes`. A page that
was laid on the scanner a little aslant is straightened: its lines become steps, whose slope is measured. Lines found
are wiped out, because Tesseract takes them for letters.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import linear_regression

from nscl.documents.reading.blocks import Box
from nscl.documents.reading.formats.pdf.geometry import Rule, Rules, Word
from nscl.documents.reading.formats.pdf.grids import SNAP, joined

_DARK = 150  # of 255; print is below, paper and the back of the sheet above
_INK = bytes(1 if shade < _DARK else 0 for shade in range(256))
_WHITE = b"\xff"
# Points. Dashes are no longer than the size of the type, stems of letters no higher than three quarters of it; the
# lowest rows of tables have some 15 points.
_SHORTEST_ACROSS = 20.0
_SHORTEST_DOWN = 14.0
_LONGEST_LETTERS = 60.0  # a word set upright in the head of a table
_REACH = 4.0
_RIM = 2  # dots beside a line that are grey
_GAP = b"\x00\x00\x00"  # as many light dots end a run
_MOST_RUNS = 40_000
# Slopes that are tried, as parts of 1: up to 2 degrees in steps of 0.03.
_STEEPEST, _STEP = 0.035, 0.0005
_RUNS_FOR_SLOPE = 1_500  # the longest ones
# Letters below the base line make one line of text uncertain by a part in a hundred; the middle of three is better.
_WORDS_FOR_SLOPE, _WIDTH_FOR_SLOPE, _LINES_FOR_SLOPE = 5, 150.0, 3

_Run = tuple[int, int, int]  # number of the row or column of dots, first dot, dot behind the last


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as shades of grey, one byte a dot, row by row; ``points`` is the width of a dot."""

    shades: bytes
    width: int
    height: int
    points: float

    def cut(self, box: Box) -> "Picture":
        """The part of the page inside a box (points), as far as it is on the page."""
        left, right = (min(max(round(edge / self.points), 0), self.width) for edge in (box.left, box.right))
        top, bottom = (min(max(round(edge / self.points), 0), self.height) for edge in (box.top, box.bottom))
        rows = (self.shades[row * self.width + left : row * self.width + right] for row in range(top, bottom))
        return Picture(b"".join(rows), max(right - left, 0), max(bottom - top, 0), self.points)

    def count_ink(self) -> int:
        """How many dots are dark."""
        return self.shades.translate(_INK).count(1)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines of a page, straightened; how far it lies aslant (falling to the right, as a part of 1)."""

    rules: Rules
    slope: float

    def straighten(self, words: Iterable[Word]) -> None:
        """Move words, in place, to where they stand among the straightened lines."""
        for word in words:
            down, across = -self.slope * word.centre, self.slope * word.middle
            word.top, word.bottom = word.top + down, word.bottom + down
            word.left, word.right = word.left + across, word.right + across


def take_rules(picture: Picture) -> tuple[Ruling, Picture]:
    """The long straight lines of a page, and the page without them."""
    ink = picture.shades.translate(_INK)
    wide, points = picture.width, picture.points
    rows = [ink[start : start + wide] for start in range(0, wide * picture.height, wide)]
    across = _runs(rows, int(_SHORTEST_ACROSS / points))
    down = _runs([ink[place::wide] for place in range(wide)], int(_SHORTEST_DOWN / points))
    if not across or len(across) + len(down) > _MOST_RUNS:  # a photograph has many
        return Ruling(Rules([], []), 0.0), picture
    slope = _slope(across)
    horizontal = joined(_straight(run, -slope, points) for run in across)
    vertical = [rule for rule in joined(_straight(run, slope, points) for run in down) if _is_border(rule, horizontal)]
    down = [run for run in down if _belongs(_straight(run, slope, points), vertical)]
    return Ruling(Rules(horizontal, vertical), slope), Picture(
        _wiped(picture, across, down), wide, picture.height, points
    )


def _runs(rows: Sequence[bytes], shortest: int) -> list[_Run]:
    """Runs of dark dots along rows (or columns) of dots."""
    found = []
    for number, row in enumerate(rows):
        if row.count(1) < shortest:
            continue
        start = 0
        for piece in row.split(_GAP):
            if len(piece) >= shortest and piece.count(1) >= shortest:
                found.append((number, start, start + len(piece)))
            start += len(piece) + len(_GAP)
    return found


def _slope(across: list[_Run]) -> float:
    """The slope at which the runs fall together on the fewest heights."""
    longest = sorted(across, key=lambda run: run[1] - run[2])[:_RUNS_FOR_SLOPE]
    steps = round(_STEEPEST / _STEP)

    def sharpness(slope: float) -> float:
        heights: Counter[int] = Counter()
        for row, start, end in longest:
            for place in (start, end):
                heights[round(row - slope * place)] += end - start
        return float(sum(length * length for length in heights.values()))

    return max((step * _STEP for step in sorted(range(-steps, steps + 1), key=abs)), key=sharpness)


def slope_of(lines: Iterable[Sequence[Word]]) -> float:
    """The slope of a page without ruled lines: the middle one of those of its lines of text."""
    slopes = sorted(
        linear_regression([word.centre for word in line], [word.bottom for word in line]).slope
        for line in lines
        if len(line) >= _WORDS_FOR_SLOPE and line[-1].centre - line[0].centre >= _WIDTH_FOR_SLOPE
    )
    slope = slopes[len(slopes) // 2] if len(slopes) >= _LINES_FOR_SLOPE else 0.0
    return slope if abs(slope) <= _STEEPEST else 0.0


def _straight(run: _Run, slope: float, points: float) -> Rule:
    """A run as a line, turned to where it would be on a straight page."""
    place, start, end = run
    shift = slope * place
    return Rule((place + 0.5 + slope * (start + end) / 2) * points, (start - shift) * points, (end - shift) * points)


def _is_border(rule: Rule, horizontal: Sequence[Rule]) -> bool:
    """Whether a line down begins or ends at a line across, or is longer than any word set upright."""
    return rule.end - rule.start >= _LONGEST_LETTERS or any(
        any(one.start - _REACH <= rule.place <= one.end + _REACH for one in _near(horizontal, end, _REACH))
        for end in (rule.start, rule.end)
    )


def _belongs(part: Rule, rules: Sequence[Rule]) -> bool:
    return any(one.start <= part.end and part.start <= one.end for one in _near(rules, part.place, SNAP))


def _near(rules: Sequence[Rule], place: float, reach: float) -> Sequence[Rule]:
    """The lines at a place; they are in order."""
    first = bisect_left(rules, place - reach, key=lambda one: one.place)
    return rules[first : bisect_right(rules, place + reach, key=lambda one: one.place)]


def _wiped(picture: Picture, across: Iterable[_Run], down: Iterable[_Run]) -> bytes:
    """The shades with the runs, and the grey rim of the lines that they make, turned white."""
    wide, high = picture.width, picture.height
    shades = bytearray(picture.shades)
    for row, start, end in across:
        for line in range(max(row - _RIM, 0), min(row + _RIM + 1, high)):
            shades[line * wide + start : line * wide + end] = _WHITE * (end - start)
    for column, start, end in down:
        for line in range(max(column - _RIM, 0), min(column + _RIM + 1, wide)):
            shades[start * wide + line : end * wide + line : wide] = _WHITE * (end - start)
    return bytes(shades)
