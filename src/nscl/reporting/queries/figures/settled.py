"""Last year's report against today: estimate and value as they were issued, the value by now, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from nscl.documents.report_papers.tables import ReportCell, ReportRow, ReportTable, RowRecord, TableCode
from nscl.plans.rules import plan_label
from nscl.progress.queries.measures import AskedMeasure, present_measures
from nscl.progress.queries.rows import MeasureStandingRow
from nscl.reporting.enums import ReportState, RoundKind
from nscl.reporting.models import ReportEdition
from nscl.reporting.queries.figures.behind import RecordsBehind
from nscl.reporting.queries.figures.cells import (
    MARK_OF_SOURCE,
    Made,
    figure,
    heading_row_cells,
    number_column,
    text_column,
    words,
)
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.measures import measure_label
from nscl.reporting.queries.figures.scoping import edition_reported_on
from nscl.reporting.queries.figures.stored import SetHead, newest_set, stored_figures
from nscl.reporting.queries.figures.yearly import is_running_total, value_of_years
from nscl.reporting.rules.scope import ReportScope
from nscl.reporting.rules.settling import difference, differences
from nscl.text.dates import format_date

_COLUMNS = (
    text_column("measure", "Chỉ tiêu", 2.6),
    text_column("unit", "Đơn vị tính"),
    number_column("estimate", "Ước cả năm đã báo cáo"),
    number_column("printed", "Số đã báo cáo"),
    number_column("now", "Số cả năm đến nay"),
    number_column("difference", "Chênh lệch"),
    text_column("why", "Vì sao", 3.0),
)
# From this column on a row tells something; before it, what it is about.
_FIRST_FIGURE = 2
_SAME = "Không thay đổi."
_SHORT = "Từ ngày chốt không có hồ sơ nào thêm, bớt, sửa: chưa đạt số ước."
_NO_BASE = "Số lũy kế chưa có của năm trước, nên chưa tính được phần tăng trong năm."
_NO_RECORDS = "Khác số đã báo cáo nhưng hồ sơ đứng sau không đổi: cách tính hoặc kế hoạch đã sửa."


class _Issued(NamedTuple):
    """An issued report: its number, the plan it is on, that plan's edition in force, the plan as people call it."""

    number: int
    plan_id: int
    edition_id: int
    plan: str


@dataclass(frozen=True, slots=True)
class _Settled:
    """The rows of one issued report, whose figures counted until a day. silent: measures of which nothing was known."""

    report: _Issued
    rows: tuple[ReportRow, ...]
    silent: int
    closed_on: date
    is_sample: bool


@dataclass(frozen=True, slots=True)
class _Printed:
    """A measure's row of the issued report."""

    estimate: ReportCell
    value: ReportCell
    records: tuple[RowRecord, ...]


def settled_table(gathering: Gathering) -> Made:
    """The measures that last year's issued report has, as they stand today. Empty where none was issued.

    Where a plan of the same land ended with that year, its last report has no next one: it is settled in that of the
    plan that followed, below a heading of its own. Eight queries besides those of the table of targets and of
    `RecordsBehind`; for each plan that ended those of `Known.read` and of `RecordsBehind` once more.
    """
    year = gathering.scope.years[0] - 1
    title = f"Quyết toán số liệu đã báo cáo năm {year}"
    settled = [
        _settled(gathering if one.plan_id == gathering.scope.plan_id else _of_ended(gathering, one), one, head)
        for one in _issued(gathering.scope, year)
        if (head := newest_set(edition_id=one.number)) is not None
    ]
    if not settled:
        note = f"Chưa có báo cáo năm {year} của tỉnh được ban hành trong hệ thống."
        return Made(ReportTable(TableCode.SETTLED, title, _COLUMNS, (), note))
    rows: list[ReportRow] = []
    for one in settled:
        if len(settled) > 1 or one.report.plan_id != gathering.scope.plan_id:
            heading = heading_row_cells(one.report.plan, len(_COLUMNS))
            rows.append(ReportRow("", heading, is_heading=True))
        rows += one.rows
    closed = " và ".join(format_date(day) for day in sorted({one.closed_on for one in settled}))
    note = (
        f"So với báo cáo đã ban hành, chốt ngày {closed}: chênh lệch so với số ước; "
        "không có số ước thì so với số đã báo cáo."
    )
    if silent := sum(one.silent for one in settled):
        note = f"{note} {silent} chỉ tiêu khi báo cáo và đến nay đều chưa có số liệu, không ghi."
    return Made(
        ReportTable(TableCode.SETTLED, title, _COLUMNS, tuple(rows), note), any(one.is_sample for one in settled)
    )


