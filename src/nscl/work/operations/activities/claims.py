"""Declaring for which measures a record counts, where more than one could take it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure
from nscl.records.operations import Actor, Change, record_event
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity, ActivityClaim, AnnualPlan
from nscl.work.operations.activities.opening import Saved, open_activity, record, reference_of
from nscl.work.operations.book import reference_of as reference_of_annual
from nscl.work.operations.errors import ActivityConflict, InvalidActivity
from nscl.work.rules.problems import Problem, Reason

_FIELD: Final = "Tính cho chỉ tiêu"


@transaction.atomic
def declare_claims(
    *, number: int, version: int, measures: Collection[int], viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Say for which measures of its plan an activity counts: these and no others (none: none is declared).

    Each measure once; that it counts for two is a statement with a name under it. Raises NotAllowed, ActivityMissing,
    ActivityConflict, InvalidActivity (a measure of another plan or of no issued edition).
    """
    opened = open_activity(number, Permission.RECORD_WORK, viewer, at)
    wanted = set(measures)
    claims = {claim.measure_id: claim for claim in ActivityClaim.objects.filter(activity=number).order_by("pk")}
    if wanted == claims.keys():
        return opened.saved
    if opened.activity.version != version:
        raise ActivityConflict(opened.activity.version, ())
    labels = _labels(opened.activity.plan_id, wanted | claims.keys())
    if wanted - labels.keys():
        raise InvalidActivity([_other_plan()])
    ActivityClaim.objects.filter(activity=number, measure__in=claims.keys() - wanted).delete()
    ActivityClaim.objects.bulk_create(
        ActivityClaim(activity_id=number, measure_id=measure, declared_at=at, declared_by_id=by.number)
        for measure in sorted(wanted - claims.keys())
    )
    opened.activity.version += 1
    opened.activity.save(update_fields=["version"])
    before, after = (
        "; ".join(labels[one] for one in sorted(these) if one in labels) for these in (claims.keys(), wanted)
    )
    record(opened, "claimed", [Change(_FIELD, before, after)], by=by, at=at)
    return Saved(number, opened.activity.version)


@dataclass(frozen=True, slots=True)
class Declared:
    """Of many records: how many were declared, and which were left with the reason: (number, title, why)."""

    count: int
    left: tuple[tuple[int, str, str], ...]


@transaction.atomic
def declare_many(
    *, measure: int, activities: Collection[int], viewer: Viewer | None, by: Actor, at: datetime
) -> Declared:
    """Say of many records, none of which is declared yet, that they count for one measure; one event for each.

    What somebody else declared or opened again meanwhile is left as it is. Raises InvalidActivity for a measure of no
    issued edition, NotAllowed where the viewer may not record the work of an agency among them; then nothing is
    written. Eight queries and two for each record.
    """
    of_plan = Measure.objects.filter(pk=measure).values_list("edition__plan", flat=True).first()
    label = _labels(of_plan or 0, [measure]).get(measure)
    if label is None:
        raise InvalidActivity([_other_plan()])
    rows, annuals = _locked(activities, viewer)
    claimed = set(ActivityClaim.objects.filter(activity__in=rows).order_by("pk").values_list("activity_id", flat=True))
    left = [(row.pk, row.title, why) for row in rows if (why := _unfit(row, of_plan, claimed))]
    kept = {number for number, _title, _why in left}
    taken = [row for row in rows if row.pk not in kept]
    ActivityClaim.objects.bulk_create(
        ActivityClaim(activity=row, measure_id=measure, declared_at=at, declared_by_id=by.number) for row in taken
    )
    Activity.objects.filter(pk__in=[row.pk for row in taken]).update(version=F("version") + 1)
    for row in taken:
        record_event(
            action="activity.claimed",
            by=by,
            at=at,
            subject=reference_of(row),
            context=reference_of_annual(annuals[row.annual_plan_id]),
            changes=[Change(_FIELD, "", label)],
        )
    return Declared(len(taken), tuple(left))


def _locked(activities: Collection[int], viewer: Viewer | None) -> tuple[list[Activity], dict[int, AnnualPlan]]:
    """The records with their annual plans, which are locked as for every other act. Raises NotAllowed."""
    wanted = AnnualPlan.objects.filter(activities__in=list(activities)).order_by("pk").values_list("pk", flat=True)
    locked = AnnualPlan.objects.select_related("plan", "agency").select_for_update(of=("self",), no_key=True)
    annuals = {annual.pk: annual for annual in locked.filter(pk__in=set(wanted)).order_by("pk")}
    if viewer is not None:
        for annual in annuals.values():
            viewer.require(Permission.RECORD_WORK, annual.plan.unit_id, annual.agency_id)
    rows = Activity.objects.filter(pk__in=list(activities), annual_plan__in=annuals.keys()).order_by("pk")
    return list(rows), annuals


def _unfit(row: Activity, plan: int | None, claimed: Collection[int]) -> str:
    """Why a record cannot be declared together with others; "" where it can."""
    if row.plan_id != plan:
        return _("chỉ tiêu này không thuộc kế hoạch của hoạt động")
    if row.status != ActivityStatus.DONE:
        return _("hoạt động %(state)s nên chưa tính được") % {"state": ActivityStatus(row.status).label}
    return _("đã có người khai tính cho chỉ tiêu khác") if row.pk in claimed else ""


def _other_plan() -> Problem:
    message = _("chỉ tiêu này không thuộc kế hoạch của hoạt động")
    return Problem("measures", Reason.OTHER_PLAN, message, _("chọn chỉ tiêu trong danh sách"))


def _labels(plan_id: int, measures: Collection[int]) -> dict[int, str]:
    rows = Measure.objects.filter(pk__in=measures, edition__plan=plan_id).exclude(edition__state=EditionState.DRAFT)
    found = rows.order_by("pk").values_list("pk", "target__key", "label")
    return {number: f"{key}: {label}" for number, key, label in found}
