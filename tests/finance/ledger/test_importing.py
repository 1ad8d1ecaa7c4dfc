"""A ledger out of an Excel file: rehearsal and run, voucher by voucher, and cells that cannot be trusted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import VoucherKind
from nscl.finance.imports.columns import VOUCHERS
from nscl.finance.models import LedgerEntry, LedgerImport, Voucher
from nscl.finance.operations.ledger import FileTaken, settle_year
from nscl.finance.operations.ledger.importing import (
    LedgerImportRefused,
    LedgerRehearsal,
    import_ledger,
    ledger_template,
    rehearse_import,
)
from nscl.finance.queries.ledger import check_ledger
from nscl.plans.models import Plan
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.records.spreadsheets.reading import read_sheet
from tests.factories.ledger import MILLION, STATE, a_voucher, account, allocated, entry
from tests.factories.ledger_files import a_row, filled_ledger
from tests.factories.people import AT


def pay(number: str, vnd: Any, **changes: Any) -> dict[str, Any]:
    paid = {"kind": "giải ngân", "on": date(2025, 4, 1), "about": "Trả công đào tạo"}
    return a_row(number, vnd, **{**paid, **changes})


def rehearsed(plan: Plan, *rows: dict[str, Any], viewer: Viewer | None = None) -> LedgerRehearsal:
    return rehearse_import(plan=plan.pk, data=filled_ledger(rows), viewer=viewer, at=AT)


def taken(plan: Plan, data: bytes, *, sound_only: bool = False) -> LedgerRehearsal:
    return import_ledger(
        plan=plan.pk, file_name="so.xlsx", data=data, sound_only=sound_only, viewer=None, by=SYSTEM, at=AT
    )


def test_the_run_does_what_the_rehearsal_says(plan: Plan, finance: Viewer) -> None:
    """Vouchers are booked by day: the payment stands above what it is paid from."""
    rows = [
        pay("PC-1", "30.000.000", source="NSNN tỉnh"),
        a_row("QĐ-1", "60,000,000"),
        a_row("QĐ-1", 20_000_000.0, line="1 Việc 1", source="doanh nghiệp", about="Đối ứng"),
    ]
    data, events = filled_ledger(rows), AuditEvent.objects.count()
    told = rehearse_import(plan=plan.pk, data=data, viewer=finance, at=AT)
    assert Voucher.objects.count() == 0
    assert [(one.number, one.rows, one.vnd) for one in told.new] == [
        ("QĐ-1", (3, 4), 80 * MILLION),
        ("PC-1", (2,), 30 * MILLION),
    ]
    assert told.vnd_of(VoucherKind.DISBURSEMENT) == 30 * MILLION
    by = Actor(finance.number, finance.name)
    done = import_ledger(plan=plan.pk, file_name="so.xlsx", data=data, viewer=finance, by=by, at=AT)
    assert done == told
    assert list(Voucher.objects.order_by("pk").values_list("number", "about")) == [
        ("QĐ-1", "Giao dự toán; Đối ứng"),
        ("PC-1", "Trả công đào tạo"),
    ]
    assert (account(plan, "2").disbursed_vnd, LedgerEntry.objects.count()) == (30 * MILLION, 3)
    assert AuditEvent.objects.count() == events + 1
    assert (LedgerImport.objects.get().name, check_ledger().imbalances) == ("so.xlsx", ())


def test_what_is_wrong_is_told_by_cell_and_a_voucher_is_refused_whole(plan: Plan) -> None:
    rows = [
        a_row("QĐ-1", 60_000_000),
        a_row("QĐ-2", "1.5"),
        a_row("QĐ-2", 1_000_000, line="1", source="NSNN tỉnh"),
        a_row("QĐ-3", 1_000_000, year=2031),
        a_row("QĐ-4", 1e16),
        pay("PC-1", 61_000_000),
        pay("PC-2", 2_000_000, line="99"),
        pay("PC-3", 3_000_000, kind="chi"),
        pay("PC-4", 4_000_000, line="3"),
        pay("PC-4", 4_000_000, on=date(2025, 5, 1)),
        pay("PC-5", "mười triệu"),
        pay("PC-6", 5_000_000, line="1"),
        pay("", 6_000_000),
        pay("PC-8", 7_000_000),
        pay("PC-8", 7_000_000),
    ]
    data = filled_ledger(rows)
    told = rehearse_import(plan=plan.pk, data=data, viewer=None, at=AT)
    cells = [problem.cell for problem in told.problems]
    assert cells == ["H3", "D5", "H6", "H7", "F8", "A9", "C11", "H12", "B13", "G13", "B14", "H16"]
    assert ([one.number for one in told.new], told.refused, told.wrong_rows) == (["QĐ-1"], 11, 11)
    with pytest.raises(LedgerImportRefused) as refused:
        taken(plan, data)
    assert refused.value.rehearsal == told
    assert (Voucher.objects.count(), LedgerImport.objects.count()) == (0, 0)
    assert taken(plan, data, sound_only=True) == told
    assert account(plan, "2").allocated_vnd == 60 * MILLION


def test_what_only_the_ledger_refuses_takes_nothing_in_either(plan: Plan) -> None:
    data = filled_ledger([a_row("QĐ-1", 60_000_000), pay("PC-1", 61_000_000)])
    with pytest.raises(LedgerImportRefused) as refused:
        taken(plan, data)
    (problem,) = refused.value.rehearsal.problems
    assert (problem.cell, "Lý do ghi vượt" in problem.remedy) == ("H3", True)
    assert (Voucher.objects.count(), LedgerImport.objects.count()) == (0, 0)


def test_the_same_file_is_refused_and_the_same_voucher_left_out(plan: Plan) -> None:
    first = filled_ledger([a_row("QĐ-1"), pay("PC-1", 5_000_000)])
    taken(plan, first)
    with pytest.raises(FileTaken, match=r"so\.xlsx"):
        taken(plan, first)
    more = [a_row("QĐ-1"), pay("PC-1", 6_000_000), pay("PC-2", 7_000_000)]
    told = rehearsed(plan, *more)
    assert [(one.rows, one.voucher) for one in told.known] == [((2,), Voucher.objects.get(number="QĐ-1").pk)]
    assert [problem.cell for problem in told.problems] == ["B3"]
    assert "5.000.000" in told.problems[0].message
    with CaptureQueriesContext(connection) as few:
        rehearsed(plan, *more)
    with CaptureQueriesContext(connection) as many:
        rehearsed(plan, *more, *(a_row("QĐ-1", 1_000_000, line="3", about=f"{n}") for n in range(3)))
    assert len(many) == len(few)
    done = taken(plan, filled_ledger(more), sound_only=True)
    assert [one.number for one in done.new] == ["PC-2"]


def test_a_reason_lets_a_stage_go_beyond(plan: Plan) -> None:
    allocated(plan, entry(plan, 10, "2"))
    (new,) = rehearsed(plan, pay("PC-1", 12_000_000, reason="Công văn 12/UBND")).new
    assert (new.vnd, new.beyond_vnd) == (12 * MILLION, 2 * MILLION)


def test_a_closed_year_and_the_counterpart_are_told_at_their_cells(plan: Plan) -> None:
    allocated(plan, entry(plan, 200), entry(plan, 10, "2", year=2025))
    (problem,) = rehearsed(plan, pay("PC-1", 50_000_000, line="1", source=str(STATE.label))).problems
    assert (problem.cell, "Thông tư 35/2021/TT-BTC" in problem.remedy) == ("H2", True)
    settle_year(
        plan=plan.pk, voucher=a_voucher("QT", on=date(2025, 12, 31)), viewer=None, by=SYSTEM, at=AT.replace(year=2026)
    )
    (problem,) = rehearsed(plan, pay("PC-1", 5_000_000)).problems
    assert (problem.cell, "đã quyết toán" in problem.message) == ("D2", True)


def test_only_who_may(plan: Plan, focal_point: Viewer, reader: Viewer) -> None:
    for viewer in (focal_point, reader):
        with pytest.raises(NotAllowed):
            rehearsed(plan, a_row(), viewer=viewer)
        with pytest.raises(NotAllowed):
            ledger_template(plan=plan.pk, viewer=viewer)


def test_the_template_is_read_back_by_its_own_headings(plan: Plan, finance: Viewer) -> None:
    sheet = read_sheet(ledger_template(plan=plan.pk, viewer=finance), VOUCHERS)
    assert set(sheet.places) == set(VOUCHERS.by_key)
    assert (sheet.rows, sheet.unknown) == ((), ())
