"""How results are laid out in a run's rows: the keys of every table, in one place for all who write or read them.

A row is (table, method, part, first_year, last_year, measure) → value, a fraction, or words that say why there is
none. One year's figure has first_year = last_year. A method that the figures do not carry has one row: REFUSED.

| table | method | part | years | measures |
|---|---|---|---|---|
| year | `Method` | "" | one year | OUTPUT CAPITAL LABOUR (growth) CAPITAL_SHARE LABOUR_SHARE (coefficients)
  FROM_CAPITAL FROM_LABOUR FROM_INTERMEDIATES TFP (points) SHARE_FROM_CAPITAL SHARE_FROM_LABOUR
  SHARE_FROM_INTERMEDIATES TFP_SHARE (parts of growth; TFP_SHARE alone, in words, where they are refused) |
| year | `Method` | an intermediate | one year | FROM_INTERMEDIATES |
| period | `Method` | `Average` | the run's | OUTPUT FROM_… TFP SHARE_FROM_… TFP_SHARE |
| period | "regression" | "" | the run's | FIT (in words) |
| capital | "" | "" | at whose end the first stock stood | LEVEL, with words how it was found |
| labour_productivity | "" | "" | one year | LEVEL (triệu đồng a worker), GROWTH |
| labour_productivity | "" | "geometric", "arithmetic" | the run's | GROWTH |
| decomposition | `Decomposition` | "" or a sector | the run's | CHAINED_GROWTH, CHAINED_n, ENDS_GROWTH, ENDS_n
  (n: 1, 2 … as `PART_NAMES` has the parts), CHAINED_SHARE_n (only the whole; CHAINED_SHARE_1 in words where refused) |
| decomposition | the main one | "" | one year | CHAINED_GROWTH, CHAINED_n |
| deepening | the main `Method` | "" | one year, the run's | PRODUCTIVITY FROM_CAPITAL FROM_QUALITY TFP (log points) |
| science | `ScienceMethod` | "" | one year, the run's (mean) | POINTS; the run's also OF_GROWTH (part of growth) |
| science | "components" | a component | one year, the run's | POINTS |
| sensitivity | "" | `Assumption` | the run's | LOW HIGH TFP_AT_LOW TFP_AT_HIGH |
| band | "" | "" | the run's | CENTRAL LOW HIGH SHARE_CENTRAL SHARE_LOW SHARE_HIGH |
| band | `Method` | "draws" | one year, the run's | P05 P10 P25 P50 P75 P90 P95 (log points) |
| needed | `Method` | "" | the run's | OUTPUT_GROWTH TFP PAST_OUTPUT PAST_TFP CAPITAL_ROOM |
| forecast | `Method` or "" | "tfp" or "labour_productivity" | one year, all ahead | CENTRAL LOW HIGH; all: SAYS |
| back_test | as forecast | as forecast | all ahead | TESTS HELD MEAN_ERROR MEAN_SIZE SAME_AS_LAST |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.productivity.enums import ResultTable


class Key(StrEnum):
    """The measures: columns of the tables."""

    REFUSED = "refused"
    FIT = "fit"
    OUTPUT = "output"
    CAPITAL = "capital"
    LABOUR = "labour"
    CAPITAL_SHARE = "capital_share"
    LABOUR_SHARE = "labour_share"
    FROM_CAPITAL = "from_capital"
    FROM_LABOUR = "from_labour"
    FROM_INTERMEDIATES = "from_intermediates"
    FROM_QUALITY = "from_quality"
    TFP = "tfp"
    SHARE_FROM_CAPITAL = "share_from_capital"
    SHARE_FROM_LABOUR = "share_from_labour"
    SHARE_FROM_INTERMEDIATES = "share_from_intermediates"
    TFP_SHARE = "tfp_share"
    LEVEL = "level"
    GROWTH = "growth"
    PRODUCTIVITY = "productivity"
    POINTS = "points"
    OF_GROWTH = "of_growth"
    LOW = "low"
    HIGH = "high"
    CENTRAL = "central"
    TFP_AT_LOW = "tfp_at_low"
    TFP_AT_HIGH = "tfp_at_high"
    SHARE_CENTRAL = "share_central"
    SHARE_LOW = "share_low"
    SHARE_HIGH = "share_high"
    OUTPUT_GROWTH = "output_growth"
    PAST_OUTPUT = "past_output"
    PAST_TFP = "past_tfp"
    CAPITAL_ROOM = "capital_room"
    SAYS = "says"
    TESTS = "tests"
    HELD = "held"
    MEAN_ERROR = "mean_error"
    MEAN_SIZE = "mean_size"
    SAME_AS_LAST = "same_as_last"


# The two ways of a decomposition over several years: annual terms added up, and end points only.
CHAINED, ENDS = "chained", "ends"
DRAWS: Final = "draws"
TFP_AHEAD, PRODUCTIVITY_AHEAD = "tfp", "labour_productivity"
# The quantiles of a simulation by the measure that holds them.
QUANTILE_KEYS: Final[Mapping[str, float]] = {
    "p05": 0.05,
    "p10": 0.1,
    "p25": 0.25,
    "p50": 0.5,
    "p75": 0.75,
    "p90": 0.9,
    "p95": 0.95,
}


def part_key(way: str, place: int) -> str:
    """The measure of a part of a decomposition, its place counted from 1: "chained_2"."""
    return f"{way}_{place}"


def part_share_key(place: int) -> str:
    """The measure of a part as a share of growth: "chained_share_2"."""
    return f"{CHAINED}_share_{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A row of results before it is stored: a value, or in words why there is none (or how it was found)."""

    table: ResultTable
    first: int
    last: int
    measure: str
    method: str = ""
    part: str = ""
    part_name: str = ""
    value: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where several figures of one table stand: all but the measure."""

    table: ResultTable
    first: int
    last: int
    method: str = ""
    part: str = ""
    part_name: str = ""

    def figure(self, measure: str, value: float | None, words: str = "") -> Result:
        """A figure of this place, or words in its stead."""
        return Result(
            table=self.table,
            first=self.first,
            last=self.last,
            measure=measure,
            method=self.method,
            part=self.part,
            part_name=self.part_name,
            value=value,
            words=words,
        )

    def figures(self, values: Mapping[Key, float]) -> Iterator[Result]:
        """Several figures of this place."""
        return (self.figure(measure, value) for measure, value in values.items())

    def refusal(self, why: object) -> Result:
        """Why nothing stands here."""
        return self.figure(Key.REFUSED, None, str(why))
