"""The exponential frontier (Meeusen and van den Broeck 1977): u of each row exponential of mean σ_u, v normal."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nscl.economics.firms.panel import Floats
from nscl.economics.frontiers.likelihood import Spreads, Tail, Told, added, kept_share
from nscl.economics.frontiers.sample import Sample


@dataclass(frozen=True)
class Exponential:
    """Parameters: β, ln σ², logit γ as for the cut-off normal.

    ln f(e) = −ln σ_u + r²/2 + e/σ_u + ln Φ(x), with r = σ_v/σ_u and x = −e/σ_v − r: with M(x) = x²/2 + ln Φ(x) that is
    −ln σ_u − e²/(2σ_v²) + M(x).
    """

    sample: Sample

    def told(self, theta: Floats) -> Told:
        """Log-likelihood, slope and curvature."""
        regressors = self.sample.design.shape[1]
        spreads = Spreads.of(theta, regressors)
        return spreads.turned(added(_block(one, theta, spreads) for one in self.sample.blocks), regressors)

    def efficiencies(self, theta: Floats) -> Floats:
        """E[exp(−u) | error] of each row: u given the error is a normal cut off at nought, of spread σ_v."""
        spreads = Spreads.of(theta, self.sample.design.shape[1])
        noise = math.sqrt(spreads.noise)
        parts = [kept_share(_inside(_errors(one, theta), spreads), noise) for one in self.sample.blocks]
        return np.concatenate(parts)


def _errors(sample: Sample, theta: Floats) -> Floats:
    return np.asarray(sample.outcome - sample.design @ theta[: sample.design.shape[1]])


def _inside(error: Floats, spreads: Spreads) -> Floats:
    return error / -math.sqrt(spreads.noise) - math.sqrt(spreads.noise / spreads.short)


def _block(sample: Sample, theta: Floats, spreads: Spreads) -> Told:
    """Value, slope and curvature by (−β, α, ν) of a block: x moves by −1/σ_v with e, r/2 with α, (e/σ_v − r)/2 with ν.

    x_αα = −r/4, x_αν = r/4, x_νν = x/4.
    """
    design, noise = sample.design, spreads.noise
    error = _errors(sample, theta)
    x = _inside(error, spreads)
    tail = Tail.of(x)
    own = float(error @ error) / (2 * noise)
    half = 0.5 * math.sqrt(noise / spreads.short)
    by_error, by_noise = -1 / math.sqrt(noise), -0.5 * x - 2 * half
    level = float(tail.level.sum()) - own - len(x) * 0.5 * math.log(spreads.short)
    bend, slope = float(tail.bend.sum()), float(tail.slope.sum())
    of_short, of_noise = half * slope - 0.5 * len(x), float((tail.slope * by_noise).sum()) + own
    crossed = np.column_stack(
        [tail.bend * (by_error * half), by_error * (tail.bend * by_noise - 0.5 * tail.slope) + error / noise]
    )
    both = half * float((tail.bend * by_noise).sum()) + 0.5 * half * slope
    corner = [
        [half * (half * bend - 0.5 * slope), both],
        [both, float((tail.bend * by_noise**2).sum()) + 0.25 * float((tail.slope * x).sum()) - own],
    ]
    by_design = (design.T * (tail.bend / noise)) @ design - sample.gram / noise
    cross = design.T @ crossed
    slopes = np.concatenate([design.T @ (tail.slope * by_error - error / noise), [of_short, of_noise]])
    return Told(level, slopes, np.block([[by_design, cross], [cross.T, np.array(corner)]]))
