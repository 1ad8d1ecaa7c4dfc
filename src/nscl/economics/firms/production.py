"""What is estimated: a production function in logarithms, and what an estimate of it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from nscl.economics.firms.panel import Floats, Panel


class Estimator(StrEnum):
    """Ways of estimating the coefficients of a production function."""

    OLS = "ols"
    FIXED_EFFECTS = "fe"
    TWO_WAY = "twfe"
    OLLEY_PAKES = "op"
    LEVINSOHN_PETRIN = "lp"
    ACKERBERG_CAVES_FRAZER = "acf"
    WOOLDRIDGE = "wrdg"


@dataclass(frozen=True)
class Production:
    """Columns of a panel, all in logarithms: output, free inputs (labour), state inputs (capital), and the proxy.

    The proxy (investment for Olley–Pakes, materials for the others) moves with what the firm knows and we do not.
    """

    output: str
    free: tuple[str, ...]
    state: tuple[str, ...]
    proxy: str | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """Free inputs, then state inputs: the order of coefficients."""
        return (*self.free, *self.state)


@dataclass(frozen=True)
class Estimate:
    """Coefficients by input, and how they were come by.

    errors: standard errors by input, clustered by firm, None where not computed; rows: rows used in the last step;
    criterion: the value of what was made least; other_roots: further solutions that fit as well, which a reader should
    see; failed_draws: bootstrap samples that gave no estimate.
    """

    estimator: Estimator
    production: Production
    coefficients: Mapping[str, float]
    rows: int
    firms: int
    errors: Mapping[str, float] | None = None
    criterion: float | None = None
    other_roots: tuple[Mapping[str, float], ...] = ()
    draws: int = 0
    failed_draws: int = 0
    notes: tuple[str, ...] = field(default=())

    @property
    def returns_to_scale(self) -> float:
        """The sum of coefficients: by what per cent output grows when all inputs grow by one."""
        return float(sum(self.coefficients.values()))

    def log_productivity(self, panel: Panel) -> Floats:
        """ω of each row: log output less coefficients times log inputs (it holds the constant and the noise)."""
        left = panel.column(self.production.output).copy()
        for name, coefficient in self.coefficients.items():
            left -= coefficient * panel.column(name)
        return np.asarray(left)
