"""Frontiers of made-up units against what tests/golden/make_frontier.py works out in fractions, and by erfc alone."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from nscl.economics.firms.panel import panel_of
from nscl.economics.frontiers.envelopment import efficiency
from nscl.economics.frontiers.malmquist import Split, malmquist
from nscl.economics.frontiers.stochastic import CONSTANT, Law, stochastic_frontier
from nscl.economics.frontiers.units import Orientation, Returns, Units, units_of

GOLDEN = Path(__file__).parents[2] / "golden"


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((GOLDEN / name).read_text(encoding="utf-8").splitlines()))


def years() -> dict[int, Units]:
    rows, found = rows_of("frontier_units.csv"), {}
    for year in (2020, 2021):
        own = [row for row in rows if int(row["nam"]) == year]
        inputs = [[float(row["x1"]), float(row["x2"])] for row in own]
        found[year] = units_of([row["ma"] for row in own], inputs, [float(row["y"]) for row in own])
    return found


def test_scores_are_the_fractions_of_every_basis_tried() -> None:
    of_years, expected = years(), rows_of("frontier_scores.csv")
    assert len(expected) == 144
    scores = {
        (returns, orientation, year): efficiency(units, Returns(returns), Orientation(orientation))
        for returns, orientation in {(row["returns"], row["orientation"]) for row in expected}
        for year, units in of_years.items()
    }
    for row in expected:
        found = scores[row["returns"], row["orientation"], int(row["nam"])].score(row["ma"])
        assert found == pytest.approx(float(Fraction(row["score"])), abs=1e-10), row


def test_malmquist_and_its_parts() -> None:
    plain, fgnz, desli = (malmquist(years(), split=split) for split in Split)
    left_out = {one.name for one in desli.left_out}
    by_variable = {one.name: one for one in desli.changes}
    for row, one, split in zip(rows_of("frontier_malmquist.csv"), plain.changes, fgnz.changes, strict=True):
        assert (one.name, one.pure) == (row["ma"], None)
        parts = [float(row[column]) for column in ("malmquist", "hieu_qua", "cong_nghe")]
        assert [one.malmquist, one.efficiency, one.technology] == pytest.approx(parts, abs=1e-10)
        assert split.pure == pytest.approx(float(row["thuan"]), abs=1e-10)
        assert split.scale is not None
        assert split.scale * float(row["thuan"]) == pytest.approx(one.efficiency, abs=1e-10)
        assert (row["ma"] in left_out) is (row["cong_nghe_vrs"] == ""), "the other year's frontier does not reach it"
        if row["ma"] in by_variable:
            other = by_variable[row["ma"]]
            assert other.technology == pytest.approx(float(row["cong_nghe_vrs"]), abs=1e-10)
            assert other.pure is not None
            assert other.scale is not None
            assert other.pure * other.technology * other.scale == pytest.approx(one.malmquist, abs=1e-10)
    assert all("quy mô" in one.why for one in desli.left_out)


@pytest.mark.parametrize("row", rows_of("frontier_likelihood.csv"), ids=lambda row: row["law"])
def test_likelihoods_at_their_top(row: dict[str, str]) -> None:
    rows = rows_of("frontier_rows.csv")
    columns = {name: [float(one[name]) for one in rows] for name in ("y", "l", "k")}
    found = stochastic_frontier(
        panel_of([int(one["ma"]) for one in rows], np.ones(len(rows)), columns), "y", ("l", "k"), Law(row["law"])
    )
    coefficients = [found.coefficients[name] for name in (CONSTANT, "l", "k")]
    assert coefficients == pytest.approx([float(row[name]) for name in ("hang_so", "l", "k")], abs=1e-6)
    assert (found.sigma2, found.gamma) == pytest.approx((float(row["sigma2"]), float(row["gamma"])), abs=1e-6)
    assert found.log_likelihood == pytest.approx(float(row["lnL"]), abs=1e-8)
    assert found.efficiencies[0] == pytest.approx(float(row["hieu_qua_dau"]), abs=1e-6)
