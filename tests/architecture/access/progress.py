"""Progress: target against actual, a measure with what stands behind it, stated values, claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nscl.accounts.enums import Permission
from nscl.plans.models import Measure, PlanEdition
from nscl.progress.models import StatedValue
from nscl.progress.operations import Statement, state_value
from nscl.records.operations import SYSTEM
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.evidence import activity_of
from tests.factories.people import AT
from tests.factories.world import World

SEE = with_permission(Permission.VIEW_PLANS, Permission.VIEW_WORK)
STATE = with_permission(Permission.STATE_VALUES)
SIGN = with_permission(Permission.SIGN_VALUES)
RECORD = with_permission(Permission.RECORD_WORK)
DAY = date(2026, 9, 30)


def plan(world: World) -> Mapping[str, object]:
    return {"slug": world.slug}


def province(world: World) -> Mapping[str, object]:
    return {"unit": PlanEdition.objects.get(pk=world.edition_id).plan.unit_id}


def _number(world: World) -> int:
    """A measure that no record gives: its values are stated."""
    return Measure.objects.get(edition=world.edition_id, indicator="tfp_share").pk


def measure(world: World) -> Mapping[str, object]:
    return {**plan(world), "number": _number(world)}


def _stated(world: World) -> int:
    number = _number(world)
    found = StatedValue.objects.filter(measure=number).order_by("pk").values_list("pk", flat=True).first()
    if found is None:
        statement = Statement(on=DAY, value=Decimal(56), note="Niên giám thống kê")
        found = state_value(measure=number, statement=statement, viewer=None, by=SYSTEM, at=AT)
    return found


def stated(world: World) -> Mapping[str, object]:
    return {**measure(world), "stated": _stated(world)}


def chart(world: World) -> Mapping[str, object]:
    """The table of the chart of a measure that has a signed value."""
    StatedValue.objects.filter(pk=_stated(world), signed_at__isnull=True).update(signed_at=AT)
    return {**measure(world), "form": "csv"}


ADDRESSES = (
    Address("progress", who=SEE, answers=302),
    Address("progress-nation", who=SEE),
    Address("progress-province", who=SEE, kwargs=province),
    Address("progress-programme", who=SEE, kwargs=plan),
    Address("progress-owing", who=SEE, kwargs=plan),
    Address("progress-measure", who=SEE, kwargs=measure),
    Address("progress-chart", who=SEE, kwargs=chart),
    Address("activity-claim", who=RECORD, methods="GET POST", kwargs=lambda world: {"activity": activity_of(world)}),
    Address(
        "measure-claims",
        who=with_permission(Permission.VIEW_PLANS, Permission.VIEW_WORK, Permission.RECORD_WORK),
        methods="GET POST",
        kwargs=measure,
    ),
    Address("stated-value-add", who=STATE, methods="GET POST", kwargs=measure),
    Address("stated-value-sign", who=SIGN, methods="GET POST", kwargs=stated),
    Address(
        "stated-value-withdraw", who=STATE | SIGN, methods="GET POST", kwargs=stated, data=lambda _: {"ly_do": "nhầm"}
    ),
)
