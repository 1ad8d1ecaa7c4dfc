"""Envelopment against textbook and other programs' figures (E1–E3, E6), HiGHS, and what must hold whatever the data."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.economics.frontiers import simplex
from nscl.economics.frontiers.envelopment import (
    _Scale,
    cost_efficiency,
    efficiency,
    efficiency_against,
    super_efficiency,
)
from nscl.economics.frontiers.highs import most_slack, solve_one
from nscl.economics.frontiers.units import Orientation, Returns, Units, units_of
from nscl.economics.problems import DataProblem

COMBINING = [returns for returns in Returns if returns is not Returns.FREE_DISPOSAL]
# E1: Coelli, Rao and Battese 1998, the cost example.
COELLI = units_of("12345", [[2, 5], [2, 4], [6, 6], [3, 2], [6, 2]], [1, 2, 3, 1, 2])


def drawn(chance: np.random.Generator, count: int) -> Units:
    """Units below a frontier of three inputs and two outputs, as the peers' timings have them."""
    x = np.exp(chance.normal(0, 0.6, (count, 3)))
    best = x[:, 0] ** 0.3 * x[:, 1] ** 0.4 * x[:, 2] ** 0.25
    split, below = chance.uniform(0.3, 0.7, count), np.exp(-np.abs(chance.normal(0, 0.35, count)))
    outputs = np.column_stack([best * split * below, best * (1 - split) * below])
    return units_of([str(index) for index in range(count)], x, outputs)


def sites(shared: Path) -> tuple[Units, np.ndarray, np.ndarray, np.ndarray]:
    folder = shared / "data" / "productivity"
    rows = list(csv.DictReader((folder / "charnes1981.csv").read_text(encoding="utf-8").splitlines()))
    expected = list(csv.DictReader((folder / "charnes1981_expected.csv").read_text(encoding="utf-8").splitlines()))
    units = units_of(
        [row["firm"] for row in rows],
        [[float(row[f"x{i}"]) for i in range(1, 6)] for row in rows],
        [[float(row[f"y{i}"]) for i in range(1, 4)] for row in rows],
    )
    in_group, together = (np.array([float(row[name]) for row in expected]) for name in ("crs_in_group", "vrs_out_all"))
    return units, np.array([row["pft"] == "1" for row in rows]), in_group, together


def test_the_textbook_cost_example() -> None:
    technical = efficiency(COELLI).values
    cost = cost_efficiency(COELLI, np.array([1.0, 3.0])).values
    assert technical == pytest.approx([0.5, 1, 0.833, 0.714, 1], abs=5e-4)
    assert cost == pytest.approx([0.353, 0.857, 0.75, 0.667, 1], abs=5e-4)
    assert cost / technical == pytest.approx([0.706, 0.857, 0.9, 0.933, 1], abs=5e-4)


def test_peers_and_slacks_worked_by_hand() -> None:
    scores = efficiency(COELLI, slacks=True)
    # Unit 1 shrunk to (1, 2.5) makes 1 like half of unit 2 = (1, 2): half a unit of the second input is spare.
    assert scores.slack_in is not None
    assert scores.slack_in[0] == pytest.approx([0, 0.5])
    assert [(peer.name, round(peer.weight, 6)) for peer in scores.peers(0)] == [("2", 0.5)]


def test_program_follow_through(shared: Path) -> None:
    units, followed, in_group, together = sites(shared)
    for group, mean, efficient in ((followed, 0.944803, 17), (~followed, 0.9581947, 8)):
        scores = efficiency(units.chosen(np.flatnonzero(group)))
        assert scores.values == pytest.approx(in_group[group], abs=1e-9)
        assert (scores.values.mean(), len(scores.efficient)) == (pytest.approx(mean, abs=1e-6), efficient)
    scores = efficiency(units, Returns.VARIABLE, Orientation.OUTPUT)
    assert scores.values == pytest.approx(together, abs=1e-9)
    assert (scores.values.mean(), len(scores.efficient)) == (pytest.approx(1.05278, abs=1e-5), 27)


