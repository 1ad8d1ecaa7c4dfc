"""What a run is computed from, and its choices as the pure methods take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from nscl.economics.capital import CapitalOptions, Initial
from nscl.economics.decomposition import SectorYear
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.study import LabourMeasure, Options
from nscl.economics.sensitivity import RANGES, Assumption
from nscl.economics.series import Series
from nscl.productivity.enums import CapitalInput, LabourInput, StockStart
from nscl.productivity.rules.runs import RunValues

INITIAL_OF: Final[Mapping[StockStart, Initial]] = {
    StockStart.SURVEYED: Initial.SURVEYED,
    StockStart.STEADY: Initial.STEADY_STATE,
    StockStart.RATIO: Initial.RATIO,
}


@dataclass(frozen=True)
class Given:
    """Prepared figures of a territory, in the units of account.

    sectors: code → year → figures, with their names; research: spending at constant prices; capacity: its use, a
    fraction; surveyed: (year, closing stock) of fixed assets, at constant prices.
    """

    figures: Figures
    sectors: Mapping[str, Mapping[int, SectorYear]] = field(default_factory=dict)
    sector_names: Mapping[str, str] = field(default_factory=dict)
    research: Series | None = None
    capacity: Series | None = None
    surveyed: tuple[int, float] | None = None

    def wanted(self, values: RunValues) -> Figures:
        """The figures that the run's accounts take: kinds of workers and assets only where it asks for them."""
        kept = self.figures
        if values.labour_input is not LabourInput.QUALITY:
            kept = replace(kept, workers={})
        if values.capital_input is not CapitalInput.SERVICES:
            kept = replace(kept, assets={})
        return kept


def options_of(values: RunValues, given: Given) -> Options:
    """The run's choices for `study`. The input-output share holds for all years: a run spans one table."""
    year, stock = given.surveyed if given.surveyed is not None else (None, None)
    surveyed = values.stock_start is StockStart.SURVEYED
    return Options(
        table_shares={} if values.labour_share is None else {values.first_year: values.labour_share},
        capital=CapitalOptions(
            depreciation=values.depreciation,
            initial=INITIAL_OF[values.stock_start],
            surveyed=stock if surveyed else None,
            surveyed_year=year if surveyed else None,
            ratio=values.start_ratio,
            steady_years=values.start_years,
            timing=values.timing,
            basis=values.basis,
        ),
        labour=LabourMeasure.HOURS if values.labour_input is LabourInput.HOURS else LabourMeasure.WORKERS,
    )


def ranges_of(values: RunValues) -> dict[Assumption, tuple[float, float]]:
    """What the bands are drawn from: the run's ranges, and for the first stock the usual one."""
    found = {Assumption.CAPITAL_OUTPUT: RANGES[Assumption.CAPITAL_OUTPUT]}
    if values.share_low is not None and values.share_high is not None:
        found[Assumption.LABOUR_SHARE] = (values.share_low, values.share_high)
    if values.depreciation_low is not None and values.depreciation_high is not None:
        found[Assumption.DEPRECIATION] = (values.depreciation_low, values.depreciation_high)
    return found
