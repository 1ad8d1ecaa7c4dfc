"""The estimate of a plan's page: begun with the printed lines where there is none, brought to where a page needs it."""

from __future__ import annotations

from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate, EstimateLine
from nscl.finance.operations.estimates import Start, withdraw_estimate
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from tests.factories import estimates
from tests.factories.people import AT


def plan_of(slug: str) -> Plan:
    return Plan.objects.get(slug=slug)


def drafted(plan: Plan) -> int:
    """The plan's estimate that is being built."""
    there = Estimate.objects.filter(plan=plan).order_by("-ordinal").first()
    if there is None:
        return estimates.started(plan.pk, Start.PLAN)
    if there.state == EstimateState.SUBMITTED:
        withdraw_estimate(number=there.pk, version=there.version, viewer=None, by=SYSTEM, at=AT)
    return there.pk


def submitted(plan: Plan) -> int:
    """The plan's estimate, submitted."""
    number = drafted(plan)
    estimates.submitted(number)
    return number


def adjusting(plan: Plan) -> int:
    """An estimate that adjusts the plan's approved one."""
    there = Estimate.objects.filter(plan=plan, adjusts__isnull=False).order_by("-ordinal").first()
    if there is not None:
        return there.pk
    estimates.approved(drafted(plan))
    return estimates.started(plan.pk, Start.ADJUSTMENT)


def first_leaf(estimate: int) -> EstimateLine:
    """The first line of the table that carries money."""
    lines = EstimateLine.objects.filter(estimate=estimate, amounts__isnull=False)
    return lines.order_by("position", "pk").distinct()[0]
