"""Last year's report against today: estimate and value as they were issued, the value by now, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl.documents.report_papers.tables import ReportCell, ReportRow, ReportTable, RowRecord, TableCode
from nscl.progress.queries.measures import AskedMeasure, present_measures
from nscl.reporting.enums import ReportState, RoundKind
from nscl.reporting.models import ReportEdition
from nscl.reporting.queries.figures.behind import RecordsBehind
from nscl.reporting.queries.figures.cells import (
    MARK_OF_SOURCE,
    Made,
    figure,
    number_column,
    text_column,
    words,
)
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.measures import measure_label
from nscl.reporting.queries.figures.stored import newest_set, stored_figures
from nscl.reporting.queries.figures.yearly import value_of_years
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
_SAME = "Không thay đổi."
_NO_RECORDS = "Khác số đã báo cáo nhưng hồ sơ đứng sau không đổi: cách tính hoặc kế hoạch đã sửa."


@dataclass(frozen=True, slots=True)
class _Printed:
    """A measure's row of the issued report."""

    estimate: ReportCell
    value: ReportCell
    records: tuple[RowRecord, ...]


def settled_table(gathering: Gathering) -> Made:
    """The measures that last year's issued report has, as they stand today. Empty where none was issued.

    Seven queries besides those of the table of targets and of `RecordsBehind`.
    """
    year = gathering.scope.years[0] - 1
    title = f"Quyết toán số liệu đã báo cáo năm {year}"
    edition = _issued(gathering.scope.plan_id, year)
    head = None if edition is None else newest_set(edition_id=edition)
    if head is None:
        note = f"Chưa có báo cáo năm {year} của tỉnh được ban hành trong hệ thống."
        return Made(ReportTable(TableCode.SETTLED, title, _COLUMNS, (), note))
    printed = _printed(gathering, head.number)
    shown = [one for one in gathering.all_measures if one.number in printed]
    behind = RecordsBehind(gathering.known, shown, range(year, year + 1))
    rows = tuple(_row(gathering, one, printed[one.number], behind, head.as_of) for one in shown)
    note = (
        f"So với báo cáo đã ban hành, chốt ngày {format_date(head.as_of)}: chênh lệch so với số ước; "
        "không có số ước thì so với số đã báo cáo."
    )
    sample = head.is_sample or any(gathering.standings[one.number].is_sample for one in shown)
    return Made(ReportTable(TableCode.SETTLED, title, _COLUMNS, rows, note), sample)


def _issued(plan_id: int, year: int) -> int | None:
    rows = ReportEdition.objects.filter(
        round__plan=plan_id, round__year=year, round__kind=RoundKind.YEARLY, state=ReportState.ISSUED
    )
    return rows.order_by("pk").values_list("pk", flat=True).first()


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
        words(_why(printed, now, [one.record for one in behind.of(measure, standing)], closed_on)),
    )
    return ReportRow(f"measure:{measure.number}", cells)


def _why(printed: _Printed, now: Decimal | None, records: list[RowRecord], closed_on: date) -> str:
    """What became of the records; where the value alone differs, that; nothing where nothing is known of both."""
    found = differences(printed.records, records, closed_on).words
    if found:
        return found
    before = printed.value.value
    if now is None and before is None:
        return ""
    return _SAME if figure(now).value == before else _NO_RECORDS
