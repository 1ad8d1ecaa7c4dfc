"""The list of estimates, and the head of one with its way through the appraisal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate, EstimateAmount, EstimateStep
from nscl.finance.queries.estimates.access import EstimateNotFound, visible_estimates
from nscl.finance.rules.moves import OPEN_FOR_EDIT, may_step
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label


@dataclass(frozen=True, kw_only=True)
class EstimateRow:
    """An estimate in a list. Money in VND over all lines, years and sources; appraised_vnd None until something is.

    number: for operations; ordinal: which of the plan's estimates it is. may_…: what the viewer may do as it stands.
    """

    number: int
    version: int
    plan_number: int
    plan_slug: str
    plan_label: str
    unit_id: int
    edition_id: int | None
    adjusts_number: int | None
    ordinal: int
    title: str
    first_year: int
    last_year: int
    state: EstimateState
    document: str
    document_on: date | None
    planned_vnd: int
    appraised_vnd: int | None
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    is_sample: bool
    may_edit: bool
    may_submit: bool
    may_withdraw: bool
    may_appraise: bool
    may_adjust: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the appraisal."""

    from_state: EstimateState
    to_state: EstimateState
    comment: str
    at: datetime
    by: str


def list_estimates(
    viewer: Viewer, *, plan: int | None = None, state: EstimateState | None = None
) -> tuple[EstimateRow, ...]:
    """The estimates that are asked for (None: all), by plan, the latest first. One query."""
    rows = visible_estimates(viewer)
    if plan is not None:
        rows = rows.filter(plan=plan)
    if state is not None:
        rows = rows.filter(state=state)
    ordered = loaded(rows).order_by("plan__unit__name", "-plan__period_start", "plan", "-ordinal")
    return tuple(estimate_row(viewer, row) for row in ordered)


def find_estimate(viewer: Viewer, number: int) -> EstimateRow:
    """The head of one estimate. Raises EstimateNotFound. One query."""
    return estimate_row(viewer, get_loaded(viewer, number))


def get_loaded(viewer: Viewer, number: int) -> Estimate:
    """The estimate with what a row of the list shows. Raises EstimateNotFound. One query."""
    found = loaded(visible_estimates(viewer).filter(pk=number)).order_by("pk").first()
    if found is None:
        raise EstimateNotFound(number)
    return found


def steps_of(number: int) -> tuple[StepRow, ...]:
    """The steps of an estimate, oldest first. One query."""
    rows = EstimateStep.objects.filter(estimate=number).select_related("by").order_by("at", "pk")
    return tuple(
        StepRow(
            EstimateState(row.from_state),
            EstimateState(row.to_state),
            row.comment,
            row.at,
            row.by.full_name if row.by else "",
        )
        for row in rows
    )


def loaded(rows: QuerySet[Estimate]) -> QuerySet[Estimate]:
    """The estimates with their plan, people and totals."""
    people = ("created_by", "submitted_by", "decided_by")
    return rows.select_related("plan__unit", *people).annotate(
        planned_total=_total(F("planned_vnd")),
        appraised_total=_total(F("appraised_vnd")),
    )


def _total(figure: F) -> Subquery:
    amounts = EstimateAmount.objects.filter(line__estimate=OuterRef("pk")).order_by().values("line__estimate")
    return Subquery(amounts.annotate(total=Sum(figure)).values("total"), output_field=BigIntegerField())


def estimate_row(viewer: Viewer, row: Estimate) -> EstimateRow:
    """A row of the list, of an estimate that was `loaded`."""
    state, unit = EstimateState(row.state), row.plan.unit_id
    estimates, appraises = (viewer.may(one, unit) for one in (Permission.ESTIMATE, Permission.APPRAISE))
    return EstimateRow(
        number=row.pk,
        version=row.version,
        plan_number=row.plan_id,
        plan_slug=row.plan.slug,
        plan_label=plan_label(row.plan.unit.name, row.plan.period_start, row.plan.period_end),
        unit_id=unit,
        edition_id=row.edition_id,
        adjusts_number=row.adjusts_id,
        ordinal=row.ordinal,
        title=row.title,
        first_year=row.first_year,
        last_year=row.last_year,
        state=state,
        document=row.document,
        document_on=row.document_on,
        planned_vnd=computed(row, "planned_total") or 0,
        appraised_vnd=computed(row, "appraised_total"),
        created_at=row.created_at,
        created_by=row.created_by.full_name if row.created_by else "",
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by.full_name if row.submitted_by else "",
        decided_at=row.decided_at,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        is_sample=row.is_sample,
        may_edit=estimates and state in OPEN_FOR_EDIT,
        may_submit=estimates and may_step(state, EstimateState.SUBMITTED),
        may_withdraw=estimates and may_step(state, EstimateState.DRAFT),
        may_appraise=appraises and may_step(state, EstimateState.APPROVED),
        may_adjust=estimates and state is EstimateState.APPROVED,
    )
