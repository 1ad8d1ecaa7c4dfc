"""The money of many plans at a glance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState
from nscl.finance.models import EstimateAmount
from nscl.finance.models.estimate import OPEN_STATES
from nscl.finance.queries.ledger.access import made_up, visible_accounts, visible_entries, visible_plans
from nscl.finance.queries.ledger.figures import COLUMNS, Figures, carried_into, figures_of
from nscl.plans.enums import EditionState
from nscl.plans.models import PlanEdition
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """A plan with its money over all years.

    figures: of the approved estimate and its ledger. open_vnd: what an estimate that is not decided yet proposes, None
    where there is none. has_estimate: whether one was approved. is_sample: some of it was made up.
    """

    plan_id: int
    slug: str
    label: str
    unit_id: int
    period_start: int
    period_end: int
    has_estimate: bool
    open_vnd: int | None
    figures: Figures
    is_sample: bool


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """The money of a year in one line. plans: how many have money in it; 0: there is nothing to show."""

    year: int
    plans: int
    figures: Figures


def money_overview(viewer: Viewer) -> tuple[PlanMoney, ...]:
    """Every plan in force whose money the viewer may see, the newest period first. Four queries."""
    in_force = PlanEdition.objects.filter(state=EditionState.ISSUED).values("plan")
    plans = visible_plans(viewer).filter(pk__in=in_force).select_related("unit").annotate(made_up=made_up())
    figures: dict[int, Figures] = {}
    carried = carried_into(visible_entries(viewer))
    for number, plan, *columns in visible_accounts(viewer).order_by("pk").values_list("pk", "plan_id", *COLUMNS):
        figures.setdefault(plan, Figures()).add(figures_of(*columns, carried=carried.get(number, 0)))
    planned = {row["line__estimate__plan"]: row for row in _planned()}
    rows = []
    for plan in plans.order_by("-period_end", "-period_start", "unit__name", "pk"):
        proposed = planned.get(plan.pk)
        mine = figures.get(plan.pk, Figures())
        mine.planned = (proposed and proposed["approved"]) or 0
        rows.append(
            PlanMoney(
                plan_id=plan.pk,
                slug=plan.slug,
                label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
                unit_id=plan.unit_id,
                period_start=plan.period_start,
                period_end=plan.period_end,
                has_estimate=proposed is not None and proposed["approved"] is not None,
                open_vnd=proposed["open"] if proposed else None,
                figures=mine,
                is_sample=computed(plan, "made_up"),
            )
        )
    return tuple(rows)


def money_line(viewer: Viewer, *, year: int, unit_ids: Collection[int] | None = None) -> MoneyLine:
    """The money of a year over the plans of some provinces (None: of all that the viewer may see). Two queries.

    unit_ids: as the plans name them: for a province of today, with its predecessors.
    """
    accounts = visible_accounts(viewer).filter(year=year)
    if unit_ids is not None:
        accounts = accounts.filter(plan__unit__in=list(unit_ids))
    whole, plans = Figures(), set()
    carried = carried_into(visible_entries(viewer).filter(account__year=year))
    for number, plan, *columns in accounts.order_by("pk").values_list("pk", "plan_id", *COLUMNS):
        plans.add(plan)
        whole.add(figures_of(*columns, carried=carried.get(number, 0)))
    return MoneyLine(year, len(plans), whole)


def _planned() -> Iterable[Mapping[str, Any]]:
    amounts = EstimateAmount.objects.order_by("line__estimate__plan").values("line__estimate__plan")
    rows = amounts.annotate(
        approved=Sum("planned_vnd", filter=Q(line__estimate__state=EstimateState.APPROVED)),
        open=Sum("planned_vnd", filter=Q(line__estimate__state__in=OPEN_STATES)),
    )
    return list(rows)
