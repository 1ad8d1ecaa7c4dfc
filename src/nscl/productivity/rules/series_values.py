"""A statistical series as people bring it: which quantity, from which source, with which figures. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """Which quantity of which province. part: code of a sector, asset, education or input; "" for the whole.

    base_year: of constant prices, or where an index is 100; 0 for none.
    """

    unit_id: int
    variable: Variable
    breakdown: Breakdown = Breakdown.WHOLE
    part: str = ""
    price_basis: PriceBasis = PriceBasis.NONE
    base_year: int = 0


@dataclass(frozen=True, slots=True)
class StatedSeries:
    """A series as one source gives it: figures by year, in the unit that it prints."""

    key: SeriesKey
    part_name: str
    measured_in: MeasureUnit
    source: str
    figures: Mapping[int, float]
    released_on: date | None = None
