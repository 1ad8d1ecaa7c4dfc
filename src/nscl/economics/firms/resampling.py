"""Many bootstrap samples of firms in one pass over the rows: sums per firm once, each sample algebra on a few of them.

A sample's productivity φ̂ is a polynomial of the first stage's variables v with coefficients of its own; so the lag
monomials of the second stage, of degree three in (φ̂, inputs), are polynomials of v of three times that degree. Their
products are sums of monomials of v that no sample changes. One pass sums these by firm and weighs the firms by how
often each sample drew them: a matrix product, whatever the number of samples. The figures are those of the same
samples computed row by row, to rounding. Not for Olley–Pakes with exit, whose probit is no polynomial.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.firms.first_stage import FirstStage
from nscl.economics.firms.moments import Spread, exponents, monomials, solved, spread_of
from nscl.economics.firms.panel import Floats, Ints, Panel
from nscl.economics.firms.production import Production

Counts = NDArray[np.uint16]
Term = tuple[int, ...]
# Beyond so many sums a row (a third degree of four variables) going over the rows for each sample is no slower.
MOST_SUMS: Final = 8000
_BLOCK_BYTES: Final = 12_000_000  # of the sums of one block of rows: what the last cache holds


@dataclass(frozen=True)
class Layout:
    """Which sums are taken: of monomials of the lagged v, of these times the year's columns, of the year's by pairs.

    inside: the variables v of the first stage; straight: columns that enter it linearly, output last; degree: of the
    first stage; markov: of the second.
    """

    inside: tuple[str, ...]
    straight: tuple[str, ...]
    degree: int
    markov: int

    @cached_property
    def lag(self) -> tuple[Term, ...]:
        """Monomials of v that a lag monomial of the second stage may hold."""
        return exponents(len(self.inside), self.degree * self.markov)

    @cached_property
    def products(self) -> tuple[Term, ...]:
        """Monomials of v that a product of two lag monomials may hold; `lag` is their beginning."""
        return exponents(len(self.inside), 2 * self.degree * self.markov)

    @cached_property
    def now(self) -> int:
        """How many columns of the year itself there are: monomials of v of the first stage, and the straight ones."""
        return len(exponents(len(self.inside), self.degree)) + len(self.straight)

    @cached_property
    def pairs(self) -> tuple[Ints, Ints]:
        """The upper triangle of the year's columns among themselves."""
        above, beside = np.triu_indices(self.now)
        return above.astype(np.int64), beside.astype(np.int64)

    @cached_property
    def of_product(self) -> Ints:
        """For two lag monomials, the place of their product."""
        place = {term: index for index, term in enumerate(self.products)}
        return np.array(
            [[place[tuple(a + b for a, b in zip(one, two, strict=True))] for two in self.lag] for one in self.lag]
        )

    @property
    def size(self) -> int:
        """How many sums there are for each firm: the second stage's, the first's, and the rows of the second."""
        return len(self.products) + len(self.lag) * self.now + 2 * len(self.pairs[0]) + 1


@dataclass(frozen=True)
class SampleSums:
    """The sums of one sample, in the shapes that the stages read them."""

    layout: Layout
    spread: Spread
    lag: Floats
    cross: Floats
    now: Floats
    first: Floats
    rows: float

    def first_stage(self) -> FirstStage:
        """The first stage of this sample; `expected` holds the polynomial's coefficients, not rows."""
        monomials_of_v = self.layout.now - len(self.layout.straight)
        count = self.layout.now - 1
        found = solved(self.first[:count, :count], self.first[:count, count], "Bước một của một mẫu bootstrap")
        return FirstStage(tuple(map(float, found[monomials_of_v:])), found[:monomials_of_v])

    def least_squares(self, inputs: Sequence[str]) -> Floats:
        """Output on inputs that are among v, by ordinary least squares."""
        places = [0, *(1 + self.layout.inside.index(name) for name in inputs)]
        found = solved(self.first[np.ix_(places, places)], self.first[places, -1], "Hồi quy của một mẫu bootstrap")
        scale = self.spread.scale[[self.layout.inside.index(name) for name in inputs]]
        return np.asarray(found[1:] / scale)


def layout_of(production: Production, linear: tuple[str, ...], degree: int, markov: int) -> Layout | None:
    """The sums for a production function; None where they would be too many."""
    if production.proxy is None:
        return None
    inside = (*(name for name in production.free if name not in linear), *production.state, production.proxy)
    made = Layout(inside, (*linear, production.output), degree, markov)
    return made if made.size <= MOST_SUMS else None


