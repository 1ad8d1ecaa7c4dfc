"""Stochastic frontiers against Frontier 4.1's printed example and R frontier (D1–D5), and simulated truth."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from nscl.economics.firms.panel import Panel, panel_of
from nscl.economics.frontiers import sample as samples
from nscl.economics.frontiers.exponential import Exponential
from nscl.economics.frontiers.inefficiency import Normal
from nscl.economics.frontiers.likelihood import Likelihood
from nscl.economics.frontiers.sample import Sample, Spells
from nscl.economics.frontiers.stochastic import CONSTANT, Law, stochastic_frontier
from nscl.economics.problems import DataProblem

BETA = (1.0, 0.6, 0.3)


def of_file(path: Path, firm: str, year: str | None, logs: list[str], levels: list[str]) -> Panel:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    columns = {name: [math.log(float(row[name])) for row in rows] for name in logs}
    columns |= {name: [float(row[name]) for row in rows] for name in levels}
    return panel_of([int(row[firm]) for row in rows], [int(row[year]) if year else 1 for row in rows], columns)


def rice(shared: Path) -> Panel:
    path = shared / "data" / "productivity" / "riceprodphil.csv"
    return of_file(path, "FMERCODE", "YEARDUM", ["PROD", "AREA", "LABOR", "NPK"], ["EDYRS", "BANRAT"])


RICE = ("AREA", "LABOR", "NPK")


def simulated(law: Law, firms: int = 4000, years: int = 1, seed: int = 2, sign: float = 1.0) -> Panel:
    """y = 1 + .6 l + .3 k + v − u; σ_v 0.15; half-normal σ_u 0.4, exponential of mean 0.3, and so on."""
    chance = np.random.default_rng(seed)
    firm, year = np.repeat(np.arange(firms), years), np.tile(np.arange(years), firms)
    labour, capital, z = chance.normal(size=(3, firms * years))
    if law is Law.EXPONENTIAL:
        short = chance.exponential(0.3, firms * years)
    elif law is Law.EXPLAINED:
        short = cut_off(chance, 0.2 + 0.3 * z, 0.3)
    elif law is Law.DECAYING:
        short = np.abs(chance.normal(0, 0.4, firms))[firm] * np.exp(-0.1 * (year - (years - 1)))
    else:
        short = np.abs(chance.normal(0, 0.4, firms * years))
    output = BETA[0] + BETA[1] * labour + BETA[2] * capital + chance.normal(0, 0.15, firms * years) - sign * short
    return panel_of(firm, year, {"y": output, "l": labour, "k": capital, "z": z, "u": short})


def cut_off(chance: np.random.Generator, mean: np.ndarray, spread: float) -> np.ndarray:
    lowest = norm.cdf(-mean / spread)
    return np.asarray(mean + spread * norm.ppf(lowest + chance.random(len(mean)) * (1 - lowest)))


def test_the_printed_example(shared: Path) -> None:
    panel = of_file(shared / "data" / "productivity" / "front41.csv", "firm", None, ["output", "capital", "labour"], [])
    found = stochastic_frontier(panel, "output", ("capital", "labour"))
    assert list(found.coefficients.values()) == pytest.approx([0.56161963, 0.28110205, 0.53647981], abs=2e-5)
    assert found.sigma2 == pytest.approx(0.21700046, abs=2e-5)
    assert found.gamma == pytest.approx(0.79720730, abs=2e-5)
    assert found.log_likelihood == pytest.approx(-17.027229, abs=1e-5)
    errors = list(found.errors.values())
    assert errors[:3] == pytest.approx([0.2026, 0.0476, 0.0453], rel=0.01)
    # The program prints what its search had gathered of the curvature; at the maximum itself γ's error is 0.1385.
    assert errors[3:] == pytest.approx([0.0639, 0.1364], rel=0.02)
    assert found.mean_efficiency == pytest.approx(0.740568, abs=2e-5)
    assert found.efficiencies[:3] == pytest.approx([0.650689, 0.828892, 0.726426], abs=2e-5)


def test_rice_farms_pooled(shared: Path) -> None:
    found = stochastic_frontier(rice(shared), "PROD", RICE)
    assert list(found.coefficients.values()) == pytest.approx([-1.043183, 0.355520, 0.333288, 0.271276], abs=1e-4)
    assert (found.sigma2, found.gamma) == pytest.approx((0.238634, 0.885391), abs=1e-4)
    assert found.log_likelihood == pytest.approx(-86.202682, abs=1e-4)


def test_rice_farms_whose_inefficiency_fades(shared: Path) -> None:
    found = stochastic_frontier(rice(shared), "PROD", RICE, Law.DECAYING)
    assert list(found.coefficients.values()) == pytest.approx([-0.753919, 0.474918, 0.300096, 0.199462], abs=1e-4)
    assert (found.sigma2, found.gamma, found.eta) == pytest.approx((0.129956, 0.369635, 0.058910), abs=1e-4)
    assert found.log_likelihood == pytest.approx(-84.550358, abs=1e-4)


def test_rice_farms_whose_inefficiency_is_explained(shared: Path) -> None:
    found = stochastic_frontier(rice(shared), "PROD", RICE, Law.EXPLAINED, explained_by=("EDYRS", "BANRAT"))
    assert list(found.coefficients.values()) == pytest.approx([-1.008574, 0.384100, 0.318984, 0.260353], abs=1e-3)
    assert found.explained == pytest.approx({"EDYRS": -0.058064, "BANRAT": -1.405594}, abs=1e-3)
    assert (found.sigma2, found.gamma) == pytest.approx((0.597449, 0.944928), abs=1e-3)
    assert found.log_likelihood == pytest.approx(-77.849544, abs=1e-4)


@pytest.mark.parametrize("law", [Law.HALF_NORMAL, Law.EXPONENTIAL, Law.DECAYING, Law.EXPLAINED])
def test_the_truth_is_recovered(law: Law) -> None:
    panel = simulated(law, 600 if law is Law.DECAYING else 4000, 5 if law is Law.DECAYING else 1)
    explained = ("z",) if law is Law.EXPLAINED else ()
    found = stochastic_frontier(panel, "y", ("l", "k"), law, explained_by=explained, mean_constant=bool(explained))
    for name, truth in zip((CONSTANT, "l", "k"), BETA, strict=True):
        assert abs(found.coefficients[name] - truth) < 4 * found.errors[name]
    noise = (1 - found.gamma) * found.sigma2
    assert math.sqrt(noise) == pytest.approx(0.15, abs=0.02)
    if law is Law.DECAYING:
        assert found.eta == pytest.approx(0.1, abs=0.02)
    if law is Law.EXPLAINED:
        assert found.explained["z"] == pytest.approx(0.3, abs=4 * found.errors["z"])
        assert found.mu == pytest.approx(0.2, abs=4 * found.errors["mu"])
    assert np.corrcoef(found.efficiencies, np.exp(-panel.column("u")))[0, 1] > 0.75
    assert found.mean_efficiency == pytest.approx(np.exp(-panel.column("u")).mean(), abs=0.02)
    assert found.log_likelihood > found.likelihood_of_ols


def test_a_constant_mean_holds_the_half_normal() -> None:
    panel = simulated(Law.HALF_NORMAL)
    plain, shifted = (stochastic_frontier(panel, "y", ("l", "k"), law) for law in (Law.HALF_NORMAL, Law.TRUNCATED))
    assert shifted.log_likelihood >= plain.log_likelihood - 1e-6
    assert shifted.mu is not None
    assert abs(shifted.mu) < 4 * shifted.errors["mu"]


def test_a_cost_frontier_is_a_production_frontier_turned_over() -> None:
    panel = simulated(Law.HALF_NORMAL, 1000)
    turned = panel_of(
        panel.firms, panel.years, {"y": -panel.column("y"), "l": panel.column("l"), "k": panel.column("k")}
    )
    plain = stochastic_frontier(panel, "y", ("l", "k"))
    cost = stochastic_frontier(turned, "y", ("l", "k"), cost=True)
    assert cost.efficiencies == pytest.approx(plain.efficiencies, abs=1e-6)
    assert cost.coefficients["l"] == pytest.approx(-plain.coefficients["l"], abs=1e-6)


def test_units_of_measurement_and_order_change_nothing() -> None:
    panel = simulated(Law.HALF_NORMAL, 500)
    order = np.random.default_rng(1).permutation(500)
    shifted = panel_of(order, panel.years, {name: panel.column(name) + 6.9 for name in ("y", "l", "k")})
    plain, again = (stochastic_frontier(one, "y", ("l", "k")) for one in (panel, shifted))
    assert again.coefficients["l"] == pytest.approx(plain.coefficients["l"], abs=1e-6)
    assert again.efficiencies[order] == pytest.approx(plain.efficiencies, abs=1e-6)


def test_every_firm_twice_says_the_same_twice_as_surely() -> None:
    panel = simulated(Law.HALF_NORMAL, 500)
    columns = {name: np.tile(panel.column(name), 2) for name in ("y", "l", "k")}
    plain = stochastic_frontier(panel, "y", ("l", "k"))
    twice = stochastic_frontier(panel_of(np.arange(1000), np.ones(1000), columns), "y", ("l", "k"))
    assert twice.coefficients == pytest.approx(plain.coefficients, abs=1e-6)
    assert twice.log_likelihood == pytest.approx(2 * plain.log_likelihood, abs=1e-6)
    assert twice.errors == pytest.approx({name: error / 2**0.5 for name, error in plain.errors.items()}, rel=1e-5)


def sample(means: int, *, decays: bool = False) -> Sample:
    chance = np.random.default_rng(4)
    starts = np.arange(0, 60, 3) if decays else np.arange(60)
    spells = Spells(starts, np.tile([-2.0, -1.0, 0.0], 20)) if decays else None
    design = np.column_stack([np.ones(60), chance.normal(size=60)])
    explained = np.column_stack([np.ones(len(starts)), chance.normal(size=len(starts))])[:, :means]
    return Sample(chance.normal(size=60), design, explained, spells)


@pytest.mark.parametrize(
    ("model", "theta"),
    [
        (Normal(sample(0)), [0.1, 0.3, -0.2, 0.4]),
        (Normal(sample(2)), [0.1, 0.3, -0.2, 0.4, 0.3, -0.5]),
        (Normal(sample(2, decays=True)), [0.1, 0.3, -0.2, 0.4, 0.3, -0.5, 0.2]),
        (Normal(sample(0, decays=True)), [0.1, 0.3, -0.2, 0.4, 0.2]),
        (Exponential(sample(0)), [0.1, 0.3, -0.2, 0.4]),
    ],
)
def test_slope_and_curvature_are_those_of_the_likelihood(
    model: Likelihood, theta: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, told = np.array(theta), model.told(np.array(theta))
    steps = [(model.told(at + step), model.told(at - step)) for step in 1e-5 * np.eye(len(at))]
    assert told.slope == pytest.approx([(up.value - down.value) / 2e-5 for up, down in steps], abs=1e-6)
    for row, (up, down) in zip(told.curvature, steps, strict=True):
        assert row == pytest.approx((up.slope - down.slope) / 2e-5, abs=1e-6)
    # In pieces of whole firms it is the same.
    monkeypatch.setattr(samples, "BLOCK", 16)
    one = model.sample
    pieces = type(model)(Sample(one.outcome, one.design, one.explained, one.spells))  # type: ignore[call-arg]
    assert len(pieces.sample.blocks) == 4
    again = pieces.told(at)
    assert again.value == pytest.approx(told.value, abs=1e-10)
    assert again.curvature == pytest.approx(told.curvature, abs=1e-9)
    assert pieces.efficiencies(at) == pytest.approx(model.efficiencies(at), abs=1e-12)


def test_densities_and_efficiencies_against_integrals() -> None:
    """One row's likelihood and E[exp(−u)|e] as integrals over u, for the cut-off normal and the exponential."""
    outcome, one = np.array([-0.3]), np.ones((1, 1))
    sigma2, gamma, mu = 0.3, 0.7, 0.1
    short, noise = math.sqrt(gamma * sigma2), math.sqrt((1 - gamma) * sigma2)
    theta = np.array([0.0, math.log(sigma2), math.log(gamma / (1 - gamma))])
    cut = norm.cdf(mu / short)
    for model, at, density in (
        (Normal(Sample(outcome, one, one)), np.append(theta, mu), lambda u: norm.pdf(u, mu, short) / cut),
        (Exponential(Sample(outcome, one, np.empty((1, 0)))), theta, lambda u: math.exp(-u / short) / short),
    ):
        whole = quad(lambda u, of=density: of(u) * norm.pdf(-0.3 + u, 0, noise), 0, 8)[0]
        kept = quad(lambda u, of=density: math.exp(-u) * of(u) * norm.pdf(-0.3 + u, 0, noise), 0, 8)[0]
        assert model.told(at).value == pytest.approx(math.log(whole), abs=1e-8)
        assert model.efficiencies(at)[0] == pytest.approx(kept / whole, abs=1e-8)


