"""A target whose tasks all run in other years than the target asks for."""

from collections.abc import Iterator

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR
from nscl.documents.pack.enums import FindingKind, FindingSeverity, MeasureWhen, ScheduleKind
from nscl.documents.pack.schema import Measure, Schedule, Target, Task
from nscl.documents.pack.values import Span


def tasks_in_other_years(examination: Examination) -> Iterator[Finding]:
    """The years of a measured target against those of the tasks that name what it is counted in.

    A yearly measure needs a task in every year of its phase (from the year of issue on); any other measure at least
    one year in common. Since the words are wide (`deliverables`), tasks that only look related also count as cover;
    and one such task without years (hằng năm, đột xuất, not stated) silences the check.
    """
    pack = examination.pack
    issued = pack.plan.issued_on.year if pack.plan.issued_on is not None else pack.plan.period.start
    for target in pack.targets:
        asked = set(range(max(target.phase.start, issued), target.phase.end + 1))
        for measure in target.measures:
            words = WORDS_BY_INDICATOR.get(measure.indicator, ())
            tasks = [task for task in pack.tasks if any(word in examination.task_texts[task.key] for word in words)]
            covered: set[int] = set()
            for task in tasks:
                covered |= _years(task.schedule, target.phase.end) or asked
            missed = asked - covered
            if tasks and (missed == asked if measure.when is not MeasureWhen.EACH_YEAR else missed):
                yield _finding(target, measure, tasks, sorted(missed))


def _years(schedule: Schedule, last: int) -> set[int]:
    """The years of a schedule; empty where it names none, or is upside down (reported elsewhere)."""
    if schedule.start is None:
        return set()
    end = schedule.end if schedule.kind is not ScheduleKind.FROM else None
    return set(range(schedule.start, (end if end is not None else max(last, schedule.start)) + 1))


def _finding(target: Target, measure: Measure, tasks: list[Task], missed: list[int]) -> Finding:
    names = ", ".join(f"{task.key} ({task.schedule.text or task.schedule.start})" for task in tasks)
    yearly = measure.when is MeasureWhen.EACH_YEAR
    absent = f"không có năm {', '.join(str(year) for year in missed)}" if yearly else "không có năm nào của mục tiêu"
    return Finding(
        kind=FindingKind.TARGET_VS_TASK,
        severity=FindingSeverity.WARNING,
        at=Span(min(task.at.first for task in tasks), max(task.at.last for task in tasks)),
        says=f"Nhiệm vụ {names}: {absent}",
        conflicts_with=f"Mục tiêu {target.key} thuộc giai đoạn {target.phase.start}-{target.phase.end}"
        f"{', tính cho từng năm' if yearly else ''}: {measure.label}",
        likely=None,
        subject=f"tasks[{tasks[0].key}].schedule",
        rule="target.other-years",
    )
