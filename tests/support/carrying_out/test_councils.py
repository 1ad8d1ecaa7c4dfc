"""Councils, their meetings, conflicts of interest, sheets, conclusions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.operations import grant_role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState, Conclusion, CouncilRole, SessionState
from nscl.support.models import (
    CaseAdviser,
    Conflict,
    CouncilMember,
    CouncilSession,
    ScoreSheet,
    SessionCase,
    SupportCase,
    SupportSlot,
)
from nscl.support.operations.concluding import conclude
from nscl.support.operations.councils import edit_council, end_council, establish_council
from nscl.support.operations.errors import Conflict as Stale
from nscl.support.operations.errors import ReasonMissing, Refused, StateRefused
from nscl.support.operations.refusals import NoQuorum, NotImpartial
from nscl.support.operations.scoring import declare_conflict, record_sheet, remove_conflict, remove_sheet
from nscl.support.operations.sessions import (
    cancel_session,
    edit_session,
    plan_session,
    put_on_agenda,
    take_off_agenda,
)
from nscl.support.queries.councils import CouncilMissing, find_council, list_councils
from nscl.support.queries.hearings import find_session, hearings_of, sheet_form, sheets_due
from nscl.support.queries.papers import minutes_paper, slip_paper
from nscl.support.rules.appraisal import SessionValues
from tests.factories.councils import (
    DAY,
    ROLES,
    SHEET,
    a_council,
    a_session,
    a_sheet,
    actor_of,
    council_values,
    hearing_of,
    hold,
    score,
)
from tests.factories.ledger import MILLION
from tests.factories.people import AT, make_person, scope_for
from tests.factories.support import World, a_firm, a_submitted, an_eligible, make_world

pytestmark = pytest.mark.django_db
SYSTEM_ACTS: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": DAY}


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_council_is_what_its_decision_says(world: World) -> None:
    council = a_council(world.unit_id)
    officer = viewer_of(make_person(Role.PROVINCE_OFFICER))
    stranger = viewer_of(make_person(Role.PROVINCE_LEADER))
    values = council_values(council.users)
    with pytest.raises(NotAllowed):
        establish_council(unit_id=world.unit_id, values=values, viewer=stranger, by=SYSTEM, at=DAY)
    wrong = council_values(council.users[:2], (CouncilRole.MEMBER, CouncilRole.MEMBER), name=" ")
    with pytest.raises(Refused) as refused:
        establish_council(unit_id=world.unit_id, values=wrong, **SYSTEM_ACTS)
    assert {one.field for one in refused.value.problems} == {"name", "members"}
    # Another chair; the former one leaves, and a member comes in.
    new = make_person(full_name="Người Mới").pk
    members = council_values([new, *council.users[1:]]).members
    changed = replace(values, members=members)
    edit_council(council=council.number, version=1, values=changed, viewer=officer, by=SYSTEM, at=DAY)
    assert CouncilMember.objects.get(user=council.users[0]).left_on == DAY.date()
    with pytest.raises(Stale) as stale:
        edit_council(council=council.number, version=1, values=values, **SYSTEM_ACTS)
    assert [one.field for one in stale.value.fields] == ["members"]
    found = find_council(officer, council.number)
    assert [one.role for one in found.in_office] == list(ROLES)
    assert (found.may_edit, found.may_run, len(found.members)) == (True, True, 6)
    session = a_session(council)
    with pytest.raises(StateRefused):
        end_council(council=council.number, version=None, on=DAY.date(), **SYSTEM_ACTS)
    cancel_session(session=session, version=None, reason="Dời lịch", **SYSTEM_ACTS)
    end_council(council=council.number, version=None, on=DAY.date(), **SYSTEM_ACTS)
    with pytest.raises(StateRefused):
        a_session(council)
    assert [one.ended_on for one in list_councils(officer)] == [DAY.date()]
    assert AuditEvent.objects.filter(action="council.ended").count() == 1


def test_only_eligible_cases_come_before_a_meeting_once(world: World) -> None:
    council = a_council(world.unit_id)
    eligible, submitted = an_eligible(world.firm), a_submitted(a_firm(world.unit_id))
    session = a_session(council, eligible)
    for cases in ([submitted], [10**9]):
        with pytest.raises(StateRefused):
            put_on_agenda(session=session, cases=cases, **SYSTEM_ACTS)
    assert not put_on_agenda(session=session, cases=[eligible], **SYSTEM_ACTS).changed
    with pytest.raises(StateRefused):
        a_session(council, eligible)
    take_off_agenda(hearing=hearing_of(session, eligible), **SYSTEM_ACTS)
    other = a_session(council, eligible)
    values = SessionValues(on=DAY.date(), place="Phòng họp 2", criteria=SHEET)
    edit_session(session=other, version=1, values=values, **SYSTEM_ACTS)
    with pytest.raises(Stale):
        edit_session(session=other, version=1, values=replace(values, place="Phòng họp 3"), **SYSTEM_ACTS)
    with pytest.raises(Refused):
        plan_session(
            council=council.number,
            values=SessionValues(on=DAY.date() - timedelta(days=365), criteria="khong-co"),
            **SYSTEM_ACTS,
        )
    score(hearing_of(other, eligible), council.users[:1])
    with pytest.raises(StateRefused):
        take_off_agenda(hearing=hearing_of(other, eligible), **SYSTEM_ACTS)


def test_whoever_has_an_interest_or_advised_writes_no_sheet(world: World) -> None:
    council, case = a_council(world.unit_id), an_eligible(world.firm)
    hearing = hearing_of(a_session(council, case), case)
    chair, adviser, other = council.users[0], council.users[3], council.users[4]
    members = [viewer_of(_user(one)) for one in (chair, other)]
    with pytest.raises(NotAllowed):
        declare_conflict(case=case, user=chair, reason="Góp vốn", viewer=members[1], by=actor_of(other), at=DAY)
    with pytest.raises(ReasonMissing):
        declare_conflict(case=case, user=chair, reason=" ", viewer=members[0], by=actor_of(chair), at=DAY)
    declare_conflict(case=case, user=chair, reason="Góp vốn", viewer=members[0], by=actor_of(chair), at=DAY)
    CaseAdviser.objects.create(case_id=case, user_id=adviser, at=DAY)
    for user in (chair, adviser):
        with pytest.raises(NotImpartial):
            score(hearing, [user])
        # And where somebody writes past the operations, the database itself refuses it.
        with pytest.raises(IntegrityError), transaction.atomic():
            ScoreSheet.objects.create(hearing_id=hearing, case_id=case, user_id=user, proposal="approve", at=DAY)
    score(hearing, [other])
    with pytest.raises(NotImpartial):
        declare_conflict(case=case, user=other, reason="Muộn", **SYSTEM_ACTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.create(case_id=case, user_id=other, reason="Muộn", at=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseAdviser.objects.create(case_id=case, user_id=other, at=DAY)
    with pytest.raises(NotImpartial):
        remove_conflict(
            case=case, user=chair, reason="Thôi", viewer=viewer_of(make_officer(chair)), by=actor_of(chair), at=DAY
        )
    remove_conflict(case=case, user=chair, reason="Ghi nhầm người", **SYSTEM_ACTS)
    score(hearing, [chair])
    remove_sheet(hearing=hearing, user=chair, reason="Chấm nhầm hồ sơ", **SYSTEM_ACTS)
    assert ScoreSheet.objects.filter(hearing=hearing).count() == 1
    with pytest.raises(StateRefused):
        score(hearing, [make_person().pk])


def test_a_council_concludes_what_its_sheets_come_to(world: World) -> None:
    council = a_council(world.unit_id)
    one, two = an_eligible(world.firm), an_eligible(a_firm(world.unit_id))
    session = a_session(council, one, two)
    first, second = hearing_of(session, one), hearing_of(session, two)
    wrong = replace(a_sheet(), points={**a_sheet().points, "need": Decimal(21), "x": Decimal(1)}, proposal=None)
    with pytest.raises(Refused) as refused:
        score(first, council.users[:1], wrong)
    assert {one.field for one in refused.value.problems} == {"points.need", "points.x", "proposal"}
    score(first, council.users)
    score(second, council.users[:3])
    against = a_sheet(30, Conclusion.REJECT, "Chi phí chưa sát giá")
    score(second, council.users[:2], against)  # they change their sheets
    with pytest.raises(StateRefused):
        conclude(hearing=first, conclusion=Conclusion.APPROVE, proposed_vnd=20 * MILLION, **SYSTEM_ACTS)
    with pytest.raises(NoQuorum):
        hold(a_session(council), council.users[:3])
    with pytest.raises(StateRefused):  # who handed a sheet in was there
        hold(session, council.users[:4])
    hold(session, council.users)
    with pytest.raises(StateRefused):
        score(first, council.users[:1])
    with pytest.raises(Refused):
        conclude(hearing=first, conclusion=Conclusion.APPROVE, proposed_vnd=31 * MILLION, **SYSTEM_ACTS)
    with pytest.raises(StateRefused):
        conclude(hearing=first, conclusion=Conclusion.REJECT, reason="Không", **SYSTEM_ACTS)
    conclude(hearing=first, conclusion=Conclusion.APPROVE, proposed_vnd=20 * MILLION, **SYSTEM_ACTS)
    with pytest.raises(NoQuorum):  # three sheets of five members
        conclude(hearing=second, conclusion=Conclusion.REJECT, reason="Không", **SYSTEM_ACTS)
    assert SupportCase.objects.get(pk=one).state == CaseState.APPRAISED
    assert SupportCase.objects.get(pk=two).state == CaseState.ELIGIBLE
    # Put off, it comes before the next meeting, and is rejected there.
    again = a_session(council, two)
    hearing = hearing_of(again, two)
    score(hearing, council.users, against)
    hold(again, council.users)
    conclude(hearing=hearing, conclusion=Conclusion.REJECT, reason="Chi phí chưa sát giá", **SYSTEM_ACTS)
    row = SupportCase.objects.get(pk=two)
    assert (row.state, row.decided_at) == (CaseState.REJECTED, DAY)
    assert not SupportSlot.objects.get(case=two).holds
    assert minutes_are_right(session, council.users[2])
    assert slip_paper(one).amount_vnd == 30 * MILLION


def test_members_see_their_meeting_and_only_their_own_sheets_before_it(world: World) -> None:
    council, case = a_council(world.unit_id), an_eligible(world.firm)
    session = a_session(council, case)
    hearing = hearing_of(session, case)
    member, secretary = viewer_of(_user(council.users[4])), viewer_of(_user(council.users[2]))
    assert [one.hearing for one in sheets_due(member.number)] == [hearing]
    score(hearing, [council.users[0], council.users[4]])
    assert not sheets_due(member.number)
    assert [one.user for one in find_session(member, session).agenda[0].sheets] == [member.number]
    assert len(find_session(secretary, session).agenda[0].sheets) == 2
    form = sheet_form(member, hearing)
    assert (form.is_stored, form.points["need"]) == (True, Decimal(16))
    with pytest.raises(CouncilMissing):
        sheet_form(member, hearing, member=council.users[0])
    for outsider in (viewer_of(make_person()), viewer_of(make_person(Role.BENEFICIARY))):
        with pytest.raises(CouncilMissing):
            find_session(outsider, session)
        assert not list_councils(outsider)
        with pytest.raises(StateRefused):
            record_sheet(hearing=hearing, values=a_sheet(), viewer=outsider, by=SYSTEM, at=DAY)
    with pytest.raises(NotAllowed):
        record_sheet(hearing=hearing, values=a_sheet(), member=council.users[0], viewer=member, by=SYSTEM, at=DAY)
    # From paper, by the secretary.
    record_sheet(hearing=hearing, values=a_sheet(), member=council.users[1], viewer=secretary, by=SYSTEM, at=DAY)
    assert [one.session for one in hearings_of(secretary, case)] == [session]


def minutes_are_right(session: int, secretary: int) -> bool:
    paper = minutes_paper(viewer_of(_user(secretary)), session)
    assert CouncilSession.objects.get(pk=session).state == SessionState.HELD
    assert SessionCase.objects.filter(session=session, conclusion="").count() == 1
    assert (paper.chair, paper.secretary) == ("Thành viên 0", "Thành viên 2")
    return [one.conclusion for one in paper.cases] == [str(Conclusion.APPROVE.label), ""]


def _user(number: int) -> User:
    return User.objects.get(pk=number)


def make_officer(number: int) -> User:
    """The person as an officer of today's province."""
    grant_role(account=number, role=Role.PROVINCE_OFFICER, scope=scope_for(Role.PROVINCE_OFFICER), by=SYSTEM, at=AT)
    return _user(number)
