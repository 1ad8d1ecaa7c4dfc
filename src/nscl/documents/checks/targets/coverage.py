"""A target that no task serves, and a counted task without money."""

from collections.abc import Iterator

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.table import ZERO, Table, figure
from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR, WORDS_BY_NAME
from nscl.documents.pack.enums import FindingKind, FindingSeverity, MeasureOp
from nscl.documents.pack.schema import BudgetLine, Measure, Target, Task
from nscl.documents.pack.values import ALL_SOURCES
from nscl.text.folding import fold

# A promise without a figure is looked for in the opening of the target, where its verb and object stand.
_OPENING_WORDS = 6
_OP_WORDS = {
    MeasureOp.AT_LEAST: "ít nhất ",
    MeasureOp.MORE_THAN: "trên ",
    MeasureOp.ABOUT: "khoảng ",
    MeasureOp.AT_MOST: "không quá ",
}


def targets_without_task(examination: Examination) -> Iterator[Finding]:
    """A target counted in something that no task, task group or budget line names.

    Looked for by the indicator's words (`deliverables`), in folded text. Nothing is said about indicators without
    words, nor in a plan without tasks. A target without a measure is taken up only when its first words name one of
    the few things that are always an undertaking of their own (a contest, a club).
    """
    pack = examination.pack
    if not pack.tasks:
        return
    for target in pack.targets:
        for place, measure in enumerate(target.measures, start=1):
            words = WORDS_BY_INDICATOR.get(measure.indicator)
            if words is not None and not any(word in examination.work_text for word in words):
                promise = f"{measure.label} ({_quantity(measure)} {measure.unit})"
                subject = f"targets[{target.key}].measures[{place}]"
                yield _without_task(examination, target, promise, words, subject)
        if not target.measures:
            yield from _named_without_task(examination, target)


def _named_without_task(examination: Examination, target: Target) -> Iterator[Finding]:
    opening = " ".join(fold(target.text).split()[:_OPENING_WORDS])
    for name, words in WORDS_BY_NAME.items():
        if name in opening and not any(word in examination.work_text for word in words):
            yield _without_task(examination, target, target.text, words, f"targets[{target.key}]")


def _without_task(
    examination: Examination, target: Target, promise: str, words: tuple[str, ...], subject: str
) -> Finding:
    pack = examination.pack
    where = f"nhiệm vụ nào trong {len(pack.tasks)} nhiệm vụ"
    if examination.table is not None:
        where += f", không dòng nào trong {len(examination.table.lines)} dòng dự toán"
    duties = [duty for duty in pack.responsibilities if any(word in fold(duty.text) for word in words)]
    mentioned = f"; chỉ phần trách nhiệm có nhắc, ở dòng {duties[0].at.first}" if duties else ""
    return Finding(
        kind=FindingKind.TARGET_VS_TASK,
        severity=FindingSeverity.WARNING,
        at=target.at,
        says=f"Mục tiêu {target.key}: {promise}",
        conflicts_with=f"Không {where} nhắc đến việc này{mentioned}",
        likely=None,
        subject=subject,
        rule="target.without-task",
    )


def tasks_without_money(examination: Examination) -> Iterator[Finding]:
    """A task with a counted output and no money, where the plan has a budget table.

    Where tasks and lines share their numbers, a task's own line must have an amount. Elsewhere a task is called
    unfunded only when no line with money names what it counts: by the indicators' words that stand in its outputs or,
    where these are general (5 doanh nghiệp), in its title. Tasks with a note are left alone: that is where plans say
    that the money comes from elsewhere.
    """
    table = examination.table
    if table is None:
        return
    counted = [task for task in examination.pack.tasks if any(output.value is not None for output in task.outputs)]
    shared = sum(task.key in table.by_key for task in examination.pack.tasks)
    if 2 * shared > len(examination.pack.tasks):
        unfunded = [task for task in counted if task.key in table.by_key and not _funded(table, table.by_key[task.key])]
    else:
        paid = "\n".join(fold(line.title) for line in table.lines if _has_money(table, line))
        unfunded = [task for task in counted if task.note is None and not _paid_for(examination, task, paid)]
    for task in unfunded:
        yield _without_money(task)


def _funded(table: Table, line: BudgetLine) -> bool:
    """Whether a line has money, or stands under a heading whose money is not split over its lines."""
    if _has_money(table, line):
        return True
    headings = [heading for heading in table.ancestors(line) if _has_money(table, heading)]
    return any(table.sum_of(table.children[heading.key], None, ALL_SOURCES) is None for heading in headings)


def _has_money(table: Table, line: BudgetLine) -> bool:
    amount = table.value(line, None, ALL_SOURCES)
    return amount is None or amount > ZERO


def _paid_for(examination: Examination, task: Task, paid: str) -> bool:
    """Whether a line with money names anything that the task counts; True too where that cannot be told."""
    outputs = fold(" ; ".join(output.text for output in task.outputs if output.value is not None))
    topics = _topics(outputs) or _topics(examination.task_texts[task.key])
    return not topics or any(word in paid for words in topics for word in words)


def _topics(text: str) -> list[tuple[str, ...]]:
    return [words for words in WORDS_BY_INDICATOR.values() if any(word in text for word in words)]


def _without_money(task: Task) -> Finding:
    outputs = "; ".join(output.text for output in task.outputs if output.value is not None)
    return Finding(
        kind=FindingKind.TARGET_VS_TASK,
        severity=FindingSeverity.INFO,
        at=task.at,
        says=f"Nhiệm vụ {task.key} ({outputs})",
        conflicts_with="Bảng dự toán không có tiền cho nhiệm vụ này",
        likely=None,
        subject=f"tasks[{task.key}]",
        rule="task.without-money",
    )


def _quantity(measure: Measure) -> str:
    if measure.value_to is not None:
        return f"{figure(measure.value)}-{figure(measure.value_to)}"
    return f"{_OP_WORDS.get(measure.op, '')}{figure(measure.value)}"
