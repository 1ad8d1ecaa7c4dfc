"""The tasks of a plan: from its tables, else from the lines of its estimate, else from the chapter on tasks."""

from collections.abc import Sequence

from nscl.documents.pack.schema import BudgetLine, Period
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.task_tables.rows import TaskTable
from nscl.documents.reading.tasks.from_budget import has_tasks, read_budget_tasks
from nscl.documents.reading.tasks.from_outline import read_outline_tasks
from nscl.documents.reading.tasks.from_tables import TableTasks
from nscl.documents.reading.tasks.result import Gathering, TasksRead


def read_tasks(
    tables: Sequence[TaskTable],
    outline: Outline,
    *,
    period: Period | None = None,
    budget_lines: Sequence[BudgetLine] = (),
    damaged: bool = False,
    province: str | None = None,
) -> TasksRead:
    """Read the numbered work items of a plan (plan-pack.md: the appendix's where there is one, else the chapter's).

    ``budget_lines``: the lines of the estimate, which are the tasks where they name who leads them and no table of
    tasks stands in the document. ``period``: the plan's years; a schedule outside them is doubted. ``province``: its
    name, for bodies that carry it.
    """
    gathering = Gathering()
    if tables:
        TableTasks(gathering, damaged=damaged, province=province).read(tables)
    if not gathering.tasks and has_tasks(budget_lines):
        read_budget_tasks(gathering, budget_lines, damaged=damaged)
    if not gathering.tasks:
        read_outline_tasks(gathering, outline, damaged=damaged)
    if period is not None:
        _doubt_years_outside(gathering, period)
    return gathering.finish()


def _doubt_years_outside(gathering: Gathering, period: Period) -> None:
    for task in gathering.tasks:
        years = [year for year in (task.schedule.start, task.schedule.end) if year is not None]
        outside = [year for year in years if not period.start - 1 <= year <= period.end + 1]
        if outside:
            reason = f"Năm {outside[0]} nằm ngoài giai đoạn {period.start}-{period.end} của kế hoạch."
            gathering.doubt(f"tasks[{task.key}].schedule", task.at, "year-outside-period", reason)
