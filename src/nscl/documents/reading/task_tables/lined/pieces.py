"""A line of a recognised table in pieces, each in its column: by the bars, and by what stands between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from nscl.documents.reading.approximate import plain_letters
from nscl.documents.reading.blocks import Line
from nscl.documents.reading.task_tables.rows import ColumnRole

# How alike a piece and a part of an agency's name are, in per cent, and how many letters it takes to say so.
_ALIKE, _ALIKE_EDGE, _ALIKE_ALONE = 74, 76, 82
_FEWEST_LETTERS = 6
_CELLS_OF_AGENCIES = 2
_AS_ALIKE = 2.0
_FEWEST_TOKENS_OF_DIRT = 4
# The first column of a page of text in twelve or thirteen points is about so wide where four others stand beside it.
_TITLE_WIDTH = 46
_LONGEST_CELL = 26
_MOST_LEAD_WORDS = 4
# A longer stretch is taken before a shorter one that is a little more alike.
_LONGER = 4.0

# Bodies that lead: their cell is the one that melts with the title.
_DEPARTMENTS = ("Sở ", "Báo", "Đài ", "Cục ", "Chi cục ", "Ban ")

_BAR = re.compile(r"[|¦\\]")
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2}(?:[.,]\d{1,2}){0,2})(?P<mark>[.)]?)(?=[\s|~\"'“”]|$)[\s~\"'“”.,>™*°-]*")
_SCHEDULE_TAIL = re.compile(
    r"(?:^|\s),?\s*(?P<when>(?:20\d\d\s*[-–—]?\s*)+|H[^\W\d_?]{1,3}ng|H\?mg|n[^\W\d_]{1,2}m|ho[^\W\d_]c|d[^\W\d_]t|xu[^\W\d_]t)\s*[‘'.,]?\s*$",
)
_FIGURE = re.compile(r"\d\s?%|\d{2}")
_WORDY = re.compile(r"[^\W\d_]{2,}|20\d\d")
LEAD_BEGINS = re.compile(r"^[^\w]{0,2}(?:S[^\s\w]|S[oóôơ6é¢ưuU0]|S§|Sở|5[oóôơ6é¢])\s?", re.IGNORECASE)
_CELL_BEGINS = re.compile(r"^\W{0,3}(?:c\S{1,2}c\b|ubnd\b|b\S{1,2}nh\b|va? c\S)", re.IGNORECASE)
_GROUP_WORDS = re.compile(r"^\W{0,3}(?:c\S{1,2}c\b|ubnd|c\S s|t\S{0,2} ch|b\S{1,2}nh\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in one column."""

    role: ColumnRole
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class LinePieces:
    """A line: its number where it begins with one (digits as printed), the pieces of its columns."""

    line: int
    number: str | None
    pieces: tuple[Piece, ...]
    after_blank: bool

    def text(self, role: ColumnRole) -> str:
        """The line's text in a column."""
        return " ".join(piece.text for piece in self.pieces if piece.role is role)

    @property
    def title(self) -> str:
        """The line's part of the title."""
        return self.text(ColumnRole.TITLE)


