"""A target that names other years than its phase, and one whose tasks all run in other years than it asks for."""

import re
from collections.abc import Iterator

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR
from nscl.documents.pack.enums import FindingKind, FindingSeverity, MeasureWhen, ScheduleKind
from nscl.documents.pack.schema import Measure, Schedule, Target, Task
from nscl.documents.pack.values import Span

# Planning goes by five years, in phases that end with 0 or 5 (Law on Public Investment 58/2024/QH15).
_PHASE_YEARS = 5
_YEARS = re.compile(r"\b(20[0-9]{2})\s{0,2}[-–]\s{0,2}(20[0-9]{2})\b")


def years_against_phase(examination: Examination) -> Iterator[Finding]:
    """Years that a target's own words name against the phase under which it stands.

    Only years that begin with the phase and stop short of its end, in a year in which no planning phase ends: "giai
    đoạn 2026-2029" under the phase 2026-2030. Other years may be another programme's.
    """
    for target in examination.pack.targets:
        for first, last in _YEARS.findall(target.text):
            start, end = int(first), int(last)
            if start == target.phase.start < end < target.phase.end and end % _PHASE_YEARS:
                yield Finding(
                    kind=FindingKind.DATE,
                    severity=FindingSeverity.WARNING,
                    at=target.at,
                    says=f"Mục tiêu {target.key} ghi {start}-{end}",
                    conflicts_with=f"Mục tiêu thuộc giai đoạn {target.phase.start}-{target.phase.end}",
                    likely=f"{target.phase.start}-{target.phase.end}",
                    subject=f"targets[{target.key}].text",
                    rule="target.years-against-phase",
                )


def tasks_in_other_years(examination: Examination) -> Iterator[Finding]:
    """The years of a measured target against those of the tasks that name what it is counted in.

    A yearly measure needs a task in every year of its phase (from the year of issue on); any other measure at least
    one year in common. Since the words are wide (`deliverables`), tasks that only look related also count as cover;
    and one such task without years (hằng năm, đột xuất, not stated) silences the check.
    """
    pack = examination.pack
    issued = pack.plan.issued_on.year if pack.plan.issued_on is not None else pack.plan.period.start
    serving: dict[str, list[Task]] = {}  # by indicator: long plans ask for the same ones again and again
    for target in pack.targets:
        asked = set(range(max(target.phase.start, issued), target.phase.end + 1))
        for measure in target.measures:
            if measure.indicator not in serving:
                serving[measure.indicator] = _tasks_for(measure.indicator, examination)
            tasks = serving[measure.indicator]
            covered: set[int] = set()
            for task in tasks:
                covered |= _years(task.schedule, target.phase.end) or asked
            missed = asked - covered
            if tasks and (missed == asked if measure.when is not MeasureWhen.EACH_YEAR else missed):
                yield _finding(target, measure, tasks, sorted(missed))


def _tasks_for(indicator: str, examination: Examination) -> list[Task]:
    words = WORDS_BY_INDICATOR.get(indicator, ())
    return [task for task in examination.pack.tasks if any(word in examination.task_texts[task.key] for word in words)]


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
