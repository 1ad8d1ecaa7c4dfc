"""What likelihoods of frontiers have in common: a normal's tail without loss, and value, slope and curvature at once.

σ² = σ_u² + σ_v² and γ = σ_u²/σ² as in Frontier 4.1; parameters are β, ln σ², logit γ, δ, η. Within, derivatives are
taken by α = ln σ_u² and ν = ln σ_v², in which they are short, and turned at the end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from scipy.special import erfcx

from nscl.economics.firms.panel import Floats
from nscl.economics.frontiers.sample import Sample

LOG_ROOT_2PI: Final = 0.5 * math.log(2 * math.pi)
_ROOT_HALF: Final = math.sqrt(0.5)
_ROOT_2_BY_PI: Final = math.sqrt(2 / math.pi)
# Beyond, Φ(x) is 1 to the last digit; and exp(x²/2) is still a number.
_FAR: Final = 30.0
# ln σ² and logit γ are kept where their exponentials are numbers.
_MOST_LOG: Final = 300.0
_MOST_LOGIT: Final = 40.0


@dataclass(frozen=True)
class Told:
    """A log-likelihood, its slope (p) and its curvature (p × p)."""

    value: float
    slope: Floats
    curvature: Floats


@dataclass(frozen=True)
class Spreads:
    """σ_u² and σ_v² that ln σ² and logit γ stand for."""

    variance: float
    gamma: float
    rest: float

    @classmethod
    def of(cls, theta: Floats, regressors: int) -> Spreads:
        """From the parameters: the two that follow β."""
        log_variance = min(max(float(theta[regressors]), -_MOST_LOG), _MOST_LOG)
        logit = min(max(float(theta[regressors + 1]), -_MOST_LOGIT), _MOST_LOGIT)
        return cls(math.exp(log_variance), 1 / (1 + math.exp(-logit)), 1 / (1 + math.exp(logit)))

    @property
    def short(self) -> float:
        """σ_u²."""
        return self.variance * self.gamma

    @property
    def noise(self) -> float:
        """σ_v²."""
        return self.variance * self.rest

    def turned(self, told: Told, regressors: int) -> Told:
        """Slope and curvature by −β, α and ν as those by β, ln σ² and logit γ.

        α = ln σ² + ln γ and ν = ln σ² + ln(1 − γ); an error grows with −β as the design does.
        """
        here = slice(regressors, regressors + 2)
        turn = np.eye(len(told.slope))
        turn[:regressors, :regressors] *= -1
        turn[here, here] = [[1.0, self.rest], [1.0, -self.gamma]]
        curvature = turn.T @ told.curvature @ turn
        curvature[regressors + 1, regressors + 1] -= float(told.slope[here].sum()) * self.gamma * self.rest
        return Told(told.value, turn.T @ told.slope, curvature)


class Likelihood(Protocol):
    """A model of the rows of a sample."""

    @property
    def sample(self) -> Sample:
        """The rows."""

    def told(self, theta: Floats) -> Told:
        """Log-likelihood, slope and curvature at (β, ln σ², logit γ, δ, η)."""

    def efficiencies(self, theta: Floats) -> Floats:
        """E[exp(−u) | errors] of each row (Battese and Coelli 1988)."""


def added(parts: Iterable[Told]) -> Told:
    """The likelihood of all blocks together."""
    every = list(parts)
    return Told(
        math.fsum(one.value for one in every),
        np.asarray(np.sum([one.slope for one in every], axis=0)),
        np.asarray(np.sum([one.curvature for one in every], axis=0)),
    )


@dataclass(frozen=True)
class Tail:
    """M(x) = x²/2 + ln Φ(x), M′ = x + φ/Φ and M″, without loss where Φ is tiny: by erfcx, once for all three."""

    level: Floats
    slope: Floats
    bend: Floats

    @classmethod
    def of(cls, x: Floats) -> Tail:
        """At these points."""
        scaled = erfcx(np.minimum(x, _FAR) * -_ROOT_HALF)
        ratio = _ROOT_2_BY_PI / scaled
        level = np.asarray(np.log(scaled * 0.5))
        if x.size and x.max() > _FAR:
            level = np.where(x > _FAR, 0.5 * x * x, level)
        slope = x + ratio
        return cls(level, slope, 1.0 - ratio * slope)


def kept_share(star: Floats, shift: Floats | float) -> Floats:
    """exp(−star·shift + shift²/2)·Φ(star − shift)/Φ(star): the mean of exp(−u) of a normal cut off at nought.

    The exponentials of both tails cancel, so that what is left is a ratio of erfcx.
    """
    near = np.minimum(star, _FAR)
    share = erfcx((shift - near) * _ROOT_HALF) / erfcx(near * -_ROOT_HALF)
    if star.size and star.max() > _FAR:
        share = np.where(star > _FAR, np.exp(0.5 * shift * shift - star * shift), share)
    return np.asarray(share)
