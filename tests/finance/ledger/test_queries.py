"""What pages ask of the ledger: figures equal the entries behind them, and nobody sees another province's money."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import MoneySource, Stage, VoucherKind
from nscl.finance.models import Estimate, LedgerAccount
from nscl.finance.operations.ledger import carry_over, reverse, settle_year
from nscl.finance.queries.ledger import (
    AccountNotFound,
    EntryFilter,
    Grouping,
    MoneyPlanNotFound,
    VoucherFilter,
    VoucherNotFound,
    account_choices,
    account_detail,
    carried_over,
    counterpart_lines,
    entries,
    find_money_plan,
    forecast,
    ledger_history,
    list_vouchers,
    money_line,
    money_matrix,
    money_overview,
    settlement_proposal,
    unspent_at,
    voucher_detail,
    voucher_history,
)
from nscl.finance.rules.forecast import Method
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from tests.factories.ledger import (
    ENTERPRISE,
    MILLION,
    STATE,
    YEAR,
    a_voucher,
    account,
    allocated,
    committed,
    disbursed,
    entry,
    line_of,
)
from tests.factories.people import AT, make_viewer
from tests.finance.conftest import Site

UNSPLIT = MoneySource.UNSPLIT
ELSEWHERE = "01"  # Hà Nội


@pytest.fixture
def year(plan: Plan) -> Plan:
    """Two years of money: some committed, some spent, one payment taken back, one voucher of two lines."""
    allocated(plan, entry(plan, 60, year=2024), number="24", year=2024, on=date(2024, 2, 1))
    disbursed(plan, entry(plan, 45, year=2024), number="24", year=2024, on=date(2024, 8, 1))
    allocated(plan, entry(plan, 120), entry(plan, 60, source=ENTERPRISE), entry(plan, 80, "2"))
    committed(plan, entry(plan, 70, "2"))
    disbursed(plan, entry(plan, 40, "2"), entry(plan, 30, source=ENTERPRISE), on=date(2025, 5, 5))
    wrong = disbursed(plan, entry(plan, 9, "2"), number="nhầm", on=date(2025, 12, 20))
    reverse(voucher=wrong.voucher, reason="Ghi nhầm", on=date(2026, 1, 10), viewer=None, by=SYSTEM, at=AT)
    disbursed(plan, entry(plan, 5, "2"), number="PC-02", on=date(2026, 1, 15))
    return plan


@pytest.fixture
def stranger(site: Site) -> Viewer:  # noqa: ARG001
    """The officer of another province."""
    return make_viewer(Role.PROVINCE_OFFICER, province=ELSEWHERE)


def test_the_matrix_adds_up_to_the_entries_behind_each_cell(year: Plan, officer: Viewer) -> None:
    for by in Grouping:
        with CaptureQueriesContext(connection) as asked:
            matrix = money_matrix(officer, year.pk, by=by)
        assert len(asked) <= 5
        assert (matrix.years, matrix.sources) == ((2024, 2025), (STATE, ENTERPRISE, UNSPLIT))
        whole = matrix.total.whole
        assert (whole.planned, whole.appraised) == (560 * MILLION, 560 * MILLION)
        assert (whole.allocated, whole.committed, whole.disbursed) == (320 * MILLION, 70 * MILLION, 120 * MILLION)
        tops = [row for row in matrix.rows if row.depth == 0]
        for cell, figures in matrix.total.cells.items():
            assert sum(row.cells[cell].disbursed for row in tops if cell in row.cells) == figures.disbursed
    by_line = money_matrix(officer, year.pk)
    assert [(row.label, row.depth, row.is_heading) for row in by_line.rows] == [
        ("0 Đào tạo và mô hình điểm", 0, True),
        ("1 Việc 1", 1, False),
        ("2 Việc 2", 1, False),
        ("3 Việc 3", 1, False),
    ]
    for row in by_line.rows:
        for (in_year, source), figures in row.cells.items():
            for stage in (Stage.ALLOCATED, Stage.COMMITTED, Stage.DISBURSED):
                wanted = EntryFilter(plan=year.pk, line=row.number, year=in_year, source=source, stage=stage)
                assert entries(officer, wanted).vnd == figures.at(stage), (row.label, in_year, source, stage)
    only = money_matrix(officer, year.pk, years=[2024])
    assert (only.years, only.total.whole.disbursed) == ((2024,), 45 * MILLION)


def test_rows_of_the_matrix_are_named(year: Plan, officer: Viewer) -> None:
    assert [row.label for row in money_matrix(officer, year.pk, by=Grouping.YEAR).rows] == ["Năm 2024", "Năm 2025"]
    assert [row.key for row in money_matrix(officer, year.pk, by=Grouping.SOURCE).rows] == [STATE, ENTERPRISE, UNSPLIT]
    line = line_of(year, "2")
    for by, number, label, none in (
        (Grouping.TASK, line.task_id, "1.1 Mở lớp đào tạo năng suất", "Chưa gắn nhiệm vụ"),
        (Grouping.AGENCY, line.agency_id, "Sở Khoa học và Công nghệ", "Chưa giao cơ quan"),
    ):
        rows = money_matrix(officer, year.pk, by=by).rows
        assert [(row.number, row.key, row.label) for row in rows] == [(number, str(number), label), (None, "", none)]
    of_task = entries(
        officer, EntryFilter(plan=year.pk, task=line.task_id, agency=line.agency_id, stage=Stage.DISBURSED)
    )
    assert of_task.vnd == money_matrix(officer, year.pk, by=Grouping.TASK).rows[0].whole.disbursed == 45 * MILLION
    found = entries(officer, EntryFilter(plan=year.pk, without_task=True, without_agency=True, standing=True))
    assert (found.count, len(found.rows)) == (5, 5)
    page = entries(officer, EntryFilter(plan=year.pk), limit=2, offset=1)
    assert (page.count, len(page.rows), page.rows[0].number) == (11, 2, "24")


def test_what_stands_beyond_shows_through_every_sum(year: Plan, officer: Viewer) -> None:
    LedgerAccount.objects.filter(pk=account(year, "2").pk).update(
        allocated_vnd=90 * MILLION, allocated_beyond_vnd=10 * MILLION
    )
    figures = money_matrix(officer, year.pk).total.whole
    assert figures.over == {Stage.ALLOCATED: 10 * MILLION}
    assert (figures.unspent, figures.spent_percent) == (210 * MILLION, 36)


def test_vouchers_are_found_by_what_they_are(year: Plan, officer: Viewer) -> None:
    page = list_vouchers(officer, VoucherFilter(plan=year.pk))
    assert (page.count, page.rows[0].number, page.rows[-1].year) == (8, "PC-02", 2024)
    assert [row.on for row in page.rows] == sorted((row.on for row in page.rows), reverse=True)

    def found(**wanted: object) -> list[tuple[str, int]]:
        rows = list_vouchers(officer, VoucherFilter(plan=year.pk, **wanted)).rows  # type: ignore[arg-type]
        return [(row.number, row.vnd // MILLION) for row in rows]

    assert found(kind=VoucherKind.ALLOCATION, year=2025) == [("QĐ-01", 260)]
    assert found(standing=False) == [("nhầm", -9), ("nhầm", 9)]
    assert found(line=line_of(year, "1").pk, first=date(2025, 1, 1)) == [("PC-01", 70), ("QĐ-01", 260)]
    assert found(q="nhầm thử") == [("nhầm", -9), ("nhầm", 9)]
    assert found(last=date(2024, 2, 1)) == [("24", 60)]
    assert found(beyond=True) == []
    back, wrong = list_vouchers(officer, VoucherFilter(plan=year.pk, standing=False)).rows
    assert (back.reverses, wrong.reversed_by, back.reason) == (wrong.voucher, back.voucher, "Ghi nhầm")


def test_a_voucher_shows_its_entries_and_whether_it_can_be_taken_back(
    year: Plan, officer: Viewer, finance: Viewer, reader: Viewer
) -> None:
    (row,) = list_vouchers(officer, VoucherFilter(plan=year.pk, q="PC-01")).rows
    detail = voucher_detail(officer, row.voucher)
    assert [(one.account.line, one.account.source, one.vnd) for one in detail.entries] == [
        ("1 Việc 1", ENTERPRISE, 30 * MILLION),
        ("2 Việc 2", STATE, 40 * MILLION),
    ]
    assert (detail.may_reverse, detail.settled_by, detail.plan_slug) == (True, None, year.slug)
    assert not voucher_detail(reader, row.voucher).may_reverse
    assert [event.action for event in voucher_history(officer, row.voucher)] == ["voucher.recorded"]
    assert len(ledger_history(officer, year.pk)) == 8
    with pytest.raises(NotAllowed):
        voucher_history(reader, row.voucher)
    closing = settle_year(
        plan=year.pk, voucher=a_voucher("QT", on=date(2026, 3, 1)), viewer=None, by=SYSTEM, at=AT
    ).voucher
    assert voucher_detail(officer, row.voucher).settled_by == closing
    assert [voucher_detail(who, closing).may_reverse for who in (officer, finance)] == [False, True]


def test_an_account_shows_what_is_left_at_each_stage(year: Plan, officer: Viewer) -> None:
    detail = account_detail(officer, account(year, "1").pk)
    assert detail.left[Stage.ALLOCATED] == 80 * MILLION
    assert detail.left[Stage.DISBURSED] == 120 * MILLION
    assert [(one.year, one.source) for one in detail.line_accounts] == [
        (2024, STATE),
        (2025, ENTERPRISE),
        (2025, STATE),
    ]
    choices = {(one.account.key, one.account.source): one for one in account_choices(officer, year.pk, YEAR)}
    # 300 of the state's over both years, 45 paid; three tenths of the enterprise's: 90.
    assert choices["1", STATE].state_allowed == 45 * MILLION
    assert choices["1", ENTERPRISE].state_allowed is choices["2", STATE].state_allowed is None
    assert choices["2", STATE].unspent == 35 * MILLION
    (bound,) = counterpart_lines(officer, year.pk, YEAR)
    assert (bound.line, bound.shares.allowed_now) == ("1 Việc 1", 45 * MILLION)
    assert counterpart_lines(officer, year.pk, 2024) == ()


def test_what_is_unspent_at_the_end_of_the_year(year: Plan, officer: Viewer) -> None:
    """By the days of the vouchers: what was paid in January is unspent in December; a mistake never counted."""
    found = unspent_at(officer, year.pk, YEAR)
    assert (found.on, {(one.account.key, one.account.source): one.unspent // MILLION for one in found.rows}) == (
        date(2025, 12, 31),
        {("1", STATE): 120, ("1", ENTERPRISE): 30, ("2", STATE): 40},
    )
    assert unspent_at(officer, year.pk, YEAR, date(2026, 1, 31)).vnd == 185 * MILLION
    carry_over(
        plan=year.pk,
        voucher=a_voucher("CN", on=date(2025, 12, 31)),
        entries=[entry(year, 20, "2")],
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    after = unspent_at(officer, year.pk, YEAR)
    assert (after.vnd, {one.account.key: one.carried // MILLION for one in after.rows}) == (
        190 * MILLION,
        {"1": 0, "2": 20},
    )
    moved = carried_over(officer, year.pk, YEAR)
    assert (moved.vnd_in, moved.vnd_out, moved.out_of[0].number) == (0, 20 * MILLION, "CN")
    assert carried_over(officer, year.pk, YEAR + 1).vnd_in == 20 * MILLION


def test_the_settlement_is_proposed_as_disbursed(year: Plan, officer: Viewer) -> None:
    proposed = settlement_proposal(officer, year.pk, YEAR)
    assert [(one.account.key, one.proposed // MILLION) for one in proposed.rows] == [("1", 30), ("1", 0), ("2", 45)]
    assert (proposed.total.disbursed, proposed.unspent, proposed.closed_by) == (75 * MILLION, 185 * MILLION, None)
    done = settle_year(plan=year.pk, voucher=a_voucher("QT", on=AT.date()), viewer=None, by=SYSTEM, at=AT)
    assert done.vnd == sum(one.proposed for one in proposed.rows)
    assert settlement_proposal(officer, year.pk, YEAR).closed_by == done.voucher


def test_the_forecast_of_a_running_year(year: Plan, officer: Viewer) -> None:
    for month in (6, 7, 8):
        disbursed(year, entry(year, 1, source=ENTERPRISE), number=f"T{month}", on=date(2025, month, 1))
    found = forecast(officer, year.pk, YEAR, date(2025, 8, 31))
    assert (found.allocated, found.disbursed) == (260 * MILLION, 73 * MILLION)
    assert {one.method: one.vnd for one in found.forecasts} == {
        Method.PACE: 73 * MILLION * 365 // 243,
        Method.SAME_SHARE: 260 * MILLION * 45 // 60,
    }


def test_all_plans_at_a_glance(year: Plan, officer: Viewer, stranger: Viewer) -> None:
    mine = {one.plan_id: one for one in money_overview(officer)}[year.pk]
    assert (mine.has_estimate, mine.open_vnd, mine.figures.disbursed) == (True, None, 120 * MILLION)
    assert mine.figures.planned == 560 * MILLION
    assert money_overview(stranger) == ()
    line = money_line(officer, year=YEAR)
    assert (line.plans, line.figures.appraised, line.figures.allocated) == (1, 410 * MILLION, 260 * MILLION)
    assert money_line(officer, year=YEAR, unit_ids=[year.unit_id]).plans == 1
    assert money_line(officer, year=2030).plans == money_line(officer, year=YEAR, unit_ids=[]).plans == 0
    assert money_line(stranger, year=YEAR).plans == 0


def test_a_plan_s_head_says_its_years_and_what_the_viewer_may(year: Plan, officer: Viewer, focal_point: Viewer) -> None:
    head = find_money_plan(officer, year.slug)
    assert (head.years, head.settled, head.may_record, head.may_settle) == (
        tuple(range(2021, 2026)),
        frozenset(),
        True,
        False,
    )
    assert find_money_plan(focal_point, year.slug).may_record is False
    carry_over(plan=year.pk, voucher=a_voucher("CN", on=AT.date()), viewer=None, by=SYSTEM, at=AT)
    assert find_money_plan(officer, year.slug).years[-1] == 2026
    Estimate.objects.filter(plan=year).update(state="superseded")
    bare = find_money_plan(officer, year.slug)
    assert (bare.estimate_id, bare.years) == (None, ())


def test_another_province_s_money_is_not_there(year: Plan, officer: Viewer, stranger: Viewer) -> None:
    (row,) = list_vouchers(officer, VoucherFilter(plan=year.pk, q="PC-01")).rows
    assert list_vouchers(stranger).count == 0
    assert entries(stranger, EntryFilter(plan=year.pk)).count == 0
    assert account_choices(stranger, year.pk, YEAR) == ()
    for ask, error in (
        (lambda: find_money_plan(stranger, year.slug), MoneyPlanNotFound),
        (lambda: money_matrix(stranger, year.pk), MoneyPlanNotFound),
        (lambda: unspent_at(stranger, year.pk, YEAR), MoneyPlanNotFound),
        (lambda: settlement_proposal(stranger, year.pk, YEAR), MoneyPlanNotFound),
        (lambda: carried_over(stranger, year.pk, YEAR), MoneyPlanNotFound),
        (lambda: forecast(stranger, year.pk, YEAR, AT.date()), MoneyPlanNotFound),
        (lambda: ledger_history(stranger, year.pk), MoneyPlanNotFound),
        (lambda: voucher_detail(stranger, row.voucher), VoucherNotFound),
        (lambda: voucher_history(stranger, row.voucher), VoucherNotFound),
        (lambda: account_detail(stranger, account(year).pk), AccountNotFound),
    ):
        with pytest.raises(error):
            ask()
