"""The second stage of control functions: what the year's productivity adds to what the year before let expect.

The rows are seen once, as sums (`moments`); every value of a criterion is then algebra on a few dozen numbers. The sums
come from the rows, or from those of a bootstrap sample (`resampling`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.firms.exit import Survival
from nscl.economics.firms.first_stage import FirstStage
from nscl.economics.firms.moments import Spread, exponents, monomials, powers
from nscl.economics.firms.panel import FirmYears, Floats, Panel, Sums
from nscl.economics.firms.resampling import SampleSums, lag_terms
from nscl.economics.problems import DataProblem

# Degree of the Markov step: productivity of a year on that of the year before.
MARKOV_DEGREE: Final = 3
# Rows with a row the year before, for each coefficient to be found, below which nothing is computed.
FEWEST_ROWS_PER_COEFFICIENT: Final = 20
_ASIDE: Final = 1e-3  # of differences: the fifth derivative errs by its fourth power


@dataclass(frozen=True)
class SecondStage:
    """Moments of the second stage, of standardised columns: monomials of the lag, current values, instruments."""

    gram: Floats
    terms: int
    lag: Spread
    current: Spread
    extra: int
    rows: float

    def markov(self, coefficients: Floats) -> tuple[Floats, Floats, Floats]:
        """(weights of the current columns that make ω, the map to powers of ω₋₁, the Markov step's coefficients)."""
        now = np.zeros(len(self.current.scale))
        count = 1 + len(coefficients)
        now[:count] = np.concatenate([[self.current.scale[0]], -coefficients * self.current.scale[1:count]])
        lag_scale = self.lag.scale[:count]
        before = np.concatenate([[lag_scale[0]], -coefficients * lag_scale[1:]]) / lag_scale[0]
        to_powers = powers(before, self.extra, MARKOV_DEGREE)
        inner = to_powers @ self.gram[: self.terms, : self.terms] @ to_powers.T
        step = np.linalg.lstsq(inner, to_powers @ (self._lag_by_current @ now), rcond=1e-14)[0]
        return now, to_powers, np.asarray(step)

    @property
    def _lag_by_current(self) -> Floats:
        return self.gram[: self.terms, self.terms : self.terms + len(self.current.scale)]

    def sum_of_squares(self, coefficients: Floats) -> float:
        """Mean squared surprise in output (the criterion of OP and LP).

        The Markov step is fitted to ω = φ̂ − β·x, which is free of noise, and the surprise is that of output less the
        free inputs: so do prodest and the vignette whose figures are reproduced.
        """
        now, to_powers, step = self.markov(coefficients)
        surprise = now.copy()
        surprise[0], surprise[-1] = 0.0, now[0]
        here = slice(self.terms, self.terms + len(now))
        cross = to_powers @ (self._lag_by_current @ surprise)
        fitted = step @ (to_powers @ self.gram[: self.terms, : self.terms] @ to_powers.T) @ step
        return float((surprise @ self.gram[here, here] @ surprise - 2 * cross @ step + fitted) / self.rows)

    def slope(self, coefficients: Floats) -> Floats:
        """How the sum of squares changes with each coefficient: by differences of the fourth order.

        The sum itself shows its least place to half of the digits only; its slope to nearly all.
        """
        made = np.empty(len(coefficients))
        for place in range(len(coefficients)):
            aside = np.zeros(len(coefficients))
            aside[place] = _ASIDE
            near, far = (
                self.sum_of_squares(coefficients + away * aside) - self.sum_of_squares(coefficients - away * aside)
                for away in (1, 2)
            )
            made[place] = (8 * near - far) / (12 * _ASIDE)
        return made

    def moments(self, coefficients: Floats) -> Floats:
        """Mean of surprise × instrument, for each instrument (ACF: nought at the truth)."""
        now, to_powers, step = self.markov(coefficients)
        rows = slice(self.terms + len(now), None)
        with_current = self.gram[rows, self.terms : self.terms + len(now)] @ now
        with_lag = self.gram[rows, : self.terms] @ (to_powers.T @ step)
        return np.asarray((with_current - with_lag) / self.rows)


def second_stage(
    rows: FirmYears,
    first: FirstStage,
    inputs: tuple[str, ...],
    *,
    weights: Floats | None,
    instruments: tuple[int, int] | None,
    target: Target | None = None,
    survival: Survival | None = None,
) -> SecondStage:
    """One pass over rows that have a row the year before.

    instruments: (free inputs, state inputs) for moments E[ξ·(state, free₋₁)]; None where squares are made least: of
    `target`, output less the free inputs, then. survival: the chance of staying enters the Markov step.
    """
    of_now = of_lag = first.spread_of(inputs)
    if target is not None:  # the same yardstick as φ̂: a step fitted to the one is taken from the other
        of_now = Spread(np.append(of_lag.mean, of_lag.mean[0]), np.append(of_lag.scale, of_lag.scale[0]))
    if survival is not None:
        of_lag = Spread(np.append(of_lag.mean, survival.mean), np.append(of_lag.scale, survival.scale))
    terms = len(exponents(len(of_lag.scale), MARKOV_DEGREE))
    free, state = instruments or (0, 0)

    def of_block(block: Panel) -> Sums:
        here = np.flatnonzero(block.previous >= 0)
        if weights is not None:
            here = here[weights[block.firms[here]] > 0]
        both = [first.expected(block), *(block.column(name) for name in inputs)]
        chances = [] if survival is None else [survival.chances(block)]
        left = [] if target is None else [target.of(block)]
        old = of_lag.of([column[here - 1] for column in (*both, *chances)])
        new = of_now.of([column[here] for column in (*both, *left)])
        columns = np.empty((terms + len(new) + free + state, len(here)))
        monomials(old, MARKOV_DEGREE, columns[:terms])
        for row, column in enumerate((*new, *new[1 + free : 1 + free + state], *old[1 : 1 + free]), start=terms):
            columns[row] = column
        if weights is None:
            return columns @ columns.T, np.full(1, float(len(here)))
        of_row = weights[block.firms[here]]
        columns *= np.sqrt(of_row)
        return columns @ columns.T, np.full(1, float(of_row.sum()))

    gram, (count,) = rows.summed(of_block)
    if count < FEWEST_ROWS_PER_COEFFICIENT * len(inputs):
        raise DataProblem(
            "Bảng doanh nghiệp",
            f"chỉ có {count:g} dòng có số liệu năm liền trước.",
            "Cần doanh nghiệp được quan sát ít nhất hai năm liền nhau; hãy gộp ngành hoặc thêm năm.",
        )
    return SecondStage(gram, terms, of_lag, of_now, 0 if survival is None else 1, float(count))


@dataclass(frozen=True)
class Target:
    """Output less the free inputs by their coefficients."""

    output: str
    free: Mapping[str, float]

    def of(self, block: Panel) -> Floats:
        """It, row by row."""
        left = block.column(self.output).copy()
        for name, coefficient in self.free.items():
            left -= coefficient * block.column(name)
        return left


def second_stage_of(
    sums: SampleSums, first: FirstStage, inputs: Sequence[str], instruments: tuple[int, int] | None
) -> SecondStage:
    """The same from the sums of a sample; inputs: names among the first stage's variables."""
    layout, count = sums.layout, sums.layout.now - 1
    mean, scale = first.of_expected
    polynomial = first.polynomial / scale
    polynomial[0] -= mean / scale
    terms = lag_terms(layout, polynomial, inputs)
    now = np.zeros((1 + len(inputs) + (instruments is None), layout.now))
    now[0, : len(polynomial)] = polynomial
    for row, name in enumerate(inputs, start=1):
        now[row, 1 + layout.inside.index(name)] = 1.0
    if instruments is None:
        now[-1, len(polynomial) : count] = -np.asarray(first.free) / scale
        now[-1, -1] = 1.0 / scale
        now[-1, 0] = -mean / scale
    scales = np.array([scale, *(sums.spread.scale[layout.inside.index(name)] for name in inputs)])
    of_lag = Spread(np.zeros(len(scales)), scales)
    of_now = Spread(np.zeros(len(now)), scales if instruments else np.append(scales, scale))
    gram = _gram_of(sums, terms, now, inputs, instruments or (0, 0))
    return SecondStage(gram, len(terms), of_lag, of_now, 0, sums.rows)


def _gram_of(
    sums: SampleSums, terms: Floats, now: Floats, inputs: Sequence[str], instruments: tuple[int, int]
) -> Floats:
    """Lag monomials, the year's columns, then the instruments (state inputs, free ones a year ago), by pairs."""
    layout = sums.layout
    free, state = instruments
    places = [1 + layout.inside.index(name) for name in inputs]  # of degree one, in the order of v
    of_year = np.zeros((state, layout.now))
    of_year[np.arange(state), places[free : free + state]] = 1.0
    of_before = np.zeros((free, len(layout.lag)))
    of_before[np.arange(free), places[:free]] = 1.0
    lag = np.vstack([terms, of_before])
    year = np.vstack([now, of_year])
    among_lag, across, among_year = lag @ sums.lag @ lag.T, lag @ sums.cross @ year.T, year @ sums.now @ year.T
    count, here = len(terms), len(year)
    made = np.zeros((len(lag) + here, len(lag) + here))
    made[:count, :count] = among_lag[:count, :count]
    made[:count, count : count + here] = across[:count]
    made[count : count + here, count : count + here] = among_year
    made[:count, count + here :] = among_lag[:count, count:]
    made[count : count + here, count + here :] = across[count:].T
    made[count + here :, count + here :] = among_lag[count:, count:]
    upper = np.triu(made)
    return np.asarray(upper + np.triu(upper, 1).T)
