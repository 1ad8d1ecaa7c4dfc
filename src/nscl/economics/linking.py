"""Series brought together before any rate is taken: over price bases, over breaks of a survey, over merged provinces.

What can only be guessed is asked: a slip of the unit, a hole, a jump that no economy makes. Rates are never averaged
over provinces: their figures at constant prices are summed first (productivity.md, section 1).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent, plain

THOUSAND: Final = 1000  # triệu and tỷ
# A figure within a fifth of a thousand times its neighbours' is a slip of the unit, not growth.
_NEAR: Final = 0.2
# No province's output, workers or prices moved by more than this in a year without a change of what is counted.
LARGEST_MOVE: Final = 0.4


class QuestionKind(StrEnum):
    """What is asked about."""

    HOLE = "hole"
    UNIT = "unit"
    BREAK = "break"


@dataclass(frozen=True)
class Question:
    """Something in a series that a person must say: the year, what is seen, what may be meant."""

    kind: QuestionKind
    year: int
    says: str
    likely: str


@dataclass(frozen=True)
class Linked:
    """Two series as one, on the base of the later: the factor that the earlier was multiplied by, and its year."""

    series: Series
    factor: float
    year: int


def questions(series: Series, *, largest_move: float = LARGEST_MOVE) -> tuple[Question, ...]:
    """What must be asked about a series before it is used, by year. Figures themselves are never changed."""
    return tuple(sorted(_questions(series, largest_move), key=lambda one: one.year))


def _questions(series: Series, largest_move: float) -> Iterator[Question]:
    years = series.years
    for before, year in pairwise(years):
        for hole in range(before + 1, year):
            yield Question(
                QuestionKind.HOLE, hole, f"{series.name} năm {hole} không có.", "Bổ sung số của năm này từ niên giám."
            )
    for place, year in enumerate(years):
        value = series[year]
        others = [series[one] for one in (years[place - 1 : place] + years[place + 1 : place + 2])]
        slip = next((factor for factor in (THOUSAND, 1 / THOUSAND) if _all_times(value, others, factor)), None)
        if slip is not None:
            unit = "lớn" if slip > 1 else "nhỏ"
            yield Question(
                QuestionKind.UNIT,
                year,
                f"{series.name} năm {year} là {plain(value)}, {unit} hơn các năm bên cạnh khoảng nghìn lần.",
                "Có lẽ ghi bằng đơn vị khác (triệu, tỷ).",
            )
        elif place and years[place - 1] == year - 1:
            yield from _jump(series, year, largest_move)


def _jump(series: Series, year: int, largest_move: float) -> Iterator[Question]:
    before, now = series[year - 1], series[year]
    if before <= 0 or now <= 0 or not math.isfinite(now / before):
        return
    move = now / before - 1
    slipped = any(abs(now / before / factor - 1) < _NEAR for factor in (THOUSAND, 1 / THOUSAND))
    if abs(move) > largest_move and not slipped:
        yield Question(
            QuestionKind.BREAK,
            year,
            f"{series.name} năm {year} thay đổi {percent(move)} so với năm trước.",
            "Có lẽ đổi gốc so sánh, đổi cách điều tra hoặc sáp nhập; hãy nêu hệ số nối hoặc xác nhận số này đúng.",
        )


def _all_times(value: float, others: list[float], factor: float) -> bool:
    """Whether a figure is about `factor` times each of its neighbours. One without neighbours is not."""
    return bool(others) and all(other > 0 and abs(value / other / factor - 1) < _NEAR for other in others)


def link(earlier: Series, later: Series, at: int | None = None) -> Linked:
    """Two series of one thing on two bases (prices of 2010 and 2020; the labour survey before and after its change).

    The earlier years keep their growth rates and take the level of the later base: factor = later ÷ earlier in a year
    that both have, `at` or the first of them. Raises DataProblem where they share no year, or a figure is not above
    nought.
    """
    shared = sorted(set(earlier.years) & set(later.years))
    if at is not None and at not in shared:
        raise DataProblem(f"Năm nối {at}", "không có trong cả hai chuỗi.", "Hãy chọn năm mà cả hai gốc đều có số.")
    if not shared:
        raise DataProblem(
            f"{earlier.name}, {later.name}",
            "không có năm nào chung để nối hai gốc so sánh.",
            "Hãy bổ sung một năm tính theo cả hai gốc, hoặc nêu hệ số nối đã công bố.",
        )
    year = shared[0] if at is None else at
    for series in (earlier, later):
        if not series[year] > 0:
            raise DataProblem(f"{series.name} năm {year}", f"là {plain(series[year])}.", "Phải lớn hơn 0.")
    return link_by(earlier, later, later[year] / earlier[year], year)


def link_by(earlier: Series, later: Series, factor: float, year: int) -> Linked:
    """The same with a factor that a source gives; years from `year` on are the later series'. Raises DataProblem."""
    if not factor > 0 or not math.isfinite(factor):
        raise DataProblem("Hệ số nối", f"là {plain(factor)}.", "Phải lớn hơn 0.")
    values = {one: value * factor for one, value in earlier.values.items() if one < year}
    values |= {one: value for one, value in later.values.items() if one >= year}
    return Linked(Series(later.name, later.unit, values), factor, year)


