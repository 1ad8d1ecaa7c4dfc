"""The table of tasks: under each group what was planned and done of every task, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.plans.rules import plain_number
from nscl.reporting.queries.figures.cells import (
    Made,
    count_column,
    figure,
    heading_row_cells,
    text_column,
    words,
)
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.plan_tasks import ReportedTask
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind
from nscl.work.models import Activity, ActivityOutput
from nscl.work.rules.schedules import Due

_COLUMNS = (
    text_column("task", "Nhiệm vụ", 3.0),
    text_column("lead", "Chủ trì", 1.6),
    text_column("schedule", "Thời gian", 1.0),
    count_column("planned", "Hoạt động trong kỳ"),
    count_column("done", "Đã xong"),
    count_column("late", "Quá hạn"),
    text_column("outputs", "Kết quả", 2.2),
)


@dataclass(slots=True)
class TaskWork:
    """The activities of one task in the report's years: planned (all that is not cancelled), done, past their day."""

    planned: int = 0
    late: int = 0
    done_by_kind: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    outputs: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(self.done_by_kind.values())

    @property
    def said(self) -> str:
        """What came of it: "2 hội nghị; 1 lớp đào tạo, tập huấn; 120 bản in, bản phát hành"."""
        done = [f"{number} {ActivityKind(kind).label}" for kind, number in sorted(self.done_by_kind.items()) if number]
        gave = [
            f"{format_number(plain_number(number))} {OutputKind(kind).label}"
            for kind, number in sorted(self.outputs.items())
            if number
        ]
        return "; ".join((*done, *gave))


def tasks_table(gathering: Gathering) -> Made:
    """The tasks under their groups. Four queries, five after an amendment; an agency's two more.

    A task that the plan sets for other years is there where something was planned or done of it all the same.
    """
    work, is_sample = _work_by_task(gathering)
    rows: list[ReportRow] = []
    group = None
    shown = [task for task in gathering.own_tasks if task.number in work or set(task.due.values()) != {Due.NO}]
    for task in shown:
        if task.group != group:
            group = task.group
            cells = heading_row_cells(group[1], len(_COLUMNS))
            rows.append(ReportRow(f"group:{group[0]}", cells, is_heading=True))
        rows.append(_row(task, work.get(task.number, TaskWork())))
    title = "Kết quả thực hiện các nhiệm vụ"
    note = f"Không tính hoạt động đã hủy; đã xong, quá hạn là đến hết ngày {format_date(gathering.scope.as_of)}."
    if others := len(gathering.own_tasks) - len(shown):
        note += f" {others} nhiệm vụ kế hoạch giao cho năm khác và không có hoạt động trong kỳ không nêu ở đây."
    if not gathering.own_tasks:
        note = (
            "Kế hoạch không nêu tên cơ quan này ở nhiệm vụ nào."
            if gathering.is_agency
            else "Kế hoạch không có nhiệm vụ."
        )
    return Made(ReportTable(TableCode.TASKS, title, _COLUMNS, tuple(rows), note), is_sample)


def _row(task: ReportedTask, work: TaskWork) -> ReportRow:
    cells = (
        words(task.label),
        words("; ".join(task.leads)),
        words(task.schedule),
        figure(work.planned),
        figure(work.done),
        figure(work.late),
        words(work.said),
    )
    return ReportRow(f"task:{task.number}", cells, depth=1)


def done_in_report(gathering: Gathering) -> Q:
    """Which activities were done in the report's time, for a filter on activities."""
    return Q(done_on__gte=gathering.scope.period_start, done_on__lte=gathering.scope.last_day)


def reported_activities(gathering: Gathering) -> QuerySet[Activity]:
    """The activities of the plan, of an agency its own, unordered."""
    rows = Activity.objects.filter(plan=gathering.scope.plan_id)
    return rows.filter(agency__in=gathering.own) if gathering.is_agency else rows


def _work_by_task(gathering: Gathering) -> tuple[Mapping[int, TaskWork], bool]:
    """What was planned and done by the task of the edition, whatever edition it was planned under. Two queries."""
    done = done_in_report(gathering)
    as_of = gathering.scope.as_of
    unfinished = Q(done_on__isnull=True) | Q(done_on__gt=as_of)
    live = reported_activities(gathering).exclude(status=ActivityStatus.CANCELLED)
    rows = (
        live.filter(Q(year__in=gathering.scope.years) | done)
        .order_by()
        .values("task_id", "kind")
        .annotate(
            planned=Count("pk"),
            done=Count("pk", filter=done),
            late=Count("pk", filter=unfinished & Q(ends_on__lt=as_of)),
            samples=Count("pk", filter=Q(is_sample=True)),
        )
    )
    found: dict[int, TaskWork] = defaultdict(TaskWork)
    is_sample = False
    for number, kind, planned, finished, late, samples in rows.values_list(
        "task_id", "kind", "planned", "done", "late", "samples"
    ):
        task = gathering.tasks.here(number)
        is_sample = is_sample or bool(samples)
        if task is not None:
            work = found[task.number]
            work.planned += planned
            work.late += late
            work.done_by_kind[kind] += finished
    for number, kind, quantity in _outputs(gathering):
        task = gathering.tasks.here(number)
        if task is not None:
            found[task.number].outputs[kind] += quantity
    return dict(found), is_sample


def _outputs(gathering: Gathering) -> list[tuple[int, str, Decimal]]:
    scope = gathering.scope
    rows = ActivityOutput.objects.filter(
        plan=scope.plan_id, activity__done_on__gte=scope.period_start, activity__done_on__lte=scope.last_day
    )
    if gathering.is_agency:
        rows = rows.filter(activity__agency__in=gathering.own)
    summed = rows.order_by().values("activity__task_id", "kind").annotate(total=Sum("quantity"))
    found = summed.values_list("activity__task_id", "kind", "total")
    return [(task, kind, Decimal(total)) for task, kind, total in found]
