"""What stands on accounts, added up: by stage, and how much of it stands beyond the earlier stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum

from nscl.finance.enums import BOOKED, MoneySource, Stage, VoucherKind
from nscl.finance.models import LedgerAccount, LedgerEntry
from nscl.finance.rules.ledger import AccountName, Balance

# The columns of an account that a sum needs.
COLUMNS = ("appraised_vnd", *(f"{stage.value}_vnd" for stage in BOOKED))


@dataclass(slots=True)
class Figures:
    """Money of one account or of many, VND. planned: as proposed in the estimate.

    over: by stage, how much stands beyond the earlier stage; summed over accounts, so that what one has too much is not
    hidden by what another has left. Only stages with some are in it.
    """

    planned: int = 0
    appraised: int = 0
    allocated: int = 0
    committed: int = 0
    disbursed: int = 0
    settled: int = 0
    over: dict[Stage, int] = field(default_factory=dict)

    def at(self, stage: Stage) -> int:
        """How much stands at a stage."""
        return int(getattr(self, stage.value))

    @property
    def unspent(self) -> int:
        """Allocated and not disbursed; below nought where more was disbursed."""
        return self.allocated - self.disbursed

    @property
    def spent_percent(self) -> int | None:
        """Disbursed of what is allocated, whole per cent (down); None where nothing is allocated."""
        return self.disbursed * 100 // self.allocated if self.allocated else None

    def add(self, other: Figures) -> None:
        """Add the money of other accounts."""
        self.planned += other.planned
        self.appraised += other.appraised
        self.allocated += other.allocated
        self.committed += other.committed
        self.disbursed += other.disbursed
        self.settled += other.settled
        for stage, vnd in other.over.items():
            self.over[stage] = self.over.get(stage, 0) + vnd


def figures_of(
    appraised: int, allocated: int, committed: int, disbursed: int, settled: int, *, carried: int = 0
) -> Figures:
    """The figures of one account, by its columns in the order of `COLUMNS`.

    carried: how much of what is allocated was carried over into its year: that is not beyond what was appraised.
    """
    figures = Figures(0, appraised, allocated, committed, disbursed, settled)
    if allocated - carried > appraised:
        figures.over[Stage.ALLOCATED] = allocated - carried - appraised
    if committed > allocated:
        figures.over[Stage.COMMITTED] = committed - allocated
    if disbursed > allocated:
        figures.over[Stage.DISBURSED] = disbursed - allocated
    if settled > disbursed:
        figures.over[Stage.SETTLED] = settled - disbursed
    return figures


def carried_into(entries: QuerySet[LedgerEntry]) -> dict[int, int]:
    """How much was carried over into each account, by its number, of vouchers that stand. One query."""
    rows = entries.filter(
        voucher__kind=VoucherKind.CARRY_OVER,
        voucher__reverses__isnull=True,
        voucher__reversed_at__isnull=True,
        stage=Stage.ALLOCATED,
        vnd__gt=0,
    )
    return {row["account"]: row["all"] for row in rows.order_by("account").values("account").annotate(all=Sum("vnd"))}


def total_of(many: Iterable[Figures]) -> Figures:
    """The sum of figures."""
    whole = Figures()
    for one in many:
        whole.add(one)
    return whole


def name_of(row: LedgerAccount) -> AccountName:
    """What an account is called; load it with its line."""
    return AccountName(row.pk, row.line_id, row.line.key, row.line.title, row.year, MoneySource(row.source))


def stored_balance(row: LedgerAccount) -> Balance:
    """What stands on an account, as its row says."""
    return Balance(
        row.appraised_vnd,
        {stage: getattr(row, f"{stage.value}_vnd") for stage in BOOKED},
        {stage: getattr(row, f"{stage.value}_beyond_vnd") for stage in BOOKED},
    )
