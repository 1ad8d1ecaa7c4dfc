"""Appraisal councils with their meetings, and cases taken from eligibility to payment by the real operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from nscl.accounts.models import User
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM, Actor
from nscl.rulebook.scoring import Scoring
from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.models import SessionCase, SupportFund
from nscl.support.operations.acceptances import accept_result
from nscl.support.operations.concluding import conclude
from nscl.support.operations.councils import establish_council
from nscl.support.operations.deciding import approve_case
from nscl.support.operations.funds import open_fund
from nscl.support.operations.payments import pay_case
from nscl.support.operations.scoring import record_sheet
from nscl.support.operations.sessions import hold_session, plan_session
from nscl.support.queries.scorings import scoring_of
from nscl.support.rules.appraisal import CouncilValues, MemberDraft, SessionValues, SheetValues
from nscl.support.rules.granting import AcceptanceValues, ApprovalValues, PaymentValues
from nscl.support.rules.values import CostValue
from tests.factories.ledger import MILLION, account, allocated, approved_estimate, entry
from tests.factories.people import make_person
from tests.factories.support import SELLER

SHEET = "chung-1"
# The small plan's money is of 2025; its province is still Bắc Giang in March.
DAY = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
ROLES = (CouncilRole.CHAIR, CouncilRole.DEPUTY, CouncilRole.SECRETARY, CouncilRole.MEMBER, CouncilRole.MEMBER)
_numbers = count(1)


@dataclass(frozen=True)
class ACouncil:
    """A council and the accounts of its members, in the order of `ROLES`."""

    number: int
    users: tuple[int, ...]


def a_council(unit_id: int, roles: Sequence[CouncilRole] = ROLES, *, at: datetime = DAY) -> ACouncil:
    """A council of a province with a new person in each role."""
    users = tuple(make_person(full_name=f"Thành viên {place}").pk for place, _role in enumerate(roles))
    saved = establish_council(unit_id=unit_id, values=council_values(users, roles), viewer=None, by=SYSTEM, at=at)
    return ACouncil(saved.number, users)


def council_values(users: Sequence[int], roles: Sequence[CouncilRole] = ROLES, **changes: Any) -> CouncilValues:
    """What a decision that establishes a council says."""
    members = tuple(MemberDraft(user, role) for user, role in zip(users, roles, strict=True))
    values = {"name": "Hội đồng thẩm định Thử", "decision_number": "12/QĐ-SKHCN", "decided_on": date(2025, 1, 10)}
    return CouncilValues(**{**values, **changes}, members=members)


def a_ceiling(plan: Plan, millions: int = 80, *, at: datetime = DAY) -> SupportFund:
    """A ceiling on the state's money of a line that needs no counterpart."""
    approved_estimate(plan)
    allocated(plan, entry(plan, 80, "2"))
    saved = open_fund(
        account=account(plan, "2").pk, name="Hỗ trợ 2025", ceiling_vnd=millions * MILLION, viewer=None, by=SYSTEM, at=at
    )
    return SupportFund.objects.get(pk=saved.number)


def a_session(council: ACouncil, *cases: int, on: date | None = None, at: datetime = DAY) -> int:
    """A planned meeting with cases on its agenda."""
    values = SessionValues(on=on or at.date(), criteria=SHEET)
    return plan_session(council=council.number, values=values, cases=cases, viewer=None, by=SYSTEM, at=at).number


def hearing_of(session: int, case: int) -> int:
    """The number of a case's place on an agenda."""
    return SessionCase.objects.get(session=session, case=case).pk


def a_sheet(share: int = 80, proposal: Conclusion = Conclusion.APPROVE, remark: str = "") -> SheetValues:
    """A sheet with so many per cent of the points of each criterion."""
    scoring: Scoring = scoring_of(SHEET)
    points = {one.key: Decimal(one.most * share) / 100 for one in scoring.criteria}
    return SheetValues(points=points, proposal=proposal, remark=remark)


def score(hearing: int, users: Sequence[int], sheet: SheetValues | None = None, *, at: datetime = DAY) -> None:
    """These members hand in a sheet."""
    for user in users:
        record_sheet(hearing=hearing, values=sheet or a_sheet(), member=user, viewer=None, by=actor_of(user), at=at)


def hold(session: int, users: Sequence[int], *, at: datetime = DAY) -> None:
    """The meeting is held with these members."""
    hold_session(session=session, version=None, present=users, minutes_number="01", viewer=None, by=SYSTEM, at=at)


def appraise(council: ACouncil, case: int, millions: int, *, at: datetime = DAY) -> None:
    """A meeting about one case, whose members all propose so much."""
    session = a_session(council, case, on=at.date(), at=at)
    hearing = hearing_of(session, case)
    score(hearing, council.users, at=at)
    hold(session, council.users, at=at)
    vnd = millions * MILLION
    conclude(hearing=hearing, conclusion=Conclusion.APPROVE, proposed_vnd=vnd, viewer=None, by=SYSTEM, at=at)


def approval(fund: SupportFund, millions: int | None, **changes: Any) -> ApprovalValues:
    """A decision out of a fund."""
    number = f"{next(_numbers)}/QĐ-UBND"
    values = {"decision_number": number, "decision_on": DAY.date(), "fund": fund.pk}
    vnd = None if millions is None else millions * MILLION
    return ApprovalValues(**{**values, "vnd": vnd, **changes})


def approve(case: int, fund: SupportFund, millions: int, *, at: datetime = DAY) -> None:
    """Approve a case."""
    approve_case(case=case, version=None, values=approval(fund, millions), viewer=None, by=SYSTEM, at=at)


def acceptance(*millions: int, on: date | None = None, **changes: Any) -> AcceptanceValues:
    """A result that was accepted, with costs of so many million each."""
    day = on or (DAY + timedelta(days=5)).date()
    costs = tuple(actual_cost(one, day) for one in millions)
    return AcceptanceValues(**{"on": day, "result": "Đã áp dụng, đã được chứng nhận", "costs": costs, **changes})


def actual_cost(millions: int, on: date, head: str = "build") -> CostValue:
    """A cost that was borne in the end, with an invoice of its own."""
    number = f"9{next(_numbers):05}"
    return CostValue(
        head=head, vnd=millions * MILLION, on=on, seller_tax_code=SELLER, invoice_symbol="C25TAA", invoice_number=number
    )


def accept(case: int, *millions: int, at: datetime = DAY + timedelta(days=10)) -> None:
    """Accept the result of a case."""
    accept_result(case=case, version=None, values=acceptance(*millions), viewer=None, by=SYSTEM, at=at)


def pay(case: int, millions: int, number: str = "", *, at: datetime = DAY + timedelta(days=20)) -> None:
    """Pay so much on a case."""
    values = PaymentValues(number=number or f"UNC-{next(_numbers)}", on=at.date(), vnd=millions * MILLION)
    pay_case(case=case, version=None, values=values, viewer=None, by=SYSTEM, at=at)


def actor_of(user: int) -> Actor:
    """A person as the audit trail has them."""
    return Actor(user, User.objects.get(pk=user).full_name)
