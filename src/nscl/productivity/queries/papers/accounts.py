"""Growth accounts and the stock of capital of a run, for pages and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from nscl.documents.productivity_papers.accounts import (
    AccountPaper,
    AverageKind,
    CapitalPaper,
    FactorGroup,
    FactorPaper,
    PartsOfGrowth,
    PeriodPaper,
    ShareKind,
    StartKind,
    StockPaper,
    YearPaper,
)
from nscl.economics.capital import CapitalBasis, InvestmentTiming
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.productivity.enums import CapitalInput, LabourInput, ResultTable, StockStart
from nscl.productivity.queries.papers.cells import Cells, Row
from nscl.productivity.rules.computing.whole import (
    CAPITAL_INCOME,
    CAPITAL_SERVICES,
    LABOUR_SERVICES,
    STOCK,
    WORKING_STOCK,
)
from nscl.productivity.rules.results import Key
from nscl.productivity.rules.run_words import BASIS_NAMES, TIMING_NAMES

_STARTS: Final[Mapping[StockStart, StartKind]] = {
    StockStart.SURVEYED: StartKind.SURVEYED,
    StockStart.STEADY: StartKind.STEADY,
    StockStart.RATIO: StartKind.RATIO,
}
_WORN_AT_ONCE: Final[Mapping[InvestmentTiming, float]] = {
    InvestmentTiming.START: 1.0,
    InvestmentTiming.MIDDLE: 0.5,
    InvestmentTiming.END: 0.0,
}
_CLOSING_WEIGHT: Final[Mapping[CapitalBasis, float]] = {CapitalBasis.AVERAGE: 0.5, CapitalBasis.OPENING: 0.0}
_IN_LOGS: Final = frozenset({Method.TORNQVIST, Method.KLEMS})
_YEAR: Final = (
    *(Key.OUTPUT, Key.CAPITAL, Key.LABOUR, Key.CAPITAL_SHARE, Key.LABOUR_SHARE),
    *(Key.FROM_CAPITAL, Key.FROM_LABOUR, Key.TFP),
)
_PERIOD: Final = (Key.OUTPUT, Key.FROM_CAPITAL, Key.FROM_LABOUR, Key.TFP)


def accounts_of(cells: Cells) -> Iterator[AccountPaper]:
    """Every method that gave something, in the order of `Method`."""
    given = set(cells.methods(ResultTable.YEAR))
    for method in Method:
        if method.value in given:
            yield _account(cells, method)


def refusals_of(cells: Cells) -> dict[str, str]:
    """Why methods gave nothing for the run's years."""
    rows = {method: cells.whole(ResultTable.PERIOD, method) for method in cells.methods(ResultTable.PERIOD)}
    return {method: row.refused for method, row in rows.items() if row is not None and row.refused}


def capital_of(cells: Cells) -> CapitalPaper | None:
    """The stock by perpetual inventory, of all investment or by kind of assets; None where it was brought."""
    start, values = next(cells.rows(ResultTable.CAPITAL), None), cells.values
    if start is None or STOCK not in cells.series:
        return None
    return CapitalPaper(
        timing=str(TIMING_NAMES[values.timing]),
        basis=str(BASIS_NAMES[values.basis]),
        worn_at_once=_WORN_AT_ONCE[values.timing],
        closing_weight=_CLOSING_WEIGHT[values.basis],
        stocks=list(_stocks_of_assets(cells, start)) or [_stock(cells, start)],
        closing=cells.series[STOCK][2],
        working=cells.series[WORKING_STOCK][2],
    )


def _stock(cells: Cells, start: Row) -> StockPaper:
    values = cells.values
    return StockPaper(
        name="Vốn",
        investment="investment",
        depreciation=values.depreciation,
        start=_STARTS[values.stock_start],
        start_year=start.first,
        how=start.words.get(Key.LEVEL, ""),
        start_value=start.figures[Key.LEVEL],
        steady_years=values.start_years,
        ratio=values.start_ratio,
    )


def _stocks_of_assets(cells: Cells, start: Row) -> Iterator[StockPaper]:
    """By kind of assets, each from a steady state of its own (`economics.growth.stocks`); none without services."""
    if cells.values.capital_input is not CapitalInput.SERVICES:
        return
    for key, (name, _unit, invested) in cells.series.items():
        if key.partition(":")[0] == "investment" and key != "investment":
            yield StockPaper(
                name=name,
                investment=key,
                depreciation=cells.values.depreciation,
                start=StartKind.STEADY,
                start_year=min(invested) - 1,
                how=start.words.get(Key.LEVEL, ""),
                steady_years=cells.values.start_years,
            )


