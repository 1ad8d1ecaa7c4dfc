"""`nscl check-ledger`."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from nscl.cli import main
from nscl.finance.enums import MoneySource, Stage
from nscl.finance.queries.ledger.checking import Imbalance, LedgerCheck
from nscl.finance.rules.ledger import AccountName


@pytest.mark.django_db
def test_a_ledger_that_agrees() -> None:
    done = CliRunner().invoke(main, ["check-ledger"])
    assert (done.exit_code, done.output) == (0, "Sổ kinh phí khớp: 0 tài khoản, 0 bút toán.\n")


def test_a_ledger_that_does_not_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    name = AccountName(5, 7, "I.2", "Tài liệu", 2025, MoneySource.STATE)
    found = LedgerCheck(3, 1200, (Imbalance("bac-giang", name, Stage.DISBURSED, 5, 7, beyond=False),))
    monkeypatch.setattr("nscl.finance.queries.ledger.check_ledger", lambda: found)
    done = CliRunner().invoke(main, ["check-ledger"])
    assert done.exit_code == 1
    assert "1 số dư không bằng tổng bút toán (3 tài khoản, 1.200 bút toán)" in done.stderr
    assert "bac-giang, dòng I.2 Tài liệu, năm 2025, NSNN, giải ngân: số dư 5 đồng, tổng bút toán 7 đồng" in done.stderr
