"""The year's ceilings with what is approved, paid and left of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneySource
from nscl.finance.models import LedgerAccount
from nscl.plans.models import Plan
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label
from nscl.support.models import SupportCase, SupportFund
from nscl.work.operations.provinces import province_on


class FundMissing(LookupError):
    """No such fund, or none that the viewer may see: the two are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """A ceiling. account: of the ledger; allocated_vnd: what stands allocated there now; cases: granted out of it.

    may_set: open, raise and lower it.
    """

    number: int
    version: int
    name: str
    unit_id: int
    province: str
    plan_id: int
    plan_slug: str
    plan: str
    year: int
    account: int
    line: str
    source: MoneySource
    ceiling_vnd: int
    approved_vnd: int
    paid_vnd: int
    allocated_vnd: int
    disbursed_vnd: int
    cases: int
    may_set: bool
    is_sample: bool

    @property
    def left_vnd(self) -> int:
        """What may be approved still."""
        return self.ceiling_vnd - self.approved_vnd

    @property
    def short_vnd(self) -> int:
        """By how much the ceiling passes what the ledger has allocated by now: to be looked at where above nought."""
        return max(0, self.ceiling_vnd - self.allocated_vnd)


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account of the ledger on which a ceiling may be set: with an allocation, without a ceiling yet."""

    account: int
    plan: str
    line: str
    year: int
    source: MoneySource
    allocated_vnd: int
    disbursed_vnd: int


def list_funds(viewer: Viewer, *, year: int | None = None, unit_id: int | None = None) -> tuple[FundRow, ...]:
    """The ceilings that the viewer sees, the latest year first. One query."""
    rows = _visible(viewer)
    if year is not None:
        rows = rows.filter(year=year)
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    return tuple(_row(one, viewer) for one in rows.order_by("-year", "name", "pk"))


def find_fund(viewer: Viewer, number: int) -> FundRow:
    """One ceiling. One query. Raises FundMissing."""
    row = _visible(viewer).filter(pk=number).first()
    if row is None:
        raise FundMissing(str(number))
    return _row(row, viewer)


def funds_for(viewer: Viewer, case: int, on: date) -> tuple[FundRow, ...]:
    """The ceilings out of which a case may be granted, the latest year first. Few queries."""
    row = SupportCase.objects.filter(pk=case).values_list("unit_id", "is_sample").first()
    if row is None:
        return ()
    return _of_units(viewer, {row[0], province_on(row[0], on)}, is_sample=row[1])


def account_choices(viewer: Viewer) -> tuple[AccountChoice, ...]:
    """The accounts on which the viewer may set a ceiling, the latest year first. One query."""
    units = viewer.units_with(Permission.PAY_SUPPORT)
    more = viewer.units_with(Permission.DECIDE_SUPPORT)
    rows = LedgerAccount.objects.select_related("line", "plan__unit").filter(allocated_vnd__gt=0)
    if units is not None and more is not None:
        rows = rows.filter(plan__unit__in=list(units | more))
    taken = SupportFund.objects.filter(is_sample=False).values("account")
    return tuple(
        AccountChoice(
            row.pk,
            _plan(row.plan),
            row.line.title,
            row.year,
            MoneySource(row.source),
            row.allocated_vnd,
            row.disbursed_vnd,
        )
        for row in rows.exclude(pk__in=taken).order_by("-year", "plan", "line__position", "source")
    )


def _of_units(viewer: Viewer, units: Collection[int], *, is_sample: bool) -> tuple[FundRow, ...]:
    rows = _visible(viewer).filter(unit__in=units, is_sample=is_sample)
    return tuple(_row(one, viewer) for one in rows.order_by("-year", "name", "pk"))


def _visible(viewer: Viewer) -> QuerySet[SupportFund]:
    rows = SupportFund.objects.select_related("unit", "plan__unit", "account__line").annotate(
        case_count=Count("cases"), paid=Sum("cases__paid_vnd")
    )
    units = viewer.units_with(Permission.VIEW_SUPPORT)
    return rows if units is None else rows.filter(unit__in=list(units))


def _row(row: Any, viewer: Viewer) -> FundRow:
    may_set = any(viewer.may(one, row.unit_id) for one in (Permission.PAY_SUPPORT, Permission.DECIDE_SUPPORT))
    return FundRow(
        number=row.pk,
        version=row.version,
        name=row.name,
        unit_id=row.unit_id,
        province=row.unit.name,
        plan_id=row.plan_id,
        plan_slug=row.plan.slug,
        plan=_plan(row.plan),
        year=row.year,
        account=row.account_id,
        line=row.account.line.title,
        source=MoneySource(row.account.source),
        ceiling_vnd=row.ceiling_vnd,
        approved_vnd=row.approved_vnd,
        paid_vnd=row.paid or 0,
        allocated_vnd=row.account.allocated_vnd,
        disbursed_vnd=row.account.disbursed_vnd,
        cases=computed(row, "case_count"),
        may_set=may_set,
        is_sample=row.is_sample,
    )


def _plan(plan: Plan) -> str:
    return plan_label(plan.unit.name, plan.period_start, plan.period_end)