INDEX_BASE: Final = 100  # statistical yearbooks print price indexes with the base year as 100
_LEAST_INDEX: Final = 10  # an index below that is printed with the base year as 1, or as a rate


def deflated(current: Series, index: Series, base: int) -> Series:
    """A series at the prices of a base year: current ÷ (index(t) ÷ index(base)).

    index: with its base as 100; which year that is does not matter, it is put on `base`. Raises DataProblem for a year
    without an index and for an index that is printed otherwise.
    """
    for year in (base, *current.years):
        check_index(index, year)
    values = {year: current[year] * index[base] / index[year] for year in current.years}
    return Series(current.name, f"{current.unit}, giá {base}" if current.unit else f"giá {base}", values)


def check_index(index: Series, year: int) -> None:
    """Raise DataProblem where a price index is absent in a year or not printed with its base as 100."""
    if not _LEAST_INDEX < index[year] < math.inf:
        raise DataProblem(
            f"{index.name} năm {year}",
            f"là {plain(index[year])}.",
            f"Hãy ghi chỉ số giá với năm gốc bằng {INDEX_BASE}.",
        )


def summed(name: str, parts: Mapping[str, Series]) -> Series:
    """A merged province's series: the sum over its predecessors, for the years that all of them have.

    Only for what adds up (output and investment at one base's constant prices, workers), never for rates or shares.
    Raises DataProblem for no parts, units that differ, a year between the first and last that one of them lacks.
    """
    if not parts:
        raise DataProblem(name, "không có tỉnh nào để cộng.", "Hãy chọn các tỉnh hợp thành.")
    units = {series.unit for series in parts.values()}
    if len(units) > 1:
        raise DataProblem(
            name,
            f"các tỉnh ghi đơn vị khác nhau ({', '.join(sorted(units))}).",
            "Hãy đưa về một đơn vị trước khi cộng.",
        )
    first = max(series.years[0] for series in parts.values())
    last = min(series.years[-1] for series in parts.values())
    if last < first:
        raise DataProblem(name, "các tỉnh không có năm nào chung.", "Hãy bổ sung số liệu của từng tỉnh.")
    for part, series in parts.items():
        hole = next((year for year in range(first, last + 1) if year not in series.values), None)
        if hole is not None:
            raise DataProblem(f"{name}, {part} năm {hole}", "không có số liệu.", "Hãy bổ sung số của năm này.")
    total = {year: math.fsum(series[year] for series in parts.values()) for year in range(first, last + 1)}
    return Series(name, units.pop(), total)
