"""Labour productivity: its level and growth, its parts by sector in every way, what capital a worker gave of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import fmean

from nscl.economics.decomposition import Decomposition, Parts, capital_deepening, chained, decompose
from nscl.economics.growth.study import Study
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, growth
from nscl.productivity.enums import ResultTable
from nscl.productivity.rules.computing.given import Given
from nscl.productivity.rules.results import CHAINED, ENDS, Key, Place, Result, part_key, part_share_key
from nscl.productivity.rules.runs import RunValues

GEOMETRIC, ARITHMETIC = "geometric", "arithmetic"


def labour_productivity(given: Given) -> Series:
    """GRDP at constant prices a person in work (tỷ đồng ÷ nghìn người = triệu đồng), for all years that both have.

    Raises DataProblem for no common year, a hole, figures that are not above nought.
    """
    output, labour = given.figures.output, given.figures.labour
    years = sorted(set(output.years) & set(labour.years))
    if not years:
        raise DataProblem("Năng suất lao động", "GRDP và lao động không có năm chung.", "Hãy bổ sung số liệu.")
    span = range(years[0], years[-1] + 1)
    made, people = output.checked(span), labour.checked(span)
    return Series("Năng suất lao động", "triệu đồng/người", {year: made[year] / people[year] for year in span})


def productivity_results(given: Given, values: RunValues) -> Iterator[Result]:
    """Level and growth by year, and growth a year over the run, geometric and arithmetic."""
    whole = Place(ResultTable.LABOUR_PRODUCTIVITY, values.first_year, values.last_year)
    try:
        levels = labour_productivity(given)
        rates = growth(levels)
        within = [rates[year] for year in range(values.first_year, values.last_year + 1) if year in rates]
        if len(within) <= values.last_year - values.first_year:
            raise DataProblem(
                f"Năng suất lao động {values.first_year}–{values.last_year}",
                f"GRDP và lao động chung các năm {levels.years[0]}–{levels.years[-1]}.",
                "Hãy bổ sung, hoặc chọn lại giai đoạn.",
            )
    except DataProblem as problem:
        yield whole.refusal(problem)
        return
    for year in range(values.first_year - 1, values.last_year + 1):
        place = Place(ResultTable.LABOUR_PRODUCTIVITY, year, year)
        yield place.figure(Key.LEVEL, levels[year])
        if year >= values.first_year:
            yield place.figure(Key.GROWTH, rates[year])
    pace = math.prod(1 + rate for rate in within) ** (1 / len(within)) - 1
    yield replace(whole, part=GEOMETRIC).figure(Key.GROWTH, pace)
    yield replace(whole, part=ARITHMETIC).figure(Key.GROWTH, fmean(within))


def decomposition_results(given: Given, values: RunValues) -> Iterator[Result]:
    """The growth of labour productivity taken apart in every way, chained and by its end points, by sector."""
    for method in Decomposition:
        place = Place(ResultTable.DECOMPOSITION, values.first_year, values.last_year, method)
        try:
            yield from _decomposed(given, values, method, place)
        except DataProblem as problem:
            yield place.refusal(problem)


def _decomposed(given: Given, values: RunValues, method: Decomposition, place: Place) -> Iterator[Result]:
    base, last = values.first_year - 1, values.last_year
    yearly, ends = chained(given.sectors, base, last, method), decompose(given.sectors, base, last, method)
    yield from _parts(place, CHAINED, yearly, given.sector_names)
    yield from _parts(place, ENDS, ends, given.sector_names)
    try:
        for number, share in enumerate(yearly.shares, start=1):
            yield place.figure(part_share_key(number), share)
    except DataProblem as problem:
        yield place.figure(part_share_key(1), None, str(problem))
    if method is values.decomposition and last > values.first_year:  # of one year the whole is the year
        for year in range(values.first_year, last + 1):
            one = decompose(given.sectors, year - 1, year, method)
            yield from _totals(replace(place, first=year, last=year), CHAINED, one)


def _parts(place: Place, way: str, parts: Parts, names: Mapping[str, str]) -> Iterator[Result]:
    yield from _totals(place, way, parts)
    for code, given in parts.by_sector.items():
        sector = replace(place, part=code, part_name=names.get(code, code))
        for number, value in enumerate(given, start=1):
            yield sector.figure(part_key(way, number), value)


def _totals(place: Place, way: str, parts: Parts) -> Iterator[Result]:
    yield place.figure(f"{way}_{Key.GROWTH}", parts.growth)
    for number, value in enumerate(parts.totals, start=1):
        yield place.figure(part_key(way, number), value)


def deepening_results(made: Study, values: RunValues) -> Iterator[Result]:
    """Log growth of labour productivity by the main method: from capital a worker, the quality of inputs, TFP."""
    whole = Place(ResultTable.DEEPENING, values.first_year, values.last_year, values.method)
    try:
        account = made.account(values.method)
        account.between(values.first_year, values.last_year)
        rows = [one for one in capital_deepening(account) if values.first_year <= one.year <= values.last_year]
    except DataProblem as problem:
        yield whole.refusal(problem)
        return
    columns = (Key.PRODUCTIVITY, Key.FROM_CAPITAL, Key.FROM_QUALITY, Key.TFP)
    figures = [(one.productivity, one.from_capital, one.from_quality, one.tfp) for one in rows]
    for one, row in zip(rows, figures, strict=True):
        place = replace(whole, first=one.year, last=one.year)
        yield from place.figures(dict(zip(columns, row, strict=True)))
    if len(rows) > 1:  # of one year the mean is the year itself
        means = (fmean(column) for column in zip(*figures, strict=True))
        yield from whole.figures(dict(zip(columns, means, strict=True)))
