"""From what an estimate of a plan can begin, and what a line of it can name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, OuterRef, Q, QuerySet, Subquery, Sum

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import UNSPLIT, EstimateState, Stage
from nscl.finance.models import BudgetAmount, BudgetLine, Estimate, EstimateAmount, StatedSum
from nscl.finance.models.estimate import OPEN_STATES
from nscl.finance.queries.estimates.access import EstimateNotFound, plans_with_visible_money, visible_estimates
from nscl.finance.queries.rulebook import rulebook
from nscl.institutions.models import Agency
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition, Task
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label
from nscl.rulebook import Norm


@dataclass(frozen=True, kw_only=True)
class PlanMoney:
    """A plan as the list of money has it. Money in VND, None where there is none.

    edition_number: the edition in force, None before it is issued; printed_lines: how many lines its table has;
    printed_vnd: what its table adds up to; stated_vnd: what its prose states over all years and sources.
    approved_number, open_number: its estimates. document: the edition's own number, with which it can be taken over.
    can_…: what the viewer may do now.
    """

    number: int
    slug: str
    label: str
    unit_id: int
    period_start: int
    period_end: int
    edition_number: int | None
    document: str
    printed_lines: int
    printed_vnd: int | None
    stated_vnd: int | None
    approved_number: int | None
    approved_vnd: int | None
    open_number: int | None
    open_state: EstimateState | None
    can_start: bool
    can_start_from_plan: bool
    can_take_over: bool
    can_adjust: bool


@dataclass(frozen=True, slots=True)
class LineOptions:
    """What a line can name: (number, name) of agencies and tasks, and the norms of the day."""

    agencies: tuple[tuple[int, str], ...]
    tasks: tuple[tuple[int, str], ...]
    norms: tuple[Norm, ...]


def plans_with_money(viewer: Viewer, *, unit_ids: Collection[int] | None = None) -> tuple[PlanMoney, ...]:
    """The plans whose money the viewer may see, newest period first. Two queries.

    unit_ids: of these provinces alone; None: of all.
    """
    plans = plans_with_visible_money(viewer)
    if unit_ids is not None:
        plans = plans.filter(unit__in=list(unit_ids))
    return _rows(viewer, plans)


def plan_money(viewer: Viewer, slug: str) -> PlanMoney:
    """One plan by its slug. Raises EstimateNotFound where there is none whose money may be seen. Two queries."""
    rows = _rows(viewer, plans_with_visible_money(viewer).filter(slug=slug))
    if not rows:
        raise EstimateNotFound(slug)
    return rows[0]


def line_options(viewer: Viewer, number: int, *, on: date) -> LineOptions:
    """What the lines of an estimate can name on a day. Raises EstimateNotFound. Four queries."""
    found = visible_estimates(viewer).select_related("plan").filter(pk=number).order_by("pk").first()
    if found is None:
        raise EstimateNotFound(number)
    units = reachable(found.plan.unit_id, succession_edges())
    there = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    agencies = Agency.objects.filter(Q(unit__in=units) | Q(unit__isnull=True), there, valid_from__lte=on)
    tasks = Task.objects.filter(edition__plan=found.plan_id, edition__state=EditionState.ISSUED)
    return LineOptions(
        agencies=tuple(agencies.order_by("name", "pk").values_list("pk", "name")),
        tasks=tuple(
            (task, f"{key} {title}".strip())
            for task, key, title in tasks.order_by("position", "pk").values_list("pk", "key", "title")
        ),
        norms=rulebook().norms_on(on),
    )


def _rows(viewer: Viewer, plans: QuerySet[Plan]) -> tuple[PlanMoney, ...]:
    in_force = PlanEdition.objects.filter(plan=OuterRef("pk"), state=EditionState.ISSUED).order_by("pk")
    # The edition that the first two annotations find.
    edition = OuterRef("edition_number")
    lines = BudgetLine.objects.filter(edition=edition).order_by().values("edition")
    leaves = BudgetAmount.objects.filter(edition=edition, stage=Stage.PLANNED, line__children__isnull=True)
    stated = StatedSum.objects.filter(edition=edition, year__isnull=True, source__key=UNSPLIT)
    rows = plans.select_related("unit").annotate(
        edition_number=Subquery(in_force.values("pk")[:1]),
        edition_document=Subquery(in_force.values("number")[:1]),
        printed_lines=Subquery(lines.annotate(n=Count("pk")).values("n")),
        printed_vnd=Subquery(
            leaves.order_by().values("edition").annotate(total=Sum("vnd")).values("total"),
            output_field=BigIntegerField(),
        ),
        stated_vnd=Subquery(stated.order_by("position", "pk").values("vnd")[:1]),
    )
    ordered = list(rows.order_by("-period_start", "unit__name", "pk"))
    estimates = _estimates([row.pk for row in ordered])
    return tuple(_row(viewer, row, estimates) for row in ordered)


def _estimates(plans: Collection[int]) -> dict[tuple[int, bool], Estimate]:
    """The approved (True) and the open (False) estimate of each plan. One query."""
    granted = EstimateAmount.objects.filter(line__estimate=OuterRef("pk")).order_by().values("line__estimate")
    rows = Estimate.objects.filter(plan__in=plans, state__in=[*OPEN_STATES, EstimateState.APPROVED]).annotate(
        granted_vnd=Subquery(
            granted.annotate(total=Sum("appraised_vnd")).values("total"), output_field=BigIntegerField()
        )
    )
    return {(row.plan_id, row.state == EstimateState.APPROVED): row for row in rows.order_by("pk")}


def _row(viewer: Viewer, plan: Plan, estimates: Mapping[tuple[int, bool], Estimate]) -> PlanMoney:
    approved, under_way = estimates.get((plan.pk, True)), estimates.get((plan.pk, False))
    edition = computed(plan, "edition_number")
    free = viewer.may(Permission.ESTIMATE, plan.unit_id) and edition is not None and under_way is None
    printed_vnd = computed(plan, "printed_vnd")
    return PlanMoney(
        number=plan.pk,
        slug=plan.slug,
        label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=plan.unit_id,
        period_start=plan.period_start,
        period_end=plan.period_end,
        edition_number=edition,
        document=computed(plan, "edition_document") or "",
        printed_lines=computed(plan, "printed_lines") or 0,
        printed_vnd=printed_vnd,
        stated_vnd=computed(plan, "stated_vnd"),
        approved_number=approved.pk if approved else None,
        approved_vnd=(computed(approved, "granted_vnd") or 0) if approved else None,
        open_number=under_way.pk if under_way else None,
        open_state=EstimateState(under_way.state) if under_way else None,
        can_start=free and approved is None,
        can_start_from_plan=free and approved is None and bool(computed(plan, "printed_lines")),
        can_take_over=free and approved is None and printed_vnd is not None,
        can_adjust=free and approved is not None,
    )
