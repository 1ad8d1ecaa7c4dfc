"""Units of a row into the columns of the table: the division with the best score over all places where cells may end.

The columns are filled in order, some may stay empty. A division is scored by what stands in each column (agencies in
the columns of agencies, years in the schedule …), by the evidence at each cut and by the widths of the columns: a
line that had room for the next word was the last of its cell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from nscl.documents.reading.task_tables.loose.units import LEAST_EVIDENCE, Unit
from nscl.documents.reading.task_tables.loose.vocabulary import words_of
from nscl.documents.reading.task_tables.rows import ColumnRole
from nscl.text.folding import fold_words

_MISSING = {
    ColumnRole.TITLE: -8.0,
    ColumnRole.LEAD: -3.0,
    ColumnRole.AGENCIES: -3.0,
    ColumnRole.COORDINATE: -2.5,
    ColumnRole.SCHEDULE: -3.0,
    ColumnRole.OUTPUT: -2.5,
    ColumnRole.GOAL: -3.0,
    ColumnRole.METHOD: -1.0,
    ColumnRole.NOTE: -0.2,
}
_AGENCY_WORD, _MOST_FOR_AGENCIES, _OTHER_WORD = 0.4, 4.0, -1.2
_SCHEDULE_FITS, _SCHEDULE_OTHER_WORD, _SCHEDULE_ELSEWHERE = 5.0, -2.0, -4.0
_PRODUCT_BEGINS = 1.0
_ALL_AGENCIES = -1.5
_ROOM_AT_CUT, _NO_ROOM_AT_CUT, _ROOM_WITHIN = 1.2, -0.6, -1.2
# Pages of one table may have columns of different widths: room within a cell counts no further than this.
_MOST_ROOM_WITHIN = 2
_TOO_WIDE = -1.0
_SPACE, _SLACK = 1, 4
_YEAR, _DAY = re.compile(r"20\d\d"), re.compile(r"\d\d?")
# A row of eight columns has seven ends of cells; among so many places the right ones are.
_MOST_PLACES = 24
# Below this distance between the best division and the next the reading is doubtful.
_CLEAR = 0.8


@dataclass(frozen=True, slots=True)
class Division:
    """For each column the units in it as (first, one behind the last); ``margin`` over the next best division."""

    cuts: tuple[tuple[int, int], ...]
    score: float
    margin: float

    @property
    def is_clear(self) -> bool:
        """Whether no other division comes near."""
        return self.margin >= _CLEAR


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    cuts: tuple[tuple[int, int], ...]


def divide(units: Sequence[Unit], columns: Sequence[ColumnRole], widths: Mapping[ColumnRole, int]) -> Division:
    """The best division of the units over the columns (``NUMBER`` left out); ``widths`` in characters, as far known."""
    scores = _Scores(units, widths)
    places = _places(units)
    # For each place up to which units are used: the best two divisions over the columns so far.
    states: dict[int, list[_State]] = {0: [_State(0.0, ())]}
    for number, role in enumerate(columns):
        last = number == len(columns) - 1
        following: dict[int, list[_State]] = {}
        for start, held in states.items():
            for stop in places:
                if stop < start or (last and stop != len(units)):
                    continue
                gain = scores.segment(role, start, stop)
                for state in held:
                    following.setdefault(stop, []).append(_State(state.score + gain, (*state.cuts, (start, stop))))
        states = {stop: sorted(found, key=lambda state: -state.score)[:2] for stop, found in following.items()}
    final = states[len(units)]
    margin = final[0].score - final[1].score if len(final) > 1 else float("inf")
    return Division(final[0].cuts, final[0].score, margin)


def _places(units: Sequence[Unit]) -> list[int]:
    """Where cells may end: the places with the most evidence, the beginning and the end."""
    likely = [place for place in range(1, len(units)) if units[place].evidence >= LEAST_EVIDENCE]
    if len(likely) > _MOST_PLACES:
        likely = sorted(sorted(likely, key=lambda place: -units[place].evidence)[:_MOST_PLACES])
    return sorted({0, *likely, len(units)})


class _Scores:
    """Scores of stretches of units in a column, from sums computed once."""

    def __init__(self, units: Sequence[Unit], widths: Mapping[ColumnRole, int]) -> None:
        self.units = units
        self.widths = widths
        self.words = [fold_words(unit.text) for unit in units]
        self.scheduled = [self._is_schedule_alone(place) for place in range(len(units))]
        self.covered = [0, *accumulate(unit.covered for unit in units)]
        self.counts = [0, *accumulate(len(found) for found in self.words)]

    def segment(self, role: ColumnRole, start: int, stop: int) -> float:
        """The score of ``units[start:stop]`` as the cell of a column, with the cut before it."""
        if start == stop:
            return _MISSING.get(role, 0.0)
        score = self.units[start].evidence if start else 0.0
        score += self._widths(role, start, stop)
        match role:
            case ColumnRole.LEAD | ColumnRole.COORDINATE | ColumnRole.AGENCIES:
                return score + self._agencies(start, stop)
            case ColumnRole.SCHEDULE:
                return score + self._schedule(start, stop)
            case _:
                return score + self._free(role, start, stop)

    def _agencies(self, start: int, stop: int) -> float:
        covered = self.covered[stop] - self.covered[start]
        connecting = sum(word in words_of("connecting") for found in self.words[start:stop] for word in found)
        other = max(0, self.counts[stop] - self.counts[start] - covered - connecting // 2)
        return min(_MOST_FOR_AGENCIES, _AGENCY_WORD * covered) + _OTHER_WORD * other

    def _schedule(self, start: int, stop: int) -> float:
        words = [word for found in self.words[start:stop] for word in found]
        other = sum(not _is_schedule_word(word) for word in words)
        anchored = any(word in words_of("schedule_anchors") or _is_year(word) for word in words)
        return _SCHEDULE_OTHER_WORD * other + (_SCHEDULE_FITS if anchored and not other else 0.0)

    def _free(self, role: ColumnRole, start: int, stop: int) -> float:
        score = _SCHEDULE_ELSEWHERE * (sum(self.scheduled[start + 1 : stop]) + self.scheduled[start] / 2)
        if role is ColumnRole.OUTPUT and _begins_product(self.words[start], self.units, start):
            score += _PRODUCT_BEGINS
        if self.covered[stop] - self.covered[start] >= self.counts[stop] - self.counts[start]:
            score += _ALL_AGENCIES
        if role is ColumnRole.TITLE:
            score += sum(
                _ALL_AGENCIES
                for unit in self.units[start + 1 : stop]
                if unit.named_start and unit.is_first_of_line and unit.text[:1].isupper()
            )
        return score

    def _is_schedule_alone(self, place: int) -> bool:
        words = self.words[place]
        return (
            bool(words)
            and self.units[place].text[:1] not in "("
            and all(_is_schedule_word(word) for word in words)
            and any(_is_year(word) or word in ("hang", "thuong") for word in words)
            and self.units[place].evidence > 0
        )

    def _widths(self, role: ColumnRole, start: int, stop: int) -> float:
        """What the widths of the lines say: room at the end of the cell is for it, room within against it."""
        width = self.widths.get(role)
        if width is None:
            return 0.0
        score = sum(_TOO_WIDE for unit in self.units[start:stop] if len(unit.text) > width + _SLACK)
        within = sum(
            self.units[place].is_first_of_line and self._has_room(place, width) and not self.units[place - 1].ended
            for place in range(start + 1, stop)
        )
        score += _ROOM_WITHIN * min(within, _MOST_ROOM_WITHIN)
        if stop < len(self.units) and self.units[stop].is_first_of_line:
            score += _ROOM_AT_CUT if self._has_room(stop, width) else _NO_ROOM_AT_CUT
        return score

    def _has_room(self, place: int, width: int) -> bool:
        """Whether the line before ``units[place]`` had room for the first word of it in a column of that width."""
        used = len(self.units[place - 1].text)
        word = self.units[place].text.split(" ", 1)[0]
        return used + _SPACE + len(word) <= width


def _is_year(word: str) -> bool:
    return bool(_YEAR.fullmatch(word))


def _is_schedule_word(word: str) -> bool:
    return word in words_of("schedule_words") or _is_year(word) or bool(_DAY.fullmatch(word))


def _begins_product(words: list[str], units: Sequence[Unit], start: int) -> bool:
    text = " ".join(words)
    if start + 1 < len(units):
        text = f"{text} {' '.join(fold_words(units[start + 1].text))}"
    return text[:1].isdigit() or any(text == word or text.startswith(f"{word} ") for word in words_of("product_words"))
