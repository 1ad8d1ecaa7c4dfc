"""The second stage of control functions: what the year's productivity adds to what the year before let expect.

The rows are seen once, as sums (`moments`); every value of a criterion is then algebra on a few dozen numbers. The sums
come from the rows, or from those of a bootstrap sample (`resampling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.firms.moments import Spread, exponents, monomials, powers, spread_of
from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.firms.resampling import SampleSums, lag_terms
from nscl.economics.problems import DataProblem

# Degree of the Markov step: productivity of a year on that of the year before.
MARKOV_DEGREE: Final = 3
# Rows with a row the year before, for each coefficient to be found, below which nothing is computed.
FEWEST_ROWS_PER_COEFFICIENT: Final = 20


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

    def moments(self, coefficients: Floats) -> Floats:
        """Mean of surprise × instrument, for each instrument (ACF: nought at the truth)."""
        now, to_powers, step = self.markov(coefficients)
        rows = slice(self.terms + len(now), None)
        with_current = self.gram[rows, self.terms : self.terms + len(now)] @ now
        with_lag = self.gram[rows, : self.terms] @ (to_powers.T @ step)
        return np.asarray((with_current - with_lag) / self.rows)


def second_stage(  # noqa: PLR0917  (the columns of one pass)
    panel: Panel,
    expected: Floats,
    inputs: Sequence[Floats],
    weights: Floats | None,
    instruments: tuple[int, int] | None,
    chances: Floats | None,
    *,
    target: Floats | None = None,
) -> SecondStage:
    """One pass over rows that have a row the year before.

    instruments: (free inputs, state inputs) for moments E[ξ·(state, free₋₁)]; None where squares are made least.
    """
    lagged = [expected, *inputs, *([] if chances is None else [chances])]
    now = [expected, *inputs, *([] if target is None else [target])]
    names = ("φ̂", *(f"đầu vào thứ {place + 1}" for place in range(len(inputs))), "cuối")
    lag_spread, now_spread = spread_of(lagged, names), spread_of(now, names)
    if target is not None:  # the same yardstick as φ̂: a step fitted to the one is taken from the other
        now_spread.mean[-1], now_spread.scale[-1] = now_spread.mean[0], now_spread.scale[0]
    terms = len(exponents(len(lagged), MARKOV_DEGREE))
    free, state = instruments or (0, 0)
    gram, rows = np.zeros((terms + len(now) + free + state,) * 2), 0.0
    for block in panel.blocks():
        here = np.flatnonzero(panel.previous[block] >= 0) + block.start
        if weights is not None:
            here = here[weights[panel.firms[here]] > 0]
        old, new = lag_spread.of(lagged, here - 1), now_spread.of(now, here)
        columns = np.empty((len(gram), len(here)))
        monomials(old, MARKOV_DEGREE, columns[:terms])
        known = [*new[1 + free : 1 + free + state], *old[1 : 1 + free]]
        for row, column in enumerate((*new, *known), start=terms):
            columns[row] = column
        if weights is None:
            rows += len(here)
        else:
            of_row = weights[panel.firms[here]]
            columns *= np.sqrt(of_row)
            rows += float(of_row.sum())
        gram += columns @ columns.T
    if rows < FEWEST_ROWS_PER_COEFFICIENT * len(inputs):
        raise DataProblem(
            "Bảng doanh nghiệp",
            f"chỉ có {rows:g} dòng có số liệu năm liền trước.",
            "Cần doanh nghiệp được quan sát ít nhất hai năm liền nhau; hãy gộp ngành hoặc thêm năm.",
        )
    return SecondStage(gram, terms, lag_spread, now_spread, 0 if chances is None else 1, rows)


def second_stage_of(
    sums: SampleSums,
    expected: Floats,
    inputs: Sequence[str],
    instruments: tuple[int, int] | None,
    free: Sequence[float] = (),
) -> SecondStage:
    """The same from the sums of a sample.

    expected: φ̂ as coefficients of the first stage's monomials; inputs: names among the first stage's variables; free:
    coefficients of the straight columns, where squares are made least (the target is output less these).
    """
    layout = sums.layout
    # φ̂ on the yardstick of output, which is near enough to its own: only the digits depend on it.
    count = layout.now - 1
    of_output = sums.first[-1, -1] / sums.first[0, 0] - (sums.first[0, -1] / sums.first[0, 0]) ** 2
    mean, scale = float(sums.first[0, -1] / sums.first[0, 0]), float(np.sqrt(of_output))
    polynomial = expected / scale
    polynomial[0] -= mean / scale
    terms = lag_terms(layout, polynomial, inputs)
    now = np.zeros((1 + len(inputs) + (instruments is None), layout.now))
    now[0, : len(polynomial)] = polynomial
    for row, name in enumerate(inputs, start=1):
        now[row, 1 + layout.inside.index(name)] = 1.0
    if instruments is None:
        now[-1, len(polynomial) : count] = -np.asarray(free) / scale
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
