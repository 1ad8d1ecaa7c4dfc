"""The end of a budget year: what is unspent, what its settlement would book, what was carried over, what is to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, Stage, VoucherKind
from nscl.finance.models import LedgerAccount, LedgerEntry, SettledYear
from nscl.finance.queries.ledger.access import require_plan, visible_accounts, visible_entries
from nscl.finance.queries.ledger.figures import COLUMNS, Figures, figures_of, name_of, total_of
from nscl.finance.rules.forecast import Outlook, PastYear, outlook
from nscl.finance.rules.ledger import AccountName

_STANDING = Q(voucher__reverses__isnull=True, voucher__reversed_at__isnull=True)


@dataclass(frozen=True, slots=True)
class UnspentRow:
    """An account with money unspent on a day. carried: how much of it was carried over since."""

    account: AccountName
    allocated: int
    committed: int
    disbursed: int
    carried: int

    @property
    def unspent(self) -> int:
        """Allocated and not disbursed by that day."""
        return self.allocated - self.disbursed


@dataclass(frozen=True, slots=True)
class Unspent:
    """What of a year's allocation is unspent on a day, by account."""

    year: int
    on: date
    rows: tuple[UnspentRow, ...]

    @property
    def vnd(self) -> int:
        """All of it."""
        return sum(row.unspent for row in self.rows)


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """An account as the settlement of its year would find it. proposed: as disbursed, what is settled already apart."""

    account: AccountName
    figures: Figures
    proposed: int


@dataclass(frozen=True, slots=True)
class SettlementProposal:
    """The settlement of a year before it is booked. closed_by: the voucher that settled it already, None while open.

    unspent: what would be left unspent, and lost to the year unless it is carried over first.
    """

    year: int
    rows: tuple[SettlementRow, ...]
    total: Figures
    unspent: int
    closed_by: int | None


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """Money carried over: from which account, by which voucher."""

    account: AccountName
    voucher: int
    number: str
    on: date
    vnd: int


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What was carried into a year, and out of it into the next; vouchers that were taken back left out."""

    year: int
    into: tuple[CarriedRow, ...]
    out_of: tuple[CarriedRow, ...]

    @property
    def vnd_in(self) -> int:
        """All that came in."""
        return sum(row.vnd for row in self.into)

    @property
    def vnd_out(self) -> int:
        """All that went out."""
        return sum(row.vnd for row in self.out_of)


def unspent_at(viewer: Viewer, plan_id: int, year: int, on: date | None = None) -> Unspent:
    """What is unspent of a year's allocation on a day (without one: 31 December), by account with some.

    By the days of the vouchers; those that were taken back do not count, whenever that was. Raises MoneyPlanNotFound.
    Three queries.
    """
    require_plan(viewer, plan_id)
    day = on or date(year, 12, 31)
    sums = _sums(visible_entries(viewer).filter(_STANDING, account__plan=plan_id, account__year=year), day)
    rows = []
    for account in _accounts(viewer, plan_id, year):
        allocated, committed, disbursed, carried = sums.get(account.pk, (0, 0, 0, 0))
        if allocated != disbursed:
            rows.append(UnspentRow(name_of(account), allocated, committed, disbursed, carried))
    return Unspent(year, day, tuple(rows))


def settlement_proposal(viewer: Viewer, plan_id: int, year: int) -> SettlementProposal:
    """What the settlement of a year would book, by account with anything on it. Raises MoneyPlanNotFound. 3 queries."""
    require_plan(viewer, plan_id)
    rows = []
    for row in _accounts(viewer, plan_id, year):
        figures = figures_of(*(getattr(row, column) for column in COLUMNS))
        if figures.allocated or figures.disbursed or figures.settled:
            rows.append(SettlementRow(name_of(row), figures, figures.disbursed - figures.settled))
    settled = SettledYear.objects.filter(plan=plan_id, year=year).order_by("year").first()
    total = total_of(row.figures for row in rows)
    left = sum(max(0, row.figures.unspent) for row in rows)
    return SettlementProposal(year, tuple(rows), total, left, settled.voucher_id if settled else None)


def carried_over(viewer: Viewer, plan_id: int, year: int) -> CarriedOver:
    """Money carried into a year and out of it. Raises MoneyPlanNotFound. Two queries."""
    require_plan(viewer, plan_id)
    rows = visible_entries(viewer).filter(
        _STANDING,
        voucher__plan=plan_id,
        voucher__kind=VoucherKind.CARRY_OVER,
        stage=Stage.ALLOCATED,
        account__year=year,
    )
    found = list(rows.select_related("voucher", "account__line").order_by("voucher__on", "voucher", "pk"))
    return CarriedOver(
        year,
        tuple(_carried(row) for row in found if row.vnd > 0),
        tuple(_carried(row) for row in found if row.vnd < 0),
    )


def forecast(viewer: Viewer, plan_id: int, year: int, on: date) -> Outlook:
    """How much of a year's allocation will be disbursed by its end, as of a day. Raises MoneyPlanNotFound."""
    require_plan(viewer, plan_id)
    paid = visible_entries(viewer).filter(
        _STANDING,
        voucher__plan=plan_id,
        account__year=year,
        stage=Stage.DISBURSED,
        voucher__on__lte=on,
        account__line__estimate__state=EstimateState.APPROVED,
    )
    so_far = paid.aggregate(vnd=Sum("vnd"), payments=Count("voucher", distinct=True))
    accounts = visible_accounts(viewer).filter(plan=plan_id, year__lte=year)
    sums = {
        row["year"]: PastYear(row["year"], row["allocated"], row["disbursed"])
        for row in accounts.order_by("year")
        .values("year")
        .annotate(allocated=Sum("allocated_vnd"), disbursed=Sum("disbursed_vnd"))
    }
    return outlook(
        year,
        on,
        allocated=sums[year].allocated if year in sums else 0,
        disbursed=so_far["vnd"] or 0,
        payments=so_far["payments"],
        past=[one for one in sums.values() if one.year < min(year, on.year)],
    )


def _accounts(viewer: Viewer, plan_id: int, year: int) -> Iterable[LedgerAccount]:
    accounts = visible_accounts(viewer).filter(plan=plan_id, year=year).select_related("line")
    return accounts.order_by("line__position", "line", "source", "pk")


def _sums(entries: QuerySet[LedgerEntry], on: date) -> dict[int, tuple[int, int, int, int]]:
    """By account: allocated, committed, disbursed until a day, and allocated money carried away, whenever that was."""
    away = Q(voucher__kind=VoucherKind.CARRY_OVER, vnd__lt=0)
    until = Q(voucher__on__lte=on) & ~away
    rows = (
        entries.order_by("account")
        .values("account")
        .annotate(
            allocated=Sum("vnd", filter=until & Q(stage=Stage.ALLOCATED), default=0),
            committed=Sum("vnd", filter=until & Q(stage=Stage.COMMITTED), default=0),
            disbursed=Sum("vnd", filter=until & Q(stage=Stage.DISBURSED), default=0),
            away=Sum("vnd", filter=away & Q(stage=Stage.ALLOCATED), default=0),
        )
    )
    return {row["account"]: (row["allocated"], row["committed"], row["disbursed"], -row["away"]) for row in rows}


def _carried(row: LedgerEntry) -> CarriedRow:
    voucher = row.voucher
    return CarriedRow(name_of(row.account), voucher.pk, voucher.number, voucher.on, abs(row.vnd))
