"""What stands beside the account on paper: science, sensitivity, bands, what the target needs, the forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SciencePaper:
    """One method of telling science, technology and innovation; points of growth by year. name: says what it is.

    derived: the formula is ours, no official one exists. mean: a year over the run; of_growth: its part of growth
    (None: refused). parts: its components, names and points by year. refused: why the method gave nothing.
    """

    method: str
    name: str
    derived: bool
    by_year: Mapping[int, float] = field(default_factory=dict)
    mean: float | None = None
    of_growth: float | None = None
    parts: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPaper:
    """One assumption at both ends of its range (in words: "0,40", "4,00 %"), and growth of TFP a year at each."""

    name: str
    low: str
    high: str
    tfp_at_low: float
    tfp_at_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityPaper:
    """Growth of TFP a year with the assumptions as chosen, one put otherwise at a time, and all of them together.

    share_…: TFP's part of growth in the same three cases (None: refused). refused: why there is nothing.
    """

    central: float | None = None
    bars: Sequence[BarPaper] = ()
    low: float | None = None
    high: float | None = None
    share_central: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FanPaper:
    """Growth of TFP by simulation for one method (log points): quantiles by year and over the run's years.

    quantiles: fractions, in order (0.05, …, 0.95).
    """

    method: str
    name: str
    quantiles: Sequence[float]
    by_year: Mapping[int, Sequence[float]]
    together: Sequence[float]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPaper:
    """What the plan's target asks for by one method, growth a year: of output, of TFP; and what both were.

    capital_room: the fastest growth of capital that leaves TFP its share. refused: why there is nothing.
    """

    method: str
    name: str
    target_share: float
    output_growth: float | None = None
    tfp: float | None = None
    past_output: float | None = None
    past_tfp: float | None = None
    capital_room: float | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalPaper:
    """A forecast of growth in a year (first = last), or a year's mean over several."""

    first: int
    last: int
    central: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPaper:
    """Growth to come of TFP or labour productivity (what: in words, with its method). confidence: of the interval.

    says, back_test: in words; refused: why there is none.
    """

    what: str
    confidence: float = 0.8
    intervals: Sequence[IntervalPaper] = ()
    says: str = ""
    back_test: str = ""
    refused: str = ""
