"""The ledger held against itself: every balance must be the sum of its entries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from nscl.finance.enums import BOOKED, Stage
from nscl.finance.models import LedgerAccount, LedgerEntry
from nscl.finance.queries.ledger.figures import name_of
from nscl.finance.rules.ledger import AccountName


@dataclass(frozen=True, slots=True)
class Imbalance:
    """An account whose balance at a stage is not the sum of its entries, in VND. beyond: of what goes beyond."""

    plan_slug: str
    account: AccountName
    stage: Stage
    kept_vnd: int
    summed_vnd: int
    beyond: bool


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """How much was looked at, and where it does not agree."""

    accounts: int
    entries: int
    imbalances: tuple[Imbalance, ...]


def check_ledger() -> LedgerCheck:
    """Compare every balance with the sum of its entries; for the command of the same name. Three queries."""
    sums = {
        f"{stage.value}_{'beyond' if beyond else 'sum'}": Coalesce(
            Sum("entries__beyond_vnd" if beyond else "entries__vnd", filter=Q(entries__stage=stage)), 0
        )
        for stage in BOOKED
        for beyond in (False, True)
    }
    differs = Q()
    for stage in BOOKED:
        differs |= ~Q(**{f"{stage.value}_vnd": F(f"{stage.value}_sum")})
        differs |= ~Q(**{f"{stage.value}_beyond_vnd": F(f"{stage.value}_beyond")})
    accounts = LedgerAccount.objects.select_related("line", "plan").annotate(**sums).filter(differs).order_by("pk")
    return LedgerCheck(
        LedgerAccount.objects.count(),
        LedgerEntry.objects.count(),
        tuple(found for row in accounts for found in _imbalances(row)),
    )


def _imbalances(row: LedgerAccount) -> list[Imbalance]:
    found = []
    for stage in BOOKED:
        for beyond, kept, summed in (
            (False, f"{stage.value}_vnd", f"{stage.value}_sum"),
            (True, f"{stage.value}_beyond_vnd", f"{stage.value}_beyond"),
        ):
            if getattr(row, kept) != getattr(row, summed):
                both = getattr(row, kept), getattr(row, summed)
                found.append(Imbalance(row.plan.slug, name_of(row), stage, *both, beyond))
    return found
