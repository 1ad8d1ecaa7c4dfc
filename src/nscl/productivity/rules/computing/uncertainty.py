"""How far the result moves: one assumption at a time, all together, and by simulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nscl.economics.growth.figures import Figures
from nscl.economics.growth.periods import Refused, shares_of_growth
from nscl.economics.growth.study import Options, Study
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import (
    ASSUMPTION_NAMES,
    Assumption,
    Assumptions,
    Band,
    band,
    central,
    growth_of_period,
    tornado,
)
from nscl.economics.series import percent, plain
from nscl.economics.simulation import Uncertainty, simulate
from nscl.productivity.enums import ResultTable
from nscl.productivity.rules.computing.given import ranges_of
from nscl.productivity.rules.results import DRAWS, QUANTILE_KEYS, Key, Place, Result
from nscl.productivity.rules.runs import RunValues


def sensitivity_results(figures: Figures, options: Options, values: RunValues) -> Iterator[Result]:
    """The tornado and the band over all corners: growth of TFP a year over the run, and its part of growth."""
    first, last = values.first_year, values.last_year
    place = Place(ResultTable.BAND, first, last)
    try:
        start, ranges = central(figures, options), ranges_of(values)
        bars = tornado(figures, options, first, last, base=start, ranges=ranges)
        edges = band(figures, options, first, last, base=start, ranges=ranges)
        shares = _shares(figures, options, values, start, edges)
    except DataProblem as problem:
        yield place.refusal(problem)
        return
    for bar in bars:
        name = ASSUMPTION_NAMES[bar.assumption]
        row = Place(ResultTable.SENSITIVITY, first, last, part=bar.assumption, part_name=name)
        yield from row.figures(
            {
                Key.LOW: bar.low,
                Key.HIGH: bar.high,
                Key.TFP_AT_LOW: bar.tfp_at_low,
                Key.TFP_AT_HIGH: bar.tfp_at_high,
            }
        )
    yield place.figure(Key.CENTRAL, edges.central, say_assumptions(start))
    yield place.figure(Key.LOW, edges.low, say_assumptions(edges.at_low))
    yield place.figure(Key.HIGH, edges.high, say_assumptions(edges.at_high))
    yield from shares


def say_assumptions(one: Assumptions) -> str:
    """One way of putting what nobody measures, in words."""
    return (
        f"{ASSUMPTION_NAMES[Assumption.LABOUR_SHARE]} {plain(round(one.labour_share, 4))}, "
        f"{ASSUMPTION_NAMES[Assumption.DEPRECIATION]} {percent(one.depreciation)}, "
        f"{ASSUMPTION_NAMES[Assumption.CAPITAL_OUTPUT]} {plain(round(one.capital_output, 3))}"
    )


def _shares(
    figures: Figures, options: Options, values: RunValues, start: Assumptions, edges: Band
) -> tuple[Result, ...]:
    """TFP's part of growth at the centre and both edges; output is the same in all of them."""
    place = Place(ResultTable.BAND, values.first_year, values.last_year)
    found = []
    for key, one in (
        (Key.SHARE_CENTRAL, start),
        (Key.SHARE_LOW, edges.at_low),
        (Key.SHARE_HIGH, edges.at_high),
    ):
        share = shares_of_growth(growth_of_period(figures, options, one, values.first_year, values.last_year))
        if isinstance(share, Refused):
            return (place.figure(Key.SHARE_CENTRAL, None, share.why),)
        found.append(place.figure(key, share.tfp))
    return tuple(found)


def fan_results(figures: Figures, options: Options, made: Study, values: RunValues) -> Iterator[Result]:
    """Quantiles of TFP growth by simulation, by method, year and over the run; nothing where none is asked for."""
    if not values.draws:
        return
    unsure = Uncertainty(ranges=ranges_of(values))
    for method in (one.method for one in made.accounts):
        place = Place(ResultTable.BAND, values.first_year, values.last_year, method, DRAWS)
        try:
            fan = simulate(
                figures,
                [method],
                options,
                uncertainty=unsure,
                draws=values.draws,
                seed=values.seed,
                quantiles=tuple(QUANTILE_KEYS.values()),
                first=values.first_year,
                last=values.last_year,
            )[method]
        except DataProblem as problem:
            yield place.refusal(problem)
            continue
        several = values.last_year > values.first_year
        for year in range(values.first_year, values.last_year + 1) if several else ():
            row = replace(place, first=year, last=year)
            yield from (row.figure(key, value) for key, value in zip(QUANTILE_KEYS, fan.by_year[year], strict=True))
        yield from (place.figure(key, value) for key, value in zip(QUANTILE_KEYS, fan.together, strict=True))