def _issued(scope: ReportScope, year: int) -> list[_Issued]:
    """The issued yearly reports of the year before: this plan's, then those of plans of the same land ended by now."""
    own = Q(round__plan=scope.plan_id)
    ended = Q(round__plan__unit__in=scope.unit_ids, round__plan__period_end__lt=scope.years[0])
    rows = ReportEdition.objects.filter(
        own | ended, round__year=year, round__kind=RoundKind.YEARLY, state=ReportState.ISSUED
    )
    rows = rows.annotate(speaks_of=edition_reported_on("round__"))
    columns = ("round__plan__unit__name", "round__plan__period_start", "round__plan__period_end")
    found: dict[int, _Issued] = {}
    for number, plan, edition, *label in rows.order_by("pk").values_list("pk", "round__plan", "speaks_of", *columns):
        found.setdefault(plan, _Issued(number, plan, edition, plan_label(*label)))
    return sorted(found.values(), key=lambda one: (one.plan_id != scope.plan_id, one.plan))


def _of_ended(gathering: Gathering, report: _Issued) -> Gathering:
    """The same year and day for the plan that the report is on."""
    scope = replace(gathering.scope, plan_id=report.plan_id, edition_id=report.edition_id, round_id=None)
    return Gathering(scope, None, with_records=False)


def _settled(gathering: Gathering, report: _Issued, head: SetHead) -> _Settled:
    """What one issued report printed, against today."""
    year = gathering.scope.years[0] - 1
    printed = _printed(gathering, head.number)
    shown = [one for one in gathering.all_measures if one.number in printed]
    behind = RecordsBehind(gathering.known, shown, range(year, year + 1))
    rows = tuple(_row(gathering, one, printed[one.number], behind, head.as_of) for one in shown)
    # Where nothing at all is known the rows stay: without rows the page would say that no report was issued.
    told = tuple(row for row in rows if not all(cell.is_empty for cell in row.cells[_FIRST_FIGURE:])) or rows
    is_sample = head.is_sample or any(gathering.standings[one.number].is_sample for one in shown)
    return _Settled(report, told, len(rows) - len(told), head.as_of, is_sample)


def _printed(gathering: Gathering, set_id: int) -> Mapping[int, _Printed]:
    """By the measures of this report's edition: what the issued one printed of what they were then."""
    table = stored_figures(set_id, [TableCode.MEASURES], with_records=True).table(TableCode.MEASURES)
    if table is None:
        return {}
    here = {one.number for one in gathering.all_measures}
    rows = {int(row.key.removeprefix("measure:")): row for row in table.leaves if row.key.startswith("measure:")}
    present: Mapping[int, int] = {}
    if not here.issuperset(rows):
        present = present_measures([gathering.scope.plan_id], [gathering.scope.edition_id])
    return {
        present.get(number, number): _Printed(table.cell(row, "estimate"), table.cell(row, "year"), row.records)
        for number, row in rows.items()
    }


def _row(
    gathering: Gathering, measure: AskedMeasure, printed: _Printed, behind: RecordsBehind, closed_on: date
) -> ReportRow:
    standing = gathering.standings[measure.number]
    now = value_of_years(standing, (gathering.scope.years[0] - 1,))
    cells = (
        words(measure_label(measure)),
        words(measure.unit),
        printed.estimate,
        printed.value,
        figure(now, MARK_OF_SOURCE[standing.source]) if now is not None else ReportCell(),
        figure(difference(printed.value.value, printed.estimate.value, now)),
        words(_why(printed, now, [one.record for one in behind.of(measure, standing)], closed_on, standing)),
    )
    return ReportRow(f"measure:{measure.number}", cells)


def _why(
    printed: _Printed, now: Decimal | None, records: list[RowRecord], closed_on: date, standing: MeasureStandingRow
) -> str:
    """What became of the records; where the value alone differs, that; nothing where nothing is known of both."""
    found = differences(printed.records, records, closed_on).words
    if found:
        return f"{found} {_NO_BASE}" if now is None and is_running_total(standing) else found
    before, estimate = printed.value.value, printed.estimate.value
    if now is None and before is None:
        return ""
    if figure(now).value != before:
        return _NO_RECORDS
    return _SHORT if now is not None and estimate is not None and now < estimate else _SAME
