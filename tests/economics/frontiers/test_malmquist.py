"""Indexes against another program (E4) and their identities (E5); the bootstrap against a known truth."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from nscl.economics.frontiers.bootstrap import bootstrap
from nscl.economics.frontiers.envelopment import efficiency
from nscl.economics.frontiers.hicks_moorsteen import hicks_moorsteen
from nscl.economics.frontiers.malmquist import Split, global_malmquist, malmquist
from nscl.economics.frontiers.units import Orientation, Returns, Units, units_of
from nscl.economics.problems import DataProblem


def by_year(path: Path, name: str, year: str, inputs: list[str], outputs: list[str]) -> dict[int, Units]:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    found = {}
    for one in sorted({int(row[year]) for row in rows}):
        chosen = [row for row in rows if int(row[year]) == one]
        found[one] = units_of(
            [row[name] for row in chosen],
            [[float(row[column]) for column in inputs] for row in chosen],
            [[float(row[column]) for column in outputs] for row in chosen],
        )
    return found


def test_the_provinces_of_china(shared: Path) -> None:
    folder = shared / "data" / "productivity"
    years = by_year(folder / "china31_industry_2005_2009.csv", "DMUs", "Period", ["Capital", "Labor"], ["GIOV"])
    made = malmquist(years, split=Split.FGNZ)
    rows = csv.DictReader((folder / "china31_malmquist_expected.csv").read_text(encoding="utf-8").splitlines())
    expected = {(row["DMUs"], int(row["Year.1"])): row for row in rows}
    assert len(made.changes) == 124
    for one in made.changes:
        row = expected[one.name, one.last]
        assert one.malmquist == pytest.approx(float(row["malmquist"]), abs=1e-9)
        assert one.efficiency == pytest.approx(float(row["effch"]), abs=1e-9)
        assert one.technology == pytest.approx(float(row["tech"]), abs=1e-9)
        assert one.pure is not None
        assert one.scale is not None
        assert one.pure * one.scale == pytest.approx(one.efficiency, abs=1e-10)


def test_one_input_and_output_worked_by_hand() -> None:
    # Productivity: a 1 → 1.5, b 0.5 → 0.6; the frontier moves from 1 to 1.5.
    years = {
        2020: units_of("ab", [[2.0], [2.0]], [[2.0], [1.0]]),
        2021: units_of("ba", [[5.0], [2.0]], [[3.0], [3.0]]),
    }
    changes = {one.name: one for one in malmquist(years).changes}
    assert changes["a"].malmquist == pytest.approx(1.5)
    assert changes["a"].efficiency == pytest.approx(1.0)
    assert changes["b"].malmquist == pytest.approx(1.2)
    assert changes["b"].efficiency == pytest.approx(0.4 / 0.5)
    assert changes["b"].technology == pytest.approx(1.5)
    assert malmquist(years).mean(2021)[0] == pytest.approx((1.5 * 1.2) ** 0.5)


def test_units_that_come_and_go_are_told() -> None:
    years = {
        2020: units_of("ab", [[2.0], [2.0]], [[2.0], [1.0]]),
        2021: units_of("bc", [[5.0], [2.0]], [[3.0], [3.0]]),
    }
    made = malmquist(years)
    assert [(one.name, one.why) for one in made.left_out] == [
        ("a", "năm 2021 không có số liệu"),
        ("c", "năm 2020 không có số liệu"),
    ]
    assert [one.name for one in made.changes] == ["b"]
    with pytest.raises(DataProblem, match="năm 2030"):
        made.mean(2030)


def test_years_must_follow_each_other() -> None:
    one = units_of("ab", [[2.0], [2.0]], [[2.0], [1.0]])
    with pytest.raises(DataProblem, match="Năm 2021"):
        malmquist({2020: one, 2022: one})
    with pytest.raises(DataProblem, match="hai năm"):
        malmquist({2020: one})


def three_years(seed: int = 11, count: int = 40) -> dict[int, Units]:
    chance, found = np.random.default_rng(seed), {}
    for year in (2020, 2021, 2022):
        inputs = np.exp(chance.normal(0, 0.4, (count, 2)))
        outputs = inputs.prod(axis=1) ** 0.45 * np.exp(0.03 * (year - 2020) - np.abs(chance.normal(0, 0.3, count)))
        found[year] = units_of([str(i) for i in range(count)], inputs, outputs)
    return found


def test_a_global_frontier_chains_over_years() -> None:
    years = three_years()
    changes = {(one.name, one.last): one for one in global_malmquist(years).changes}
    every = units_of(
        [f"{name}/{year}" for year, units in years.items() for name in units.names],
        np.concatenate([units.inputs for units in years.values()]),
        np.concatenate([units.outputs for units in years.values()]),
    )
    overall = dict(zip(every.names, efficiency(every).values.tolist(), strict=True))
    for name in years[2020].names:
        chained = changes[name, 2021].malmquist * changes[name, 2022].malmquist
        assert chained == pytest.approx(overall[f"{name}/2022"] / overall[f"{name}/2020"], abs=1e-10)
    own = {(one.name, one.last): one.efficiency for one in malmquist(years).changes}
    for key, one in changes.items():
        assert one.malmquist == pytest.approx(one.efficiency * one.technology, abs=1e-10)
        assert one.efficiency == pytest.approx(own[key], abs=1e-10)


@pytest.mark.parametrize("returns", [Returns.CONSTANT, Returns.VARIABLE])
def test_hicks_moorsteen_is_outputs_over_inputs(returns: Returns) -> None:
    years = three_years()
    first = years[2020]
    # All inputs × 0.9 and all outputs × 1.1 is 1.1/0.9 whatever the frontiers.
    scaled = hicks_moorsteen({2020: first, 2021: Units(first.names, first.inputs * 0.9, first.outputs * 1.1)}, returns)
    assert not scaled.left_out
    for one in scaled.changes:
        assert (one.outputs, one.inputs) == pytest.approx((1.1, 0.9), abs=1e-9)
        assert one.index == pytest.approx(1.1 / 0.9, abs=1e-9)
    # One output: its index is the ratio itself; the index turned round in time is one over it.
    ahead, back = (
        {one.name: one for one in hicks_moorsteen(of, returns).changes}
        for of in ({2020: first, 2021: years[2021]}, {2020: years[2021], 2021: first})
    )
    for place, name in enumerate(first.names):
        assert ahead[name].outputs == pytest.approx(years[2021].outputs[place, 0] / first.outputs[place, 0], abs=1e-9)
        assert ahead[name].index * back[name].index == pytest.approx(1.0, abs=1e-9)


def known(chance: np.random.Generator, count: int) -> tuple[Units, np.ndarray]:
    """Units below a known frontier of decreasing returns, and their true input efficiency."""
    truth = np.exp(-np.abs(chance.normal(0, 0.3, count)))
    output = chance.uniform(1, 3, count)
    inputs = (output**1.5 / truth)[:, None]
    return units_of([str(index) for index in range(count)], inputs, output), truth


def test_the_bootstrap_takes_off_part_of_the_bias_and_covers_the_truth() -> None:
    chance = np.random.default_rng(4)
    plain, corrected, covered = [], [], []
    for _ in range(4):
        units, truth = known(chance, 50)
        one = bootstrap(units, Returns.VARIABLE, Orientation.INPUT, draws=150)
        plain.append((one.scores.values - truth).mean())
        corrected.append((one.corrected - truth).mean())
        covered.append(((one.low <= truth) & (truth <= one.high)).mean())
        assert (one.low <= one.high).all()
    assert np.mean(plain) > 0.01, "a frontier of few units is too near"
    assert abs(np.mean(corrected)) < abs(np.mean(plain)) * 0.7
    assert np.mean(covered) > 0.7


def test_the_bootstrap_repeats_and_refuses() -> None:
    units, _ = known(np.random.default_rng(4), 15)
    first, second = (bootstrap(units, orientation=Orientation.OUTPUT, draws=100) for _ in range(2))
    assert (first.low == second.low).all()
    assert (first.scores.values == efficiency(units, Returns.VARIABLE, Orientation.OUTPUT).values).all()
    with pytest.raises(DataProblem, match="fdh"):
        bootstrap(units, Returns.FREE_DISPOSAL)
    with pytest.raises(DataProblem, match="100"):
        bootstrap(units, draws=10)
    with pytest.raises(DataProblem, match="mọi đơn vị"):
        bootstrap(units_of("a", [[1.0]], [[1.0]]))
