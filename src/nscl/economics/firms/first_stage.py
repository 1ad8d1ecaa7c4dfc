"""The first stage of control functions: what output is expected to be, given inputs and the proxy, without noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.firms.moments import Spread, exponents, monomials, solved, spread_of
from nscl.economics.firms.panel import FirmYears, Floats, Panel, Sums
from nscl.economics.firms.production import Production
from nscl.economics.problems import DataProblem

# Degree of the polynomial that stands for the unknown function: two, as the published examples have it.
DEGREE: Final = 2


@dataclass(frozen=True)
class FirstStage:
    """free: coefficients of the inputs that enter linearly (none for ACF); polynomial: of the monomials of the rest.

    inside: the variables of the polynomial, standardised by `spread`; gram: the sums it was found from: monomials,
    linear inputs, output.
    """

    free: tuple[float, ...]
    polynomial: Floats
    inside: tuple[str, ...]
    degree: int
    spread: Spread
    gram: Floats

    def expected(self, block: Panel) -> Floats:
        """φ̂ of each row: what the polynomial gives, without the linear inputs."""
        return self.polynomial @ monomials(self.spread.of([block.column(name) for name in self.inside]), self.degree)

    @property
    def of_expected(self) -> tuple[float, float]:
        """Mean and spread of φ̂."""
        count = len(self.polynomial)
        rows = self.gram[0, 0]
        mean = float(self.gram[0, :count] @ self.polynomial / rows)
        square = float(self.polynomial @ self.gram[:count, :count] @ self.polynomial / rows)
        return mean, float(np.sqrt(max(square - mean**2, 0.0))) or 1.0

    def spread_of(self, names: Sequence[str]) -> Spread:
        """Mean and spread of φ̂, then of some of the variables of the polynomial."""
        places = [self.inside.index(name) for name in names]
        mean, scale = self.of_expected
        return Spread(np.append(mean, self.spread.mean[places]), np.append(scale, self.spread.scale[places]))

    def least_squares(self, inputs: Sequence[str]) -> Floats:
        """Output on inputs that are among the variables of the polynomial, by ordinary least squares."""
        inside = [self.inside.index(name) for name in inputs]
        places = [0, *(1 + place for place in inside)]
        found = solved(self.gram[np.ix_(places, places)], self.gram[places, -1], "Các cột của hồi quy")
        return np.asarray(found[1:] / self.spread.scale[inside])


def first_stage(
    rows: FirmYears, production: Production, *, linear: tuple[str, ...], degree: int, weights: Floats | None
) -> FirstStage:
    """Output on a polynomial of state inputs and the proxy (and of the free inputs that are not linear).

    Raises DataProblem where no proxy is named, where a column does not vary or is a combination of others.
    """
    inside = variables(production, linear)
    straight = (*linear, production.output)
    spread, terms = spread_of(rows, inside), len(exponents(len(inside), degree))

    def of_block(block: Panel) -> Sums:
        design = np.empty((terms + len(straight), len(block)))
        monomials(spread.of([block.column(name) for name in inside]), degree, design[:terms])
        for row, name in enumerate(straight, start=terms):
            design[row] = block.column(name)
        if weights is not None:
            design *= np.sqrt(weights[block.firms])
        return (design @ design.T,)

    (gram,) = rows.summed(of_block)
    return first_stage_of(gram, inside, len(linear), degree, spread)


def first_stage_of(gram: Floats, inside: tuple[str, ...], linear: int, degree: int, spread: Spread) -> FirstStage:
    """The same from its sums. Raises DataProblem where the columns are combinations of each other."""
    count = len(gram) - 1
    found = solved(gram[:count, :count], gram[:count, count], f"Đa thức bậc {degree} của {', '.join(inside)}")
    terms = count - linear
    return FirstStage(tuple(map(float, found[terms:])), found[:terms], inside, degree, spread, gram)


def variables(production: Production, linear: tuple[str, ...]) -> tuple[str, ...]:
    """The variables of the polynomial. Raises DataProblem where no proxy is named."""
    if production.proxy is None:
        raise DataProblem("Biến đại diện", "chưa nêu.", "Hãy nêu cột đầu tư hoặc nguyên liệu (lô-ga-rít).")
    return (*(name for name in production.free if name not in linear), *production.state, production.proxy)