def sample_sums(panel: Panel, layout: Layout, picks: Counts) -> Iterator[SampleSums]:
    """The sums of each sample. picks: samples × firms, how often each firm was drawn. One pass over the rows.

    Raises DataProblem for a column that does not vary.
    """
    columns = [panel.column(name) for name in layout.inside]
    spread = spread_of(columns, layout.inside)
    rows = max(64, _BLOCK_BYTES // (8 * layout.size))
    total = np.zeros((len(picks), layout.size))
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for firms, sums in workers.map(
            lambda block: _by_firm(panel, layout, spread, columns, block), panel.blocks(rows)
        ):
            total += picks[:, firms].astype(np.float64) @ sums
    for one in total:
        yield _shaped(layout, spread, one)


def _by_firm(
    panel: Panel, layout: Layout, spread: Spread, columns: Sequence[Floats], block: slice
) -> tuple[slice, Floats]:
    """The firms of a block of rows, and their sums (firms × size)."""
    first = panel.firms[block.start]
    firms = slice(int(first), int(panel.firms[block.stop - 1]) + 1)
    here = np.flatnonzero(panel.previous[block] >= 0) + block.start
    sums = np.zeros((firms.stop - firms.start, layout.size))
    every = _of_year(panel, layout, spread, columns, block)
    above, beside = layout.pairs
    split = layout.size - 1 - len(above)
    _add(sums[:, split:-1], panel.firms[block] - first, every[above] * every[beside])
    if not len(here):
        return firms, sums
    of_row = panel.firms[here] - first
    old = monomials(spread.of(columns, here - 1), 2 * layout.degree * layout.markov)
    now = every[:, here - block.start]
    lag, product = len(layout.lag), len(layout.products)
    _add(sums[:, :product], of_row, old)
    cross = old[:lag, None, :] * now[None, :, :]
    _add(sums[:, product : product + lag * layout.now], of_row, cross.reshape(lag * layout.now, len(here)))
    _add(sums[:, product + lag * layout.now : split], of_row, now[above] * now[beside])
    sums[:, -1] = np.bincount(of_row, minlength=len(sums))
    return firms, sums


def _of_year(panel: Panel, layout: Layout, spread: Spread, columns: Sequence[Floats], block: slice) -> Floats:
    """The year's columns of a block: monomials of v, then the straight ones."""
    made = np.empty((layout.now, block.stop - block.start))
    monomials(spread.of(columns, block), layout.degree, made[: layout.now - len(layout.straight)])
    for row, name in enumerate(layout.straight, start=layout.now - len(layout.straight)):
        made[row] = panel.column(name)[block]
    return made


def _add(sums: Floats, firm_of_row: Ints, values: Floats) -> None:
    """Sum columns (terms × rows) by firm into sums (firms × terms); rows are sorted by firm."""
    starts = np.flatnonzero(np.r_[True, firm_of_row[1:] != firm_of_row[:-1]])
    sums[firm_of_row[starts]] = np.add.reduceat(values, starts, axis=1).T


def _shaped(layout: Layout, spread: Spread, sums: Floats) -> SampleSums:
    lag, product, above = len(layout.lag), len(layout.products), len(layout.pairs[0])
    split = product + lag * layout.now
    return SampleSums(
        layout,
        spread,
        sums[:product][layout.of_product],
        sums[product:split].reshape(lag, layout.now),
        _symmetric(layout, sums[split : split + above]),
        _symmetric(layout, sums[split + above : -1]),
        float(sums[-1]),
    )


def _symmetric(layout: Layout, upper: Floats) -> Floats:
    made = np.empty((layout.now, layout.now))
    above, beside = layout.pairs
    made[above, beside] = upper
    made[beside, above] = upper
    return made


def lag_terms(layout: Layout, expected: Floats, inputs: Sequence[str]) -> Floats:
    """The second stage's lag monomials (of φ̂ and the inputs) as polynomials of v: terms × monomials of `layout.lag`.

    expected: φ̂ as coefficients of the first stage's monomials, standardised as the caller wants it.
    """
    terms = exponents(1 + len(inputs), layout.markov)
    rows = {term: index for index, term in enumerate(terms)}
    shifts = _shifts(layout)
    of_productivity = np.zeros((len(layout.lag), len(layout.lag)))
    for coefficient, moved in zip(expected, shifts, strict=True):
        of_productivity[moved, np.arange(len(moved))] += coefficient
    of_input = [shifts[1 + layout.inside.index(name)] for name in inputs]
    made = np.zeros((len(terms), len(layout.lag)))
    made[0, 0] = 1.0
    for index, term in enumerate(terms[1:], start=1):
        first = next(i for i, power in enumerate(term) if power)
        lower = made[rows[tuple(power - (i == first) for i, power in enumerate(term))]]
        if first:  # an input moves every monomial one place on; what it would move beyond the last has nothing in it
            moved = of_input[first - 1]
            made[index, moved] = lower[: len(moved)]
        else:
            made[index] = of_productivity @ lower
    return made


@cache
def _shifts(layout: Layout) -> tuple[Ints, ...]:
    """For each monomial of the first stage: where its products with the others lie that still are in `layout.lag`."""
    place = {term: index for index, term in enumerate(layout.lag)}
    made = []
    for factor in exponents(len(layout.inside), layout.degree):
        most = layout.degree * layout.markov - sum(factor)
        lower = [term for term in layout.lag if sum(term) <= most]
        made.append(np.array([place[tuple(a + b for a, b in zip(term, factor, strict=True))] for term in lower]))
    return tuple(made)
