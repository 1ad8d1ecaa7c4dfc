"""What explains inefficiency: the truncated regression against a plain search, the double bootstrap against a truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm, truncnorm

from nscl.economics.frontiers.second_stage import CONSTANT, second_stage
from nscl.economics.frontiers.truncated import fit_truncated
from nscl.economics.frontiers.units import Orientation, Returns, Units, units_of
from nscl.economics.problems import DataProblem


def distances(chance: np.random.Generator, middle: np.ndarray, spread: float) -> np.ndarray:
    return np.asarray(truncnorm.rvs((1 - middle) / spread, np.inf, middle, spread, random_state=chance))


def known(seed: int, count: int = 120) -> tuple[Units, np.ndarray, np.ndarray]:
    """Simar and Wilson 2007, section 5: y = x^¾/δ, δ ~ N(0.5 + 0.5 z, 1) cut off at 1."""
    chance = np.random.default_rng(seed)
    z = chance.normal(2, 2, count)
    delta = distances(chance, 0.5 + 0.5 * z, 1.0)
    inputs = chance.uniform(6, 16, count)
    return units_of([str(i) for i in range(count)], inputs, inputs**0.75 / delta), z, delta


def test_the_truncated_regression_against_a_plain_search() -> None:
    chance = np.random.default_rng(1)
    design = np.column_stack([np.ones(300), chance.normal(size=300)])
    samples = np.array([distances(chance, design @ [1.2, 0.3], 0.4) for _ in range(3)])
    found = fit_truncated(samples, design)
    assert found.at_rest.all()
    for place, sample in enumerate(samples):

        def loss(p: np.ndarray, of: np.ndarray = sample) -> float:
            middle, spread = design @ p[:2], np.exp(p[2])
            return float(-(norm.logpdf(of, middle, spread) - norm.logsf(1, middle, spread)).sum())

        best = minimize(loss, [1.0, 0.1, 0.0], method="BFGS")
        assert [*found.coefficients[place], found.spread[place]] == pytest.approx(
            [*best.x[:2], np.exp(best.x[2])], abs=1e-4
        )
        assert loss(np.array([*found.coefficients[place], np.log(found.spread[place])])) <= best.fun + 1e-9


def test_the_truth_is_found_and_the_bias_taken_off() -> None:
    plain, corrected, slopes, covered = [], [], [], []
    for seed in range(3):
        units, z, delta = known(seed)
        made = second_stage(units, {"z": z}, draws=100)
        constant, slope = made.explanations
        assert (constant.name, slope.name) == (CONSTANT, "z")
        plain.append((made.distances - delta).mean())
        corrected.append((made.corrected - delta).mean())
        slopes.append(slope.coefficient)
        covered.append(slope.low <= 0.5 <= slope.high)
    assert np.mean(plain) < -0.05, "an estimated frontier is too near"
    assert abs(np.mean(corrected)) < 0.4 * abs(np.mean(plain))
    assert np.mean(slopes) == pytest.approx(0.5, abs=0.2)
    assert sum(covered) >= 2


def test_it_repeats_by_inputs_too_and_measures_change_nothing() -> None:
    units, z, _ = known(5, 60)
    first, second = (
        second_stage(Units(units.names, units.inputs * by, units.outputs), {"z": z}, orientation=Orientation.INPUT,
                     draws=100)
        for by in (1.0, 1000.0)
    )  # fmt: skip
    for one, other in zip(first.explanations, second.explanations, strict=True):
        assert (one.coefficient, one.low) == pytest.approx((other.coefficient, other.low), rel=1e-6)


def test_refusals() -> None:
    units, z, _ = known(5, 60)
    with pytest.raises(DataProblem, match="fdh"):
        second_stage(units, {"z": z}, Returns.FREE_DISPOSAL)
    with pytest.raises(DataProblem, match="100"):
        second_stage(units, {"z": z}, draws=10)
    with pytest.raises(DataProblem, match="Cột b: là tổ hợp của hằng số, z"):
        second_stage(units, {"z": z, "b": 2 * z + 1})
    with pytest.raises(DataProblem, match="Cột z: không có số"):
        second_stage(units, {"z": z[:10]})
    with pytest.raises(DataProblem, match="đơn vị dưới biên"):
        second_stage(units.chosen(np.arange(12)), {"z": z[:12]})