def test_the_means_that_other_programs_agree_on() -> None:
    chance = np.random.default_rng(3)
    for count, mean, efficient in ((500, 0.8533026, 122), (2000, 0.8156768, 259), (5000, 0.7975364, 403)):
        scores = efficiency(drawn(chance, count), Returns.VARIABLE)
        assert scores.values.mean() == pytest.approx(mean, abs=1e-6)
        assert len(scores.efficient) == efficient


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("returns", COMBINING)
def test_highs_says_the_same(returns: Returns, orientation: Orientation) -> None:
    units = drawn(np.random.default_rng(5), 60)
    scores = efficiency(units, returns, orientation, slacks=True)
    scale = _Scale(units, returns)
    x, y = scale.of(units)
    assert scores.slack_in is not None
    assert scores.slack_out is not None
    spare = (scores.slack_in / scale.inputs).sum(axis=1) + (scores.slack_out / scale.outputs).sum(axis=1)
    for unit in range(0, len(units), 3):
        one = solve_one((x, y), (x[unit], y[unit]), returns, orientation)
        assert scores.values[unit] == pytest.approx(one.score, abs=1e-9)
        slack = most_slack((x, y), (x[unit], y[unit]), returns, orientation, scores.values[unit])
        assert spare[unit] == pytest.approx(slack[:5].sum() * scale.sizes(units)[unit], abs=1e-5)


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("returns", COMBINING)
def test_what_the_simplex_gives_up_is_solved_alone(
    returns: Returns, orientation: Orientation, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = drawn(np.random.default_rng(6), 25)
    expected = efficiency(units, returns, orientation, slacks=True)
    monkeypatch.setattr(simplex, "MOST_STEPS", 2)
    alone = efficiency(units, returns, orientation, slacks=True)
    assert alone.values == pytest.approx(expected.values, abs=1e-8)
    assert alone.slack_in == pytest.approx(expected.slack_in, abs=1e-5)


@pytest.mark.parametrize("orientation", Orientation)
def test_the_hulls_lie_within_each_other(orientation: Orientation) -> None:
    units = drawn(np.random.default_rng(7), 300)
    scores = {returns: efficiency(units, returns, orientation).technical for returns in Returns}
    order = [Returns.CONSTANT, Returns.NON_INCREASING, Returns.VARIABLE, Returns.FREE_DISPOSAL]
    for inner, outer in zip(order[1:], order[:-1], strict=True):
        assert (scores[outer] <= scores[inner] + 1e-9).all(), (inner, outer)
    both = np.minimum(scores[Returns.NON_INCREASING], scores[Returns.NON_DECREASING])
    assert both == pytest.approx(scores[Returns.CONSTANT], abs=1e-9), "constant returns bind on one side"


def test_free_disposal_against_a_plain_search() -> None:
    units = drawn(np.random.default_rng(8), 40)
    scores = efficiency(units, Returns.FREE_DISPOSAL)
    for unit in range(40):
        better = [j for j in range(40) if (units.outputs[j] >= units.outputs[unit]).all()]
        assert scores.values[unit] == pytest.approx(
            min((units.inputs[j] / units.inputs[unit]).max() for j in better), abs=1e-12
        )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(COMBINING), st.sampled_from(list(Orientation)))
def test_units_of_measurement_order_and_copies_change_nothing(
    seed: int, returns: Returns, orientation: Orientation
) -> None:
    chance = np.random.default_rng(seed)
    units = drawn(chance, 30)
    expected = efficiency(units, returns, orientation).values
    order = chance.permutation(30)
    by = np.exp(chance.normal(0, 6, 5))
    twice = np.concatenate([order, order])
    names = [f"{place}{copy}" for copy in "ab" for place in order]
    again = units_of(names, units.inputs[twice] * by[:3], units.outputs[twice] * by[3:])
    scores = efficiency(again, returns, orientation)
    assert scores.values == pytest.approx(np.concatenate([expected[order]] * 2), abs=1e-8)
    # Peers, weighed, really make what the score says.
    place = {name: index for index, name in enumerate(names)}
    for unit in range(0, 60, 7):
        made = sum(peer.weight * again.outputs[place[peer.name]] for peer in scores.peers(unit))
        used = sum(peer.weight * again.inputs[place[peer.name]] for peer in scores.peers(unit))
        shrink, grow = (scores.values[unit], 1.0) if orientation is Orientation.INPUT else (1.0, scores.values[unit])
        assert (made >= again.outputs[unit] * grow * (1 - 1e-6)).all()
        assert (used <= again.inputs[unit] * shrink * (1 + 1e-6)).all()


