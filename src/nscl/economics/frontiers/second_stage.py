"""What explains inefficiency: the double bootstrap of Simar and Wilson (2007, J. of Econometrics 136, algorithm 2).

Scores of an estimated frontier depend on each other and are too good, so that a plain regression on them says too much.
Here distances δ ≥ 1 are first rid of their bias by drawing samples from the model itself, then regressed, cut off at 1,
on what may explain them, with intervals from drawing that regression anew. It holds where the columns that explain do
not shift the frontier itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr, ndtri

from nscl.economics.frontiers.bootstrap import DRAWS, FEWEST_DRAWS, LEVEL
from nscl.economics.frontiers.envelopment import efficiency, efficiency_against
from nscl.economics.frontiers.refusals import FEWEST_ROWS_PER_PARAMETER, refuse_combinations
from nscl.economics.frontiers.scores import EFFICIENT
from nscl.economics.frontiers.truncated import LIMIT, Truncated, fit_truncated
from nscl.economics.frontiers.units import Floats, Orientation, Returns, Units
from nscl.economics.problems import DataProblem

CONSTANT: Final = "hằng số"
WHAT: Final = "Hồi quy phi hiệu quả"
# Draws that take the bias off (Simar and Wilson 2007, section 4: "100 is enough").
BIAS_DRAWS: Final = 100
# Samples fitted at once.
_AT_ONCE: Final = 100
# Fits among the draws that may fail before the intervals mean nothing.
MOST_FAILED: Final = 0.2


@dataclass(frozen=True)
class Explanation:
    """One column's coefficient on the distance δ ≥ 1 (above nought: farther from the frontier), and its interval."""

    name: str
    coefficient: float
    error: float
    low: float
    high: float


@dataclass(frozen=True)
class SecondStage:
    """What explains the distances: columns with the constant first, the spread of what is left, and the distances.

    distances: δ as computed (1/θ or φ); corrected: without their bias.
    """

    explanations: tuple[Explanation, ...]
    spread: float
    distances: Floats
    corrected: Floats
    draws: int


def second_stage(
    units: Units,
    explained_by: Mapping[str, Floats],
    returns: Returns = Returns.VARIABLE,
    orientation: Orientation = Orientation.OUTPUT,
    *,
    draws: int = DRAWS,
    level: float = LEVEL,
    seed: int = 1,
) -> SecondStage:
    """The regression of distances on columns (one value a unit). The same seed gives the same figures.

    Raises DataProblem for FDH, for fewer than 100 draws, for a column of another length or that is a combination of
    others, for too few inefficient units, and where the regression does not come to rest.
    """
    design, names = _design(units, explained_by, returns, draws)
    distances = np.maximum(1 / efficiency(units, returns, orientation).technical, LIMIT)
    beaten = distances > LIMIT + EFFICIENT
    if beaten.sum() < FEWEST_ROWS_PER_PARAMETER * (len(names) + 1):
        raise DataProblem(
            WHAT, f"chỉ có {int(beaten.sum())} đơn vị dưới biên cho {len(names) + 1} tham số.", "Hãy thêm đơn vị."
        )
    first = _settled(fit_truncated(distances[beaten][None, :], design[beaten]))
    chance = np.random.default_rng(seed)
    drawn = np.zeros(len(units))
    for _ in range(BIAS_DRAWS):
        as_if = _drawn(first, design, 1, chance)[0]
        pseudo = _moved(units, distances / as_if, orientation)
        drawn += 1 / efficiency_against(units, pseudo, returns, orientation).technical
    # δ − (mean of draws − δ), never nearer than the frontier.
    corrected = np.maximum(2 * distances - drawn / BIAS_DRAWS, distances)
    whole = _settled(fit_truncated(corrected[None, :], design))
    again = _refitted(whole, design, draws, chance)
    return SecondStage(_explanations(names, whole, again, level), float(whole.spread[0]), distances, corrected, draws)


def _design(
    units: Units, explained_by: Mapping[str, Floats], returns: Returns, draws: int
) -> tuple[Floats, tuple[str, ...]]:
    """The constant and the columns that explain, checked; and their names."""
    if returns is Returns.FREE_DISPOSAL:
        raise DataProblem(WHAT, "không dùng được với fdh.", "Hãy chọn crs, vrs, nirs hoặc ndrs.")
    if draws < FEWEST_DRAWS:
        raise DataProblem("Số lần lấy mẫu", f"là {draws}.", f"Hãy nêu ít nhất {FEWEST_DRAWS}.")
    columns = {name: np.asarray(values, dtype=np.float64) for name, values in explained_by.items()}
    for name, column in columns.items():
        if len(column) != len(units) or not np.isfinite(column).all():
            raise DataProblem(f"Cột {name}", "không có số ở mọi đơn vị.", "Hãy bổ sung, hoặc bỏ cột này.")
    design = np.column_stack([np.ones(len(units)), *columns.values()])
    names = (CONSTANT, *columns)
    refuse_combinations(design.T @ design, names)
    return design, names


def _settled(found: Truncated) -> Truncated:
    if not found.at_rest.all():
        raise DataProblem(
            WHAT,
            "không hội tụ: khoảng cách tới biên giống phân phối mũ hơn là chuẩn cụt.",
            "Hãy bớt cột giải thích, hoặc bỏ các đơn vị ở rất xa biên.",
        )
    return found


def _drawn(model: Truncated, design: Floats, samples: int, chance: np.random.Generator) -> Floats:
    """Distances drawn from a fitted regression, samples × units."""
    middle, spread = design @ model.coefficients[0], float(model.spread[0])
    beyond = ndtr((middle - LIMIT) / spread)
    share = np.maximum(chance.random((samples, len(design))) * beyond, 1e-300)
    return np.asarray(np.maximum(middle - spread * ndtri(share), LIMIT))


def _moved(units: Units, by: Floats, orientation: Orientation) -> Units:
    """The units at other distances of the same frontier: by = own distance ÷ the other, each along its own ray."""
    if orientation is Orientation.INPUT:
        return Units(units.names, units.inputs / by[:, None], units.outputs)
    return Units(units.names, units.inputs, units.outputs * by[:, None])


def _refitted(model: Truncated, design: Floats, draws: int, chance: np.random.Generator) -> Floats:
    """Coefficients of samples drawn from the regression, those that came to rest × columns."""
    kept = []
    for first in range(0, draws, _AT_ONCE):
        samples = _drawn(model, design, min(_AT_ONCE, draws - first), chance)
        found = fit_truncated(samples, design)
        kept.append(found.coefficients[found.at_rest])
    again = np.concatenate(kept)
    if len(again) < (1 - MOST_FAILED) * draws:
        raise DataProblem(
            WHAT, f"chỉ {len(again)} trong {draws} mẫu hội tụ.", "Hãy bớt cột giải thích, hoặc thêm đơn vị."
        )
    return again


def _explanations(names: tuple[str, ...], model: Truncated, again: Floats, level: float) -> tuple[Explanation, ...]:
    own, tail = model.coefficients[0], (1 - level) / 2
    below, above = np.quantile(again - own, [tail, 1 - tail], axis=0)
    errors = again.std(axis=0, ddof=1)
    rows = zip(names, own.tolist(), errors.tolist(), (own - above).tolist(), (own - below).tolist(), strict=True)
    return tuple(Explanation(*row) for row in rows)
