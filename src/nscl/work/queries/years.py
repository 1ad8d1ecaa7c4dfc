"""The table of agencies and years of one plan: which annual plans there are, and which could be opened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import Agency
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.work.queries.access import AnnualPlanNotFound
from nscl.work.queries.annual_plans import AnnualPlanRow, list_annual_plans
from nscl.work.queries.parts import TaskPart, TaskParts
from nscl.work.queries.rows import AgencyLink, PlanLink, agency_link, plan_link
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.schedules import Due, due_in


@dataclass(frozen=True, slots=True)
class YearCell:
    """An agency in a year: its annual plan, or None.

    is_there: the agency is there on some day of the year. leads: how many tasks it leads that the plan sets for the
    year. is_answered: the agency, or one that it went into or that went into it, has the year's annual plan: nobody
    owes a second one. may_open: the viewer may open an annual plan here.
    """

    year: int
    annual_plan: AnnualPlanRow | None
    is_there: bool
    leads: int
    is_answered: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class AgencyYears:
    """The years of one agency, as long as the plan."""

    agency: AgencyLink
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class AnnualPlanTable:
    """The agencies that have a part in a plan, and their annual plans."""

    plan: PlanLink
    years: tuple[int, ...]
    rows: tuple[AgencyYears, ...]


def annual_plan_table(viewer: Viewer, plan: int, *, on: date) -> AnnualPlanTable:
    """The agencies of a plan's tasks (and those that took their work over) by year. Eight queries.

    Raises AnnualPlanNotFound where the viewer may not see the work of the plan. on: the day by which one is late.
    """
    units = viewer.units_with(Permission.VIEW_WORK)
    found = Plan.objects.select_related("unit").filter(pk=plan).order_by("pk").first()
    if found is None or (units is not None and found.unit_id not in units):
        raise AnnualPlanNotFound(plan)
    annual = {(row.agency.number, row.year): row for row in list_annual_plans(viewer, on=on, plan=plan)}
    parts, tasks = TaskParts([plan]), TasksNow([plan])
    is_issued = PlanEdition.objects.filter(plan=plan, state=EditionState.ISSUED).exists()
    years = tuple(range(found.period_start, found.period_end + 1))
    rows = []
    for agency in _agencies(found, parts, {number for number, _year in annual}):
        related = parts.related(agency.pk)
        leads = _leads(related, parts, tasks, years)
        may = is_issued and viewer.may(Permission.PLAN_WORK, found.unit_id, agency.pk)
        cells = (
            YearCell(
                year=year,
                annual_plan=annual.get((agency.pk, year)),
                is_there=_is_there(agency, year),
                leads=leads[year] if _is_there(agency, year) else 0,
                is_answered=any((body, year) in annual for body in related),
                may_open=may and _is_there(agency, year) and (agency.pk, year) not in annual,
            )
            for year in years
        )
        rows.append(AgencyYears(agency_link(agency, on), tuple(cells)))
    return AnnualPlanTable(plan_link(found), years, tuple(rows))


def _agencies(plan: Plan, parts: TaskParts, with_plans: Collection[int]) -> list[Agency]:
    """Those that tasks name and their heirs, in the order of the document; then others that have annual plans."""
    named = [heir for number in parts.registered() for heir in (number, *sorted(parts.heirs(number) - {number}))]
    order = {number: place for place, number in enumerate(dict.fromkeys([*named, *sorted(with_plans)]))}
    here = reachable(plan.unit_id, succession_edges())
    bodies = Agency.objects.select_related("unit").filter(pk__in=order).order_by("pk")
    kept = [
        body
        for body in bodies
        if body.pk in with_plans
        or (
            (body.unit_id is None or body.unit_id in here)
            and any(_is_there(body, year) for year in range(plan.period_start, plan.period_end + 1))
        )
    ]
    return sorted(kept, key=lambda body: order[body.pk])


def _leads(related: Collection[int], parts: TaskParts, tasks: TasksNow, years: Collection[int]) -> dict[int, int]:
    led = [link for link in tasks.in_force() if parts.part_of(related, link.number) is TaskPart.LEAD]
    return {
        year: sum(due_in(year, link.schedule_kind, link.schedule_start, link.schedule_end) is Due.YES for link in led)
        for year in years
    }


def _is_there(agency: Agency, year: int) -> bool:
    """Whether a body is there on some day of a year."""
    return agency.valid_from <= date(year, 12, 31) and (agency.valid_to is None or agency.valid_to >= date(year, 1, 1))
