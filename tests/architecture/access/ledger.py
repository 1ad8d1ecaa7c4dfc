"""The ledger: all who see the money read it; the officer and the finance department book, the latter settles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nscl.accounts.enums import Permission
from nscl.plans.models import Plan
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.ledger import MILLION, STATE, allocated, approved_estimate, entry
from tests.factories.world import World

READERS = with_permission(Permission.VIEW_MONEY)
RECORDERS = with_permission(Permission.VIEW_MONEY, Permission.RECORD_MONEY)
SETTLERS = with_permission(Permission.VIEW_MONEY, Permission.SETTLE_MONEY)
YEAR = 2026


def a_voucher(world: World) -> Mapping[str, object]:
    plan = Plan.objects.get(slug=world.slug)
    approved_estimate(plan, {"1": {(YEAR, STATE): 100 * MILLION}}, years=(YEAR, YEAR + 4))
    booked = allocated(plan, entry(plan, 60, year=YEAR), year=YEAR, on=date(YEAR, 1, 15))
    return {"slug": world.slug, "number": booked.voucher}


def a_ledger(world: World) -> Mapping[str, object]:
    a_voucher(world)
    return {"slug": world.slug}


def a_year(world: World) -> Mapping[str, object]:
    return {**a_ledger(world), "year": YEAR}


def a_chart(world: World) -> Mapping[str, object]:
    return {**a_ledger(world), "form": "csv"}


def chart_of_all(world: World) -> Mapping[str, object]:
    a_ledger(world)
    return {"form": "csv"}


def a_head(_world: World) -> Mapping[str, object]:
    return {"number": "02", "on": "20/11/2026", "about": "Chi thử"}


ADDRESSES = (
    Address("money", who=READERS),
    Address("money-chart", who=READERS, kwargs=chart_of_all),
    Address("ledger", who=READERS, kwargs=a_ledger),
    Address("ledger-chart", who=READERS, kwargs=a_chart),
    Address("ledger-entries", who=READERS, kwargs=a_ledger),
    Address("voucher-list", who=READERS, kwargs=a_ledger),
    Address("voucher-new", who=RECORDERS, methods="GET POST", kwargs=a_ledger, data=a_head),
    Address("voucher", who=READERS, kwargs=a_voucher),
    Address("voucher-reverse", who=RECORDERS, methods="GET POST", kwargs=a_voucher, data=lambda _: {"reason": "Nhầm"}),
    Address("ledger-year", who=READERS, kwargs=a_year),
    Address("ledger-forecast", who=READERS, kwargs=a_year),
    Address("ledger-carry", who=RECORDERS, methods="GET POST", kwargs=a_year, data=a_head),
    Address("ledger-settle", who=SETTLERS, methods="GET POST", kwargs=a_year, data=a_head),
)
