"""The cut-off normal: y = x·β + v − u, v normal, u what a firm falls short of the frontier.

One likelihood serves four models (Battese and Coelli 1992, appendix; 1995): u of a firm is that of its base year times
exp(−η·(t − T)), and the base is a normal of mean μ cut off at nought. With one row a firm and μ = 0 it is the
half-normal (Aigner, Lovell and Schmidt 1977), with a constant μ the truncated normal (Stevenson 1980), with μ = z·δ by
row BC95, with firms of several rows and η BC92.

The likelihood of a firm depends on its rows through B = Σ f·e, A = Σ f², Σ e² (e the errors, f = exp(−η·(t − T))) and
its μ alone. So derivatives are taken by (B, A, μ, α, ν) and carried to the parameters by the chain rule.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.firms.panel import Floats
from nscl.economics.frontiers.likelihood import LOG_ROOT_2PI, Spreads, Tail, Told, added, kept_share
from nscl.economics.frontiers.partials import Partials, Star, Value, total
from nscl.economics.frontiers.sample import Sample

# For each of B, A, μ, α, ν: the places of the parameters that move it, and by how much, firms × parameters.
Ways = dict[str, tuple[list[int], Floats | None]]
_LOG_HALF: Final = -math.log(2)


@dataclass(frozen=True)
class Normal:
    """The cut-off normal. Parameters: β, ln σ², logit γ, δ (of `explained`), η where firms have several rows."""

    sample: Sample

    def told(self, theta: Floats) -> Told:
        """Log-likelihood, slope and curvature."""
        regressors = self.sample.design.shape[1]
        spreads = Spreads.of(theta, regressors)
        whole = added(_Firms.of(block, theta, spreads).told() for block in self.sample.blocks)
        return spreads.turned(whole, regressors)

    def efficiencies(self, theta: Floats) -> Floats:
        """E[exp(−u) | errors of the firm] of each row (Battese and Coelli 1988)."""
        spreads = Spreads.of(theta, self.sample.design.shape[1])
        return np.concatenate([_Firms.of(block, theta, spreads).efficiencies() for block in self.sample.blocks])


@dataclass(frozen=True)
class _Firms:
    """The firms (or lone rows) of a block at some parameters. fade, by_error, squared, mean: f, B, A and μ."""

    sample: Sample
    spreads: Spreads
    error: Floats
    fade: Value
    by_error: Floats
    squared: Value
    mean: Floats | None

    @classmethod
    def of(cls, sample: Sample, theta: Floats, spreads: Spreads) -> _Firms:
        """The rows' errors, summed by firm."""
        regressors, means = sample.design.shape[1], sample.explained.shape[1]
        error = sample.outcome - sample.design @ theta[:regressors]
        mean = sample.explained @ theta[regressors + 2 : regressors + 2 + means] if means else None
        if sample.spells is None:
            return cls(sample, spreads, error, 1.0, error, 1.0, mean)
        fade = np.exp(-float(theta[-1]) * sample.spells.before_last)
        return cls(sample, spreads, error, fade, sample.summed(fade * error), sample.summed(fade * fade), mean)

    def star(self) -> Star:
        """s of each firm: the mean of u given the errors ÷ its spread."""
        short, noise = self.spreads.short, self.spreads.noise
        by = 1 / np.sqrt(short * noise * (noise + self.squared * short))
        of_mean = 0.0 if self.mean is None else self.mean * (by * noise)
        return Star(self.spreads, self.squared, self.by_error * (by * -short), of_mean, self.mean)

    def efficiencies(self) -> Floats:
        """E[exp(−u) | errors] by row."""
        short, noise = self.spreads.short, self.spreads.noise
        spread = np.sqrt(short * noise / (noise + self.squared * short))
        return kept_share(self.sample.spread(self.star().value), self.fade * self._by_row(spread))

    def _by_row(self, value: Value) -> Value:
        return self.sample.spread(value) if isinstance(value, np.ndarray) else value

    def told(self) -> Told:
        """Value, slope and curvature by (−β, α, ν, δ, η)."""
        short, noise = self.spreads.short, self.spreads.noise
        firms, rows = len(self.by_error), len(self.error)
        star = self.star()
        tail = Tail.of(star.value)
        base = None if self.mean is None else Tail.of(self.mean / math.sqrt(short))
        level = float(tail.level.sum()) - 0.5 * total(np.log(noise + self.squared * short), firms)
        level -= rows * LOG_ROOT_2PI + 0.5 * (rows - firms) * math.log(noise)
        level -= firms * _LOG_HALF if base is None else float(base.level.sum())
        partials = Partials.of(star, tail, base, fades=self.sample.spells is not None)
        slope, curvature = _carried(self.sample, self._ways(), partials)
        self._add_errors(slope, curvature)
        if self.sample.spells is not None:
            self._add_fading(partials, slope, curvature)
        return Told(level - 0.5 * float(self.error @ self.error) / noise, slope, curvature)

    def _ways(self) -> Ways:
        """How B, A, μ, α and ν move with the parameters: the places of these, and a column for each (None: of ones)."""
        sample = self.sample
        regressors, last = sample.design.shape[1], sample.parameters - 1
        ways: Ways = {"α": ([regressors], None), "ν": ([regressors + 1], None)}
        if self.mean is not None:
            ways["μ"] = (list(range(regressors + 2, regressors + 2 + sample.explained.shape[1])), sample.explained)
        if sample.spells is None:
            ways["B"] = (list(range(regressors)), sample.design)
            return ways
        slower = -sample.spells.before_last * self.fade
        columns = [sample.summed(np.reshape(self.fade, (-1, 1)) * sample.design), sample.summed(slower * self.error)]
        ways["B"] = ([*range(regressors), last], np.column_stack(columns))
        ways["A"] = ([last], sample.summed(2 * slower * self.fade).reshape(-1, 1))
        return ways

    def _add_errors(self, slope: Floats, curvature: Floats) -> None:
        """What −Σe²/(2σ_v²) − ½(T − 1)·ln σ_v² adds."""
        regressors, noise = self.sample.design.shape[1], self.spreads.noise
        at, own = regressors + 1, float(self.error @ self.error) / (2 * noise)
        by_design = self.sample.design.T @ self.error / noise
        slope[:regressors] -= by_design
        slope[at] += own - 0.5 * (len(self.error) - len(self.by_error))
        curvature[:regressors, :regressors] -= self.sample.gram / noise
        curvature[:regressors, at] += by_design
        curvature[at, :regressors] += by_design
        curvature[at, at] -= own

    def _add_fading(self, partials: Partials, slope: Floats, curvature: Floats) -> None:
        """What the second derivatives of B and A by η add."""
        assert self.sample.spells is not None  # noqa: S101  (only firms of several rows fade)
        past, sample = self.sample.spells.before_last, self.sample
        of_error, of_squared = partials.first["B"], partials.first["A"]
        mixed = sample.design.T @ (-past * self.fade * sample.spread(np.asarray(of_error)))
        curvature[: len(mixed), -1] += mixed
        curvature[-1, : len(mixed)] += mixed
        by_error = sample.summed(past**2 * self.fade * self.error)
        by_squared = sample.summed(4 * past**2 * self.fade**2)
        curvature[-1, -1] += float((of_error * by_error + of_squared * by_squared).sum())


def _carried(sample: Sample, ways: Ways, partials: Partials) -> tuple[Floats, Floats]:
    """Slope and curvature by the parameters, from those by B, A, μ, α and ν."""
    firms = len(sample.explained)
    slope, curvature = np.zeros(sample.parameters), np.zeros((sample.parameters, sample.parameters))
    for name, (places, columns) in ways.items():
        slope[places] += _weighed(columns, partials.first[name], firms)
    for (one, other), value in partials.second.items():
        (here, left), (there, right) = ways[one], ways[other]
        if left is not None and right is not None:
            part = (left.T * value) @ right
        else:
            part = _weighed(right if left is None else left, value, firms).reshape(len(here), len(there))
        curvature[np.ix_(here, there)] += part
        if one != other:
            curvature[np.ix_(there, here)] += part.T
    return slope, curvature


def _weighed(columns: Floats | None, weights: Value, firms: int) -> Floats:
    """The sum of columns (None: of ones) with weights, a number for each column."""
    if columns is None:
        return np.array([total(weights, firms)])
    return np.asarray(columns.T @ (weights if isinstance(weights, np.ndarray) else np.full(firms, weights)))
