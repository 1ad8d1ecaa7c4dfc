"""What stands beside the account of a run: science, sensitivity, bands, what the target needs, the forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nscl.documents.productivity_papers.outlook import (
    BarPaper,
    FanPaper,
    ForecastPaper,
    IntervalPaper,
    NeededPaper,
    SciencePaper,
    SensitivityPaper,
)
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.economics.growth.forecasting import DEFAULT_CONFIDENCE
from nscl.economics.science import METHOD_NAMES as SCIENCE_NAMES
from nscl.economics.science import ScienceMethod
from nscl.economics.sensitivity import Assumption
from nscl.economics.series import percent, plain
from nscl.productivity.enums import ResultTable
from nscl.productivity.queries.papers.cells import Cells, Row
from nscl.productivity.rules.results import DRAWS, QUANTILE_KEYS, TFP_AHEAD, Key

# Formulas of our own: no office has published one (productivity.md, section 4).
_DERIVED: Final = frozenset({ScienceMethod.COMPONENTS})
_ENDS = (Key.CENTRAL, Key.LOW, Key.HIGH)


def science_of(cells: Cells) -> Iterator[SciencePaper]:
    """Every method of telling science, technology and innovation; one that the figures do not carry, in words."""
    for code in cells.methods(ResultTable.SCIENCE):
        method = ScienceMethod(code)
        whole = cells.whole(ResultTable.SCIENCE, code)
        yield SciencePaper(
            method=code,
            name=SCIENCE_NAMES[method],
            derived=method in _DERIVED,
            by_year=_points(cells, code, ""),
            mean=whole.figures.get(Key.POINTS) if whole is not None else None,
            of_growth=whole.figures.get(Key.OF_GROWTH) if whole is not None else None,
            parts={row.part_name: _points(cells, code, row.part) for row in _components(cells, code)},
            refused=whole.refused if whole is not None else "",
        )


def _components(cells: Cells, method: str) -> Iterator[Row]:
    values = cells.values
    for row in cells.rows(ResultTable.SCIENCE, method):
        if row.part and (row.first, row.last) == (values.first_year, values.last_year):
            yield row


def _points(cells: Cells, method: str, part: str) -> dict[int, float]:
    rows = cells.years(ResultTable.SCIENCE, method, part)
    return {row.first: row.figures[Key.POINTS] for row in rows if row.has(Key.POINTS)}


def sensitivity_of(cells: Cells) -> SensitivityPaper | None:
    """Each assumption alone, the one that moves TFP most first, and all of them together."""
    whole = cells.whole(ResultTable.BAND)
    if whole is None:
        return None
    return SensitivityPaper(
        central=whole.figures.get(Key.CENTRAL),
        bars=[_bar(row) for row in cells.rows(ResultTable.SENSITIVITY)],
        low=whole.figures.get(Key.LOW),
        high=whole.figures.get(Key.HIGH),
        share_central=whole.figures.get(Key.SHARE_CENTRAL),
        share_low=whole.figures.get(Key.SHARE_LOW),
        share_high=whole.figures.get(Key.SHARE_HIGH),
        refused=whole.refused,
    )


def _bar(row: Row) -> BarPaper:
    said = percent if row.part == Assumption.DEPRECIATION else plain
    return BarPaper(
        name=row.part_name,
        low=said(row.figures[Key.LOW]),
        high=said(row.figures[Key.HIGH]),
        tfp_at_low=row.figures[Key.TFP_AT_LOW],
        tfp_at_high=row.figures[Key.TFP_AT_HIGH],
    )


def fans_of(cells: Cells) -> Iterator[FanPaper]:
    """Growth of TFP by simulation, by method."""
    for method in cells.methods(ResultTable.BAND):
        whole = cells.whole(ResultTable.BAND, method, DRAWS)
        if whole is not None and whole.has(*QUANTILE_KEYS):
            years = cells.years(ResultTable.BAND, method, DRAWS)
            yield FanPaper(
                method=method,
                name=METHOD_NAMES[Method(method)],
                quantiles=list(QUANTILE_KEYS.values()),
                by_year={row.first: _quantiles(row) for row in years if row.has(*QUANTILE_KEYS)},
                together=_quantiles(whole),
                draws=cells.values.draws,
                seed=cells.values.seed,
            )


def _quantiles(row: Row) -> list[float]:
    return [row.figures[key] for key in QUANTILE_KEYS]


def needed_of(cells: Cells) -> Iterator[NeededPaper]:
    """What the target asks for by every method; nothing without a target."""
    target = cells.values.target_share
    for row in cells.rows(ResultTable.NEEDED):
        if target is not None:
            yield NeededPaper(
                method=row.method,
                name=METHOD_NAMES[Method(row.method)],
                target_share=target,
                output_growth=row.figures.get(Key.OUTPUT_GROWTH),
                tfp=row.figures.get(Key.TFP),
                past_output=row.figures.get(Key.PAST_OUTPUT),
                past_tfp=row.figures.get(Key.PAST_TFP),
                capital_room=row.figures.get(Key.CAPITAL_ROOM),
                refused=row.refused,
            )


def forecasts_of(cells: Cells) -> Iterator[ForecastPaper]:
    """TFP by the main method and labour productivity, years first, then all of them together."""
    for method, part in dict.fromkeys((row.method, row.part) for row in cells.rows(ResultTable.FORECAST)):
        rows = sorted(cells.rows(ResultTable.FORECAST, method, part), key=lambda row: (row.last - row.first, row.first))
        whole = rows[-1]
        tfp = part == TFP_AHEAD
        yield ForecastPaper(
            what=f"TFP theo phương pháp {METHOD_NAMES[Method(method)]}" if tfp else "Năng suất lao động",
            confidence=DEFAULT_CONFIDENCE,
            intervals=[_interval(row) for row in rows if row.has(*_ENDS)],
            says=whole.words.get(Key.SAYS, ""),
            back_test=_back_test(cells, method, part),
            refused=whole.refused,
        )


def _interval(row: Row) -> IntervalPaper:
    return IntervalPaper(
        first=row.first,
        last=row.last,
        central=row.figures[Key.CENTRAL],
        low=row.figures[Key.LOW],
        high=row.figures[Key.HIGH],
    )


def _back_test(cells: Cells, method: str, part: str) -> str:
    row = next(cells.rows(ResultTable.BACK_TEST, method, part), None)
    if row is None:
        return ""
    if row.refused:
        return row.refused
    tests, held = row.figures[Key.TESTS], row.figures[Key.HELD]
    error, size, last = (percent(row.figures[key]) for key in (Key.MEAN_ERROR, Key.MEAN_SIZE, Key.SAME_AS_LAST))
    return (
        f"Kiểm nghiệm ngược {tests:.0f} lần: {held:.0f} lần số thực nằm trong khoảng; sai số bình quân {error}, độ lớn "
        f"bình quân {size} (lấy bằng năm trước: {last})."
    )
