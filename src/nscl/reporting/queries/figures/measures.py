"""The table of targets: what the plan asks for, what was reached last year, this year and so far, what is expected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal

from nscl.documents.pack.enums import MeasureWhen
from nscl.documents.report_papers.tables import ReportCell, ReportColumn, ReportRow, ReportTable, RowRecord, TableCode
from nscl.plans.rules import measure_in_words
from nscl.progress.enums import ValueSource
from nscl.progress.queries.measures import AskedMeasure, targets_of
from nscl.progress.queries.rows import MeasureStandingRow
from nscl.reporting.queries.figures.behind import Behind, RecordsBehind
from nscl.reporting.queries.figures.cells import (
    EMPTY,
    MARK_OF_SOURCE,
    Made,
    figure,
    heading_row_cells,
    number_column,
    text_column,
    words,
)
from nscl.reporting.queries.figures.estimates import Expected, expected_by_measure
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.serving import served_measures
from nscl.reporting.queries.figures.yearly import value_of_years
from nscl.reporting.rules.scope import ReportScope
from nscl.text.dates import format_date

_ZERO = Decimal(0)
_NONE_SERVED = "Không có chỉ tiêu nào mà nhiệm vụ hoặc hồ sơ của cơ quan này phục vụ."


def measures_table(gathering: Gathering) -> Made:
    """The measures of the report under their targets. The queries of `progress.queries.programme_table` and two more.

    With records (always of an agency, whose own part is a column) those of `RecordsBehind` too.
    """
    shown = served_measures(gathering)
    columns = _columns(gathering)
    expected = expected_by_measure(gathering)
    behind = None
    if gathering.with_records or gathering.is_agency:
        years = gathering.scope.years
        behind = RecordsBehind(gathering.known, shown, years, with_entries=gathering.with_records)
    under: dict[int, list[ReportRow]] = defaultdict(list)
    for measure in shown:
        standing = gathering.standings[measure.number]
        found = () if behind is None else behind.of(measure, standing)
        row = _row(gathering, measure, standing, found, expected.get(measure.number, Expected()))
        under[measure.target_number].append(row)
    rows: list[ReportRow] = []
    for number, title in _targets(gathering, shown).items():
        cells = heading_row_cells(title, len(columns))
        rows += [ReportRow(f"target:{number}", cells, is_heading=True), *under[number]]
    note = _note(gathering, [(one, expected[one.number]) for one in shown if one.number in expected])
    if not rows:
        note = _NONE_SERVED if gathering.is_agency else "Kế hoạch không có mục tiêu nào cho các năm của báo cáo."
    table = ReportTable(TableCode.MEASURES, "Kết quả thực hiện các chỉ tiêu", columns, tuple(rows), note)
    return Made(table, any(gathering.standings[one.number].is_sample for one in shown))


def without_estimate(scope: ReportScope, agency_ids: Collection[int]) -> list[str]:
    """The measures on which these agencies report and of which their report says no estimate yet, as it names them.

    What `collect_agency` would show as blank, without counting anything: at most eight queries.
    """
    gathering = Gathering(scope, frozenset(agency_ids), with_records=False)
    expected = expected_by_measure(gathering)
    return [measure_label(one) for one in served_measures(gathering) if one.number not in expected]


def measure_label(measure: AskedMeasure) -> str:
    """What is measured, as a row of a table begins: "Lượt người được đào tạo"."""
    return measure.label[:1].upper() + measure.label[1:]


def _columns(gathering: Gathering) -> tuple[ReportColumn, ...]:
    scope = gathering.scope
    own = (number_column("own", "Phần của cơ quan"),) if gathering.is_agency else ()
    return (
        text_column("measure", "Chỉ tiêu", 3.0),
        text_column("unit", "Đơn vị tính"),
        text_column("goal", "Mức giao", 1.8),
        number_column("last_year", f"Năm {scope.years[0] - 1}"),
        number_column("year", period_heading(scope)),
        *own,
        number_column("total", "Lũy kế giai đoạn"),
        number_column("due", f"Phải đạt đến {format_date(scope.as_of)}"),
        number_column("estimate", f"Ước cả năm {scope.years[-1]}"),
        text_column("status", "Đánh giá", 1.3),
    )


def period_heading(scope: ReportScope) -> str:
    """Of when the figures of the year are: "Năm 2026", "Năm 2026 (đến 15/11/2026)", "2021–2025"."""
    period = f"Năm {scope.year}" if scope.is_one_year else f"{scope.years[0]}–{scope.years[-1]}"
    return period if scope.as_of >= scope.period_end else f"{period} (đến {format_date(scope.as_of)})"


def _row(
    gathering: Gathering,
    measure: AskedMeasure,
    standing: MeasureStandingRow,
    behind: Sequence[Behind],
    expected: Expected,
) -> ReportRow:
    years = gathering.scope.years
    mark = MARK_OF_SOURCE.get(standing.source)
    value, before = value_of_years(standing, years), value_of_years(standing, (years[0] - 1,))
    of_the_year = measure.when is MeasureWhen.EACH_YEAR
    cells = (
        words(measure_label(measure)),
        words(measure.unit),
        words(measure_in_words(measure.op, measure.value, measure.value_to, _unit(measure), when=measure.when)),
        EMPTY if mark is None else figure(before, mark),
        EMPTY if mark is None else figure(value, mark),
        *((_own_part(gathering, standing, behind),) if gathering.is_agency else ()),
        EMPTY if mark is None or of_the_year else figure(standing.value, mark),
        figure(standing.due),
        expected.cell,
        words(str(standing.status.label)),
    )
    return ReportRow(f"measure:{measure.number}", cells, depth=1, records=_records(gathering, behind))


def _unit(measure: AskedMeasure) -> str:
    """A percentage reads with its sign; of anything else the unit stands in its own column."""
    return measure.unit if measure.is_percentage else ""


def _records(gathering: Gathering, behind: Sequence[Behind]) -> tuple[RowRecord, ...]:
    return tuple(one.record for one in behind) if gathering.with_records else ()


def _own_part(gathering: Gathering, standing: MeasureStandingRow, behind: Sequence[Behind]) -> ReportCell:
    """What the agency's own records gave of a value that adds up over records; empty where none of them did."""
    if standing.source is not ValueSource.COUNTED or standing.is_level or standing.unit.startswith("%"):
        return EMPTY
    amounts = [one.record.amount for one in behind if one.agency_id in gathering.own and one.record.amount is not None]
    return figure(sum(amounts, _ZERO), MARK_OF_SOURCE[ValueSource.COUNTED]) if amounts else EMPTY


