"""The table of productivity: what published runs say of the province, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.timezone import localdate

from nscl.documents.report_papers.tables import (
    Mark,
    ReportCell,
    ReportColumn,
    ReportRow,
    ReportTable,
    TableCode,
    ValueKind,
)
from nscl.institutions.queries import predecessors_of
from nscl.productivity.queries.published import PublishedRun, published_runs
from nscl.reporting.queries.figures.cells import EMPTY, Made, figure, heading_row_cells, text_column, words
from nscl.reporting.queries.figures.gathering import Gathering

# Years before the report's that are shown: statistics come late, and one year alone says little.
YEARS_BACK: Final = 5
_HUNDRED: Final = Decimal(100)
_COLUMNS = (
    text_column("year", "Năm"),
    ReportColumn("tfp", "Tốc độ tăng TFP", ValueKind.PERCENT),
    ReportColumn("share", "Đóng góp của TFP vào tăng trưởng GRDP", ValueKind.PERCENT),
    ReportColumn("labour", "Tốc độ tăng năng suất lao động", ValueKind.PERCENT),
)


def productivity_table(gathering: Gathering) -> Made:
    """Of the province and of what it absorbed: each year by the newest run published by the day. Three queries."""
    scope = gathering.scope
    units = tuple(reversed(predecessors_of(scope.unit_id)))
    published = published_runs([one.id for one in units])
    told: list[tuple[str, list[tuple[PublishedRun, int]]]] = []
    known: set[int] = set()
    for unit in units:
        # A run stands under each row of a province that merely went on under another name: shown once.
        runs = [run for run in published.get(unit.id, ()) if run.number not in known]
        known |= {run.number for run in runs}
        years = _years([run for run in runs if localdate(run.published_at) <= scope.as_of], scope.year)
        if years:
            told.append((unit.label, years))
    rows: list[ReportRow] = []
    for label, years in told:
        if len(told) > 1:
            rows.append(ReportRow("", heading_row_cells(label, len(_COLUMNS)), is_heading=True))
        rows += [_row(run, year) for run, year in years]
    table = ReportTable(TableCode.PRODUCTIVITY, "Năng suất của tỉnh", _COLUMNS, tuple(rows), _note(told))
    return Made(table, any(run.is_sample for _label, years in told for run, _year in years))


def _years(runs: Sequence[PublishedRun], last: int) -> list[tuple[PublishedRun, int]]:
    """Each of the latest years with the newest run that says something of it, oldest first."""
    found: dict[int, PublishedRun] = {}
    for run in reversed(runs):
        for year in (*(one.year for one in run.account.years), *run.productivity):
            found[year] = run
    return [(found[year], year) for year in sorted(found) if last - YEARS_BACK <= year <= last]


def _row(run: PublishedRun, year: int) -> ReportRow:
    account = next((one for one in run.account.years if one.year == year), None)
    cells = (
        words(str(year)),
        _percent(None if account is None else account.tfp),
        _percent(run.tfp_share(year, year)),
        _percent(run.productivity.get(year)),
    )
    return ReportRow(f"run:{run.number}", cells)


def _percent(fraction: float | None) -> ReportCell:
    return EMPTY if fraction is None else figure(Decimal(repr(fraction)) * _HUNDRED, Mark.COMPUTED)


def _note(told: Sequence[tuple[str, Sequence[tuple[PublishedRun, int]]]]) -> str:
    if not told:
        return "Chưa có lần tính năng suất nào của tỉnh được công bố đến ngày chốt số liệu."
    last = max(year for _label, years in told for _run, year in years)
    numbers = sorted({run.number for _label, years in told for run, _year in years})
    runs = ", ".join(str(number) for number in numbers)
    return f"Theo lần tính đã công bố số {runs}; năm mới nhất có số liệu là {last}."
