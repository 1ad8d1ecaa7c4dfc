"""Organisations supported: with an accepted result, each lineage once, in the year of its first; about standards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nscl.accounts.enums import Role
from nscl.progress.catalogue import Scope, Source, find
from nscl.progress.catalogue.registers import entries_of, facts_of
from nscl.support.enums import CaseState
from nscl.support.models import Acceptance, SupportCase, SupportFund
from nscl.support.queries.trial_cases import decided_cases
from tests.factories.support import MOMENT, a_branch, a_consulting, a_firm, a_fund, an_application, case_in
from tests.support.conftest import Desk, built_desk, desk

__all__ = ["built_desk", "desk"]
pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 31)


def supported(fund: SupportFund, firm: int, on: date, values: Any = None, **changes: Any) -> SupportCase:
    """A case with an accepted result."""
    row = case_in(CaseState.ACCEPTED, firm, values, fund=fund)
    amount = row.approved_vnd or 0
    Acceptance.objects.create(
        case=row, on=on, result="Đạt", cost_vnd=amount, approved_vnd=amount, payable_vnd=amount, at=MOMENT
    )
    SupportCase.objects.filter(pk=row.pk).update(**changes)
    return row


def counted(desk: Desk, source: Source, last: date = TODAY) -> dict[tuple[int, ...], int]:
    scope = Scope(first=date(2021, 1, 1), last=last, plan_ids=frozenset({desk.world.plan.pk}))
    return {tuple(sorted(fact.years)): fact.number for fact in facts_of({source}, scope, last)}


def test_each_lineage_counts_once_in_the_years_of_its_accepted_results(desk: Desk) -> None:
    fund = a_fund(desk.world.plan, 10**12)
    other = a_firm(desk.world.unit_id)
    first = supported(fund, desk.firm, date(2024, 8, 1))
    supported(fund, a_branch(desk.firm), date(2025, 2, 1), a_consulting())
    supported(fund, other, date(2025, 3, 1), a_consulting())
    case_in(CaseState.APPROVED, a_firm(desk.world.unit_id), fund=fund)  # nothing came of it yet
    assert counted(desk, Source.ORGANISATIONS_SUPPORTED) == {(2024, 2025): 1, (2025,): 1}
    assert counted(desk, Source.ORGANISATIONS_SUPPORTED, date(2024, 12, 31)) == {(2024,): 1}
    # Of the three, the one with ISO 14001 alone is about a standard.
    assert counted(desk, Source.STANDARDS_SUPPORTED) == {(2024,): 1}
    scope = Scope(first=date(2021, 1, 1), last=TODAY, plan_ids=frozenset({desk.world.plan.pk}))
    entries = entries_of(Source.ORGANISATIONS_SUPPORTED, scope, TODAY, yearly=False)
    assert [(entry.number, entry.on) for entry in entries] == [(other, date(2025, 3, 1)), (desk.firm, date(2024, 8, 1))]
    assert "ISO 14001:2015" in entries[1].note
    assert len(entries_of(Source.ORGANISATIONS_SUPPORTED, scope, TODAY, yearly=True)) == 3
    SupportCase.objects.filter(pk=first.pk).update(subject="5S")
    assert counted(desk, Source.STANDARDS_SUPPORTED) == {}


def test_what_the_cases_cannot_tell_still_waits() -> None:
    for code in ("enterprises_supported", "enterprises_supported_growth", "enterprises_standards_supported"):
        one = find(code)
        assert one is not None
        assert one.is_counted
    for code in ("high_risk_enterprises_supported_share", "labs_supported"):
        one = find(code)
        assert one is not None
        assert (one.is_counted, one.package) == (False, "standards")


def test_decided_cases_are_tried_as_they_were_known_on_their_day(desk: Desk) -> None:
    fund = a_fund(desk.world.plan)
    granted = case_in(CaseState.APPROVED, desk.firm, an_application(), fund=fund)
    case_in(CaseState.REJECTED, a_firm(desk.world.unit_id), a_consulting())
    case_in(CaseState.SUBMITTED, a_firm(desk.world.unit_id))
    found = decided_cases(desk.viewer(Role.PROVINCE_OFFICER), None, TODAY)
    assert sorted(one.past.paid_vnd for one in found) == [0, 30_000_000]
    one = next(one for one in found if one.number == granted.pk)
    assert (one.past.on, one.past.case.history) == (MOMENT.date(), ())
    assert decided_cases(desk.viewer(Role.PROVINCE_OFFICER), None, date(2024, 1, 1)) == ()
