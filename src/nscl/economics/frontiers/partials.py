"""Derivatives of a firm's likelihood under the cut-off normal, by B, A, μ, α = ln σ_u² and ν = ln σ_v².

F = −½ ln w + M(s) − M(b), with w = σ_v² + A·σ_u², s = (μ·σ_v² − σ_u²·B)·(σ_u²·σ_v²·w)^(−½),
b = μ/σ_u and M(x) = x²/2 + ln Φ(x). What depends on σ_v² and the errors'
squares alone is added where these are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from nscl.economics.firms.panel import Floats
from nscl.economics.frontiers.likelihood import Spreads, Tail

# A derivative that is the same for every firm is one number.
Value = Floats | float
ALWAYS = ("B", "α", "ν")


@dataclass(frozen=True)
class Star:
    """s of firms, and its parts: of_error from B, of_mean from μ; squared is A; mean: μ, None where none is sought."""

    spreads: Spreads
    squared: Value
    of_error: Floats
    of_mean: Value
    mean: Floats | None

    @property
    def value(self) -> Floats:
        """s."""
        return self.of_error if self.mean is None else self.of_error + self.of_mean


@dataclass(frozen=True)
class Partials:
    """F's derivatives by name and by pair of names (each pair once), by firm."""

    first: dict[str, Value]
    second: dict[tuple[str, str], Value]

    @classmethod
    def of(cls, star: Star, tail: Tail, base: Tail | None, *, fades: bool) -> Partials:
        """From M at s, and at b where a mean is sought. fades: by A too, which else does not move."""
        names = [*ALWAYS, *(["μ"] if base is not None else []), *(["A"] if fades else [])]
        of_wide, bend_of_wide = _wide(star)
        # s is a product N·Q: steps are Q·N′, pace (ln Q)′.
        scale = 1 / np.sqrt(star.spreads.short * star.spreads.noise * _wide_itself(star))
        steps: dict[str, Value] = {
            "B": -star.spreads.short * scale, "μ": star.spreads.noise * scale,
            "α": star.of_error, "ν": star.of_mean, "A": 0.0,
        }  # fmt: skip
        bends: dict[tuple[str, str], Value] = {
            ("B", "α"): steps["B"], ("ν", "μ"): steps["μ"], ("α", "α"): star.of_error, ("ν", "ν"): star.of_mean,
        }  # fmt: skip
        pace: dict[str, Value] = {"B": 0.0, "μ": 0.0, "α": -0.5 * (1 + of_wide["α"]), "ν": -0.5 * (1 + of_wide["ν"]),
                "A": -0.5 * of_wide["A"]}  # fmt: skip
        value = star.value
        moved: dict[str, Value] = {name: steps[name] + value * pace[name] for name in names}
        moved["B"] = steps["B"]
        first: dict[str, Value] = {name: tail.slope * moved[name] - 0.5 * of_wide.get(name, 0.0) for name in names}
        second: dict[tuple[str, str], Value] = {}
        for one, other in combinations_with_replacement(names, 2):
            wide: Value = bend_of_wide.get((one, other), 0.0)
            bend: Value = bends.get((one, other), 0.0) + steps[one] * pace[other] + steps[other] * pace[one]
            bend = bend + value * (pace[one] * pace[other] - 0.5 * wide)
            second[one, other] = tail.bend * moved[one] * moved[other] + tail.slope * bend - 0.5 * wide
        if base is not None:
            _take_base(star, base, first, second)
        return cls(first, second)


def _wide_itself(star: Star) -> Value:
    return star.spreads.noise + star.squared * star.spreads.short


def _wide(star: Star) -> tuple[dict[str, Value], dict[tuple[str, str], Value]]:
    """First and second derivatives of ln w."""
    by_squared = star.spreads.short / _wide_itself(star)
    share = star.squared * by_squared
    both = share * (1 - share)
    first = {"α": share, "ν": 1 - share, "A": by_squared}
    second = {
        ("α", "α"): both, ("α", "ν"): -both, ("ν", "ν"): both,
        ("A", "A"): -(by_squared**2), ("α", "A"): by_squared * (1 - share), ("ν", "A"): -by_squared * (1 - share),
    }  # fmt: skip
    return first, second


def _take_base(star: Star, base: Tail, first: dict[str, Value], second: dict[tuple[str, str], Value]) -> None:
    """Take off the derivatives of M(b), b = μ·exp(−α/2)."""
    assert star.mean is not None  # noqa: S101  (M(b) is there where a mean is sought)
    by_mean = 1 / math.sqrt(star.spreads.short)
    at = star.mean * by_mean
    first["μ"] -= base.slope * by_mean
    first["α"] += 0.5 * base.slope * at
    second["μ", "μ"] -= base.bend * by_mean**2
    second["α", "μ"] += 0.5 * by_mean * (base.bend * at + base.slope)
    second["α", "α"] -= 0.25 * at * (base.bend * at + base.slope)


def total(value: Value, firms: int) -> float:
    """The sum over firms."""
    return float(value.sum()) if isinstance(value, np.ndarray) else value * firms
