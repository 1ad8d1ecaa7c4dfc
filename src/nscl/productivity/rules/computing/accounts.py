"""Growth by year and by period under every method that the figures carry, and the stock of capital behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nscl.economics.growth.accounting import GrowthAccount, Method, YearOfGrowth
from nscl.economics.growth.periods import AVERAGE_NAMES, Average, PeriodOfGrowth, Refused, period, shares_of_growth
from nscl.economics.growth.study import Study
from nscl.economics.problems import DataProblem
from nscl.economics.series import plain
from nscl.productivity.enums import ResultTable
from nscl.productivity.rules.results import Key, Place, Result
from nscl.productivity.rules.runs import RunValues


def account_results(made: Study, values: RunValues) -> Iterator[Result]:
    """Every account's years within the run and its period by the three averages; refusals in words."""
    for account in made.accounts:
        yield from _account(account, values)
    for method, problem in made.refused.items():
        yield Place(ResultTable.PERIOD, values.first_year, values.last_year, method).refusal(problem)
    if made.fitted is not None:
        place = Place(ResultTable.PERIOD, values.first_year, values.last_year, Method.REGRESSION)
        fit = (
            f"hệ số của vốn {plain(round(made.fitted.capital_share, 4))}, sai số chuẩn "
            f"{plain(round(made.fitted.standard_error, 4))}, R² {plain(round(made.fitted.r_squared, 3))}"
        )
        yield place.figure(Key.FIT, None, fit)


def capital_results(made: Study) -> Iterator[Result]:
    """How the stock began: its first value, in words how it was found."""
    capital = made.capital
    if capital is not None and capital.initial is not None and capital.stocks is not None:
        year = capital.stocks.years[0]
        yield Place(ResultTable.CAPITAL, year, year).figure(Key.LEVEL, capital.initial.value, capital.initial.how)


def _account(account: GrowthAccount, values: RunValues) -> Iterator[Result]:
    for one in account.years:
        if values.first_year <= one.year <= values.last_year:
            yield from _year(account.method, one)
    try:
        for average in (values.average, *(other for other in Average if other is not values.average)):
            yield from _period(account.method, period(account, values.first_year, values.last_year, average))
    except DataProblem as problem:
        yield Place(ResultTable.PERIOD, values.first_year, values.last_year, account.method).refusal(problem)


def _year(method: Method, one: YearOfGrowth) -> Iterator[Result]:
    place = Place(ResultTable.YEAR, one.year, one.year, method)
    yield from place.figures(
        {
            Key.OUTPUT: one.output,
            Key.CAPITAL: one.capital,
            Key.LABOUR: one.labour,
            Key.CAPITAL_SHARE: one.capital_share,
            Key.LABOUR_SHARE: one.labour_share,
            Key.FROM_CAPITAL: one.from_capital,
            Key.FROM_LABOUR: one.from_labour,
            Key.TFP: one.tfp,
        }
    )
    if one.intermediates:
        yield place.figure(Key.FROM_INTERMEDIATES, one.from_intermediates)
    for name, value in one.intermediates.items():
        yield replace(place, part=name, part_name=name).figure(Key.FROM_INTERMEDIATES, value)
    yield from _shares(place, one, with_intermediates=bool(one.intermediates))


def _period(method: Method, one: PeriodOfGrowth) -> Iterator[Result]:
    place = Place(ResultTable.PERIOD, one.first, one.last, method, one.average, AVERAGE_NAMES[one.average])
    yield from place.figures(
        {Key.OUTPUT: one.output, Key.FROM_CAPITAL: one.from_capital, Key.FROM_LABOUR: one.from_labour, Key.TFP: one.tfp}
    )
    if method is Method.KLEMS:
        yield place.figure(Key.FROM_INTERMEDIATES, one.from_intermediates)
    yield from _shares(place, one, with_intermediates=method is Method.KLEMS)


def _shares(place: Place, one: YearOfGrowth | PeriodOfGrowth, *, with_intermediates: bool) -> Iterator[Result]:
    """What part of growth came from where, or why that says nothing."""
    found = shares_of_growth(one)
    if isinstance(found, Refused):
        yield place.figure(Key.TFP_SHARE, None, found.why)
        return
    yield from place.figures(
        {Key.SHARE_FROM_CAPITAL: found.capital, Key.SHARE_FROM_LABOUR: found.labour, Key.TFP_SHARE: found.tfp}
    )
    if with_intermediates:
        yield place.figure(Key.SHARE_FROM_INTERMEDIATES, found.intermediates)
