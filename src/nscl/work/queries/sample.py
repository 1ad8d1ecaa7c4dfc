"""What a sample year can be made of: plans by province and year, and which agency leads which task in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.documents.pack.enums import DutyRole
from nscl.institutions.queries import AgencyRow, holders_of, provinces_among
from nscl.institutions.queries.units import territories
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition, Responsibility
from nscl.text.folding import fold
from nscl.work.models import AnnualPlan
from nscl.work.queries.parts import TaskParts
from nscl.work.queries.plan_choices import PlanChoice, choice_of
from nscl.work.queries.proposals import DECEMBER, LAST_DAY, propose
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.schedules import Due, due_in
from nscl.work.sample.values import SampleTask


@dataclass(frozen=True, slots=True)
class LedTasks:
    """A body that is there in the year, with the tasks that it, or whoever went into it, leads."""

    agency: AgencyRow
    tasks: tuple[SampleTask, ...]


def plans_of_province(province: str, year: int) -> tuple[PlanChoice, ...]:
    """Plans in force for a year, of the provinces with this name or code and of all that went into them.

    province: its name, marks and case aside, or its code. "Bắc Ninh" so finds Bắc Giang's plan too. Three queries.
    """
    wanted = fold(province.strip())
    units = provinces_among(None)
    named = [unit.id for unit in units if unit.code == wanted or fold(unit.name) == wanted]
    reach = frozenset().union(*territories(named).values()) if named else frozenset()
    in_force = PlanEdition.objects.filter(state=EditionState.ISSUED)
    plans = Plan.objects.filter(
        unit__in=list(reach), period_start__lte=year, period_end__gte=year, pk__in=in_force.values("plan")
    )
    return tuple(choice_of(plan) for plan in plans.select_related("unit").order_by("slug"))


def has_annual_plans(plan: int, year: int, *, is_sample: bool) -> bool:
    """Whether a plan has annual plans of a year, of the sample or real ones."""
    return AnnualPlan.objects.filter(plan=plan, year=year, is_sample=is_sample).exists()


def led_tasks(plan: int, year: int) -> tuple[LedTasks, ...]:
    """The agencies of a plan that work in a year, in the order of the document, with what they lead and is due then.

    A body that ended before the year gives its tasks to its one successor; one whose work was divided, or that ended
    without a successor, and national bodies are left out: nobody can say who would do it. A task for which the plan
    names nobody goes to the body that leads the whole plan.
    """
    tasks, parts = TasksNow([plan]), TaskParts([plan])
    due = [
        link
        for link in tasks.in_force()
        if due_in(year, link.schedule_kind, link.schedule_start, link.schedule_end) is not Due.NO
    ]
    proposals = propose(year, [link.number for link in due], agency_from=date(year, 1, 1))
    bodies: dict[int, AgencyRow] = {}
    led: dict[int, dict[int, SampleTask]] = {}
    overall = _leads_whole(plan)
    named = [*parts.registered(), *([] if overall is None else [overall])]
    holders = {number: _holder(number, year) for number in dict.fromkeys(named)}
    for link in due:
        proposal = proposals[link.number]
        for lead in [lead.agency_id for lead in parts.leads(link.number)] or [overall]:
            body = holders.get(lead) if lead is not None else None
            if body is None or body.unit_id is None:
                continue
            bodies[body.id] = body
            led.setdefault(body.id, {})[link.number] = SampleTask(
                link.number, proposal.title, proposal.kind, proposal.expected_output
            )
    return tuple(LedTasks(bodies[number], tuple(rows.values())) for number, rows in led.items())


def _leads_whole(plan: int) -> int | None:
    """The body of the register that the plan charges first with leading it."""
    duties = Responsibility.objects.filter(
        edition__plan=plan,
        edition__state=EditionState.ISSUED,
        role=DutyRole.LEAD,
        agency__agency__isnull=False,
    )
    return duties.order_by("position", "pk").values_list("agency__agency_id", flat=True).first()


def _holder(agency: int, year: int) -> AgencyRow | None:
    """Who does a body's work in a year: itself or its one successor, on the year's first day or else on its last."""
    for day in (date(year, 1, 1), date(year, DECEMBER, LAST_DAY)):
        found = holders_of(agency, day)
        if len(found) == 1:
            return found[0]
    return None
