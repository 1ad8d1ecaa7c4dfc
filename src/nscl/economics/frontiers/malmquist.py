"""The Malmquist index of total factor productivity: MI = efficiency change × technical change.

Färe, Grosskopf, Norris and Zhang 1994: the geometric mean of the indexes against the frontiers of both years, by
constant returns, which makes it the same by inputs and by outputs. Where asked for, efficiency change is split further
into pure efficiency change (variable returns) and scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nscl.economics.frontiers.envelopment import efficiency, efficiency_against
from nscl.economics.frontiers.scores import Scores
from nscl.economics.frontiers.units import Floats, Orientation, Returns, Units
from nscl.economics.problems import DataProblem


@dataclass(frozen=True)
class Change:
    """A unit from one year to the next, as ratios: above 1 is better. malmquist = efficiency × technology.

    pure, scale: their product is `efficiency`; None where they were not asked for.
    """

    name: str
    first: int
    last: int
    malmquist: float
    efficiency: float
    technology: float
    pure: float | None = None
    scale: float | None = None


@dataclass(frozen=True)
class LeftOut:
    """A unit that has no index from one year to the next, and why."""

    name: str
    first: int
    last: int
    why: str


@dataclass(frozen=True)
class Malmquist:
    """The changes, by year and in the order of units, and what was left out."""

    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]

    def mean(self, last: int) -> tuple[float, float, float]:
        """Geometric means over units of (malmquist, efficiency, technology) in the change that ends in that year.

        Raises DataProblem where no unit has one.
        """
        chosen = [one for one in self.changes if one.last == last]
        if not chosen:
            raise DataProblem(f"Chỉ số Malmquist năm {last}", "không có đơn vị nào.", "Hãy chọn năm khác.")
        columns = zip(*((one.malmquist, one.efficiency, one.technology) for one in chosen), strict=True)
        malmquist, efficient, technology = (
            math.exp(math.fsum(math.log(value) for value in column) / len(chosen)) for column in columns
        )
        return malmquist, efficient, technology


def malmquist(years: Mapping[int, Units], *, split_scale: bool = False) -> Malmquist:
    """The index of every unit that is in two years running; the frontier of a year is of all its units.

    Raises DataProblem where there are fewer than two years, where a year between is missing, or where the years have
    not the same columns.
    """
    span = sorted(years)
    if len(span) < 2:  # noqa: PLR2004  (a change needs two years)
        raise DataProblem("Chỉ số Malmquist", "cần ít nhất hai năm.", "Hãy bổ sung số liệu.")
    missing = sorted(set(range(span[0], span[-1] + 1)) - set(span))
    if missing:
        raise DataProblem(
            f"Năm {missing[0]}", "không có số liệu.", "Hãy bổ sung năm này, hoặc chỉ tính các năm liền nhau."
        )
    constant = {year: _efficiency(years[year], Returns.CONSTANT) for year in span}
    variable = {year: _efficiency(years[year], Returns.VARIABLE) for year in span} if split_scale else None
    changes: list[Change] = []
    left_out: list[LeftOut] = []
    for first in span[:-1]:
        _pair(first, years, constant, variable, changes, left_out)
    return Malmquist(tuple(changes), tuple(left_out))


def _efficiency(units: Units, returns: Returns) -> Scores:
    return efficiency(units, returns, Orientation.OUTPUT)


def _pair(  # noqa: PLR0917  (what both years bring, and where it goes)
    first: int,
    years: Mapping[int, Units],
    constant: Mapping[int, Scores],
    variable: Mapping[int, Scores] | None,
    changes: list[Change],
    left_out: list[LeftOut],
) -> None:
    last = first + 1
    before, after = years[first], years[last]
    place = {name: index for index, name in enumerate(before.names)}
    both = [(place[name], index) for index, name in enumerate(after.names) if name in place]
    gone, new = set(before.names) - set(after.names), set(after.names) - set(before.names)
    left_out += [LeftOut(name, first, last, f"năm {last} không có số liệu") for name in sorted(gone)]
    left_out += [LeftOut(name, first, last, f"năm {first} không có số liệu") for name in sorted(new)]
    if not both:
        return
    old, now = np.array([pair[0] for pair in both]), np.array([pair[1] for pair in both])
    new_by_old = _across(after.chosen(now), before, constant[first])
    old_by_new = _across(before.chosen(old), after, constant[last])
    for row, (a, b) in enumerate(both):
        name = before.names[a]
        if not (new_by_old[row] and old_by_new[row]):
            left_out.append(LeftOut(name, first, last, "không tổ hợp nào của năm kia đạt tới (có đầu vào bằng 0)"))
            continue
        own_old, own_new = float(constant[first].technical[a]), float(constant[last].technical[b])
        catching_up = own_new / own_old
        moved = math.sqrt(float(new_by_old[row] * own_old / (own_new * old_by_new[row])))
        pure = float(variable[last].technical[b] / variable[first].technical[a]) if variable else None
        scale = catching_up / pure if pure else None
        changes.append(Change(name, first, last, catching_up * moved, catching_up, moved, pure, scale))


def _across(units: Units, reference: Units, own: Scores) -> Floats:
    """Output distances 1/φ of units to the frontier of another year; 0 where it does not reach them."""
    return efficiency_against(units, reference.chosen(own.frontier), Returns.CONSTANT, Orientation.OUTPUT).technical
