"""What the forms about an activity offer to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.accounts.rules import Viewer
from nscl.finance.models import BudgetLine, FundingSource
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.enums import EditionState
from nscl.work.queries.access import AnnualPlanNotFound, visible_annual_plans
from nscl.work.queries.parts import TaskPart, TaskParts
from nscl.work.queries.tasks_now import TaskLink, TasksNow
from nscl.work.rules.schedules import Due, due_in


@dataclass(frozen=True, slots=True)
class TaskOption:
    """A task in force, with the agency's part in it and whether it is due in the year."""

    task: TaskLink
    part: TaskPart | None
    due: Due


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its number and what people call it."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What the forms of one annual plan offer.

    lines: those of the budget that carry amounts. communes: those of the province on the day asked for. people: who may
    be responsible (focal points of the agency, officers of the province), by name.
    """

    tasks: tuple[TaskOption, ...]
    lines: tuple[Option, ...]
    sources: tuple[Option, ...]
    communes: tuple[Option, ...]
    people: tuple[Option, ...]


def form_options(viewer: Viewer, annual_plan: int, *, on: date) -> FormOptions:
    """What the forms of an annual plan offer; on: the day whose communes are shown. Nine queries.

    Raises AnnualPlanNotFound.
    """
    found = visible_annual_plans(viewer).select_related("plan").filter(pk=annual_plan).order_by("pk").first()
    if found is None:
        raise AnnualPlanNotFound(annual_plan)
    tasks, parts = TasksNow([found.plan_id]), TaskParts([found.plan_id])
    related = parts.related(found.agency_id)
    edges = succession_edges()
    territory = _territory(found.plan.unit_id, edges)
    return FormOptions(
        tasks=tuple(
            TaskOption(
                link,
                parts.part_of(related, link.number),
                due_in(found.year, link.schedule_kind, link.schedule_start, link.schedule_end),
            )
            for link in tasks.in_force()
        ),
        lines=_lines(found.plan_id),
        sources=_sources(found.plan_id),
        communes=_communes(territory, on),
        people=_people(related, territory),
    )


def _lines(plan_id: int) -> tuple[Option, ...]:
    rows = BudgetLine.objects.filter(
        edition__plan=plan_id, edition__state=EditionState.ISSUED, children__isnull=True
    ).order_by("position", "pk")
    return tuple(
        Option(number, f"{key} {title}".strip()) for number, key, title in rows.values_list("pk", "key", "title")
    )


def _sources(plan_id: int) -> tuple[Option, ...]:
    rows = FundingSource.objects.filter(edition__plan=plan_id, edition__state=EditionState.ISSUED)
    return tuple(Option(number, name) for number, name in rows.order_by("position", "pk").values_list("pk", "name"))


def _communes(territory: frozenset[int], on: date) -> tuple[Option, ...]:
    rows = (
        AdministrativeUnit.objects.filter(parent__in=territory, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .exclude(level=UnitLevel.PROVINCE)
        .order_by("folded", "pk")
    )
    return tuple(Option(number, name) for number, name in rows.values_list("pk", "name"))


def _people(agencies: frozenset[int], territory: frozenset[int]) -> tuple[Option, ...]:
    grants = RoleGrant.objects.filter(
        Q(role=Role.AGENCY_FOCAL_POINT, agency__in=agencies) | Q(role=Role.PROVINCE_OFFICER, unit__in=territory),
        revoked_at__isnull=True,
        user__is_active=True,
    )
    people = grants.order_by("user__full_name", "user").values_list("user", "user__full_name").distinct()
    return tuple(Option(number, name) for number, name in people)


def _territory(unit_id: int, edges: list[tuple[int, int]]) -> frozenset[int]:
    """Everything that became, or went into, what the plan's province is."""
    backward = [(successor, predecessor) for predecessor, successor in edges]
    return frozenset().union(*(reachable(unit, backward) for unit in reachable(unit_id, edges)))
