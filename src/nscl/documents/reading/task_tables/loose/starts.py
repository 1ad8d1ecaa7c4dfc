"""Where the rows of a loose table begin: the numbers that make the most plausible sequence."""

from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.task_tables.loose.fragments import Fragment
from nscl.documents.reading.task_tables.numbers import NumberKind, RowNumber, follows, is_above, split_number

# Sequences kept while reading on: numbers of rows compete with figures at line starts, of which few are open at once.
_BEAM = 12
# A left-out number costs more than a row gains, so that a lone figure far from the sequence is not taken.
_GAIN_ALONE, _GAIN_CAPITAL, _GAIN_SMALL = 2.0, 1.5, -0.5
_COST_OF_GAP = 1.6


@dataclass(frozen=True, slots=True)
class RowStart:
    """A row begins at ``fragments[place]`` with this number; ``rest`` is the fragment's text behind it."""

    place: int
    number: RowNumber
    rest: str
    jumped: bool = False


@dataclass(frozen=True, slots=True)
class _Sequence:
    score: float
    path: tuple[RowNumber, ...]
    last: "_Sequence | None" = None
    start: RowStart | None = None


def find_starts(fragments: Sequence[Fragment]) -> list[RowStart]:
    """The row starts of a table, in order; none where no numbers make a sequence."""
    beam = [_Sequence(0.0, ())]
    for place, fragment in enumerate(fragments):
        number, rest = split_number(fragment.text)
        if number is None or number.kind is NumberKind.LETTER:
            continue
        gain = _gain(rest)
        taken = [step for sequence in beam if (step := _take(sequence, place, number, rest, gain)) is not None]
        beam = _best([*beam, *taken])
    best: _Sequence | None = max(beam, key=lambda sequence: sequence.score)
    starts: list[RowStart] = []
    while best is not None and best.start is not None:
        starts.append(best.start)
        best = best.last
    return starts[::-1]


def _gain(rest: str) -> float:
    if not rest:
        return _GAIN_ALONE
    return _GAIN_CAPITAL if rest[0].isupper() or rest[0] in "“\"'([" else _GAIN_SMALL


def _take(sequence: _Sequence, place: int, number: RowNumber, rest: str, gain: float) -> _Sequence | None:
    path = sequence.path
    gap = follows(path[-1] if path else None, number, inside=path)
    if gap is None:
        return None
    above = tuple(open_number for open_number in path if is_above(open_number, number))
    start = RowStart(place, number, rest, gap > 0)
    return _Sequence(sequence.score + gain - _COST_OF_GAP * gap, (*above, number), sequence, start)


def _best(sequences: list[_Sequence]) -> list[_Sequence]:
    """The best sequences, one for each state of open numbers."""
    ranked = sorted(sequences, key=lambda sequence: -sequence.score)
    kept: dict[tuple[RowNumber, ...], _Sequence] = {}
    for sequence in ranked:
        if len(kept) >= _BEAM:
            break
        kept.setdefault(sequence.path, sequence)
    return list(kept.values())
