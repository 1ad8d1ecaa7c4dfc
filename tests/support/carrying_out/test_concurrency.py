"""Two who decide and two who pay at the same moment, on connections of their own: the ceiling and the grant hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nscl.records.operations import SYSTEM
from nscl.support.models import Conflict, Payment, ScoreSheet, SupportCase, SupportFund
from nscl.support.operations.deciding import approve_case
from nscl.support.operations.errors import MoveRefused, Refused, StateRefused
from nscl.support.operations.payments import pay_case
from nscl.support.operations.refusals import CeilingExceeded, NotImpartial
from nscl.support.operations.scoring import declare_conflict
from nscl.support.rules.granting import PaymentValues
from tests.factories.councils import (
    DAY,
    ACouncil,
    a_ceiling,
    a_council,
    a_session,
    accept,
    appraise,
    approval,
    hearing_of,
    score,
)
from tests.factories.ledger import MILLION, account
from tests.factories.support import a_firm, an_eligible, make_world
from tests.factories.together import in_a_thread, in_threads, real_database

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4
LATER = DAY + timedelta(days=20)


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def approving(case: int, fund: SupportFund, millions: int) -> Callable[[], object]:
    values = approval(fund, millions)
    return lambda: approve_case(case=case, version=None, values=values, viewer=None, by=SYSTEM, at=DAY)


def paying(case: int, millions: int, number: str) -> Callable[[], object]:
    values = PaymentValues(number=number, on=LATER.date(), vnd=millions * MILLION)
    return lambda: pay_case(case=case, version=None, values=values, viewer=None, by=SYSTEM, at=LATER)


def the_last_of_a_ceiling_is_approved_once(cases: list[int], fund: SupportFund) -> None:
    late = in_threads([approving(case, fund, 30) for case in cases])
    assert [type(one) for one in late] == [CeilingExceeded] * (AT_ONCE - 1), late
    fund.refresh_from_db()
    assert fund.approved_vnd == 30 * MILLION
    assert SupportCase.objects.filter(fund=fund).count() == 1


def one_case_is_approved_once(case: int, fund: SupportFund) -> None:
    SupportFund.objects.filter(pk=fund.pk).update(ceiling_vnd=80 * MILLION)
    late = in_threads([approving(case, fund, 10)] * AT_ONCE)
    assert [type(one) for one in late] == [MoveRefused] * (AT_ONCE - 1), late
    fund.refresh_from_db()
    assert fund.approved_vnd == 40 * MILLION


def no_case_is_paid_beyond_its_grant(case: int) -> None:
    row = SupportCase.objects.get(pk=case)
    accept(case, 60)
    late = in_threads([paying(case, 30, f"UNC-{clerk}") for clerk in range(AT_ONCE)])
    assert len(late) == AT_ONCE - 1, late
    assert all(isinstance(one, Refused | StateRefused) for one in late), late
    row.refresh_from_db()
    assert row.paid_vnd == row.approved_vnd == 30 * MILLION
    assert Payment.objects.filter(case=case).count() == 1
    assert account(row.plan, "2").disbursed_vnd == 30 * MILLION


def a_conflict_and_a_sheet_shut_each_other_out(council: ACouncil, case: int) -> None:
    hearing = hearing_of(a_session(council, case), case)

    def declare(user: int) -> Callable[[], object]:
        return lambda: declare_conflict(case=case, user=user, reason="Góp vốn", viewer=None, by=SYSTEM, at=DAY)

    def hand_in(user: int) -> Callable[[], object]:
        return lambda: score(hearing, [user])

    late = in_threads([act(user) for user in council.users[:3] for act in (declare, hand_in)])
    assert [type(one) for one in late] == [NotImpartial] * 3, late
    declared = set(Conflict.objects.filter(case=case).values_list("user", flat=True))
    scored = set(ScoreSheet.objects.filter(case=case).values_list("user", flat=True))
    assert not declared & scored
    assert len(declared | scored) == 3


def test_at_the_same_moment() -> None:
    def test() -> None:
        world = make_world()
        fund, council = a_ceiling(world.plan, 30), a_council(world.unit_id)
        cases = [an_eligible(a_firm(world.unit_id)) for _one in range(AT_ONCE + 1)]
        for case in cases[:-1]:
            appraise(council, case, 30)
        a_conflict_and_a_sheet_shut_each_other_out(council, cases[-1])
        the_last_of_a_ceiling_is_approved_once(cases[:-1], fund)
        granted = SupportCase.objects.get(fund=fund).pk
        one_case_is_approved_once(next(case for case in cases if case != granted), fund)
        no_case_is_paid_beyond_its_grant(granted)

    in_a_thread(test)