def _targets(gathering: Gathering, shown: Sequence[AskedMeasure]) -> dict[int, str]:
    """Number → key and words of the targets, in the order of the document; of a province one query.

    Of a province also those without a measure, where their phase has a year in common with the report's.
    """
    if gathering.is_agency:
        return {one.target_number: _titled(one.target_key, one.target_text) for one in shown}
    first, last = gathering.scope.years[0], gathering.scope.years[-1]
    targets = targets_of(gathering.scope.edition_id)
    here = [one for one in targets if one.phase_start <= last and one.phase_end >= first]
    return {one.number: _titled(one.key, one.text) for one in here}


def _titled(key: str, text: str) -> str:
    return f"{key}. {text}" if key else text


def _note(gathering: Gathering, expected: Sequence[tuple[AskedMeasure, Expected]]) -> str:
    said = [f"Số liệu tính đến hết ngày {format_date(gathering.scope.as_of)}; ô trống là chưa có số liệu."]
    others = len(gathering.all_measures) - len(gathering.measures)
    if others and not gathering.is_agency:
        said.append(f"{others} chỉ tiêu thuộc giai đoạn khác không nêu ở đây.")
    said += [f"{measure_label(one)}: {many.dispute}." for one, many in expected if many.dispute]
    return " ".join(said)
