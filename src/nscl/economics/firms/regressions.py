"""OLS, fixed effects of firms, and of firms and years, with standard errors clustered by firm: the baselines.

They are biased where firms choose inputs knowing their productivity; the others of this package are not. Everything is
summed over blocks of whole firms, twice: once for the coefficients, once for the scores of each firm. Years are taken
out exactly, as few dummies whose products are counted, not as columns (Frisch, Waugh and Lovell).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nscl.economics.firms.moments import solved
from nscl.economics.firms.panel import Flags, Floats, Ints, Panel
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
    """Which rows take part: firms that are used, and how they are weighed."""

    panel: Panel
    names: tuple[str, ...]
    used: Flags
    weights: Floats | None
    within: bool

    def parts(self, of_year: Floats | None = None) -> Iterator[_Part]:
        """The rows, block by block, less each year's effect where it is known, and less the firm's mean."""
        panel, first = self.panel, int(self.panel.years.min())
        for block in panel.blocks():
            kept = np.flatnonzero(self.used[panel.firms[block]]) + block.start
            if not kept.size:
                continue
            firms, years = panel.firms[kept], panel.years[kept] - first
            starts = np.flatnonzero(np.r_[True, firms[1:] != firms[:-1]])
            columns = np.vstack([panel.column(name)[kept] for name in self.names])
            if of_year is not None:
                columns -= of_year[:, years]
            if self.within:
                sizes = np.diff(np.append(starts, len(kept)))
                columns -= np.repeat(np.add.reduceat(columns, starts, axis=1) / sizes, sizes, axis=1)
            yield _Part(columns, None if self.weights is None else self.weights[firms], years, starts)


def regression(panel: Panel, production: Production, estimator: Estimator, weights: Floats | None = None) -> Estimate:
    """y on the inputs: with a constant (OLS), within firms (FE), or within firms with a dummy a year (two-way).

    weights: one a firm (how often a bootstrap sample holds it). Firms seen once say nothing within firms; they are
    left out and counted in the notes. Raises DataProblem for a singular design and where too few rows are left.
    """
    names, within = production.inputs, estimator is not Estimator.OLS
    seen = np.bincount(panel.firms, minlength=panel.firm_count)
    used = (seen > 1) if within else (seen > 0)
    if weights is not None:
        used &= weights > 0
    years = int(panel.years.max() - panel.years.min()) + 1 if len(panel) else 0
    rows, clusters = int(seen[used].sum()), int(used.sum())
    others = {Estimator.OLS: 1, Estimator.TWO_WAY: len(np.unique(panel.years)) - 1}.get(estimator, 0)
    if rows <= len(names) + others:
        raise DataProblem(
            "Hồi quy", f"còn {rows} dòng cho {len(names) + others} hệ số.", "Hãy bổ sung doanh nghiệp hoặc năm."
        )
    chosen = _Rows(panel, (production.output, *names), used, weights, within)
    of_year = _year_effects(chosen, years) if estimator is Estimator.TWO_WAY else None
    if estimator is Estimator.OLS:
        of_year = np.repeat(_means(chosen)[:, None], years, axis=1)  # the constant is every year's effect
    gram = np.zeros((1 + len(names),) * 2)
    for part in chosen.parts(of_year):
        gram += part.weighted(part.columns) @ part.columns.T
    found = solved(gram[1:, 1:], gram[1:, 0], "Các cột của hồi quy")
    middle = np.zeros((len(names),) * 2)
    for part in chosen.parts(of_year):
        left = part.weighted((part.columns[0] - found @ part.columns[1:])[None, :])
        of_firm = np.add.reduceat(part.columns[1:] * left, part.starts, axis=1)
        middle += of_firm @ of_firm.T
    errors = _clustered(gram[1:, 1:], middle, clusters, rows, len(names) + others)
    alone = int((seen == 1).sum()) if within else 0
    return Estimate(
        estimator,
        production,
        dict(zip(names, map(float, found), strict=True)),
        rows,
        clusters,
        dict(zip(names, map(float, errors), strict=True)),
        notes=(f"{alone} doanh nghiệp chỉ có một năm không tham gia {estimator.value}.",) if alone else (),
    )


def _means(chosen: _Rows) -> Floats:
    total, count = np.zeros(len(chosen.names)), 0.0
    for part in chosen.parts():
        total += part.weighted(part.columns).sum(axis=1)
        count += part.columns.shape[1] if part.weights is None else float(part.weights.sum())
    return total / count


def _year_effects(chosen: _Rows, years: int) -> Floats:
    """What each year's dummy, itself less the firms' means, takes out of each column: columns × years."""
    together, with_columns = np.zeros((years, years)), np.zeros((len(chosen.names), years))
    for part in chosen.parts():
        sizes = np.diff(np.append(part.starts, len(part.years)))
        firm = np.repeat(np.arange(len(sizes)), sizes)
        present = np.zeros((len(sizes), years))
        present[firm, part.years] = 1.0
        of_firm = np.ones(len(sizes)) if part.weights is None else part.weights[part.starts]
        shared = present * np.sqrt(of_firm / sizes)[:, None]
        together += np.diag(of_firm @ present) - shared.T @ shared
        for row, column in enumerate(part.weighted(part.columns)):
            with_columns[row] += np.bincount(part.years, weights=column, minlength=years)
    # The dummies sum to nought within firms: the least solution leaves out what cannot be told.
    return np.asarray(with_columns @ np.linalg.pinv(together, hermitian=True))


def _clustered(gram: Floats, middle: Floats, clusters: int, rows: int, coefficients: int) -> Floats:
    """Standard errors that allow a firm's errors to go together, with the small-sample factor G/(G−1)·(n−1)/(n−k)."""
    inverse = solved(gram, np.eye(len(gram)), "Các cột của hồi quy")
    factor = clusters / max(1, clusters - 1) * (rows - 1) / max(1, rows - coefficients)
    variance = factor * inverse @ middle @ inverse
    return np.asarray(np.sqrt(np.maximum(np.diag(variance), 0.0)))
