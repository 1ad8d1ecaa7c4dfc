"""Which money someone may see, once for every read of the ledger: that of the provinces where they may view money."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate, LedgerAccount, LedgerEntry, SettledYear, Voucher
from nscl.plans.models import Plan
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label


class MoneyPlanNotFound(LookupError):
    """No such plan, or none whose money the viewer may see: the two are not told apart."""


class VoucherNotFound(LookupError):
    """No such voucher, or none that the viewer may see."""


class AccountNotFound(LookupError):
    """No such account in an approved estimate, or none that the viewer may see."""


@dataclass(frozen=True, kw_only=True)
class MoneyPlan:
    """A plan whose money the viewer may see, and what they may do with its ledger.

    estimate_id: the approved estimate, None where there is none yet. years: of that estimate, and those after it into
    which money was carried; settled: those of them that are closed. is_sample: some of it was made up.
    """

    number: int
    slug: str
    label: str
    unit_id: int
    period_start: int
    period_end: int
    estimate_id: int | None
    years: tuple[int, ...]
    settled: frozenset[int]
    may_record: bool
    may_settle: bool
    is_sample: bool


def visible_plans(viewer: Viewer) -> QuerySet[Plan]:
    """The plans whose money the viewer may see, unordered."""
    return Plan.objects.filter(_within(viewer, "unit"))


def visible_accounts(viewer: Viewer) -> QuerySet[LedgerAccount]:
    """The accounts of approved estimates that the viewer may see, unordered."""
    return LedgerAccount.objects.filter(_within(viewer, "plan__unit"), line__estimate__state=EstimateState.APPROVED)


def visible_vouchers(viewer: Viewer) -> QuerySet[Voucher]:
    """The vouchers that the viewer may see, unordered."""
    return Voucher.objects.filter(_within(viewer, "plan__unit"))


def visible_entries(viewer: Viewer) -> QuerySet[LedgerEntry]:
    """The entries that the viewer may see, unordered."""
    return LedgerEntry.objects.filter(_within(viewer, "voucher__plan__unit"))


def find_money_plan(viewer: Viewer, slug: str) -> MoneyPlan:
    """The plan with this address. Raises MoneyPlanNotFound. Three queries."""
    approved = Estimate.objects.filter(plan=OuterRef("pk"), state=EstimateState.APPROVED).order_by("pk")
    plans = visible_plans(viewer).select_related("unit")
    plans = plans.annotate(
        made_up=made_up(),
        estimate_number=Subquery(approved.values("pk")[:1]),
        first_year=Subquery(approved.values("first_year")[:1]),
        last_year=Subquery(approved.values("last_year")[:1]),
    )
    plan = plans.filter(slug=slug).order_by("pk").first()
    if plan is None:
        raise MoneyPlanNotFound(slug)
    estimate: int | None = computed(plan, "estimate_number")
    years: set[int] = set()
    if estimate is not None:
        carried = LedgerAccount.objects.filter(plan=plan, line__estimate=estimate).order_by("year")
        years = set(carried.values_list("year", flat=True).distinct())
        years |= set(range(computed(plan, "first_year"), computed(plan, "last_year") + 1))
    return MoneyPlan(
        number=plan.pk,
        slug=plan.slug,
        label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=plan.unit_id,
        period_start=plan.period_start,
        period_end=plan.period_end,
        estimate_id=estimate,
        years=tuple(sorted(years)),
        settled=frozenset(SettledYear.objects.filter(plan=plan).order_by("year").values_list("year", flat=True)),
        may_record=viewer.may(Permission.RECORD_MONEY, plan.unit_id),
        may_settle=viewer.may(Permission.SETTLE_MONEY, plan.unit_id),
        is_sample=computed(plan, "made_up"),
    )


def made_up() -> Q:
    """Whether some of a plan's money is sample data: its approved estimate, or a voucher."""
    estimates = Estimate.objects.filter(plan=OuterRef("pk"), state=EstimateState.APPROVED, is_sample=True)
    return Q(Exists(estimates)) | Q(Exists(Voucher.objects.filter(plan=OuterRef("pk"), is_sample=True)))


def require_plan(viewer: Viewer, plan_id: int) -> None:
    """Raise MoneyPlanNotFound unless the viewer may see the plan's money. One query."""
    if not visible_plans(viewer).filter(pk=plan_id).exists():
        raise MoneyPlanNotFound(str(plan_id))


def _within(viewer: Viewer, field: str) -> Q:
    units = viewer.units_with(Permission.VIEW_MONEY)
    return Q() if units is None else Q(**{f"{field}__in": units})
