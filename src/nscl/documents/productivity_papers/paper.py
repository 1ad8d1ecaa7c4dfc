"""What the files of a run say, as plain values: who, by which options, from which figures, and what came out.

Rates, shares, coefficients and points are fractions (0.0621 is 6.21 %). Words and names are as a reader sees them. A
figure that could not be computed is absent and its reason stands in a field of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from nscl.documents.productivity_papers.accounts import AccountPaper, CapitalPaper
from nscl.documents.productivity_papers.breakdown import DecompositionPaper, DeepeningYear, ProductivityPaper
from nscl.documents.productivity_papers.outlook import (
    FanPaper,
    ForecastPaper,
    NeededPaper,
    SciencePaper,
    SensitivityPaper,
)


class PaperState(StrEnum):
    """How far the run is (values of `productivity.enums.RunState`)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPaper:
    """A series as it was computed with. key: as in `RunFigure.key`; unit: in which the values are."""

    key: str
    name: str
    unit: str
    values: Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePaper:
    """A vintage that went in. keys: of the series it went into; unit and basis: as printed, in words."""

    series: str
    province: str
    vintage: int
    source: str
    unit: str
    basis: str
    first: int
    last: int
    released_on: date | None = None
    keys: Sequence[str] = ()
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePaper:
    """One option of the run: its name and what was chosen, in words ("Khấu hao", "5,50 % mỗi năm")."""

    name: str
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """One stored figure, for the tidy files. Codes are as stored, names as a reader knows them.

    unit: "phần của 1", "điểm lô-ga-rít" or that of the series; value None: refused, and words say why.
    """

    table: str
    table_name: str
    method: str
    method_name: str
    part: str
    part_name: str
    first: int
    last: int
    measure: str
    measure_name: str
    value: float | None
    unit: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPaper:
    """A run. number: of the run; area: the province's code for SDMX; agency: who computed ("Sở Khoa học và Công nghệ").

    method: the code of the main account; series: every figure that was computed with, sectors included ("output:A");
    results: every stored figure. sentence: what came out, in one sentence. refused: why a method gave nothing, by its
    name. least_growth: below it no share is told. Moments are in the time of the place, they are printed as they are.
    """

    number: int
    title: str
    province: str
    area: str
    agency: str
    first: int
    last: int
    method: str
    method_name: str
    sentence: str
    state: PaperState
    software: str
    computed_at: datetime
    published_at: datetime | None = None
    published_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    note: str = ""
    choices: Sequence[ChoicePaper] = ()
    series: Sequence[SeriesPaper] = ()
    sources: Sequence[SourcePaper] = ()
    accounts: Sequence[AccountPaper] = ()
    capital: CapitalPaper | None = None
    productivity: ProductivityPaper | None = None
    decompositions: Sequence[DecompositionPaper] = ()
    deepening: Sequence[DeepeningYear] = ()
    science: Sequence[SciencePaper] = ()
    sensitivity: SensitivityPaper | None = None
    fans: Sequence[FanPaper] = ()
    needed: Sequence[NeededPaper] = ()
    forecasts: Sequence[ForecastPaper] = ()
    notes: Sequence[str] = ()
    results: Sequence[ResultPaper] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    least_growth: float = 0.01
    is_sample: bool = False

    @property
    def main(self) -> AccountPaper | None:
        """The account of the main method, where it could be computed."""
        return next((one for one in self.accounts if one.method == self.method), None)

    def one(self, key: str) -> SeriesPaper | None:
        """The series of this key."""
        return next((series for series in self.series if series.key == key), None)
