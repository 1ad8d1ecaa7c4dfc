"""Acts at random on the database, beside plain sums: the balances are the sums, whatever was booked and taken back."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pytest
from django.db import transaction

from nscl.finance.enums import MoneySource, VoucherKind
from nscl.finance.models import LedgerAccount
from nscl.finance.operations.ledger import (
    AccountKey,
    Booked,
    EntryDraft,
    Exceeds,
    LedgerError,
    VoucherDraft,
    allocate,
    commit,
    disburse,
    reverse,
)
from nscl.finance.queries.ledger import check_ledger
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from tests.factories.ledger import MILLION, account_key, everything
from tests.factories.people import AT

ACTS = {"allocated": allocate, "committed": commit, "disbursed": disburse}
KINDS = [VoucherKind.ALLOCATION, VoucherKind.COMMITMENT, VoucherKind.DISBURSEMENT]


class Clerk:
    """Books and takes back at random, and keeps plain sums by account and stage."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan, self.draw = plan, random.Random(seed)
        self.keys = [
            account_key(plan, "2"),
            account_key(plan, "2", year=2024),
            account_key(plan, "3", MoneySource.UNSPLIT),
        ]
        self.sums: defaultdict[tuple[AccountKey, str], int] = defaultdict(int)
        self.standing: dict[int, tuple[str, Mapping[AccountKey, int]]] = {}
        self.refused = 0

    def act(self, number: int) -> None:
        if self.standing and self.draw.random() < 0.2:
            self.take_back(self.draw.choice(sorted(self.standing)))
        else:
            self.book(str(number))

    def book(self, number: str) -> None:
        year, stage = self.draw.choice([2024, 2025]), self.draw.choice(sorted(ACTS))
        amounts = {key: self.draw.randrange(-8, 25) * MILLION for key in self.keys if key.year == year}
        draft = VoucherDraft(number=number, on=date(year, 6, 1), year=year, about="Thử", reason="Cần")
        try:
            with transaction.atomic():
                done = self.send(stage, draft, amounts, beyond=self.draw.random() < 0.3)
        except LedgerError:
            self.refused += 1
        else:
            self.standing[done.voucher] = (stage, amounts)
            self.add(stage, amounts, 1)

    def send(self, stage: str, draft: VoucherDraft, amounts: Mapping[AccountKey, int], *, beyond: bool) -> Booked:
        entries = [EntryDraft(key, vnd) for key, vnd in amounts.items()]
        act = ACTS[stage]
        return act(plan=self.plan.pk, voucher=draft, entries=entries, beyond=beyond, viewer=None, by=SYSTEM, at=AT)

    def take_back(self, voucher: int) -> None:
        try:
            reverse(voucher=voucher, reason="Thử", viewer=None, by=SYSTEM, at=AT)
        except Exceeds:
            self.refused += 1
        else:
            self.add(*self.standing.pop(voucher), -1)

    def add(self, stage: str, amounts: Mapping[AccountKey, int], sign: int) -> None:
        for key, vnd in amounts.items():
            self.sums[key, stage] += sign * vnd


@pytest.mark.parametrize("seed", [1, 2])
def test_the_balances_are_the_sums(plan: Plan, seed: int) -> None:
    clerk = Clerk(plan, seed)
    for number in range(50):
        clerk.act(number)
    assert clerk.refused > 3
    assert len(clerk.standing) > 3
    for key in clerk.keys:
        row = LedgerAccount.objects.get(line=key.line_id, year=key.year, source=key.source)
        for stage in ACTS:
            assert getattr(row, f"{stage}_vnd") == clerk.sums[key, stage], (key, stage)
    assert check_ledger().imbalances == ()
    for _round in range(len(clerk.standing)):  # one may need another taken back first
        for voucher in sorted(clerk.standing, reverse=True):
            clerk.take_back(voucher)
    assert not clerk.standing
    for stage in ACTS:
        assert everything(plan, stage) == everything(plan, f"{stage}_beyond") == [0] * 6
