"""OLS, fixed effects of firms, and of firms and years, with standard errors clustered by firm: the baselines.

They are biased where firms choose inputs knowing their productivity; the others of this package are not. Everything is
summed over blocks of whole firms: for the coefficients, then for the scores of each firm. Years are taken
out exactly, as few dummies whose products are counted, not as columns (Frisch, Waugh and Lovell).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nscl.economics.firms.moments import solved
from nscl.economics.firms.panel import FirmYears, Flags, Floats, Ints, Panel, Sums
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.problems import DataProblem


@dataclass(frozen=True)
class _Part:
    """Rows of whole firms: output and inputs (columns × rows), weights, years from the first, where firms begin."""

    columns: Floats
    weights: Floats | None
    years: Ints
    starts: Ints

    def weighted(self, columns: Floats) -> Floats:
        """The columns by the rows' weights."""
        return columns if self.weights is None else np.asarray(columns * self.weights)


@dataclass(frozen=True)
class _Rows:
    """Which rows take part, and how they are weighed: within firms, only firms seen more than once."""

    names: tuple[str, ...]
    years: range
    weights: Floats | None
    within: bool

    def part(self, block: Panel, of_year: Floats | None = None) -> _Part:
        """The rows of a block, less each year's effect where it is known, and less the firm's mean."""
        used, sizes = self.used(block)
        kept = slice(None) if used.all() else np.repeat(used, sizes)
        sizes = sizes[used]
        firms, years = block.firms[kept], block.years[kept] - self.years.start
        starts = np.cumsum(sizes) - sizes
        columns = np.empty((len(self.names), len(firms)))
        for row, name in enumerate(self.names):
            columns[row] = block.column(name)[kept]
        if of_year is not None:
            columns -= of_year[:, years]
        if self.within and len(starts):
            columns -= np.repeat(np.add.reduceat(columns, starts, axis=1) / sizes, sizes, axis=1)
        return _Part(columns, None if self.weights is None else self.weights[firms], years, starts)

    def used(self, block: Panel) -> tuple[Flags, Ints]:
        """Firms that take part, and how many rows each firm has."""
        begins = np.flatnonzero(np.append(True, block.firms[1:] != block.firms[:-1]))
        sizes = np.diff(np.append(begins, len(block)))
        used = sizes > 1 if self.within else sizes > 0
        if self.weights is not None:
            used &= self.weights[block.firms[begins]] > 0
        return used, sizes

    def counts(self, block: Panel) -> Floats:
        """Rows, firms, firms seen once, weights."""
        used, sizes = self.used(block)
        of_firm = sizes[used].astype(np.float64)
        rows = of_firm.sum()
        if self.weights is not None:
            begins = (np.cumsum(sizes) - sizes)[used]
            of_firm *= self.weights[block.firms[begins]]
        return np.array([rows, len(of_firm), (sizes == 1).sum(), of_firm.sum()])

    def totals(self, block: Panel) -> Sums:
        """Each column's weighted sum."""
        part = self.part(block)
        return (part.weighted(part.columns).sum(axis=1),)

    def gram(self, block: Panel, of_year: Floats | None = None) -> Sums:
        """Products of the columns by pairs."""
        part = self.part(block, of_year)
        return (part.weighted(part.columns) @ part.columns.T,)

    def scores(self, block: Panel, of_year: Floats | None, found: Floats) -> Sums:
        """Products of the firms' scores: inputs × what is left of output, summed over a firm's years."""
        part = self.part(block, of_year)
        if not len(part.starts):
            return (np.zeros((len(found), len(found))),)
        left = part.weighted((part.columns[0] - found @ part.columns[1:])[None, :])
        of_firm = np.add.reduceat(part.columns[1:] * left, part.starts, axis=1)
        return (of_firm @ of_firm.T,)

    def of_years(self, block: Panel) -> Sums:
        """Products of the years' dummies, less the firms' means, among themselves and with the columns."""
        part, years = self.part(block), len(self.years)
        sizes = np.diff(np.append(part.starts, len(part.years)))
        present = np.zeros((len(sizes), years))
        present[np.repeat(np.arange(len(sizes)), sizes), part.years] = 1.0
        of_firm = np.ones(len(sizes)) if part.weights is None else part.weights[part.starts]
        shared = present * np.sqrt(of_firm / sizes)[:, None]
        with_columns = [
            np.bincount(part.years, weights=column, minlength=years) for column in part.weighted(part.columns)
        ]
        return np.diag(of_firm @ present) - shared.T @ shared, np.array(with_columns)


def regression(
    rows: FirmYears, production: Production, estimator: Estimator, weights: Floats | None = None
) -> Estimate:
    """y on the inputs: with a constant (OLS), within firms (FE), or within firms with a dummy a year (two-way).

    weights: one a firm (how often a bootstrap sample holds it). Firms seen once say nothing within firms; they are
    left out and counted in the notes. Raises DataProblem for a singular design and where too few rows are left.
    """
    names, within = production.inputs, estimator is not Estimator.OLS
    years = range(rows.calendar[0], rows.calendar[-1] + 1)
    chosen = _Rows((production.output, *names), years, weights, within)
    of_first = {Estimator.OLS: chosen.totals, Estimator.TWO_WAY: chosen.of_years}.get(estimator, chosen.gram)
    (used, clusters, alone, total), *sums = rows.summed(lambda block: (chosen.counts(block), *of_first(block)))
    others = {Estimator.OLS: 1, Estimator.TWO_WAY: len(rows.calendar) - 1}.get(estimator, 0)
    if used <= len(names) + others:
        raise DataProblem(
            "Hồi quy", f"còn {used:g} dòng cho {len(names) + others} hệ số.", "Hãy bổ sung doanh nghiệp hoặc năm."
        )
    of_year: Floats | None = None
    if estimator is Estimator.OLS:
        of_year = np.repeat((sums[0] / total)[:, None], len(years), axis=1)  # the constant is every year's effect
    elif estimator is Estimator.TWO_WAY:
        # The dummies sum to nought within firms: the least solution leaves out what cannot be told.
        of_year = np.asarray(sums[1] @ np.linalg.pinv(sums[0], hermitian=True))
    (gram,) = sums if of_year is None else rows.summed(lambda block: chosen.gram(block, of_year))
    found = solved(gram[1:, 1:], gram[1:, 0], "Các cột của hồi quy")
    (middle,) = rows.summed(lambda block: chosen.scores(block, of_year, found))
    errors = _clustered(gram[1:, 1:], middle, int(clusters), int(used), len(names) + others)
    return Estimate(
        estimator,
        production,
        dict(zip(names, map(float, found), strict=True)),
        int(used),
        int(clusters),
        dict(zip(names, map(float, errors), strict=True)),
        notes=(f"{alone:g} doanh nghiệp chỉ có một năm không tham gia {estimator.value}.",) if within and alone else (),
    )


def _clustered(gram: Floats, middle: Floats, clusters: int, rows: int, coefficients: int) -> Floats:
    """Standard errors that allow a firm's errors to go together, with the small-sample factor G/(G−1)·(n−1)/(n−k)."""
    inverse = solved(gram, np.eye(len(gram)), "Các cột của hồi quy")
    factor = clusters / max(1, clusters - 1) * (rows - 1) / max(1, rows - coefficients)
    variance = factor * inverse @ middle @ inverse
    return np.asarray(np.sqrt(np.maximum(np.diag(variance), 0.0)))
