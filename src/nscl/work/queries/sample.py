"""What a sample year can be made of: plans by province and year, and which agency leads which task in a year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from nscl.documents.pack.enums import AgencyKind, DutyRole
from nscl.finance.enums import Stage
from nscl.finance.models import BudgetAmount
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries import AgencyRow, holders_of, provinces_among
from nscl.institutions.queries.units import territories
from nscl.institutions.rules import label_of
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition, Responsibility
from nscl.records.models import AuditEvent
from nscl.text.folding import fold
from nscl.work.models import AnnualPlan, Commendation, Difficulty
from nscl.work.queries.parts import TaskPart, TaskParts
from nscl.work.queries.plan_choices import PlanChoice, choice_of
from nscl.work.queries.proposals import DECEMBER, LAST_DAY, propose
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.schedules import Due, due_in
from nscl.work.sample.values import BudgetCell, SampleCommune, SampleTask

# The act of filling a sample year, in the audit trail.
FILLED: Final = "sample.filled"
# Bodies that have an annual plan of their own for tasks which another one leads.
_PARTNERS: Final = frozenset(
    {AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.ASSOCIATION, AgencyKind.MEDIA}
)


@dataclass(frozen=True, slots=True)
class AgencyTasks:
    """A body that is there in the year, with the tasks that it leads, or else those in which it takes part."""

    agency: AgencyRow
    tasks: tuple[SampleTask, ...]
    leads: bool


def plans_of_province(province: str, year: int) -> tuple[PlanChoice, ...]:
    """Plans in force for a year, of the provinces with this name or code and of all that went into them.

    province: its name, marks and case aside, or its code. "Bắc Ninh" so finds Bắc Giang's plan too. Three queries.
    """
    wanted = fold(province.strip())
    units = provinces_among(None)
    named = [unit.id for unit in units if unit.code == wanted or fold(unit.name) == wanted]
    reach = frozenset().union(*territories(named).values()) if named else frozenset()
    return tuple(plan for plan in plans_in_force() if plan.unit_id in reach and _covers(plan, year))


def plans_in_force() -> tuple[PlanChoice, ...]:
    """All plans in force, by name. One query."""
    in_force = PlanEdition.objects.filter(state=EditionState.ISSUED)
    plans = Plan.objects.filter(pk__in=in_force.values("plan"))
    return tuple(choice_of(plan) for plan in plans.select_related("unit").order_by("slug"))


def _covers(plan: PlanChoice, year: int) -> bool:
    return plan.period_start <= year <= plan.period_end


def has_annual_plans(plan: int, year: int, *, is_sample: bool) -> bool:
    """Whether a plan has annual plans of a year, of the sample or real ones."""
    return AnnualPlan.objects.filter(plan=plan, year=year, is_sample=is_sample).exists()


def sample_years() -> tuple[int, ...]:
    """The years of which there are sample annual plans. One query."""
    rows = AnnualPlan.objects.filter(is_sample=True).order_by("year")
    return tuple(rows.values_list("year", flat=True).distinct())


def has_any_work() -> bool:
    """Whether anything of the year's work was ever written down, by people or as a sample that is gone by now."""
    rows = (AnnualPlan.objects, Difficulty.objects, Commendation.objects, AuditEvent.objects.filter(action=FILLED))
    return any(each.exists() for each in rows)


def agency_tasks(plan: int, year: int) -> tuple[AgencyTasks, ...]:
    """The agencies of a plan that work in a year, in the order of the document: who leads first, then who takes part.

    A body that ended before the year gives its tasks to its one successor; one whose work was divided, or that ended
    without a successor, and national bodies are left out: nobody can say who would do it. A task for which the plan
    names nobody of the register goes to the body that leads the whole plan. Who leads something does not take part too.
    """
    tasks, parts = TasksNow([plan]), TaskParts([plan])
    due = [
        link
        for link in tasks.in_force()
        if due_in(year, link.schedule_kind, link.schedule_start, link.schedule_end) is not Due.NO
    ]
    proposals = propose(year, [link.number for link in due], agency_from=date(year, 1, 1))
    charged = _charged(plan)
    overall = next((agency for agency, role in charged if role == DutyRole.LEAD), None)
    named = dict.fromkeys([*parts.registered(), *(agency for agency, _role in charged)])
    holders = {number: _holder(number, year) for number in named}
    led, partners = _Gathered(holders), _Gathered(holders)
    for link in due:
        proposal = proposals[link.number]
        task = SampleTask(link.number, proposal.title, proposal.kind, proposal.expected_output)
        leads = [lead.agency_id for lead in parts.leads(link.number)]
        led.add(leads if any(leads) else [overall], task)
        # Where no task names a body of the chapter on organisation, it takes part in all.
        partners.add([body for body in named if _takes_part(parts, body, link.number)], task)
    others = [one for one in partners.rows(leads=False) if one.agency.id not in led.tasks]
    return (*led.rows(leads=True), *(one for one in others if one.agency.kind in _PARTNERS))


def _takes_part(parts: TaskParts, body: int, task: int) -> bool:
    return body not in parts.registered() or parts.part_of({body}, task) is TaskPart.COORDINATE


class _Gathered:
    """Tasks by the body that does an agency's work in the year."""

    def __init__(self, holders: Mapping[int, AgencyRow | None]) -> None:
        self._holders = holders
        self._bodies: dict[int, AgencyRow] = {}
        self.tasks: dict[int, dict[int, SampleTask]] = {}

    def add(self, agencies: Iterable[int | None], task: SampleTask) -> None:
        for number in agencies:
            body = self._holders.get(number) if number is not None else None
            if body is not None and body.unit_id is not None:
                self._bodies[body.id] = body
                self.tasks.setdefault(body.id, {})[task.number] = task

    def rows(self, *, leads: bool) -> list[AgencyTasks]:
        return [AgencyTasks(self._bodies[number], tuple(rows.values()), leads) for number, rows in self.tasks.items()]


def communes_of(unit_ids: Collection[int]) -> tuple[SampleCommune, ...]:
    """The communes of some provinces with their time, by code. One query."""
    rows = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, parent__in=list(unit_ids))
    named = rows.order_by("code", "pk").values_list("pk", "kind", "name", "valid_from", "valid_to")
    return tuple(SampleCommune(number, label_of(kind, name), first, last) for number, kind, name, first, last in named)


def budget_cells(plan: int, year: int) -> tuple[BudgetCell, ...]:
    """What the lines of the edition in force are planned to have in a year, by line and source. One query."""
    rows = BudgetAmount.objects.filter(
        edition__plan=plan, edition__state=EditionState.ISSUED, year=year, stage=Stage.PLANNED, vnd__gt=0
    ).order_by("line__position", "line_id", "source__position", "source_id")
    return tuple(BudgetCell(*row) for row in rows.values_list("line_id", "line__title", "source_id", "vnd"))


def _charged(plan: int) -> list[tuple[int, str]]:
    """(body of the register, its part) of those whom the chapter on organisation charges, in its order. One query."""
    duties = Responsibility.objects.filter(
        edition__plan=plan, edition__state=EditionState.ISSUED, agency__agency__isnull=False
    )
    return list(duties.order_by("position", "pk").values_list("agency__agency_id", "role"))


def _holder(agency: int, year: int) -> AgencyRow | None:
    """Who does a body's work in a year: itself or its one successor, on the year's first day or else on its last."""
    for day in (date(year, 1, 1), date(year, DECEMBER, LAST_DAY)):
        found = holders_of(agency, day)
        if len(found) == 1:
            return found[0]
    return None
