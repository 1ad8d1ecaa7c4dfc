"""Work that nobody leads, and agencies that stand on both sides of one task."""

from collections.abc import Iterator

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.table import ZERO
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import BudgetLine, Task
from nscl.documents.pack.values import ALL_SOURCES, Span


def lines_without_lead(examination: Examination) -> Iterator[Finding]:
    """A budget line with money of its own and no lead agency, where other lines of the table name one.

    A heading's agency holds for the lines under it (one merged cell in print). A table without any lead agency
    simply has no such column: nothing is said.
    """
    table = examination.table
    if table is None:
        return
    led = [line for line in table.lines if line.lead]
    if not led:
        return
    for line in table.lines:
        amount = table.value(line, None, ALL_SOURCES)
        if line.lead or not table.is_leaf(line) or not amount or amount <= ZERO:
            continue
        if any(heading.lead for heading in table.ancestors(line)):
            continue
        partners = f", phối hợp: {_names(examination, line.coordinate)}" if line.coordinate else ""
        yield Finding(
            kind=FindingKind.AGENCY,
            severity=FindingSeverity.ERROR,
            at=line.at,
            says=f"Dòng dự toán {line.key} ({table.money(amount)}) không có đơn vị chủ trì{partners}",
            conflicts_with=f"{len(led)} dòng khác của bảng có ghi đơn vị chủ trì",
            likely=_usual_lead(examination, led),
            subject=f"budget.lines[{line.key}].lead",
            rule="agency.line-without-lead",
        )


def tasks_without_lead(examination: Examination) -> Iterator[Finding]:
    """Tasks without a lead agency: one finding for the whole plan when no task has one, one for a group when none in
    it has one, else one for each task.

    Silent for a task whose budget line of the same number has a lead agency, itself or in a heading over it.
    """
    tasks = examination.pack.tasks
    bare = [task for task in tasks if not task.lead and not _led_in_table(examination, task)]
    if len(bare) == len(tasks):
        if tasks:
            yield _unled(bare, f"Không nhiệm vụ nào trong {len(tasks)} nhiệm vụ ghi đơn vị chủ trì", None, "tasks")
        return
    bare_keys = {task.key for task in bare}
    by_group: dict[str, list[Task]] = {}
    for task in tasks:
        by_group.setdefault(task.group, []).append(task)
    led = f"{len(tasks) - len(bare)} nhiệm vụ khác có ghi đơn vị chủ trì"
    for group, members in by_group.items():
        unled = [task for task in members if task.key in bare_keys]
        if len(unled) == len(members) > 1:
            says = f"Không nhiệm vụ nào trong {len(members)} nhiệm vụ của nhóm {group} ghi đơn vị chủ trì"
            yield _unled(unled, says, led, f"task_groups[{group}]")
            continue
        for task in unled:
            yield _unled([task], f"Nhiệm vụ {task.key} không có đơn vị chủ trì", led, f"tasks[{task.key}].lead")


def lead_and_coordinate(examination: Examination) -> Iterator[Finding]:
    """An agency, or group of agencies, that both leads and coordinates the same task."""
    for task in examination.pack.tasks:
        both = [key for key in task.lead if key in task.coordinate]
        if not both:
            continue
        yield Finding(
            kind=FindingKind.AGENCY,
            severity=FindingSeverity.INFO,
            at=task.at,
            says=f"Nhiệm vụ {task.key}: {_names(examination, tuple(both))} là đơn vị chủ trì",
            conflicts_with="Cùng nhiệm vụ, cùng tên ấy cũng là đơn vị phối hợp",
            likely=None,
            subject=f"tasks[{task.key}].coordinate",
            rule="agency.lead-and-coordinate",
        )


def _unled(tasks: list[Task], says: str, conflicts_with: str | None, subject: str) -> Finding:
    return Finding(
        kind=FindingKind.AGENCY,
        severity=FindingSeverity.WARNING,
        at=Span(min(task.at.first for task in tasks), max(task.at.last for task in tasks)),
        says=says,
        conflicts_with=conflicts_with,
        likely=None,
        subject=subject,
        rule="agency.task-without-lead",
    )


def _led_in_table(examination: Examination, task: Task) -> bool:
    table = examination.table
    line = table.by_key.get(task.key) if table is not None else None
    if table is None or line is None:
        return False
    return bool(line.lead) or any(heading.lead for heading in table.ancestors(line))


def _usual_lead(examination: Examination, led: list[BudgetLine]) -> str | None:
    """The lead of every other line where they all agree: the best guess there is."""
    leads = {line.lead for line in led}
    return _names(examination, led[0].lead) if len(leads) == 1 else None


def _names(examination: Examination, keys: tuple[str, ...]) -> str:
    return "; ".join(examination.agency_name(key) for key in keys)
