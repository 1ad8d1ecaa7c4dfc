"""The estimates of a submission by the measures in force: a plan may be amended while a round is open."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.plans.enums import EditionState
from nscl.plans.models import PlanEdition
from nscl.progress.queries.measures import present_measures
from nscl.reporting.models import Estimate


def estimates_of(submission: int, plan_id: int) -> Mapping[int, Estimate]:
    """Measure in force (else the last that it was) → its estimate; of several that became one, the later word.

    One query; three where some were typed before the plan was amended.
    """
    rows = Estimate.objects.filter(submission=submission).select_related("measure__edition", "updated_by")
    found = list(rows.order_by("updated_at", "pk"))
    moved = {} if all(row.measure.edition.state == EditionState.ISSUED for row in found) else moved_measures(plan_id)
    return {moved.get(row.measure_id, row.measure_id): row for row in found}


def moved_measures(plan_id: int) -> Mapping[int, int]:
    """Measure of an earlier edition of a plan → what it has become in the one in force. Two queries."""
    editions = PlanEdition.objects.filter(plan=plan_id, state=EditionState.ISSUED).order_by("pk")
    return present_measures([plan_id], editions.values_list("pk", flat=True))
