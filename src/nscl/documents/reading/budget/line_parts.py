"""One line of a table without geometry, taken apart: row label, words, figures, words after them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.reading.budget.figures import Figure, Gap, Token, split_tokens
from nscl.documents.reading.budget.keys import RowLabel, RowLabelKind, read_label

_SHORTEST_RUN = 2  # a number alone among words may belong to them ("Tổ chức 01 hội nghị")
_DASHES = frozenset({"-", "–", "—"})
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# Blanks before a last number that set it apart from the words, and words that always govern a number.
_APART = 2
_GOVERNS_NUMBER = re.compile(
    r"(?:ISO|IEC|TCVN|QCVN|OHSAS|năm|giai đoạn|ít nhất|tối thiểu|khoảng|trên|dưới|số|lần|quý|tháng|điều|/|x|\()$",
    re.IGNORECASE,
)
# A label and the word after it without a blank between.
GLUED_LABEL = re.compile(r"(?:[IVX]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)](?=[^\W\d_a-zà-ỹđ])")


@dataclass(frozen=True, slots=True)
class LineParts:
    """A line: its label (None where it has none), the words before the figures, the figures, the words after.

    ``doubtful``: the only figure is a last number after words, which may belong to them. ``led``: the words before the
    figures govern a number ("x 30.000 150.000 …"), so that the first figure is theirs and stands in ``before``; it is
    kept here. ``text``: the whole line.
    """

    number: int
    text: str
    label: RowLabel | None
    before: str
    figures: tuple[Figure, ...]
    after: str
    doubtful: bool = False
    led: Figure | None = None

    @property
    def count(self) -> int:
        """How many figures stand in a row, one that the words may govern included."""
        return len(self.figures) + (self.led is not None)

    @property
    def words(self) -> str:
        """All words but the label."""
        return f"{self.before} {self.after}".strip()


def read_line(number: int, text: str, *, damaged: bool) -> LineParts:
    """Take a line apart. A label is a mark before words, or a mark alone; which it is, the sequence decides later."""
    tokens = _unglue(split_tokens(text))
    label, rest = _take_label(tokens, damaged=damaged)
    start, stop, doubtful = _find_run(text, rest)
    led = 0 < start < stop - 1 and _GOVERNS_NUMBER.search(text[: rest[start].start].rstrip()) is not None
    run = rest[start + led : stop]
    figures = tuple(_figures(number, rest[start:stop]))
    if run:
        before, after = text[rest[0].start : run[0].start] if start else "", text[run[-1].end :]
    else:
        before, after = text[rest[0].start :] if rest else "", ""
    return LineParts(
        number,
        text,
        label,
        _tidy(before),
        figures[led:],
        _tidy(after),
        doubtful=doubtful and bool(run),
        led=figures[0] if led else None,
    )


def as_figures(parts: LineParts) -> tuple[Figure, ...]:
    """All figures of the line, a label that is a bare number among them."""
    return tuple(_figures(parts.number, [token for token in split_tokens(parts.text) if token.is_figure]))


def _unglue(tokens: list[Token]) -> list[Token]:
    """A label printed without a blank after it ("III.Đào tạo", "a)Tổ chức") is a word of its own."""
    match = GLUED_LABEL.match(tokens[0].text) if tokens else None
    if match is None:
        return tokens
    first, border = tokens[0], tokens[0].start + match.end()
    label = Token(match[0], first.start, border, None)
    return [label, Token(first.text[match.end() :], border, first.end, None), *tokens[1:]]


def _take_label(tokens: Sequence[Token], *, damaged: bool) -> tuple[RowLabel | None, Sequence[Token]]:
    if not tokens:
        return None, tokens
    first, rest = tokens[0], tokens[1:]
    label = read_label(first.text, damaged=damaged)
    if label is None or (label.kind is RowLabelKind.BULLET and not rest):
        return None, tokens
    if rest and (rest[0].is_figure or rest[0].text in _DASHES) and first.is_figure:
        return None, tokens  # figures only
    if label.kind in (RowLabelKind.LETTER, RowLabelKind.CAPITAL) and first.text[-1] not in ".)/:":
        return None, tokens
    if label.kind is RowLabelKind.ROMAN and rest and first.text[-1].isalpha() and not rest[0].text[0].isupper():
        return None, tokens
    return label, rest


def _find_run(text: str, tokens: Sequence[Token]) -> tuple[int, int, bool]:
    """Start and stop of the run of figures, and whether it is doubtful; (0, 0, False) where there is none."""
    best = (0, 0)
    start: int | None = None
    for place in range(len(tokens) + 1):
        inside = place < len(tokens) and (
            tokens[place].is_figure or (start is not None and tokens[place].text in _DASHES)
        )
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            if place - start >= best[1] - best[0] and _is_run(tokens[start:place]):
                best = (start, place)
            start = None
    length = best[1] - best[0]
    if length == len(tokens) or length >= _SHORTEST_RUN:
        return *best, False
    if length and best[1] == len(tokens):
        before = text[: tokens[best[0]].start]
        if not _GOVERNS_NUMBER.search(before.rstrip()):
            apart = len(before) - len(before.rstrip()) >= _APART or not tokens[best[0]].text.isdigit()
            return *best, not apart
    return 0, 0, False


def _is_run(tokens: Sequence[Token]) -> bool:
    """Figures of cells: not years, and not a range ("03 - 05"), which has no third figure."""
    count = sum(token.is_figure for token in tokens)
    return not _are_years(tokens) and (count == len(tokens) or count > _SHORTEST_RUN)


def _are_years(run: Sequence[Token]) -> bool:
    return len(run) > 1 and all(
        token.text in _DASHES
        or (token.value is not None and _FIRST_YEAR <= token.value <= _LAST_YEAR and token.text.isdigit())
        for token in run
    )


def _figures(number: int, run: Sequence[Token]) -> list[Figure]:
    """The figures of a run; a dash is an empty cell, kept as a figure without value so that it holds its place."""
    found = []
    end = run[0].start if run else 0
    for token in run:
        value = token.value if token.value is not None else Decimal(0)
        gap = Gap(token.start - end)
        found.append(Figure(value, token.text, token.mark, number, token.end, gap))
        end = token.end
    return found


def _tidy(text: str) -> str:
    return " ".join(text.replace("|", " ").split())
