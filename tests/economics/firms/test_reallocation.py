"""Aggregation: identities, figures worked by hand, and the index that compares any two firms alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.economics.firms.indexes import log_labour_productivity, multilateral_index
from nscl.economics.firms.panel import Panel, panel_of
from nscl.economics.firms.reallocation import PART_NAMES, Reallocation, aggregate, reallocation
from nscl.economics.problems import DataProblem


def drawn(seed: int) -> tuple[Panel, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    rows = [(firm, year) for firm in range(30) for year in (2020, 2021) if chance.random() < 0.8 or firm < 2]
    firms, years = zip(*rows, strict=True)
    panel = panel_of(firms, years, {"y": chance.normal(size=len(rows)), "l": chance.normal(size=len(rows))})
    return panel, chance.normal(size=len(rows)), chance.uniform(0, 5, len(rows))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(Reallocation)), st.floats(0.01, 100), st.floats(-5, 5))
def test_the_parts_sum_and_do_not_depend_on_units(seed: int, method: Reallocation, unit: float, shift: float) -> None:
    panel, omega, weights = drawn(seed)
    one = reallocation(panel, omega, weights, 2020, 2021, method)
    assert len(one.parts) == len(PART_NAMES[method])
    assert sum(one.parts) == pytest.approx(one.change, abs=1e-9)
    again = reallocation(panel, omega + shift, weights * unit, 2020, 2021, method)
    assert again.parts == pytest.approx(one.parts, abs=1e-7)
    year = aggregate(panel, omega, weights, 2021)
    assert year.mean + year.covariance == pytest.approx(year.total, abs=1e-12)


def test_two_that_stay_one_that_leaves_one_that_enters() -> None:
    panel = panel_of(list("abcabd"), [1, 1, 1, 2, 2, 2], {"y": np.zeros(6)})
    # Rows come sorted: a1 a2 b1 b2 c1 d2.
    omega = np.array([1.0, 2.0, 3.0, 3.0, 0.0, 4.0])
    shares = np.array([0.5, 0.25, 0.25, 0.25, 0.25, 0.5])
    fhk = reallocation(panel, omega, shares, 1, 2, Reallocation.FOSTER_HALTIWANGER_KRIZAN)
    # Φ: 1.25 → 3.25. Within .5·1; between −.25·(1 − 1.25); cross −.25·1; entry .5·(4 − 1.25); exit −.25·(0 − 1.25).
    assert fhk.parts == pytest.approx((0.5, 0.0625, -0.25, 1.375, 0.3125))
    assert (fhk.staying, fhk.entering, fhk.leaving) == (2, 1, 1)
    mp = reallocation(panel, omega, shares, 1, 2, Reallocation.MELITZ_POLANEC)
    # Stayers: mean 2 → 2.5, Φ 5/3 → 2.5; entrants .5·(4 − 2.5); leavers .25·(5/3 − 0).
    assert mp.parts == pytest.approx((0.5, 5 / 6 - 0.5, 0.75, 5 / 12))


def test_years_that_cannot_be_compared() -> None:
    panel, omega, weights = drawn(1)
    with pytest.raises(DataProblem, match="Năm 2030"):
        aggregate(panel, omega, weights, 2030)
    with pytest.raises(DataProblem, match="trọng số -1"):
        aggregate(panel, omega, weights * 0 - 1, 2020)
    apart = panel_of(["a", "b"], [1, 2], {"y": np.zeros(2)})
    with pytest.raises(DataProblem, match="cả hai năm"):
        reallocation(apart, np.zeros(2), np.ones(2), 1, 2, Reallocation.GRILICHES_REGEV)


def test_the_multilateral_index_worked_by_hand() -> None:
    panel = panel_of(["a", "b"], [1, 1], {"y": [2.0, 1.0], "l": [1.0, 0.0], "k": [0.0, 2.0]})
    shares = {"l": np.array([0.6, 0.8]), "k": np.array([0.4, 0.2])}
    # Mean firm: y 1.5, l 0.5, k 1, shares .7 and .3. a: .5 − .65·.5 + .35·1; b: −.5 + .75·.5 − .25·1.
    assert multilateral_index(panel, "y", ["l", "k"], shares) == pytest.approx([0.525, -0.375])
    assert log_labour_productivity(panel, "y", "l") == pytest.approx([1.0, 1.0])


def test_the_index_knows_hicks_neutral_progress_and_no_units() -> None:
    chance = np.random.default_rng(3)
    firms, years = np.repeat(np.arange(40), 3), np.tile([1, 2, 3], 40)
    labour, capital, better = chance.normal(size=120), chance.normal(size=120), chance.normal(size=120)
    output = 0.1 * years + better + 0.7 * labour + 0.3 * capital
    shares = {"l": np.full(120, 0.7), "k": np.full(120, 0.3)}
    truth = 0.1 * years + better
    for shift in (0.0, 5.0):
        panel = panel_of(firms, years, {"y": output + shift, "l": labour - shift, "k": capital})
        index = multilateral_index(panel, "y", ["l", "k"], shares)
        assert index - index[0] == pytest.approx(truth - truth[0], abs=1e-12)


def test_shares_and_years_are_checked() -> None:
    panel = panel_of(["a", "a"], [1, 3], {"y": [1.0, 2.0], "l": [1.0, 2.0]})
    with pytest.raises(DataProblem, match=r"a năm 1.*0,9"):
        multilateral_index(panel, "y", ["l"], {"l": np.array([0.9, 1.0])})
    with pytest.raises(DataProblem, match="Năm 2"):
        multilateral_index(panel, "y", ["l"], {"l": np.ones(2)})
