"""What growth accounting may be made of: every series of one area, each only where it was brought."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from nscl.economics.growth.klems import Klems
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, plain

# Workers by kind come from the same survey as all workers, but are printed with other rounding.
ROUNDING_OF_WORKERS: Final = 0.01


@dataclass(frozen=True)
class Workers:
    """A kind of workers (education × sex × age): how many, and what one of them earns; only ratios of wages matter."""

    people: Series
    wage: Series


@dataclass(frozen=True)
class AssetFigures:
    """A kind of fixed assets: investment at constant prices, its price (1 in the base year), its own depreciation.

    initial: the stock before the first investment; None: that of a steady state.
    """

    investment: Series
    price: Series
    depreciation: float
    initial: float | None = None


@dataclass(frozen=True)
class Figures:
    """The series of one area; all money at constant prices but `output_current` and `labour_income`.

    labour: people in work; hours: hours worked by all of them; capital: a stock that was brought and works as it is;
    labour_share: measured, a fraction by year, where income and output at current prices are not brought.
    """

    output: Series
    labour: Series
    investment: Series | None = None
    capital: Series | None = None
    hours: Series | None = None
    output_current: Series | None = None
    labour_income: Series | None = None
    labour_share: Series | None = None
    workers: Mapping[str, Workers] = field(default_factory=dict)
    assets: Mapping[str, AssetFigures] = field(default_factory=dict)
    klems: Klems | None = None


def check_workers(figures: Figures) -> None:
    """Raise DataProblem where the kinds of workers of a year do not add up to all of them: a kind or a unit is off."""
    kinds = figures.workers.values()
    years = set.intersection(*(set(kind.people.years) for kind in kinds)) if kinds else set()
    for year in sorted(years & set(figures.labour.years)):
        summed, whole = math.fsum(kind.people[year] for kind in kinds), figures.labour[year]
        if abs(summed - whole) > ROUNDING_OF_WORKERS * abs(whole):
            raise DataProblem(
                f"Lao động theo loại năm {year}",
                f"các loại cộng lại là {plain(summed)}, {figures.labour.name} ghi {plain(whole)}.",
                "Hãy kiểm tra loại bị thiếu, bị tính hai lần hoặc khác đơn vị.",
            )
