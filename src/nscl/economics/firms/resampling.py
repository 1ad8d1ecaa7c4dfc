"""Many bootstrap samples of firms in one pass over the rows: sums per firm once, each sample algebra on a few of them.

A sample's productivity φ̂ is a polynomial of the first stage's variables v with coefficients of its own; so the lag
monomials of the second stage, of degree three in (φ̂, inputs), are polynomials of v of three times that degree. Their
products are sums of monomials of v that no sample changes. One pass sums these by firm and weighs the firms by how
often each sample drew them: a matrix product, whatever the number of samples. The figures are those of the same
samples computed row by row, to rounding. Not for Olley–Pakes with exit, whose probit is no polynomial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.firms.first_stage import FirstStage, first_stage_of, variables
from nscl.economics.firms.moments import Spread, exponents, monomials, spread_of
from nscl.economics.firms.panel import FirmYears, Floats, Ints, Panel, Sums
from nscl.economics.firms.production import Production

Term = tuple[int, ...]
# Beyond so many sums a row (a third degree of four variables) going over the rows for each sample is no slower.
MOST_SUMS: Final = 8000
_BLOCK_BYTES: Final = 24_000_000  # of the sums of one block of rows: what the last cache holds


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
        """The first stage of this sample."""
        linear = len(self.layout.straight) - 1
        return first_stage_of(self.first, self.layout.inside, linear, self.layout.degree, self.spread)


@dataclass(frozen=True)
class Draws:
    """Bootstrap samples: so many firms drawn with replacement, so many times; the same seed draws the same firms.

    What travels to another process is the seed, not the draws.
    """

    count: int
    firms: int
    seed: int

    def of(self, firms: Ints) -> Floats:
        """How often each sample drew these firms: samples × firms."""
        return np.asarray(_drawn(self)[:, firms], dtype=np.float64)

    def sample(self, place: int) -> Floats:
        """How often one sample drew each firm."""
        return np.asarray(_drawn(self)[place], dtype=np.float64)


@lru_cache(maxsize=1)
def _drawn(draws: Draws) -> NDArray[np.uint8]:
    chance = np.random.default_rng(draws.seed)
    picks = np.empty((draws.count, draws.firms), dtype=np.uint8)  # a firm is drawn once a sample in the mean
    for one in picks:
        one[:] = np.bincount(chance.integers(draws.firms, size=draws.firms), minlength=draws.firms)
    return picks


def layout_of(production: Production, linear: tuple[str, ...], degree: int, markov: int) -> Layout | None:
    """The sums for a production function; None where they would be too many."""
    made = Layout(variables(production, linear), (*linear, production.output), degree, markov)
    return made if made.size <= MOST_SUMS else None


def sample_sums(rows: FirmYears, layout: Layout, draws: Draws) -> Iterator[SampleSums]:
    """The sums of each sample, in one pass over the rows. Raises DataProblem for a column that does not vary."""
    spread = spread_of(rows, layout.inside)
    draws.sample(0)  # drawn before threads ask for them

    def of_block(block: Panel) -> Sums:
        firms, sums = _by_firm(block, layout, spread)
        return (draws.of(firms) @ sums,)

    (total,) = rows.summed(of_block, max(64, _BLOCK_BYTES // (8 * layout.size)))
    for one in total:
        yield _shaped(layout, spread, one)


def _by_firm(block: Panel, layout: Layout, spread: Spread) -> tuple[Ints, Floats]:
    """The firms of a block of rows, and their sums (firms × size): products of small matrices, a firm at a time."""
    begins = np.append(True, block.firms[1:] != block.firms[:-1])
    firms, of_row = block.firms[begins], np.cumsum(begins) - 1
    sums = np.empty((len(firms), layout.size))
    every = _of_year(block, layout, spread)
    above, beside = layout.pairs
    lag, product, pairs = len(layout.lag), len(layout.products), len(layout.pairs[0])
    ends = np.cumsum([product, lag * layout.now, pairs, pairs])
    by_firm = _padded(every, of_row, len(firms))
    sums[:, ends[2] : ends[3]] = np.matmul(by_firm, by_firm.transpose(0, 2, 1))[:, above, beside]
    here = np.flatnonzero(block.previous >= 0)
    of_here = of_row[here]
    before = spread.of([block.column(name)[here - 1] for name in layout.inside])
    old = monomials(before, 2 * layout.degree * layout.markov)
    sums[:, :product] = 0.0
    if len(here):
        _add(sums[:, :product], of_here, old)
    now = _padded(every[:, here], of_here, len(firms)).transpose(0, 2, 1)
    then = _padded(old[:lag], of_here, len(firms))
    sums[:, ends[0] : ends[1]] = np.matmul(then, now).reshape(len(firms), lag * layout.now)
    sums[:, ends[1] : ends[2]] = np.matmul(now.transpose(0, 2, 1), now)[:, above, beside]
    sums[:, -1] = np.bincount(of_here, minlength=len(firms))
    return firms, sums


def _padded(values: Floats, of_row: Ints, firms: int) -> Floats:
    """Columns (terms × rows sorted by firm) as firms × terms × rows of a firm, noughts where it has fewer."""
    counts = np.bincount(of_row, minlength=firms)
    place = np.arange(len(of_row)) - (np.cumsum(counts) - counts)[of_row]
    made = np.zeros((firms, int(counts.max(initial=0)), len(values)))
    made[of_row, place] = values.T
    return made.transpose(0, 2, 1)


def _of_year(block: Panel, layout: Layout, spread: Spread) -> Floats:
    """The year's columns of a block: monomials of v, then the straight ones."""
    made = np.empty((layout.now, len(block)))
    inside = spread.of([block.column(name) for name in layout.inside])
    monomials(inside, layout.degree, made[: layout.now - len(layout.straight)])
    for row, name in enumerate(layout.straight, start=layout.now - len(layout.straight)):
        made[row] = block.column(name)
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


def times(layout: Layout, polynomial: Floats, factor: int) -> Floats:
    """A polynomial of v, times one monomial of the first stage; it has room for it."""
    moved = _shifts(layout)[factor]
    made = np.zeros(len(layout.lag))
    made[moved] = polynomial[: len(moved)]
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
