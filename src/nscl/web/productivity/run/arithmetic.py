"""How each figure of an account came about, in the digits that are shown."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.documents.productivity_papers.accounts import PartsOfGrowth, PeriodPaper, YearPaper
from nscl.web.productivity.words import coefficient, inside, points
from nscl.web.statistics.figures import per_cent
from nscl.web.ui.tables import Worked


def from_capital(year: YearPaper) -> Worked:
    """0,4500 × 7,80."""
    return Worked(points(year.from_capital), f"{coefficient(year.capital_share)} × {points(year.capital)}")


def from_labour(year: YearPaper) -> Worked:
    """0,5500 × 1,23."""
    return Worked(points(year.from_labour), f"{coefficient(year.labour_share)} × {points(year.labour)}")


def tfp_of_year(year: YearPaper) -> Worked:
    """5,20 − 0,4500 × 7,80 − 0,5500 × 1,23, and what intermediates took."""
    taken = [
        f"{coefficient(year.capital_share)} × {inside(year.capital)}",
        f"{coefficient(year.labour_share)} × {inside(year.labour)}",
        *([inside(year.from_intermediates)] if year.from_intermediates else []),
    ]
    return Worked(points(year.tfp), " − ".join([points(year.output), *taken]))


def tfp_of_period(one: PeriodPaper) -> Worked:
    """5,20 − 3,51 − 0,68."""
    return Worked(points(one.tfp), " − ".join([points(one.output), *(inside(value) for value in _taken(one))]))


def _taken(one: PeriodPaper) -> Iterator[float]:
    yield one.from_capital
    yield one.from_labour
    if one.from_intermediates:
        yield one.from_intermediates


def tfp_share(one: YearPaper | PeriodPaper) -> Worked | None:
    """1,01 ÷ 5,20; None where no share is given."""
    return None if one.parts is None else share_worked(one.parts, one.tfp, one.output)


def share_worked(parts: PartsOfGrowth, tfp: float, output: float) -> Worked:
    """TFP's part of growth."""
    return Worked(per_cent(parts.tfp), f"{points(tfp)} ÷ {inside(output)}")
