"""The first stage of control functions: what output is expected to be, given inputs and the proxy, without noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.firms.moments import exponents, monomials, solved, spread_of
from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.firms.production import Production
from nscl.economics.problems import DataProblem

# Degree of the polynomial that stands for the unknown function: two, as the published examples have it.
DEGREE: Final = 2


@dataclass(frozen=True)
class FirstStage:
    """free: coefficients of the inputs that enter linearly (none for ACF); expected: φ̂ of each row, without them."""

    free: tuple[float, ...]
    expected: Floats


def first_stage(
    panel: Panel, production: Production, *, linear: tuple[str, ...], degree: int, weights: Floats | None
) -> FirstStage:
    """Output on a polynomial of state inputs and the proxy (and of the free inputs that are not linear).

    Raises DataProblem where no proxy is named, where a column does not vary or is a combination of others.
    """
    if production.proxy is None:
        raise DataProblem("Biến đại diện", "chưa nêu.", "Hãy nêu cột đầu tư hoặc nguyên liệu (lô-ga-rít).")
    inside = (*(name for name in production.free if name not in linear), *production.state, production.proxy)
    columns = [panel.column(name) for name in inside]
    straight = [panel.column(name) for name in (*linear, production.output)]
    spread, terms = spread_of(columns, inside), len(exponents(len(inside), degree))
    count = terms + len(linear)
    gram = np.zeros((count + 1, count + 1))
    for block in panel.blocks():
        design = np.empty((count + 1, block.stop - block.start))
        monomials(spread.of(columns, block), degree, design[:terms])
        for row, column in enumerate(straight, start=terms):
            design[row] = column[block]
        if weights is not None:
            design *= np.sqrt(weights[panel.firms[block]])
        gram += design @ design.T
    found = solved(gram[:count, :count], gram[:count, count], f"Đa thức bậc {degree} của {', '.join(inside)}")
    expected = np.empty(len(panel))
    for block in panel.blocks():
        expected[block] = found[:terms] @ monomials(spread.of(columns, block), degree)
    return FirstStage(tuple(map(float, found[terms:])), expected)
