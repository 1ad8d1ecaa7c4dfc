"""A desk of support in the world of the pages: a ceiling, a council of three, cases in every state that pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nscl.accounts.enums import Role
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.models import FollowUp, Payment, SessionCase, SupportCase, SupportFund
from nscl.support.operations.acceptances import accept_result
from nscl.support.operations.concluding import conclude
from nscl.support.operations.councils import establish_council
from nscl.support.operations.funds import open_fund
from nscl.support.operations.payments import pay_case
from nscl.support.rules.granting import AcceptanceValues, PaymentValues
from tests.factories.councils import ACouncil, a_session, actual_cost, approve, council_values, hearing_of, hold, score
from tests.factories.ledger import MILLION, STATE, account, allocated, approved_estimate, entry
from tests.factories.people import AT
from tests.factories.support import a_consulting, a_draft, a_firm, a_submitted, an_eligible
from tests.factories.world import World

YEAR = AT.year
SEATS = (Role.PROVINCE_LEADER, Role.PROVINCE_OFFICER, Role.AGENCY_FOCAL_POINT)
SEAT_ROLES = (CouncilRole.CHAIR, CouncilRole.SECRETARY, CouncilRole.MEMBER)


@dataclass(frozen=True)
class Desk:
    """Numbers of everything. planned: a meeting to come with the eligible case on it; paid: a case with a payment."""

    firm: int
    draft: int
    submitted: int
    eligible: int
    appraised: int
    approved: int
    accepted: int
    paid: int
    fund: int
    council: int
    planned: int
    hearing: int
    payment: int
    follow_up: int


def a_desk(world: World, *, at: datetime = AT) -> Desk:
    """Build it, by the real operations, in the province of the world's people.

    The money is another plan's: rows of the world's own plan are what the pages of money are tried on.
    """
    unit = world.province.id
    firm = _firm(unit, at)
    council = _council(world, unit, at)
    money = Plan.objects.create(slug="ho-tro-to-chuc", unit_id=unit, period_start=YEAR, period_end=YEAR + 4)
    fund = _fund(money, at)
    accepted, paid = _carried(council, fund, unit, at), _carried(council, fund, unit, at)
    pay_case(
        case=paid,
        version=None,
        values=PaymentValues(number="UNC-01", on=at.date(), vnd=40 * MILLION),
        viewer=None,
        by=SYSTEM,
        at=at,
    )
    approved = _approved(council, fund, unit, at)
    appraised = an_eligible(_firm(unit, at), a_consulting(), at=at)
    _appraise(council, appraised, at)
    eligible = an_eligible(_firm(unit, at), a_consulting(), at=at)
    planned = a_session(council, eligible, at=at)
    return Desk(
        firm=firm,
        draft=a_draft(_firm(unit, at), a_consulting(), at=at),
        submitted=a_submitted(firm, a_consulting(), at=at),
        eligible=eligible,
        appraised=appraised,
        approved=approved,
        accepted=accepted,
        paid=paid,
        fund=fund.pk,
        council=council.number,
        planned=planned,
        hearing=hearing_of(planned, eligible),
        payment=Payment.objects.get(case=paid).pk,
        follow_up=FollowUp.objects.filter(case=paid).order_by("months")[0].pk,
    )


def a_case_more(unit_id: int, at: datetime = AT) -> int:
    """One case more that waits for the officer."""
    return a_submitted(_firm(unit_id, at), a_consulting(), at=at)


def _firm(unit: int, at: datetime) -> int:
    """A firm of its own: what is capped by the year is shared by the cases of one firm."""
    return a_firm(unit, year=at.year - 1)


def _council(world: World, unit: int, at: datetime) -> ACouncil:
    users = tuple(world.people[role].pk for role in SEATS)
    values = council_values(users, SEAT_ROLES, decided_on=date(at.year, 1, 10))
    saved = establish_council(unit_id=unit, values=values, viewer=None, by=SYSTEM, at=at)
    return ACouncil(saved.number, users)


def _fund(plan: Plan, at: datetime) -> SupportFund:
    approved_estimate(plan, {"1": {(YEAR, STATE): 500 * MILLION}}, years=(YEAR, YEAR + 4))
    allocated(plan, entry(plan, 500, year=YEAR), year=YEAR, on=date(YEAR, 1, 15))
    saved = open_fund(
        account=account(plan, "1", STATE, YEAR).pk,
        name=f"Hỗ trợ tổ chức năm {YEAR}",
        ceiling_vnd=400 * MILLION,
        viewer=None,
        by=SYSTEM,
        at=at,
    )
    return SupportFund.objects.get(pk=saved.number)


def _appraise(council: ACouncil, case: int, at: datetime) -> None:
    session = a_session(council, case, at=at)
    hearing = SessionCase.objects.get(session=session, case=case).pk
    score(hearing, council.users, at=at)
    hold(session, council.users, at=at)
    vnd = SupportCase.objects.get(pk=case).computed_vnd
    conclude(hearing=hearing, conclusion=Conclusion.APPROVE, proposed_vnd=vnd, viewer=None, by=SYSTEM, at=at)


def _approved(council: ACouncil, fund: SupportFund, unit: int, at: datetime) -> int:
    case = an_eligible(_firm(unit, at), a_consulting(), at=at)
    _appraise(council, case, at)
    approve(case, fund, 40, at=at)
    return case


def _carried(council: ACouncil, fund: SupportFund, unit: int, at: datetime) -> int:
    """Approved, and accepted on the contract that it asked for."""
    case = _approved(council, fund, unit, at)
    values = AcceptanceValues(on=at.date(), result="Đã áp dụng", costs=(actual_cost(80, at.date(), head="contract"),))
    accept_result(case=case, version=None, values=values, viewer=None, by=SYSTEM, at=at)
    return case
