"""The size class under Decree 80/2021: every boundary on both sides, three-valued where a figure is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nscl.rulebook import OutsideDates, read_rulebook
from nscl.rulebook.size import Sector, SizeClass, SizeFigures, Sizing, size_class

BOOK = read_rulebook(Path(__file__).parents[2] / "data" / "norms")
ON = date(2026, 11, 21)
BN = 10**9
MICRO, SMALL, MEDIUM, LARGE = SizeClass
P, S = Sector.PRODUCTION, Sector.SERVICES


def sized(sector: Sector | None, workers: str | None, revenue: int | None, capital: int | None) -> Sizing:
    figures = SizeFigures(
        sector=sector,
        workers=None if workers is None else Decimal(workers),
        revenue_vnd=revenue,
        capital_vnd=capital,
    )
    return size_class(figures, BOOK, ON)


@pytest.mark.parametrize(
    ("sector", "workers", "revenue", "capital", "size"),
    [
        (P, "10", 3 * BN, 99 * BN, MICRO),
        (P, "10", 99 * BN, 3 * BN, MICRO),
        (P, "10.1", 3 * BN, 3 * BN, SMALL),
        (P, "10", 3 * BN + 1, 3 * BN + 1, SMALL),
        (P, "100", 50 * BN, 999 * BN, SMALL),
        (P, "100", 999 * BN, 20 * BN, SMALL),
        (P, "100", 50 * BN + 1, 20 * BN + 1, MEDIUM),
        (P, "200", 200 * BN, 999 * BN, MEDIUM),
        (P, "200", 999 * BN, 100 * BN, MEDIUM),
        (P, "200", 200 * BN + 1, 100 * BN + 1, LARGE),
        (P, "200.5", 1, 1, LARGE),
        (S, "10", 10 * BN, 99 * BN, MICRO),
        (S, "10", 10 * BN + 1, 3 * BN + 1, SMALL),
        (S, "50", 100 * BN, 999 * BN, SMALL),
        (S, "50", 999 * BN, 50 * BN, SMALL),
        (S, "51", 1, 1, MEDIUM),
        (S, "100", 300 * BN, 999 * BN, MEDIUM),
        (S, "100", 300 * BN + 1, 100 * BN + 1, LARGE),
        (P, "5", 0, 3 * BN, MICRO),  # no revenue yet: the capital decides
        (P, "5", 0, 3 * BN + 1, SMALL),
    ],
)
def test_the_class_by_its_boundaries(sector: Sector, workers: str, revenue: int, capital: int, size: SizeClass) -> None:
    result = sized(sector, workers, revenue, capital)
    assert (result.size, result.missing) == (size, ())
    assert all(cite.startswith("Nghị định 80/2021/NĐ-CP, điều 5") for cite in result.cites)
    assert not result.is_unverified


def test_a_missing_figure_stops_only_where_it_decides() -> None:
    assert sized(P, "8", 2 * BN, None).size is MICRO
    assert sized(P, "500", None, None).size is LARGE
    assert sized(P, None, 2 * BN, 2 * BN).missing == ("số lao động bình quân năm",)
    open_question = sized(P, "8", None, 5 * BN)
    assert (open_question.size, open_question.missing) == (None, ("tổng doanh thu năm",))
    assert "chưa đủ số liệu" in open_question.steps[0]
    assert sized(None, "8", 1, 1).missing == ("lĩnh vực của ngành nghề kinh doanh chính",)


def test_the_comparisons_are_told() -> None:
    steps = sized(P, "10.5", 2 * BN, 2 * BN).steps
    assert steps[0] == (
        "Doanh nghiệp siêu nhỏ: lao động 10,5 người, quá 10 người; doanh thu 2.000.000.000 đồng, không quá "
        "3.000.000.000 đồng; nguồn vốn 2.000.000.000 đồng, không quá 3.000.000.000 đồng: không thuộc loại này."
    )
    assert steps[1].endswith("thuộc loại này.")


def test_figures_below_nought_and_days_without_a_rule_are_refused() -> None:
    with pytest.raises(ValueError, match="không thể âm"):
        sized(P, "-1", 1, 1)
    figures = SizeFigures(sector=P, workers=Decimal(1), revenue_vnd=1, capital_vnd=1)
    with pytest.raises(OutsideDates):
        size_class(figures, BOOK, date(2021, 10, 14))
