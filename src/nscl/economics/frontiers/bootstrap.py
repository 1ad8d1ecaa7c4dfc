"""How far a score may be from the truth: the smoothed bootstrap of Simar and Wilson (1998; 2008, The Measurement of
Productive Efficiency, chapter 4).

Scores are drawn from a kernel estimate of their density, reflected at 1 so that the density does not leak beyond the
frontier; the sample that such scores would have given is drawn, and every unit is held against its frontier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.frontiers.envelopment import efficiency, efficiency_against
from nscl.economics.frontiers.scores import EFFICIENT, Scores
from nscl.economics.frontiers.units import Floats, Orientation, Returns, Units
from nscl.economics.problems import DataProblem

DRAWS: Final = 2000
FEWEST_DRAWS: Final = 100
LEVEL: Final = 0.95
# Silverman 1986, section 3.4.2: 0.9 · min(σ, interquartile range ÷ 1.34) · n^(−1/5).
_SILVERMAN: Final = 0.9
_QUARTILES_OF_NORMAL: Final = 1.34


@dataclass(frozen=True)
class Interval:
    """Technical efficiency of units (0…1): as computed, without its bias, and the bounds of the interval.

    With few units the frontier lies inside the true one, so plain scores are too good; `corrected` takes that off.
    """

    scores: Scores
    corrected: Floats
    low: Floats
    high: Floats
    bandwidth: float
    draws: int


def bootstrap(
    units: Units,
    returns: Returns = Returns.VARIABLE,
    orientation: Orientation = Orientation.INPUT,
    *,
    draws: int = DRAWS,
    level: float = LEVEL,
    seed: int = 1,
) -> Interval:
    """Bias-corrected technical efficiencies and their intervals. The same seed gives the same figures.

    Raises DataProblem for FDH (its scores have another limit), for fewer than 100 draws, and where all units are
    efficient, so that nothing can be learnt of how far others may lie.
    """
    if returns is Returns.FREE_DISPOSAL:
        raise DataProblem("Bootstrap", "không dùng được với fdh.", "Hãy chọn crs, vrs, nirs hoặc ndrs.")
    if draws < FEWEST_DRAWS:
        raise DataProblem("Số lần lấy mẫu", f"là {draws}.", f"Hãy nêu ít nhất {FEWEST_DRAWS}.")
    plain = efficiency(units, returns, orientation)
    own = plain.technical
    if len(plain.efficient) == len(units):
        raise DataProblem("Bootstrap", "mọi đơn vị đều hiệu quả.", "Hãy bớt cột, hoặc thêm đơn vị.")
    width = _bandwidth(own)
    chance = np.random.default_rng(seed)
    drawn = np.empty((draws, len(units)))
    for draw in range(draws):
        pseudo = _pseudo_sample(units, own, _draw_scores(own, width, chance), orientation)
        drawn[draw] = efficiency_against(units, pseudo, returns, orientation).technical
    bias = drawn.mean(axis=0) - own
    tail = (1 - level) / 2
    below, above = np.quantile(drawn - own, [tail, 1 - tail], axis=0)
    return Interval(plain, own - bias, own - above, own - below, width, draws)


def _bandwidth(scores: Floats) -> float:
    """Silverman's rule on the scores below 1, reflected at 1, and put right for those left out (Daraio, Simar 2007)."""
    inside = scores[scores < 1 - EFFICIENT]
    mirrored = np.concatenate([inside, 2 - inside])
    quartiles = np.quantile(mirrored, [0.25, 0.75])
    spread = min(float(mirrored.std(ddof=1)), float(quartiles[1] - quartiles[0]) / _QUARTILES_OF_NORMAL)
    rule = _SILVERMAN * spread * len(mirrored) ** -0.2
    whole = np.concatenate([scores, 2 - scores])
    return float(rule * (len(mirrored) / len(whole)) ** 0.2 * whole.std(ddof=1) / mirrored.std(ddof=1))


def _draw_scores(scores: Floats, width: float, chance: np.random.Generator) -> Floats:
    """Scores from the smoothed density of the mirrored sample, shrunk to its variance around 1, and folded back.

    Shrinking around 1 (Simar and Wilson 2008, section 4.3.3), not around the mean of the scores (1998), leaves the
    frontier where it is: around the mean, every draw would fall short of it by more than the bias to be found.
    """
    mirrored = np.concatenate([scores, 2 - scores])
    chosen = mirrored[chance.integers(len(mirrored), size=len(scores))]
    smoothed = chosen + width * chance.standard_normal(len(scores))
    drawn = 1 - np.abs(smoothed - 1) / np.sqrt(1 + width**2 / mirrored.var())
    # A score of nought would put the unit at no distance at all; the smallest seen bounds what may be drawn.
    return np.asarray(np.clip(drawn, float(scores.min()) / 2, 1.0))


def _pseudo_sample(units: Units, own: Floats, drawn: Floats, orientation: Orientation) -> Units:
    """The units as they would stand with the drawn scores: each moved along its own ray."""
    if orientation is Orientation.INPUT:
        return Units(units.names, units.inputs * (own / drawn)[:, None], units.outputs)
    return Units(units.names, units.inputs, units.outputs * (drawn / own)[:, None])
