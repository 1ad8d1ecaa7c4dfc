"""Declaring for which measures a record counts, where more than one could take it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure
from nscl.records.operations import Actor, Change
from nscl.work.models import ActivityClaim
from nscl.work.operations.activities.opening import Saved, open_activity, record
from nscl.work.operations.errors import ActivityConflict, InvalidActivity
from nscl.work.rules.problems import Problem, Reason


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
        message = _("chỉ tiêu này không thuộc kế hoạch của hoạt động")
        raise InvalidActivity([Problem("measures", Reason.OTHER_PLAN, message, _("chọn chỉ tiêu trong danh sách"))])
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
    record(opened, "claimed", [Change("Tính cho chỉ tiêu", before, after)], by=by, at=at)
    return Saved(number, opened.activity.version)


def _labels(plan_id: int, measures: Collection[int]) -> dict[int, str]:
    rows = Measure.objects.filter(pk__in=measures, edition__plan=plan_id).exclude(edition__state=EditionState.DRAFT)
    found = rows.order_by("pk").values_list("pk", "target__key", "label")
    return {number: f"{key}: {label}" for number, key, label in found}
