"""The pack under examination, with what several checks need from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from nscl.documents.checks.finding import Finding
from nscl.documents.checks.register import AgencyRegister
from nscl.documents.checks.table import Table
from nscl.documents.pack.schema import PlanPack, Task
from nscl.text.folding import fold


@dataclass(frozen=True)
class Examination:
    """A pack, the register of agencies where one is at hand, and derived facts computed once."""

    pack: PlanPack
    register: AgencyRegister | None = None

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """Agency key → name as the plan writes it."""
        return {agency.key: agency.name for agency in self.pack.agencies}

    @cached_property
    def table(self) -> Table | None:
        """The budget table; None where the plan has none or states only a total."""
        budget = self.pack.budget
        return Table(budget) if budget is not None and budget.lines else None

    @cached_property
    def task_texts(self) -> dict[str, str]:
        """Task key → folded text of the task: title, outputs with their units, note."""
        return {task.key: fold(_task_text(task)) for task in self.pack.tasks}

    @cached_property
    def work_text(self) -> str:
        """Folded text of all tasks, task groups and budget lines: everything that the plan sets out to do."""
        parts = list(self.task_texts.values())
        parts += [fold(group.title) for group in self.pack.task_groups]
        if self.pack.budget is not None:
            parts += [fold(line.title) for line in self.pack.budget.lines]
        return "\n".join(parts)

    def agency_name(self, key: str) -> str:
        """The name of an agency as the plan writes it, or the key itself where the plan does not list it."""
        return self.agency_names.get(key, key)


Check = Callable[[Examination], Iterator[Finding]]


def _task_text(task: Task) -> str:
    parts = [task.title, task.note or ""]
    for output in task.outputs:
        parts += [output.text, output.unit or ""]
    return " ; ".join(parts)
