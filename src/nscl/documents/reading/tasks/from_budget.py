"""Tasks from the lines of the estimate, where that is the plan's only list of tasks."""

import re
from collections.abc import Sequence

from nscl.documents.pack.enums import MeasureOp, ScheduleKind
from nscl.documents.pack.schema import BudgetLine, Output, Schedule, Task
from nscl.documents.reading.schedules import read_schedule
from nscl.documents.reading.tasks.outputs import outputs_of_title
from nscl.documents.reading.tasks.result import Gathering

_ANNUAL = re.compile(r"\b(?:hàng|hằng|mỗi) năm\b", re.IGNORECASE)
# "(4 đơn vị x 395 triệu/đơn vị)": how the estimate comes to its sum, no part of the task's title.
_FORMULA = re.compile(r"\s*\([^()]{0,80}\d[^()]{0,60}\s[xX×*]\s?[^()]{0,80}\)")


def has_tasks(lines: Sequence[BudgetLine]) -> bool:
    """Whether the estimate says who does what: only then are its lines the plan's tasks."""
    return any(line.lead for line in lines)


def read_budget_tasks(gathering: Gathering, lines: Sequence[BudgetLine], *, damaged: bool) -> None:
    """Each line without lines under it is a task, in the years in which it has money; headings are the groups."""
    parents = {line.parent for line in lines if line.parent is not None}
    titles = {line.key: line for line in lines}
    for line in lines:
        if line.key in parents:
            gathering.add_group(line.key, line.title)
            gathering.read.append(line.at)
            continue
        group = line.parent if line.parent in titles else line.key
        if group == line.key:
            gathering.add_group(line.key, line.title)
        gathering.tasks.append(_task(line, group or line.key, damaged=damaged))
        gathering.read.append(line.at)
        if damaged:
            reason = "Văn bản đã mất dấu tiếng Việt; tên nhiệm vụ giữ nguyên như văn bản, cần gõ lại có dấu."
            gathering.doubt(f"tasks[{line.key}].title", line.at, "marks-lost", reason)
        if not line.lead:
            reason = "Dòng dự toán không ghi đơn vị chủ trì."
            gathering.doubt(f"tasks[{line.key}].lead", line.at, "lead-missing", reason)


def _task(line: BudgetLine, group: str, *, damaged: bool) -> Task:
    return Task(
        key=line.key,
        group=group,
        title=_title(line),
        lead=line.lead,
        coordinate=line.coordinate,
        schedule=_schedule(line),
        outputs=_outputs(line, damaged=damaged),
        note=line.note,
        at=line.at,
    )


def _title(line: BudgetLine) -> str:
    """The title without the estimate's formula."""
    return " ".join(_FORMULA.sub("", line.title).split()) or line.title


def _schedule(line: BudgetLine) -> Schedule:
    """The years with money; a title that says "hằng năm" makes them yearly."""
    years = sorted(year for year, amounts in line.by_year.items() if any(amount > 0 for amount in amounts.values()))
    stated = _ANNUAL.search(line.title)
    if stated:
        first, last = (years[0], years[-1]) if years else (None, None)
        return Schedule(kind=ScheduleKind.ANNUAL, start=first, end=last, text=stated[0])
    if not years:
        return read_schedule(None)
    kind = ScheduleKind.SINGLE if years[0] == years[-1] else ScheduleKind.YEARS
    return Schedule(kind=kind, start=years[0], end=years[-1], text=None)


def _outputs(line: BudgetLine, *, damaged: bool) -> tuple[Output, ...]:
    """Quantities of the title, and the quantity of the estimate where the title does not state it."""
    outputs = outputs_of_title(_title(line), damaged=damaged)
    if line.quantity is None or any(output.value == line.quantity for output in outputs):
        return outputs
    unit = line.quantity_unit
    counted = f"{line.quantity} {unit}" if unit else str(line.quantity)
    stated = Output(text=counted, op=MeasureOp.EXACTLY, value=line.quantity, value_to=None, unit=unit)
    return (*outputs, stated)