def test_what_cannot_be_estimated_is_told() -> None:
    panel = simulated(Law.HALF_NORMAL, 500)
    turned = {**panel.columns, "y": -panel.column("y"), "l2": panel.column("l") * 2, "one": np.ones(500)}
    wrong = Panel(panel.firms, panel.years, turned, panel.names)
    with pytest.raises(DataProblem, match=r"Độ lệch của phần dư là 0,\d+; .* lệch sai chiều .*Waldman"):
        stochastic_frontier(wrong, "y", ("l", "k"))
    with pytest.raises(DataProblem, match="Cột l2: là tổ hợp của hằng số, k, l"):
        stochastic_frontier(wrong, "y", ("k", "l", "l2"))
    with pytest.raises(DataProblem, match="Cột one: là tổ hợp của mu"):
        stochastic_frontier(wrong, "y", ("l", "k"), Law.EXPLAINED, explained_by=("one",), mean_constant=True)
    with pytest.raises(DataProblem, match="bc95"):
        stochastic_frontier(panel, "y", ("l",), Law.EXPLAINED)
    with pytest.raises(DataProblem, match="không xác định được tham số eta"):  # one year a firm: nothing fades
        stochastic_frontier(panel, "y", ("l", "k"), Law.DECAYING)
    few = panel_of(np.arange(9), np.ones(9), {name: panel.column(name)[:9] for name in ("y", "l", "k")})
    with pytest.raises(DataProblem, match="9 dòng"):
        stochastic_frontier(few, "y", ("l", "k"))


def test_estimates_on_a_bound_are_told() -> None:
    chance = np.random.default_rng(3)
    labour, short = chance.normal(size=60), chance.exponential(0.4, 60)
    exact = panel_of(np.arange(60), np.ones(60), {"y": 1 + 0.5 * labour - short, "l": labour})
    with pytest.raises(DataProblem, match="γ về 1"):  # no noise at all: the frontier runs through the best
        stochastic_frontier(exact, "y", ("l",))
    many = simulated(Law.EXPONENTIAL, 400, seed=1)
    with pytest.raises(DataProblem, match=r"âm vô cùng.*exponential"):  # far below nought the tail is an exponential
        stochastic_frontier(many, "y", ("l", "k"), Law.TRUNCATED)


def test_far_outliers_keep_every_figure_a_number() -> None:
    panel = simulated(Law.HALF_NORMAL, 2000)
    output = panel.column("y").copy()
    output[:2] += (-25.0, 1.5)
    found = stochastic_frontier(panel_of(panel.firms, panel.years, {**panel.columns, "y": output}), "y", ("l", "k"))
    assert np.isfinite([found.log_likelihood, *found.errors.values()]).all()
    assert ((found.efficiencies > 0) & (found.efficiencies <= 1)).all()