def _account(cells: Cells, method: Method) -> AccountPaper:
    averages = dict.fromkeys((cells.values.average, *AverageKind))
    periods = [cells.whole(ResultTable.PERIOD, method, average) for average in averages]
    whole = cells.whole(ResultTable.PERIOD, method)
    output, capital, labour = _keys(cells, method)
    return AccountPaper(
        method=method,
        name=METHOD_NAMES[method],
        in_logs=method in _IN_LOGS,
        share=_share_kind(cells, method),
        years=[_year(row) for row in cells.years(ResultTable.YEAR, method, "") if row.has(*_YEAR)],
        periods=[_period(row) for row in periods if row is not None and row.has(*_PERIOD)],
        output=output,
        capital=capital,
        labour=labour,
        factors=list(_factors(cells)) if method is Method.KLEMS else (),
        fit=whole.words.get(Key.FIT, "") if whole is not None else "",
    )


def _keys(cells: Cells, method: Method) -> tuple[str, str, str]:
    """The series of output, capital and labour whose growth the account took."""
    labour = "hours" if cells.values.labour_input is LabourInput.HOURS else "labour"
    if method is Method.KLEMS:
        return "gross_output", WORKING_STOCK, labour
    if method is not Method.TORNQVIST:
        return "output", WORKING_STOCK, labour
    return (
        "output",
        CAPITAL_SERVICES if CAPITAL_SERVICES in cells.series else WORKING_STOCK,
        LABOUR_SERVICES if LABOUR_SERVICES in cells.series else labour,
    )


def _factors(cells: Cells) -> Iterator[FactorPaper]:
    """What gross output was made of, by the keys of its quantities and costs (`queries.klems_figures`)."""
    for key, cost, group in (
        (WORKING_STOCK, CAPITAL_INCOME, FactorGroup.CAPITAL),
        ("labour", "labour_income", FactorGroup.LABOUR),
        *(
            (key, key.replace("intermediate", "intermediate_current", 1), FactorGroup.INTERMEDIATE)
            for key in cells.series
            if key.partition(":")[0] == "intermediate"
        ),
    ):
        if key in cells.series and cost in cells.series:
            yield FactorPaper(name=cells.series[key][0], group=group, quantity=key, cost=cost)


def _share_kind(cells: Cells, method: Method) -> ShareKind:
    match method:
        case Method.GSO | Method.CONVENTION:
            return ShareKind.FIXED
        case Method.REGRESSION:
            return ShareKind.FITTED
        case Method.KLEMS:
            return ShareKind.COSTS
        case _:
            return ShareKind.SERIES if "labour_share" in cells.series else ShareKind.INCOME


def _year(row: Row) -> YearPaper:
    return YearPaper(
        year=row.first,
        output=row.figures[Key.OUTPUT],
        capital=row.figures[Key.CAPITAL],
        labour=row.figures[Key.LABOUR],
        capital_share=row.figures[Key.CAPITAL_SHARE],
        labour_share=row.figures[Key.LABOUR_SHARE],
        from_capital=row.figures[Key.FROM_CAPITAL],
        from_labour=row.figures[Key.FROM_LABOUR],
        tfp=row.figures[Key.TFP],
        from_intermediates=row.figures.get(Key.FROM_INTERMEDIATES, 0.0),
        parts=_parts(row),
        refused=row.words.get(Key.TFP_SHARE, ""),
    )


def _period(row: Row) -> PeriodPaper:
    return PeriodPaper(
        first=row.first,
        last=row.last,
        average=AverageKind(row.part),
        average_name=row.part_name,
        output=row.figures[Key.OUTPUT],
        from_capital=row.figures[Key.FROM_CAPITAL],
        from_labour=row.figures[Key.FROM_LABOUR],
        tfp=row.figures[Key.TFP],
        from_intermediates=row.figures.get(Key.FROM_INTERMEDIATES, 0.0),
        parts=_parts(row),
        refused=row.words.get(Key.TFP_SHARE, ""),
    )


def _parts(row: Row) -> PartsOfGrowth | None:
    if not row.has(Key.SHARE_FROM_CAPITAL, Key.SHARE_FROM_LABOUR, Key.TFP_SHARE):
        return None
    return PartsOfGrowth(
        capital=row.figures[Key.SHARE_FROM_CAPITAL],
        labour=row.figures[Key.SHARE_FROM_LABOUR],
        tfp=row.figures[Key.TFP_SHARE],
        intermediates=row.figures.get(Key.SHARE_FROM_INTERMEDIATES, 0.0),
    )
