"""Statistics of a province that does not exist: plausible, drawn from a seed, said to be a sample wherever shown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Final, NamedTuple

from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries

SOURCE: Final = "Số liệu mẫu"
FIRST_YEAR: Final = 2010
BASE_YEAR: Final = 2010  # of constant prices, as the statistics office had until 2025


class _Sector(NamedTuple):
    """Of a sector: code, name, part of output and of workers in the first year, growth of both a year."""

    code: str
    name: str
    output: float
    workers: float
    grows: float
    moves: float


_SECTORS: Final = (
    _Sector("A", "Nông, lâm nghiệp và thủy sản", 0.24, 0.52, 0.028, -0.035),
    _Sector("B-F", "Công nghiệp và xây dựng", 0.41, 0.27, 0.105, 0.058),
    _Sector("G-U", "Dịch vụ", 0.35, 0.21, 0.075, 0.042),
)
# How far a year may stray from the trend (standard deviation), and what the pandemic took of it.
_STRAYS: Final = 0.008
_SHOCKS: Final[Mapping[int, float]] = {2020: -0.025, 2021: -0.015, 2022: 0.02}
_INFLATION: Final = 0.032
_OUTPUT, _WORKERS = (22_000.0, 61_000.0), (430.0, 1_050.0)  # tỷ đồng and nghìn người of 2010, least and most
_INVESTED, _LABOUR_SHARE = (0.33, 0.42), (0.53, 0.6)  # parts of output
# Energy, materials and services bought in: code, name, part of value added, growth beyond that of value added a year.
_INPUTS: Final = (
    ("E", "Năng lượng", 0.19, 0.004),
    ("M", "Nguyên liệu, vật liệu", 0.94, 0.002),
    ("S", "Dịch vụ mua ngoài", 0.31, 0.012),
)
_HOURS: Final = 2.1  # nghìn giờ a worker and year
_RESEARCH: Final = 0.0032

# (variable, price basis, part) → year → figure.
Drawn = Mapping[tuple[Variable, PriceBasis, str], Mapping[int, float]]


def draw_province(random: Random, years: range) -> Drawn:
    """Output, what it was made with, hours, labour income and research of some years, in the units of `stated`."""
    size, people = random.uniform(*_OUTPUT), random.uniform(*_WORKERS)
    invested, share = random.uniform(*_INVESTED), random.uniform(*_LABOUR_SHARE)
    found: dict[tuple[Variable, PriceBasis, str], dict[int, float]] = {}
    prices = {year: math.exp(_INFLATION * (year - FIRST_YEAR)) for year in years}
    for sector in _SECTORS:
        constant = _path(random, size * sector.output, sector.grows, years)
        dearer = random.uniform(-0.006, 0.006)
        found[Variable.OUTPUT, PriceBasis.CONSTANT, sector.code] = constant
        found[Variable.OUTPUT, PriceBasis.CURRENT, sector.code] = {
            year: round(value * prices[year] * math.exp(dearer * (year - FIRST_YEAR)), 1)
            for year, value in constant.items()
        }
        found[Variable.WORKERS, PriceBasis.NONE, sector.code] = _path(
            random, people * sector.workers, sector.moves, years, strays=_STRAYS / 2
        )
    for variable, basis in {(variable, basis): None for variable, basis, _part in found}:
        parts = [values for (one, prices_of, _part), values in found.items() if (one, prices_of) == (variable, basis)]
        found[variable, basis, ""] = added(parts)
    output, workers = found[Variable.OUTPUT, PriceBasis.CONSTANT, ""], found[Variable.WORKERS, PriceBasis.NONE, ""]
    current = found[Variable.OUTPUT, PriceBasis.CURRENT, ""]
    for variable, basis, values in (
        (Variable.INVESTMENT, PriceBasis.CONSTANT, {y: v * invested * _about(random) for y, v in output.items()}),
        (Variable.LABOUR_INCOME, PriceBasis.CURRENT, {y: v * share * _about(random) for y, v in current.items()}),
        (Variable.HOURS, PriceBasis.NONE, {y: v * _HOURS * _about(random) for y, v in workers.items()}),
        (Variable.RESEARCH, PriceBasis.CONSTANT, {y: v * _RESEARCH * _about(random) for y, v in output.items()}),
    ):
        found[variable, basis, ""] = {year: round(value, 1) for year, value in values.items()}
    return found | _gross_output(random, output, prices)


def _gross_output(
    random: Random, output: Mapping[int, float], prices: Mapping[int, float]
) -> dict[tuple[Variable, PriceBasis, str], dict[int, float]]:
    """What was bought in, by kind, and gross output: value added and all that was bought in."""
    found: dict[tuple[Variable, PriceBasis, str], dict[int, float]] = {}
    for code, _name, part, more in _INPUTS:
        used = {
            year: round(value * part * math.exp(more * (year - FIRST_YEAR)) * _about(random), 1)
            for year, value in output.items()
        }
        found[Variable.INTERMEDIATE, PriceBasis.CONSTANT, code] = used
        found[Variable.INTERMEDIATE, PriceBasis.CURRENT, code] = {
            year: round(value * prices[year], 1) for year, value in used.items()
        }
    bought = [values for (_variable, basis, _part), values in found.items() if basis is PriceBasis.CONSTANT]
    return found | {(Variable.GROSS_OUTPUT, PriceBasis.CONSTANT, ""): added([output, *bought])}


def _path(random: Random, start: float, grows: float, years: range, *, strays: float = _STRAYS) -> dict[int, float]:
    level, path = start, {}
    for year in years:
        path[year] = round(level, 1)
        level *= math.exp(grows + _SHOCKS.get(year + 1, 0.0) + random.gauss(0.0, strays))
    return path


def _about(random: Random) -> float:
    return math.exp(random.gauss(0.0, _STRAYS))


def added(parts: Iterable[Mapping[int, float]]) -> dict[int, float]:
    """Several paths as one, for the years of the first."""
    every = list(parts)
    return {year: round(math.fsum(path[year] for path in every), 1) for year in every[0]}


_UNITS: Final[Mapping[Variable, MeasureUnit]] = {
    Variable.WORKERS: MeasureUnit.THOUSAND_PERSONS,
    Variable.HOURS: MeasureUnit.MILLION_HOURS,
}


def stated(unit_id: int, drawn: Drawn, years: Iterable[int]) -> Iterator[StatedSeries]:
    """What was drawn, as a province's series over some years."""
    names = {sector.code: sector.name for sector in _SECTORS} | {code: name for code, name, *_rest in _INPUTS}
    kept = list(years)
    for (variable, basis, part), values in drawn.items():
        yield StatedSeries(
            key=SeriesKey(
                unit_id=unit_id,
                variable=variable,
                breakdown=_breakdown(variable, part),
                part=part,
                price_basis=basis,
                base_year=BASE_YEAR if basis is PriceBasis.CONSTANT else 0,
            ),
            part_name=names.get(part, ""),
            measured_in=_UNITS.get(variable, MeasureUnit.BILLION_DONG),
            source=SOURCE,
            released_on=None,
            figures={year: values[year] for year in kept if year in values},
        )


def _breakdown(variable: Variable, part: str) -> Breakdown:
    if not part:
        return Breakdown.WHOLE
    return Breakdown.INPUT if variable is Variable.INTERMEDIATE else Breakdown.SECTOR
