"""What science, technology and innovation gave, by every named method side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import fmean
from typing import Final

from nscl.economics.growth.accounting import GrowthAccount, Method
from nscl.economics.growth.periods import LEAST_GROWTH
from nscl.economics.growth.study import Options, Study, study
from nscl.economics.problems import DataProblem
from nscl.economics.science import Components, ScienceMethod, SideBySide, Told, restructuring_of, side_by_side
from nscl.economics.science import Given as ScienceGiven
from nscl.economics.series import log_growth
from nscl.productivity.enums import ResultTable
from nscl.productivity.rules.computing.given import Given
from nscl.productivity.rules.results import Key, Place, Result
from nscl.productivity.rules.runs import RunValues

# The parts of TFP in the five components, by their names on paper.
COMPONENT_NAMES: Final[Mapping[str, str]] = {
    "technical_progress": "tiến bộ kỹ thuật (phần còn lại)",
    "labour_quality": "chất lượng lao động",
    "capital_structure": "cơ cấu vốn",
    "restructuring": "chuyển dịch cơ cấu ngành",
    "demand": "cường độ cầu",
}


def science_results(given: Given, made: Study, options: Options, values: RunValues) -> Iterator[Result]:
    """Points of growth by method, year and over the run; what the figures do not carry, in words."""
    try:
        account = _account(given, made, options, values)
    except DataProblem as problem:
        for method in ScienceMethod:
            yield _whole(values, method).refusal(problem)
        return
    told = side_by_side(
        ScienceGiven(
            account=account,
            restructuring=_restructuring(given, values),
            capacity=given.capacity,
            research=given.research,
            elasticity=values.research_elasticity,
        )
    )
    for method in ScienceMethod:
        if method in told.refused:
            yield _whole(values, method).refusal(told.refused[method])
        elif method in told.told:
            yield from _method(given, values, method, told)


def _whole(values: RunValues, method: ScienceMethod) -> Place:
    return Place(ResultTable.SCIENCE, values.first_year, values.last_year, method)


def _account(given: Given, made: Study, options: Options, values: RunValues) -> GrowthAccount:
    """The run's years by Törnqvist with the quality of inputs, as far as the figures bring it; else by the main method.

    Raises DataProblem where neither covers these years.
    """
    found = study(given.figures, replace(options, methods=(Method.TORNQVIST,)))
    account = found.accounts[0] if found.accounts else made.account(values.method)
    return replace(account, years=account.between(values.first_year, values.last_year))


def _restructuring(given: Given, values: RunValues) -> dict[int, float]:
    """What people moving between sectors gave to labour productivity; nothing where the figures by sector fail."""
    try:
        return restructuring_of(given.sectors, values.first_year - 1, values.last_year)
    except DataProblem:
        return {}  # the method that needs it then says which year it lacks


def _method(given: Given, values: RunValues, method: ScienceMethod, told: SideBySide) -> Iterator[Result]:
    whole = _whole(values, method)
    rows = [one for one in told.told[method] if values.first_year <= one.year <= values.last_year]
    years = {one.year for one in rows}
    absent = [str(year) for year in range(values.first_year, values.last_year + 1) if year not in years]
    if absent:
        yield whole.refusal(f"Không có số của năm {', '.join(absent)}: hãy bổ sung, hoặc chọn lại giai đoạn.")
        return
    yield from _points(whole, rows)
    yield from _part_of_growth(given, whole, rows)
    if method is ScienceMethod.COMPONENTS and told.components:
        yield from _components(whole, told.components)


def _points(whole: Place, rows: list[Told]) -> Iterator[Result]:
    if len(rows) > 1:
        for one in rows:
            yield replace(whole, first=one.year, last=one.year).figure(Key.POINTS, one.points)
    yield whole.figure(Key.POINTS, fmean(one.points for one in rows))


def _part_of_growth(given: Given, whole: Place, rows: list[Told]) -> Iterator[Result]:
    """As a ratio of sums of log points; left out, in words, where output hardly grew."""
    rates = log_growth(given.figures.output)
    growth = math.fsum(rates[one.year] for one in rows if one.year in rates)
    if growth / len(rows) < LEAST_GROWTH:
        why = "GRDP tăng chưa tới 1 % một năm: tỷ trọng phóng đại, chỉ nêu điểm %."
        yield whole.figure(Key.OF_GROWTH, None, why)
        return
    yield whole.figure(Key.OF_GROWTH, math.fsum(one.points for one in rows) / growth)


def _components(whole: Place, components: tuple[Components, ...]) -> Iterator[Result]:
    rows = [one for one in components if whole.first <= one.year <= whole.last]
    for key, name in COMPONENT_NAMES.items():
        place = replace(whole, part=key, part_name=name)
        if len(rows) > 1:
            for one in rows:
                yield replace(place, first=one.year, last=one.year).figure(Key.POINTS, getattr(one, key))
        yield place.figure(Key.POINTS, fmean(getattr(one, key) for one in rows))
