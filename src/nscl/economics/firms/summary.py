"""What firms' estimates say together: by group, and of each year the whole and what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from nscl.economics.firms.cleaning import LINE
from nscl.economics.firms.engines import Engine, files_of, store_of
from nscl.economics.firms.estimation import estimate
from nscl.economics.firms.panel import Floats
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.firms.reading import Cleaned
from nscl.economics.firms.reallocation import Aggregate, Reallocation, Shift, aggregate, reallocation
from nscl.economics.problems import DataProblem

NAMES: Final = {
    Estimator.OLS: "bình phương nhỏ nhất (OLS)",
    Estimator.FIXED_EFFECTS: "hiệu ứng cố định theo doanh nghiệp",
    Estimator.TWO_WAY: "hiệu ứng cố định theo doanh nghiệp và năm",
    Estimator.OLLEY_PAKES: "Olley–Pakes",
    Estimator.LEVINSOHN_PETRIN: "Levinsohn–Petrin",
    Estimator.ACKERBERG_CAVES_FRAZER: "Ackerberg–Caves–Frazer",
    Estimator.WOOLDRIDGE: "Wooldridge",
}


@dataclass(frozen=True)
class YearOfFirms:
    """A year of all firms that have an estimate. shift: what moved it since the year before, None where nothing says.

    aggregate: ln TFP weighed by output, with its Olley–Pakes covariance; shift: by Melitz and Polanec.
    """

    aggregate: Aggregate
    shift: Shift | None


def columns_of(path: Path) -> tuple[str, ...]:
    """The columns of a file of microdata, in its order. Raises DataProblem where it cannot be read, MissingExtra."""
    store = store_of(Engine.DUCKDB)
    try:
        return tuple(name for name in store.opened(files_of(path)).columns if name != LINE)
    finally:
        store.close()


def estimates_by_group(
    cleaned: Cleaned, production: Production, estimator: Estimator, *, exits: bool, draws: int, seed: int
) -> tuple[list[tuple[str, Estimate]], list[str]]:
    """The estimate of each group, and a sentence for each group that gave none."""
    found, refused = [], []
    for place, name in enumerate(cleaned.groups):
        rows = cleaned.rows.of_group(place) if len(cleaned.groups) > 1 else cleaned.rows
        try:
            found.append((name, estimate(rows, production, estimator, exits=exits, draws=draws, seed=seed)))
        except DataProblem as problem:
            refused.append(f"{f'Ngành {name}, ' if name else ''}{NAMES[estimator]}: {problem}")
    return found, refused


def log_tfp(cleaned: Cleaned, found: Sequence[tuple[str, Estimate]]) -> Floats:
    """ω of each row by its group's estimate; not a number where the group has none."""
    panel = cleaned.panel
    omega = np.full(len(panel), np.nan)
    for name, one in found:
        here = panel.column("group") == cleaned.groups.index(name)
        omega[here] = one.log_productivity(panel)[here]
    return omega


def by_year(cleaned: Cleaned, found: Sequence[tuple[str, Estimate]]) -> tuple[YearOfFirms, ...]:
    """Each year's productivity weighed by output, oldest first. found: estimates of one estimator, one a group."""
    omega = log_tfp(cleaned, found)
    kept = np.isfinite(omega)
    panel, productivity = cleaned.panel.where(kept), omega[kept]
    weights = np.exp(panel.column(found[0][1].production.output))
    years = [int(one) for one in np.unique(panel.years)]
    rows = []
    for year in years:
        shift = None
        if year - 1 in years:
            try:
                shift = reallocation(panel, productivity, weights, year - 1, year, Reallocation.MELITZ_POLANEC)
            except DataProblem:  # no firm in both years: the year stands without parts
                shift = None
        rows.append(YearOfFirms(aggregate(panel, productivity, weights, year), shift))
    return tuple(rows)
