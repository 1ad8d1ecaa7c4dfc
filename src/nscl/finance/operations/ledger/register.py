"""The ledger of a plan opened for an act: who may, the approved estimate, its closed years, the vouchers that stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, Stage, VoucherKind
from nscl.finance.models import Estimate, SettledYear, Voucher
from nscl.finance.operations.ledger.errors import ClosedYear, DuplicateVoucher, LedgerPlanMissing, OtherVoucher
from nscl.institutions.models import Agency
from nscl.plans.models import Plan
from nscl.records.operations import Actor


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, when, and whether it is sample data."""

    by: Actor
    at: datetime
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class OpenLedger:
    """The ledger of a plan, opened for an act by someone who may do it."""

    plan: Plan
    estimate: Estimate


def open_ledger(plan_id: int, viewer: Viewer | None, permission: Permission, *, alone: bool = False) -> OpenLedger:
    """Open a plan's ledger. viewer None: the system acts.

    alone: lock the plan's row, for acts on a year as a whole and for those that open accounts: they come one after the
    other. Raises LedgerPlanMissing, NotAllowed.
    """
    plans = Plan.objects.select_related("unit").filter(pk=plan_id).order_by("pk")
    plan = (plans.select_for_update(of=("self",), no_key=True) if alone else plans).first()
    if plan is None:
        raise LedgerPlanMissing(_("Kế hoạch này không còn. Hãy mở lại danh mục kế hoạch."))
    if viewer is not None:
        viewer.require(permission, plan.unit_id)
    estimate = Estimate.objects.filter(plan=plan, state=EstimateState.APPROVED).order_by("pk").first()
    if estimate is None:
        raise LedgerPlanMissing(
            _("Kế hoạch này chưa có dự toán được duyệt nên chưa ghi sổ được. Hãy lập và duyệt dự toán trước.")
        )
    return OpenLedger(plan, estimate)


class Register:
    """What a voucher is held against besides the accounts. To be opened when these are locked, not before.

    Each question is asked once: of many vouchers, as many queries as of one.
    """

    def __init__(self, plan_id: int, numbers: Collection[str] | None) -> None:
        """numbers: of the vouchers to be judged; None: of so many that all of the plan's are read."""
        self.plan_id = plan_id
        settled = SettledYear.objects.select_related("voucher").filter(plan=plan_id).order_by("year")
        self._closed = {row.year: row.voucher for row in settled}
        standing = Voucher.objects.filter(plan=plan_id, reverses__isnull=True, reversed_at__isnull=True)
        if numbers is not None:
            standing = standing.filter(number__in=list(numbers))
        self._standing = set(standing.order_by("pk").values_list("kind", "year", "number"))
        self._agencies: dict[int, bool] = {}
        self._of_many = numbers is None
        self._others: dict[tuple[str, int, str], OtherVoucher] | None = None

    def require_open(self, years: Collection[int]) -> None:
        """Raise ClosedYear where one of the years is settled."""
        for year in sorted(years):
            if (voucher := self._closed.get(year)) is not None:
                raise ClosedYear(year, voucher.pk, voucher.number, voucher.on)

    def require_new(self, kind: VoucherKind, year: int, number: str) -> None:
        """Raise DuplicateVoucher where the same document stands in the register."""
        if (kind.value, year, number) in self._standing:
            raise DuplicateVoucher(kind, year, number, self._other(kind, year, number))

    def _other(self, kind: VoucherKind, year: int, number: str) -> OtherVoucher | None:
        if not self._of_many:
            return standing_voucher(self.plan_id, kind, year, number)
        if self._others is None:
            self._others = _standing_vouchers(self.plan_id)
        return self._others.get((kind.value, year, number))

    def remember(self, kind: VoucherKind, year: int, number: str) -> None:
        """Count a voucher that was judged among those that stand."""
        self._standing.add((kind.value, year, number))

    def has_agency(self, agency_id: int) -> bool:
        """Whether there is a body of that number."""
        if agency_id not in self._agencies:
            self._agencies[agency_id] = Agency.objects.filter(pk=agency_id).exists()
        return self._agencies[agency_id]


def standing_voucher(plan_id: int, kind: VoucherKind, year: int, number: str) -> OtherVoucher | None:
    """The voucher in the register for this document, None where there is none (any more)."""
    row = _standing(plan_id).filter(kind=kind, year=year, number=number).order_by("pk").first()
    return None if row is None else _as_other(row)


def _standing_vouchers(plan_id: int) -> dict[tuple[str, int, str], OtherVoucher]:
    """All vouchers that stand in the register, by kind, year and number. One query."""
    return {(row.kind, row.year, row.number): _as_other(row) for row in _standing(plan_id).order_by("pk")}


def _standing(plan_id: int) -> QuerySet[Voucher]:
    """Vouchers that stand, each with what it moves.

    A carry-over takes away and adds, commitments too: what it moves is the allocation that it adds.
    """
    carried = Q(kind=VoucherKind.CARRY_OVER)
    moved = ~carried | Q(entries__vnd__gt=0, entries__stage=Stage.ALLOCATED)
    rows = Voucher.objects.filter(plan=plan_id, reverses__isnull=True, reversed_at__isnull=True)
    return rows.select_related("recorded_by").annotate(moved_vnd=Sum("entries__vnd", filter=moved))


def _as_other(row: Voucher) -> OtherVoucher:
    return OtherVoucher(
        voucher=row.pk,
        on=row.on,
        about=row.about,
        vnd=getattr(row, "moved_vnd") or 0,  # noqa: B009  (an annotation)
        recorded_by=row.recorded_by.full_name if row.recorded_by else "",
        recorded_at=row.recorded_at,
    )
