"""Regressions of an outcome that is only seen above a limit, many at once: y = z·β + ε ≥ 1, ε normal.

By Olsen's parameters b = β/σ and h = 1/σ the likelihood has no other top (Orme 1989, Economics Letters 29), so that
Newton's steps, halved where they go too far, reach it from least squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.firms.panel import Flags, Floats
from nscl.economics.frontiers.likelihood import LOG_ROOT_2PI, Tail

LIMIT: Final = 1.0
_STEPS: Final = 100
_HALVINGS: Final = 12
_STILL: Final = 1e-8


@dataclass(frozen=True)
class Truncated:
    """Fits of d samples: coefficients (d × p), spread σ (d), and which of them came to rest."""

    coefficients: Floats
    spread: Floats
    at_rest: Flags


def fit_truncated(outcomes: Floats, design: Floats) -> Truncated:
    """Maximum likelihood of samples (d × n, all above the limit) on a design (n × p) that they share."""
    inverse = np.linalg.inv(design.T @ design)
    ols = outcomes @ design @ inverse
    spread = np.maximum((outcomes - ols @ design.T).std(axis=1), 1e-12)
    at = np.column_stack([ols / spread[:, None], 1 / spread])
    told = _Hill.of(at, outcomes, design)
    going = np.ones(len(at), dtype=bool)
    for _ in range(_STEPS):
        here = np.flatnonzero(going)
        step = told.step()
        moved, told = _taken(at[here], step, told, outcomes[here], design)
        at[here] = moved
        rest = np.abs(told.slope / len(design)).max(axis=1) <= _STILL
        going[here[rest]] = False
        if rest.all():
            break
        told = told.only(~rest)
    return Truncated(at[:, :-1] / at[:, -1:], 1 / at[:, -1], ~going)


@dataclass(frozen=True)
class _Hill:
    """Log-likelihood (d), slope (d × q) and curvature (d × q × q) by (b, h)."""

    value: Floats
    slope: Floats
    curvature: Floats

    @classmethod
    def of(cls, at: Floats, outcomes: Floats, design: Floats) -> _Hill:
        """At these parameters, one row a sample."""
        high = at[:, -1:]
        linear = at[:, :-1] @ design.T
        left, kept = high * outcomes - linear, linear - high * LIMIT
        tail = Tail.of(kept)
        ratio = tail.slope - kept
        count = design.shape[1]
        value = np.log(np.maximum(high, 1e-300)) - 0.5 * left**2 + 0.5 * kept**2 - tail.level - LOG_ROOT_2PI
        slope = np.empty_like(at)
        slope[:, :count] = (left - ratio) @ design
        slope[:, count] = (1 / high - outcomes * left + LIMIT * ratio).sum(axis=1)
        curvature = np.empty((len(at), count + 1, count + 1))
        products = np.einsum("ni,nj->nij", design, design).reshape(len(design), count * count)
        curvature[:, :count, :count] = -(tail.bend @ products).reshape(-1, count, count)
        mixed = (outcomes - LIMIT * (1 - tail.bend)) @ design
        curvature[:, :count, count] = curvature[:, count, :count] = mixed
        curvature[:, count, count] = (LIMIT**2 * (1 - tail.bend) - 1 / high**2 - outcomes**2).sum(axis=1)
        return cls(value.sum(axis=1), slope, curvature)

    def step(self) -> Floats:
        """Newton's step of each sample."""
        return np.asarray(np.linalg.solve(-self.curvature, self.slope[:, :, None])[:, :, 0])

    def only(self, these: Flags) -> _Hill:
        """Of these samples."""
        return _Hill(self.value[these], self.slope[these], self.curvature[these])


def _taken(at: Floats, step: Floats, told: _Hill, outcomes: Floats, design: Floats) -> tuple[Floats, _Hill]:
    """The points after a step, halved where it leaves h > 0 or goes down; where it always does, as they were."""
    share = np.ones((len(at), 1))
    for _ in range(_HALVINGS):
        share[(at + share * step)[:, -1] <= 0] *= 0.5
    for _ in range(_HALVINGS):
        next_ = at + share * step
        after = _Hill.of(next_, outcomes, design)
        worse = ~(after.value >= told.value - 1e-12 * np.abs(told.value))
        if not worse.any():
            return next_, after
        share[worse] *= 0.5
    share[worse] = 0.0
    return at + share * step, _Hill.of(at + share * step, outcomes, design)
