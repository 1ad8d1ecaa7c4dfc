"""What the plan's target asks of TFP, and where growth is going, with its interval and its back-test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nscl.economics.growth.forecasting import BackTest, back_test, forecast, say
from nscl.economics.growth.study import Study
from nscl.economics.growth.targets import needed
from nscl.economics.problems import DataProblem
from nscl.economics.series import growth
from nscl.productivity.enums import ResultTable
from nscl.productivity.rules.computing.given import Given
from nscl.productivity.rules.computing.productivity import labour_productivity
from nscl.productivity.rules.results import PRODUCTIVITY_AHEAD, TFP_AHEAD, Key, Place, Result
from nscl.productivity.rules.runs import RunValues


def needed_results(made: Study, values: RunValues) -> Iterator[Result]:
    """Growth of TFP that the target needs under every method, beside what it was; nothing without a target."""
    if values.target_share is None:
        return
    for account in made.accounts:
        place = Place(ResultTable.NEEDED, values.first_year, values.last_year, account.method)
        try:
            want = needed(
                account,
                values.target_share,
                output_growth=values.target_growth,
                first=values.first_year,
                last=values.last_year,
                average=values.average,
            )
        except DataProblem as problem:
            yield place.refusal(problem)
            continue
        yield from place.figures(
            {
                Key.OUTPUT_GROWTH: want.output_growth,
                Key.TFP: want.tfp,
                Key.PAST_OUTPUT: want.past.output,
                Key.PAST_TFP: want.past.tfp,
            }
        )
        if want.capital_room is not None:
            yield place.figure(Key.CAPITAL_ROOM, want.capital_room)


def forecast_results(given: Given, made: Study, values: RunValues) -> Iterator[Result]:
    """TFP by the main method and labour productivity up to the year that was asked for; nothing without one."""
    if values.forecast_to is None:
        return
    for method, part in ((values.method, TFP_AHEAD), ("", PRODUCTIVITY_AHEAD)):
        place = Place(ResultTable.FORECAST, values.last_year + 1, values.forecast_to, method, part)
        try:
            rates = made.account(values.method).tfp_by_year if method else growth(labour_productivity(given))
            yield from _forecast(place, {year: rate for year, rate in rates.items() if year <= values.last_year})
        except DataProblem as problem:
            yield place.refusal(problem)


def _forecast(place: Place, known: Mapping[int, float]) -> Iterator[Result]:
    """Raises DataProblem where too few years are known."""
    ahead = forecast(known, place.last)
    several = len(ahead.by_year) > 1
    for year, one in ahead.by_year.items() if several else ():
        row = replace(place, first=year, last=year)
        yield from row.figures({Key.CENTRAL: one.mean, Key.LOW: one.low, Key.HIGH: one.high})
    whole = ahead.together
    yield from place.figures({Key.CENTRAL: whole.mean, Key.LOW: whole.low, Key.HIGH: whole.high})
    yield place.figure(Key.SAYS, None, say(ahead))
    tested = replace(place, table=ResultTable.BACK_TEST)
    try:
        yield from _back_test(tested, back_test(known, len(ahead.by_year)))
    except DataProblem as problem:
        yield tested.refusal(problem)


def _back_test(place: Place, made: BackTest) -> Iterator[Result]:
    yield from place.figures(
        {
            Key.TESTS: float(len(made.misses)),
            Key.HELD: float(sum(miss.held for miss in made.misses)),
            Key.MEAN_ERROR: made.mean_error,
            Key.MEAN_SIZE: made.mean_size,
            Key.SAME_AS_LAST: made.same_as_last,
        }
    )
