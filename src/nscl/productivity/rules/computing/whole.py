"""The whole of a run in one call."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nscl.economics.growth.accounting import GrowthAccount, Method
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.klems import FactorKind
from nscl.economics.growth.study import Study, study
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.productivity.rules.computing.accounts import account_results, capital_results
from nscl.productivity.rules.computing.ahead import forecast_results, needed_results
from nscl.productivity.rules.computing.given import Given, options_of
from nscl.productivity.rules.computing.productivity import (
    decomposition_results,
    deepening_results,
    productivity_results,
)
from nscl.productivity.rules.computing.science import science_results
from nscl.productivity.rules.computing.uncertainty import fan_results, sensitivity_results
from nscl.productivity.rules.results import Result
from nscl.productivity.rules.runs import RunValues

# Keys of the series that a run makes itself, beside those it was given.
STOCK, WORKING_STOCK = "capital_stock", "capital"
LABOUR_SERVICES, CAPITAL_SERVICES = "labour_services", "capital_services"
CAPITAL_INCOME: Final = "capital_income"
MADE: Final = frozenset({STOCK, WORKING_STOCK, LABOUR_SERVICES, CAPITAL_SERVICES, CAPITAL_INCOME})


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure that was computed with. key: what it is ("output", "output:A", "capital")."""

    key: str
    name: str
    unit: str
    year: int
    value: float


@dataclass(frozen=True)
class Computed:
    """What a run gave: results in the order of their tables, series that it made, notes for its reader.

    refused: method → why; main_refused: why the main method gave nothing for the run's years, "" where it did.
    """

    results: tuple[Result, ...]
    figures: tuple[FigureRow, ...]
    notes: tuple[str, ...]
    refused: Mapping[Method, str]
    main_refused: str


def compute(values: RunValues, given: Given) -> Computed:
    """Every table of the run. What cannot be computed is a row with words; no DataProblem leaves, and never a NaN."""
    options, figures = options_of(values, given), given.wanted(values)
    made = study(figures, options)
    results = tuple(
        _only_figures(
            (
                *account_results(made, values),
                *capital_results(made),
                *productivity_results(given, values),
                *decomposition_results(given, values),
                *deepening_results(made, values),
                *science_results(given, made, options, values),
                *sensitivity_results(figures, options, values),
                *fan_results(figures, options, made, values),
                *needed_results(made, values),
                *forecast_results(given, made, values),
            )
        )
    )
    return Computed(
        results,
        (*_made(made), *_capital_income(figures)),
        made.notes,
        {method: str(problem) for method, problem in made.refused.items()},
        _main_refused(made, values),
    )


def _main_refused(made: Study, values: RunValues) -> str:
    try:
        made.account(values.method).between(values.first_year, values.last_year)
    except DataProblem as problem:
        return str(problem)
    return ""


def _made(made: Study) -> Iterator[FigureRow]:
    """The stock of capital and the services that were made of what was given."""
    if made.capital is not None:
        if made.capital.stocks is not None:
            yield from rows_of(STOCK, Series("Vốn cuối năm", made.capital.stocks.unit, made.capital.stocks.values))
        yield from rows_of(
            WORKING_STOCK, Series("Vốn làm việc trong năm", made.capital.input.unit, made.capital.input.values)
        )
    if made.labour is not None:
        yield from rows_of(LABOUR_SERVICES, _labour_services(made.account(Method.TORNQVIST)))
    if made.services is not None:
        yield from rows_of(CAPITAL_SERVICES, made.services.index)


def _capital_income(figures: Figures) -> Iterator[FigureRow]:
    """What capital costs in the account of gross output: what labour leaves of value added."""
    for one in figures.klems.factors.values() if figures.klems is not None else ():
        if one.kind is FactorKind.CAPITAL:
            unit = figures.output_current.unit if figures.output_current is not None else ""
            yield from rows_of(CAPITAL_INCOME, Series("Thu nhập của vốn", unit, one.cost))


def _labour_services(account: GrowthAccount) -> Series:
    """Labour of constant quality as the account took it: its rates added up from 1."""
    level, values = 1.0, {account.years[0].year - 1: 1.0}
    for one in account.years:
        level *= math.exp(one.labour)
        values[one.year] = level
    return Series("Lao động theo chất lượng", f"{min(values)} = 1", values)


def rows_of(key: str, series: Series) -> Iterator[FigureRow]:
    """A series as rows, by year."""
    return (FigureRow(key, series.name, series.unit, year, series[year]) for year in series.years)


def _only_figures(results: Iterable[Result]) -> Iterator[Result]:
    """What came out infinite or not a number is told in words: the figures were beyond what doubles hold."""
    for one in results:
        if one.value is None or math.isfinite(one.value):
            yield one
        else:
            words = "không tính được thành số: số liệu đầu vào quá lớn, quá nhỏ hoặc không biến động; hãy kiểm tra lại."
            yield Result(
                table=one.table,
                first=one.first,
                last=one.last,
                measure=one.measure,
                method=one.method,
                part=one.part,
                part_name=one.part_name,
                words=words,
            )