class LineReader:
    """Cuts lines into pieces; ``names``: the agencies that the document names elsewhere."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = [plain_letters(name) for name in names]
        self._departments = [plain_letters(name) for name in names if name.startswith(_DEPARTMENTS)]
        self._known: dict[str, float] = {}

    def read(self, line: Line, *, after_blank: bool) -> LinePieces | None:
        """The pieces of a line; None where it holds no words, but the dirt of recognition."""
        text = " ".join(line.text.split())
        match = _NUMBER.match(text)
        number = match["number"].replace(",", ".") if match else None
        rest = text[match.end() :] if match else text
        segments = [
            segment.strip(" ‘'.,;:_~-—=\"“”") if _is_dirt(segment) else segment.strip() for segment in _BAR.split(rest)
        ]
        segments = [segment for segment in segments if _WORDY.search(segment) and not _is_dirt(segment)]
        pieces = tuple(self._place(segments, line.number))
        if not pieces and rest.strip():
            pieces = self._lead_in_dirt(rest, line.number)
            if not pieces and (number is None or "." not in number):
                return None
        if not pieces and number is None:
            return None
        return LinePieces(line.number, number, pieces, after_blank)

    def _place(self, segments: list[str], line: int) -> Iterator[Piece]:
        """The columns of the segments, left to right."""
        agencies = 0
        scheduled = False
        for place, segment in enumerate(segments):
            rest, when = _cut_schedule(segment)
            found: list[Piece] = []
            if rest and not agencies and not scheduled:
                found = self._melted_cells(rest, line) if place else []
                alone = segment if len(segments) == 1 else None
                found = found or self._first(rest, segments[place + 1 :], line, alone)
                if found[-1].role is ColumnRole.TITLE and len(segments) == 1:
                    when = None  # the words of a sentence, not of the timetable
            elif rest and not scheduled and (agencies == 1 or self._is_agency(rest)):
                found = [Piece(ColumnRole.COORDINATE, rest, line)]
            elif rest:
                found = [Piece(ColumnRole.NOTE, rest, line)]
            agencies += sum(piece.role in (ColumnRole.LEAD, ColumnRole.COORDINATE) for piece in found)
            for piece in found:
                text, stated = (piece.text, None) if piece.role is ColumnRole.TITLE else _cut_schedule(piece.text)
                when = when or stated
                if text:
                    yield Piece(piece.role, text, line)
            if when:
                scheduled = True
                yield Piece(ColumnRole.SCHEDULE, when, line)

    def _first(self, text: str, following: list[str], line: int, alone: str | None) -> list[Piece]:
        """A segment before which no agency stands: the title, or the lead's cell; ``alone``: the whole line."""
        pair = self._split_pair(text)
        if pair:
            return [Piece(ColumnRole.LEAD, pair[0], line), Piece(ColumnRole.COORDINATE, pair[1], line)]
        agencies = sum(self._is_agency(_cut_schedule(segment)[0]) for segment in following)
        if agencies < _CELLS_OF_AGENCIES and self._is_agency(text, alone=alone is not None):
            lead = agencies or (not _GROUP_WORDS.match(text) and self._may_lead(text))
            return [Piece(ColumnRole.LEAD if lead else ColumnRole.COORDINATE, text, line)]
        title, lead_text, partner = self._split_title(alone or text)
        pieces = [Piece(ColumnRole.TITLE, title, line)]
        pieces += [Piece(ColumnRole.LEAD, lead_text, line)] if lead_text else []
        return [*pieces, Piece(ColumnRole.COORDINATE, partner, line)] if partner else pieces

    def _melted_cells(self, text: str, line: int) -> list[Piece]:
        """Behind a bar the cells of lead and partners without one between them; a longer name before a shorter."""
        words = text.split()
        best: tuple[float, int] | None = None
        for count in range(2, min(_MOST_LEAD_WORDS, len(words) - 1) + 1):
            score = self._edge(" ".join(words[:count]))
            if score >= _ALIKE_EDGE and (best is None or score + _LONGER * count > best[0]):
                best = (score + _LONGER * count, count)
        if best is None or len(text) <= _LONGEST_CELL or not LEAD_BEGINS.match(text):
            return []
        lead, partner = " ".join(words[: best[1]]), " ".join(words[best[1] :])
        return [Piece(ColumnRole.LEAD, lead, line), Piece(ColumnRole.COORDINATE, partner, line)]

    def _lead_in_dirt(self, text: str, line: int) -> tuple[Piece, ...]:
        """A department's name, or a line of it, among the dirt of an otherwise unreadable line."""
        words = text.split()
        for number, word in enumerate(words):
            if LEAD_BEGINS.match(word):
                for count in (4, 3, 2):
                    lead = " ".join(words[number : number + count])
                    if self._edge(lead) >= _ALIKE_EDGE:
                        return (Piece(ColumnRole.LEAD, lead, line),)
        return ()

    def _split_pair(self, text: str) -> tuple[str, str] | None:
        """Two cells without a bar between them: both begin as a department's name does."""
        words = text.split()
        for number in range(2, len(words) - 1):
            left, right = " ".join(words[:number]), " ".join(words[number:])
            both_begin = LEAD_BEGINS.match(right) and LEAD_BEGINS.match(left)
            if both_begin and min(self._edge(left), self._edge(right)) >= _ALIKE_EDGE:
                return left, right
        return None

    def _split_title(self, text: str) -> tuple[str, str | None, str | None]:
        """A line too long for the title's column: title, the lead's cell that melted with it, and what follows."""
        if len(text) <= _TITLE_WIDTH:
            return text, None, None
        words = text.split()
        best: tuple[float, int, int] | None = None
        at = 0
        for number, word in enumerate(words):
            if at >= _TITLE_WIDTH - 8 and number:
                for count in range(2, _MOST_LEAD_WORDS + 1):
                    lead = " ".join(words[number : number + count])
                    if not (LEAD_BEGINS.match(lead) or lead[:1].isupper() or lead.startswith("va ")):
                        continue
                    score = self._edge(lead)
                    if score >= _ALIKE_EDGE and (best is None or score + _LONGER * count > best[0]):
                        best = (score + _LONGER * count, number, count)
            at += len(word) + 1
        if best is None:
            return text, None, None
        _, number, count = best
        partner = " ".join(words[number + count :])
        return " ".join(words[:number]).rstrip(" =-"), " ".join(words[number : number + count]), partner or None

    def _edge(self, text: str) -> float:
        """How alike a text is to the first or the last words of a department's name, in per cent."""
        letters = plain_letters(text)
        if len(letters) < _FEWEST_LETTERS:
            return 0.0
        return max(
            (
                max(fuzz.ratio(letters, name[: len(letters)]), fuzz.ratio(letters, name[-len(letters) :]))
                for name in self._departments
            ),
            default=0.0,
        )

    def _may_lead(self, text: str) -> bool:
        """Whether a department's name is as alike the text as that of any group."""
        letters = plain_letters(text)
        found = process.extractOne(letters, self._departments, scorer=fuzz.partial_ratio)
        return found is not None and found[1] + _AS_ALIKE >= self._alike(text)

    def _is_agency(self, text: str, *, alone: bool = False) -> bool:
        if len(text) > _LONGEST_CELL or _FIGURE.search(text):
            return False
        if alone and not (_CELL_BEGINS.match(text) or LEAD_BEGINS.match(text)):
            return False
        return self._alike(text) >= (_ALIKE_ALONE if alone else _ALIKE)

    def _alike(self, text: str) -> float:
        """How alike the text and the most similar part of an agency's name are, in per cent."""
        letters = plain_letters(text)
        if len(letters) < _FEWEST_LETTERS:
            return 0.0
        if letters not in self._known:
            found = process.extractOne(letters, self._names, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE)
            self._known[letters] = found[1] if found else 0.0
        return self._known[letters]


def _cut_schedule(text: str) -> tuple[str, str | None]:
    """A segment without the timetable's words at its end, and these."""
    when: list[str] = []
    while True:
        match = _SCHEDULE_TAIL.search(text)
        if match is None:
            break
        when.insert(0, match["when"].strip())
        text = text[: match.start()].rstrip(" ,")
    return text, " ".join(when) or None


def _is_dirt(text: str) -> bool:
    """Whether a segment is marks and single letters that recognition made of lines and stains."""
    tokens = text.split()
    words = [token for token in tokens if _WORDY.search(token)]
    return not words or (len(tokens) >= _FEWEST_TOKENS_OF_DIRT and len(words) * 3 <= len(tokens))
