"""Likelihoods of stochastic frontiers: y = x·β + v − u, v normal, u what a firm falls short of the frontier.

One likelihood serves four models (Battese and Coelli 1992, appendix; 1995): u of a firm is that of its base year times
exp(−η·(t − T)), and the base is a normal of mean μ cut off at nought. With one row a firm and μ = 0 it is the
half-normal (Aigner, Lovell and Schmidt 1977), with a constant μ the truncated normal (Stevenson 1980), with μ = z·δ by
row BC95, with firms of several rows and η BC92. The exponential (Meeusen and van den Broeck 1977) has its own.

σ² = σ_u² + σ_v² and γ = σ_u²/σ², as in Frontier 4.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.special import log_ndtr

from nscl.economics.firms.panel import Floats, Ints

# Rows worked on at once: a dozen columns of them stay within the second cache.
BLOCK: Final = 16_384
_LOG_ROOT_2PI: Final = 0.5 * math.log(2 * math.pi)


def mills(x: Floats, log_below: Floats | None = None) -> Floats:
    """φ(x)/Φ(x), without loss where both are tiny. log_below: ln Φ(x), where it is known already."""
    below = log_ndtr(x) if log_below is None else log_below
    return np.asarray(np.exp(-0.5 * x * x - _LOG_ROOT_2PI - below))


def _added(parts: list[tuple[float, Floats]]) -> tuple[float, Floats]:
    return math.fsum(value for value, _ in parts), np.asarray(np.sum([slope for _, slope in parts], axis=0))


@dataclass(frozen=True)
class Sample:
    """Rows of a frontier, and which of them share an inefficiency.

    sign: 1 for production, −1 for cost; groups: the group of each row, rows sorted by it; starts: where each begins;
    before_last: t − T of each row; explained: what the mean of u depends on, one row a group (no columns: μ = 0).
    """

    outcome: Floats
    design: Floats
    sign: float
    groups: Ints
    starts: Ints
    before_last: Floats
    explained: Floats
    decays: bool

    @property
    def sizes(self) -> Floats:
        """Rows of each group."""
        return np.diff(np.append(self.starts, len(self.outcome))).astype(np.float64)

    @cached_property
    def blocks(self) -> tuple[Sample, ...]:
        """The sample in pieces that the cache holds, where each row stands alone; else the sample itself."""
        count = len(self.outcome)
        if len(self.starts) < count or count <= BLOCK:
            return (self,)
        cuts = [slice(first, min(first + BLOCK, count)) for first in range(0, count, BLOCK)]
        return tuple(
            Sample(
                self.outcome[cut],
                self.design[cut],
                self.sign,
                self.groups[: cut.stop - cut.start],
                self.starts[: cut.stop - cut.start],
                self.before_last[cut],
                self.explained[cut],
                self.decays,
            )
            for cut in cuts
        )

    def summed(self, values: Floats) -> Floats:
        """Sums over groups."""
        if len(self.starts) == len(values):
            return values
        return np.asarray(np.add.reduceat(values, self.starts))

    def spread(self, values: Floats) -> Floats:
        """A value of each group, by row."""
        return values if len(self.starts) == len(self.outcome) else np.asarray(values[self.groups])


@dataclass(frozen=True)
class Normal:
    """The cut-off normal. Parameters: β, ln σ², logit γ, δ (of `explained`), η where it decays."""

    sample: Sample

    @property
    def names(self) -> int:
        """How many parameters there are."""
        return int(self.sample.design.shape[1] + 2 + self.sample.explained.shape[1]) + int(self.sample.decays)

    def split(self, theta: Floats) -> tuple[Floats, float, float, Floats, float]:
        """(β, σ², γ, δ, η)."""
        count, means = self.sample.design.shape[1], self.sample.explained.shape[1]
        gamma = 1 / (1 + math.exp(-min(max(float(theta[count + 1]), -40.0), 40.0)))
        delta = theta[count + 2 : count + 2 + means]
        return (
            theta[:count],
            math.exp(float(theta[count])),
            gamma,
            delta,
            float(theta[-1]) if self.sample.decays else 0.0,
        )

    def _parts(self, theta: Floats) -> _Parts:
        sample = self.sample
        beta, variance, gamma, delta, decay = self.split(theta)
        error = sample.sign * (sample.outcome - sample.design @ beta)
        fade = np.exp(-decay * sample.before_last) if sample.decays else np.ones_like(error)
        squared, by_error = sample.summed(fade * fade), sample.summed(fade * error)
        mean = sample.explained @ delta if delta.size else np.zeros(len(sample.starts))
        wide = 1 + (squared - 1) * gamma
        below = np.sqrt(gamma * (1 - gamma) * variance * wide)
        star = (mean * (1 - gamma) - gamma * by_error) / below
        return _Parts(variance, gamma, error, fade, squared, by_error, mean, wide, below, star)

    def value(self, theta: Floats) -> tuple[float, Floats]:
        """(log-likelihood, its gradient)."""
        return _added([Normal(block).of_block(theta) for block in self.sample.blocks])

    def of_block(self, theta: Floats) -> tuple[float, Floats]:
        """The same of a sample that is one block."""
        sample, p = self.sample, self._parts(theta)
        sizes, own = sample.sizes, sample.summed(p.error * p.error)
        # Where no mean is sought, the normal is cut at its middle: one figure, not one a row.
        base = p.mean / math.sqrt(p.gamma * p.variance) if sample.explained.shape[1] else np.zeros(1)
        log_below, cut = log_ndtr(p.star), log_ndtr(base)
        noise = (1 - p.gamma) * p.variance
        level = (
            -0.5 * sizes * (2 * _LOG_ROOT_2PI + math.log(p.variance))
            - 0.5 * (sizes - 1) * math.log1p(-p.gamma)
            - 0.5 * np.log(p.wide)
            + log_below
            + 0.5 * p.star**2
            - cut
            - 0.5 * base**2
            - own / (2 * noise)
        )
        return float(level.sum()), self._gradient(p, sizes, own, base, mills(p.star, log_below), mills(base, cut))

    def _gradient(  # noqa: PLR0917  (what the value has computed already)
        self, p: _Parts, sizes: Floats, own: Floats, base: Floats, of_star: Floats, of_base: Floats
    ) -> Floats:
        sample = self.sample
        noise = (1 - p.gamma) * p.variance
        of_star, of_base = of_star + p.star, of_base + base
        of_error = -sample.spread(of_star * p.gamma / p.below) * p.fade - p.error / noise
        of_beta = -sample.sign * (sample.design.T @ of_error)
        of_variance = (-sizes - of_star * p.star + of_base * base + own / noise).sum() / 2
        moved = (-p.mean - p.by_error) / p.below - p.star / 2 * (
            1 / p.gamma - 1 / (1 - p.gamma) + (p.squared - 1) / p.wide
        )
        of_gamma = (
            (sizes - 1) / (2 * (1 - p.gamma))
            - (p.squared - 1) / (2 * p.wide)
            + of_star * moved
            + of_base * base / (2 * p.gamma)
            - own / (2 * (1 - p.gamma) * noise)
        ).sum() * p.gamma * (1 - p.gamma)  # fmt: skip
        of_mean = of_star * (1 - p.gamma) / p.below - of_base / math.sqrt(p.gamma * p.variance)
        parts = [of_beta, [of_variance, of_gamma], sample.explained.T @ of_mean]
        if sample.decays:
            slower = -sample.before_last * p.fade
            of_squared, of_by_error = 2 * sample.summed(slower * p.fade), sample.summed(slower * p.error)
            of_wide = -(1 + of_star * p.star) / (2 * p.wide)
            parts.append([float((of_wide * p.gamma * of_squared - of_star * p.gamma * of_by_error / p.below).sum())])
        return np.concatenate([np.asarray(part, dtype=np.float64) for part in parts])

    def efficiencies(self, theta: Floats) -> Floats:
        """E[exp(−u) | errors of the firm] of each row (Battese and Coelli 1988)."""
        sample, p = self.sample, self._parts(theta)
        spread = np.sqrt(p.gamma * (1 - p.gamma) * p.variance / p.wide)
        place = p.star * spread
        fade, star = p.fade, sample.spread(p.star)
        sigma, centre = sample.spread(spread), sample.spread(place)
        logs = -fade * centre + 0.5 * (fade * sigma) ** 2 + log_ndtr(star - fade * sigma) - log_ndtr(star)
        return np.asarray(np.exp(logs))


@dataclass(frozen=True)
class _Parts:
    variance: float
    gamma: float
    error: Floats
    fade: Floats
    squared: Floats
    by_error: Floats
    mean: Floats
    wide: Floats
    below: Floats
    star: Floats


@dataclass(frozen=True)
class Exponential:
    """The exponential. Parameters: β, ln σ², logit γ as for the normal (σ_u is the mean of u)."""

    sample: Sample

    @property
    def names(self) -> int:
        """How many parameters there are."""
        return int(self.sample.design.shape[1]) + 2

    def split(self, theta: Floats) -> tuple[Floats, float, float, Floats, float]:
        """(β, σ², γ, δ: none, η: 0)."""
        count = self.sample.design.shape[1]
        gamma = 1 / (1 + math.exp(-min(max(float(theta[count + 1]), -40.0), 40.0)))
        return theta[:count], math.exp(float(theta[count])), gamma, np.empty(0), 0.0

    def _parts(self, theta: Floats) -> tuple[Floats, float, float, float, Floats]:
        beta, variance, gamma, _, _ = self.split(theta)
        error = self.sample.sign * (self.sample.outcome - self.sample.design @ beta)
        short, noise = math.sqrt(gamma * variance), math.sqrt((1 - gamma) * variance)
        return error, short, noise, gamma, -error / noise - noise / short

    def value(self, theta: Floats) -> tuple[float, Floats]:
        """(log-likelihood, its gradient)."""
        return _added([Exponential(block).of_block(theta) for block in self.sample.blocks])

    def of_block(self, theta: Floats) -> tuple[float, Floats]:
        """The same of a sample that is one block."""
        error, short, noise, gamma, inside = self._parts(theta)
        ratio = noise / short
        log_below = log_ndtr(inside)
        level = log_below + error / short - math.log(short) + ratio**2 / 2
        slope = mills(inside, log_below)
        of_beta = -self.sample.sign * (self.sample.design.T @ (1 / short - slope / noise))
        of_short = float((-1 - ratio**2 + slope * ratio - error / short).sum())
        of_noise = float((ratio**2 + slope * (error / noise - ratio)).sum())
        # ln σ_u = ½(ln σ² + ln γ), ln σ_v = ½(ln σ² + ln(1 − γ)); d ln γ/d logit = 1 − γ.
        tail = [(of_short + of_noise) / 2, (of_short * (1 - gamma) - of_noise * gamma) / 2]
        return float(level.sum()), np.concatenate([of_beta, tail])

    def efficiencies(self, theta: Floats) -> Floats:
        """E[exp(−u) | error] of each row: u given the error is a normal cut off at nought."""
        _, _, noise, _, inside = self._parts(theta)
        logs = -inside * noise + noise**2 / 2 + log_ndtr(inside - noise) - log_ndtr(inside)
        return np.asarray(np.exp(logs))
