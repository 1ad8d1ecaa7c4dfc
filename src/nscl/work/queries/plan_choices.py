"""Plans for which something of the year's work can be written down, as a form offers them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.rules import plan_label


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan in force. unit_id: the province that issued it, by its name of then."""

    number: int
    slug: str
    unit_id: int
    label: str
    period_start: int
    period_end: int


class PlanNotFound(LookupError):
    """No plan of that number is in force, or none for which the viewer has the permission."""


def plan_choices(
    viewer: Viewer, permission: Permission, *, unit_ids: Collection[int] | None = None
) -> tuple[PlanChoice, ...]:
    """Plans in force in provinces where the viewer has a permission; the newest period first. One query.

    unit_ids: of these provinces alone; None: of all.
    """
    in_force = PlanEdition.objects.filter(state=EditionState.ISSUED)
    plans = Plan.objects.filter(pk__in=in_force.values("plan")).select_related("unit")
    for reach in (viewer.units_with(permission), unit_ids):
        if reach is not None:
            plans = plans.filter(unit__in=list(reach))
    return tuple(choice_of(plan) for plan in plans.order_by("-period_end", "-period_start", "unit__name", "pk"))


def plan_choice(number: int, viewer: Viewer | None, permission: Permission) -> PlanChoice:
    """The plan in force of that number. `viewer` None: the system asks. Raises PlanNotFound. One query."""
    in_force = PlanEdition.objects.filter(state=EditionState.ISSUED)
    plan = Plan.objects.filter(pk=number, pk__in=in_force.values("plan")).select_related("unit").first()
    if plan is None or (viewer is not None and not viewer.may(permission, plan.unit_id)):
        raise PlanNotFound(str(number))
    return choice_of(plan)


def choice_of(plan: Plan) -> PlanChoice:
    """A stored plan as a form offers it; load it with its province."""
    return PlanChoice(
        number=plan.pk,
        slug=plan.slug,
        unit_id=plan.unit_id,
        label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        period_start=plan.period_start,
        period_end=plan.period_end,
    )
