"""Yearly series: one figure a year, without holes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nscl.economics.problems import DataProblem

# A figure a hundred times the year before is no growth but another unit (triệu and tỷ are a thousand apart).
UNIT_SLIP = 100


# From here on a figure is shown whole, with points between the thousands.
_SHOWN_WHOLE = 100_000


def plain(value: float) -> str:
    """A figure as a message shows it: at most six digits that count and a decimal comma, large ones whole."""
    if _SHOWN_WHOLE <= abs(value) < math.inf:
        return f"{value:,.0f}".replace(",", ".")
    return f"{value:g}".replace(".", ",")


def percent(fraction: float) -> str:
    """A fraction as a message shows it: 0.0621 is "6,21 %"."""
    return f"{fraction * 100:.2f} %".replace(".", ",")


@dataclass(frozen=True)
class Series:
    """A quantity by year. name: as the reader of a message knows it; unit: as it was brought in."""

    name: str
    unit: str
    values: Mapping[int, float]

    @property
    def years(self) -> tuple[int, ...]:
        """The years, in order."""
        return tuple(sorted(self.values))

    def __getitem__(self, year: int) -> float:
        """The figure of a year. Raises DataProblem where there is none."""
        if year not in self.values:
            raise DataProblem(f"{self.name} năm {year}", "không có số liệu.", "Hãy bổ sung số của năm này.")
        return self.values[year]

    def checked(self, years: Iterable[int]) -> Series:
        """The series over consecutive years, every figure finite and above nought.

        Raises DataProblem naming the first year that is missing, not a positive number, or a hundred times the year
        before or less than a hundredth of it (a slip of the unit).
        """
        kept: dict[int, float] = {}
        for year in years:
            value = self[year]
            if not math.isfinite(value) or value <= 0:
                raise DataProblem(
                    f"{self.name} năm {year}",
                    f"là {plain(value)}, trong khi phải lớn hơn 0.",
                    "Hãy kiểm tra lại số này với nguồn.",
                )
            before = kept.get(year - 1)
            if before is not None and not 1 / UNIT_SLIP < value / before < UNIT_SLIP:
                raise DataProblem(
                    f"{self.name} năm {year}",
                    f"là {plain(value)}, năm trước là {plain(before)}: lệch nhau hơn {UNIT_SLIP} lần.",
                    "Có lẽ hai năm khác đơn vị (triệu, tỷ); hãy đưa về một đơn vị.",
                )
            kept[year] = value
        return Series(self.name, self.unit, kept)


def growth(series: Series) -> dict[int, float]:
    """Discrete growth of each year on the year before, as a fraction; the first year has none."""
    years = series.years
    return {year: series[year] / series[year - 1] - 1 for year in years[1:]}


def log_growth(series: Series) -> dict[int, float]:
    """Growth of each year on the year before as a difference of logarithms; the first year has none."""
    years = series.years
    return {year: math.log(series[year] / series[year - 1]) for year in years[1:]}
