"""An adjusting estimate takes the place of the approved one: the ledger's accounts move with their money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models import Estimate, EstimateLine, LedgerAccount, SettledYear
from nscl.finance.operations.estimates import Start, remove_line, set_amounts
from nscl.finance.operations.estimates.errors import InvalidLine, NotReady
from nscl.finance.operations.ledger import AccountKey, EntryDraft, VoucherDraft, allocate, settle_year
from nscl.finance.rules.line_values import CellChange
from nscl.finance.rules.problems import Problem, Reason
from nscl.records.operations import SYSTEM
from tests.factories.estimates import MILLION, STATE, UNSPLIT, a_line, approved, set_cell, started, with_lines
from tests.factories.ledger import a_voucher
from tests.factories.people import AT


@pytest.fixture
def first(plan: int) -> int:
    """The approved estimate, with the plan's printed lines."""
    number = started(plan, Start.PLAN)
    approved(number)
    return number


def line(estimate: int, key: str) -> int:
    return EstimateLine.objects.get(estimate=estimate, key=key).pk


def give(estimate: int, key: str, year: int, vnd: int, source: MoneySource = STATE) -> None:
    """Money allocated to a line, and nothing further."""
    voucher: VoucherDraft = a_voucher(f"{key}-{year}", year=year, on=date(year, 6, 1))
    plan = Estimate.objects.get(pk=estimate).plan_id
    entries = [EntryDraft(AccountKey(line(estimate, key), year, source), vnd)]
    allocate(plan=plan, voucher=voucher, entries=entries, viewer=None, by=SYSTEM, at=AT)


def problems(act: Callable[[], Any]) -> list[tuple[Reason, str, int | None]]:
    with pytest.raises((NotReady, InvalidLine)) as refusal:
        act()
    found: tuple[Problem, ...] = refusal.value.problems
    return [(one.reason, one.place, one.year) for one in found]


def accounts(plan: int) -> dict[tuple[str, int, str], tuple[int, int]]:
    rows = LedgerAccount.objects.filter(plan=plan).select_related("line__estimate")
    assert {row.line.estimate.state for row in rows} == {"approved"}
    return {(row.line.key, row.year, row.source): (row.appraised_vnd, row.allocated_vnd) for row in rows}


def test_the_accounts_move_with_what_is_booked_on_them(plan: int, first: int) -> None:
    give(first, "I.1", 2021, 40 * MILLION)
    number = started(plan, Start.ADJUSTMENT)
    set_cell(line(number, "I.1"), 2021, 60 * MILLION, 100 * MILLION)
    EstimateLine.objects.filter(pk=line(number, "I.1")).update(unit_cost_vnd=None)
    set_cell(line(number, "I.2"), 2022, None, 200_500_000)
    with_lines(number, a_line("Việc mới", key="III", cells={2023: 4}))
    approved(number)
    assert accounts(plan) == {
        ("I.1", 2021, "state"): (60 * MILLION, 40 * MILLION),
        ("II", 2022, "enterprise"): (30 * MILLION, 0),
        ("II", 2022, "state"): (50 * MILLION, 0),
        ("II", 2023, "all"): (10 * MILLION, 0),
        ("III", 2023, "state"): (4 * MILLION, 0),
    }
    states = Estimate.objects.filter(plan=plan).order_by("ordinal").values_list("state", flat=True)
    assert list(states) == [EstimateState.SUPERSEDED, EstimateState.APPROVED]
    # And once more: the next adjustment takes over from this one.
    third = started(plan, Start.ADJUSTMENT)
    approved(third)
    assert len(accounts(plan)) == 5


def test_money_that_was_given_out_is_not_cut_away(plan: int, first: int) -> None:
    give(first, "I.1", 2021, 40 * MILLION)
    number = started(plan, Start.ADJUSTMENT)
    EstimateLine.objects.filter(pk=line(number, "I.1")).update(unit_cost_vnd=None)
    set_cell(line(number, "I.1"), 2021, 40 * MILLION - 1, 100 * MILLION)
    assert problems(lambda: approved(number)) == [(Reason.BELOW_ALLOCATED, "I.1 Lớp đào tạo", 2021)]
    set_cell(line(number, "I.1"), 2021, 40 * MILLION, 40 * MILLION - 1)
    approved(number)


def test_a_split_by_source_leaves_what_was_given_unsplit(plan: int, first: int) -> None:
    give(first, "II", 2023, 4 * MILLION, UNSPLIT)
    number = started(plan, Start.ADJUSTMENT)
    target = line(number, "II")
    cells = [
        CellChange(target, 2023, UNSPLIT, None, 10 * MILLION),
        CellChange(target, 2023, STATE, 10 * MILLION, None),
    ]
    set_amounts(estimate=number, cells=cells, viewer=None, by=SYSTEM, at=AT)
    assert problems(lambda: approved(number)) == [(Reason.BELOW_ALLOCATED, "II Hỗ trợ mô hình điểm", 2023)]
    set_cell(target, 2023, 4 * MILLION, None, UNSPLIT)
    set_cell(target, 2023, 6 * MILLION, 10 * MILLION)
    approved(number)
    assert accounts(plan)["II", 2023, "all"] == (4 * MILLION, 4 * MILLION)


def test_a_line_on_which_money_is_booked_is_not_dropped(plan: int, first: int) -> None:
    give(first, "I.1", 2021, MILLION)
    number = started(plan, Start.ADJUSTMENT)
    kept, heading = line(number, "I.1"), line(number, "I")
    refusal = [(Reason.HAS_ENTRIES, "I.1 Lớp đào tạo", None)]
    assert problems(lambda: remove(kept)) == problems(lambda: remove(heading)) == refusal
    remove(line(number, "II"))
    # Booked only after the line was removed: told when the estimate goes on.
    give(first, "II", 2022, MILLION)
    assert problems(lambda: approved(number)) == [(Reason.HAS_ENTRIES, "II Hỗ trợ mô hình điểm", 2022)]


def remove(number: int) -> None:
    remove_line(number=number, version=1, viewer=None, by=SYSTEM, at=AT)


def test_a_settled_year_keeps_its_figures(plan: int, first: int) -> None:
    give(first, "I.1", 2021, MILLION)
    settle_year(plan=plan, voucher=a_voucher("QT-2021", year=2021, on=date(2022, 1, 15)), viewer=None, by=SYSTEM, at=AT)
    assert SettledYear.objects.filter(plan=plan, year=2021).exists()
    number = started(plan, Start.ADJUSTMENT)
    target = line(number, "I.1")
    EstimateLine.objects.filter(pk=target).update(unit_cost_vnd=None)
    set_cell(target, 2021, 90 * MILLION, 100 * MILLION)
    with_lines(number, a_line("Việc mới", key="III", cells={2021: 4}))
    assert problems(lambda: approved(number)) == [
        (Reason.YEAR_SETTLED, "I.1 Lớp đào tạo", 2021),
        (Reason.YEAR_SETTLED, "III Việc mới", 2021),
    ]
    set_cell(target, 2021, 100 * MILLION, 90 * MILLION)
    set_cell(line(number, "III"), 2021, None, 4 * MILLION)
    set_cell(line(number, "III"), 2022, 4 * MILLION)
    approved(number)
