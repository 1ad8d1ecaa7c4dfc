"""The annex of activities: all that was done in the report's time, by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.plans.rules import plain_number
from nscl.reporting.queries.figures.cells import Made, day, day_column, text_column, words
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.tasks import done_in_report, reported_activities
from nscl.text.formats import format_number
from nscl.work.enums import OutputKind
from nscl.work.models import ActivityOutput
from nscl.work.rules.schedules import shortened

# A result is told in a line or two; the record itself has all of it.
MOST_RESULT: Final = 300
_COLUMNS = (
    text_column("activity", "Hoạt động", 3.0),
    text_column("task", "Nhiệm vụ", 2.0),
    text_column("agency", "Cơ quan", 1.6),
    day_column("on", "Ngày xong"),
    text_column("result", "Kết quả", 2.6),
)


def activities_table(gathering: Gathering) -> Made:
    """What was done, by day. Two queries besides those of the tasks."""
    done = reported_activities(gathering).filter(done_in_report(gathering))
    columns = ("pk", "title", "place", "task_id", "agency__name", "done_on", "result", "is_sample")
    listed = list(done.order_by("done_on", "pk").values_list(*columns))
    gave = _outputs(gathering)
    rows = []
    for number, title, place, task_number, agency, on, result, _sample in listed:
        task = gathering.tasks.here(task_number)
        cells = (
            words(f"{title}, {place}" if place else title),
            words(task.label if task else ""),
            words(agency),
            day(on),
            words(_result(result, gave.get(number, ()))),
        )
        rows.append(ReportRow(f"activity:{number}", cells))
    note = "" if rows else "Chưa có hoạt động nào xong trong kỳ báo cáo."
    table = ReportTable(TableCode.ACTIVITIES, "Hoạt động đã thực hiện", _COLUMNS, tuple(rows), note)
    return Made(table, any(row[-1] for row in listed))


def _outputs(gathering: Gathering) -> Mapping[int, list[str]]:
    """Activity → what it yielded, in words. One query."""
    scope = gathering.scope
    rows = ActivityOutput.objects.filter(
        plan=scope.plan_id, activity__done_on__gte=scope.period_start, activity__done_on__lte=scope.last_day
    )
    found: dict[int, list[str]] = defaultdict(list)
    for activity, kind, quantity in rows.order_by("kind", "pk").values_list("activity_id", "kind", "quantity"):
        found[activity].append(f"{format_number(plain_number(quantity))} {OutputKind(kind).label}")
    return found


def _result(result: str, gave: Sequence[str]) -> str:
    return "; ".join(filter(None, (*gave, shortened(result, MOST_RESULT))))