def test_constant_returns_are_the_same_by_inputs_and_by_outputs() -> None:
    units = drawn(np.random.default_rng(9), 120)
    by_inputs = efficiency(units, Returns.CONSTANT, Orientation.INPUT)
    by_outputs = efficiency(units, Returns.CONSTANT, Orientation.OUTPUT)
    assert by_inputs.values * by_outputs.values == pytest.approx(np.ones(120), abs=1e-10)


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("returns", Returns)
def test_super_efficiency_leaves_the_unit_itself_out(returns: Returns, orientation: Orientation) -> None:
    units = drawn(np.random.default_rng(10), 30)
    plain, ranked = efficiency(units, returns, orientation), super_efficiency(units, returns, orientation)
    for unit in range(30):
        if unit not in plain.efficient:
            assert ranked.values[unit] == plain.values[unit]
            continue
        others = units.chosen(np.delete(np.arange(30), unit))
        if returns is Returns.FREE_DISPOSAL:
            continue
        one = solve_one(
            (others.inputs, others.outputs), (units.inputs[unit], units.outputs[unit]), returns, orientation
        )
        assert bool(ranked.reached[unit]) is (one.score is not None)
        if one.score is not None:
            assert ranked.score(str(unit)) == pytest.approx(one.score, abs=1e-8)
    assert (ranked.technical[plain.efficient[ranked.reached[plain.efficient]]] >= 1 - 1e-8).all()


def test_a_unit_out_of_reach_is_told() -> None:
    alone = units_of("ab", [[1.0], [3.0]], [[1.0], [2.0]])
    ranked = super_efficiency(alone, Returns.VARIABLE)
    with pytest.raises(DataProblem, match=r"b.*không tổ hợp nào"):
        ranked.score("b")
    assert ranked.score("a") == pytest.approx(3.0)


def test_an_input_that_one_unit_alone_uses() -> None:
    units = units_of("abc", [[2.0, 0.0], [4.0, 0.0], [1.0, 1e6]], [[1.0], [1.0], [1.0]])
    assert efficiency(units).values == pytest.approx([1.0, 0.5, 1.0])
    # Without c nobody uses the second input: a, at twice c's first one, is who reaches it.
    assert super_efficiency(units).score("c") == pytest.approx(2.0)


def test_another_reference_needs_the_same_columns() -> None:
    with pytest.raises(DataProblem, match="cùng các cột"):
        efficiency_against(COELLI, units_of("a", [[1.0]], [[1.0]]))


@pytest.mark.parametrize(
    ("names", "inputs", "outputs", "says"),
    [
        (["a", "b"], [[1.0], [-1.0]], [[1.0], [1.0]], "b, đầu vào thứ 1: là -1"),
        (["a", "b"], [[1.0], [float("nan")]], [[1.0], [1.0]], "b, đầu vào thứ 1: là nan"),
        (["a", "b"], [[1.0], [1.0]], [[1.0], [0.0]], "b: không có đầu ra"),
        (["a", "a"], [[1.0], [1.0]], [[1.0], [1.0]], "a: đứng ở hai dòng"),
        (["a", "b"], [[1.0, 0.0], [1.0, 0.0]], [[1.0], [1.0]], "thứ 2: toàn số 0"),
        ([], [], [], "không có dòng nào|0 dòng"),
        (["a"], [[1.0] * 31], [[1.0]], "30 cột"),
    ],
)
def test_figures_that_cannot_be_used_are_named(names: list[str], inputs: object, outputs: object, says: str) -> None:
    with pytest.raises(DataProblem, match=says):
        units_of(names, inputs, outputs)


def test_slacks_need_combinations() -> None:
    with pytest.raises(DataProblem, match="fdh"):
        efficiency(COELLI, Returns.FREE_DISPOSAL, slacks=True)
