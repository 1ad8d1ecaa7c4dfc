"""The council of a sample: a meeting that was held and concluded, and the next one with its first sheets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.timezone import make_aware

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.records.operations import Actor
from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.models import SessionCase, SupportCase
from nscl.support.operations.concluding import conclude
from nscl.support.operations.councils import establish_council
from nscl.support.operations.scoring import record_sheet
from nscl.support.operations.sessions import hold_session, plan_session
from nscl.support.queries.scorings import scoring_of, scorings
from nscl.support.rules.appraisal import LEAST_MEMBERS, CouncilValues, MemberDraft, SessionValues, SheetValues
from nscl.support.sample import CASES, Reached
from nscl.support.sample.cases import COUNCIL_AGO, HELD_AGO, MINUTES_NUMBER, NEXT_IN, SHEETS_AGO

_ROLES: Final[Mapping[Role, CouncilRole]] = {
    Role.PROVINCE_LEADER: CouncilRole.CHAIR,
    Role.PROVINCE_FINANCE: CouncilRole.DEPUTY,
    Role.PROVINCE_OFFICER: CouncilRole.SECRETARY,
    Role.AGENCY_FOCAL_POINT: CouncilRole.MEMBER,
    Role.CONSULTANT: CouncilRole.MEMBER,
}
_PLACE: Final = "Phòng họp Sở Khoa học và Công nghệ (mẫu)"
_NAME: Final = "Hội đồng thẩm định hồ sơ hỗ trợ (mẫu)"
_NUMBER: Final = "Quyết định số 01/QĐ-MẪU"
_AFTERNOON: Final = time(14, 0)
# Per cent of each criterion's points that the members give, in turn.
_GOOD, _POOR = (84, 76, 80, 72, 88), (34, 46, 40, 38, 30)
_EARLY: Final = 2  # members who handed their sheets in before the next meeting


def fill_appraisal(
    unit: int, people: Mapping[Role, RoleGrant], numbers: Mapping[int, int], *, on: date, by: Actor
) -> None:
    """A council of the sample accounts with its meetings; nothing where these are too few. numbers: cases by place."""
    users = [people[role].user_id for role in _ROLES if role in people]
    if len(users) < LEAST_MEMBERS or Role.PROVINCE_LEADER not in people:
        return
    acts: dict[str, Any] = {"viewer": None, "by": by}
    members = tuple(MemberDraft(people[role].user_id, seat) for role, seat in _ROLES.items() if role in people)
    decided_on = on - timedelta(days=COUNCIL_AGO)
    values = CouncilValues(name=_NAME, decision_number=_NUMBER, decided_on=decided_on, members=members)
    council = establish_council(unit_id=unit, values=values, at=_at(decided_on), is_sample=True, **acts).number
    _hold(council, users, _places(numbers, Reached.HEARD_FOR, Reached.HEARD_AGAINST), on, acts)
    _plan_next(council, users, _places(numbers, Reached.WAITING), on, acts)


def _places(numbers: Mapping[int, int], *reached: Reached) -> dict[int, int]:
    """The cases that came so far: number → place among those of the sample."""
    return {numbers[place]: place for place, case in enumerate(CASES) if case.reached in reached}


def _hold(council: int, users: list[int], cases: Mapping[int, int], on: date, acts: dict[str, Any]) -> None:
    day = on - timedelta(days=HELD_AGO)
    before, after = _at(day - timedelta(days=3)), _at(day)
    session = plan_session(council=council, values=_values(day), cases=list(cases), at=before, **acts).number
    for hearing in SessionCase.objects.filter(session=session).order_by("position"):
        against = CASES[cases[hearing.case_id]].reached is Reached.HEARD_AGAINST
        for user, share in zip(users, _POOR if against else _GOOD, strict=False):
            record_sheet(
                hearing=hearing.pk,
                values=_sheet(share, CASES[cases[hearing.case_id]].says),
                member=user,
                at=after,
                **acts,
            )
    hold_session(session=session, version=None, present=users, minutes_number=MINUTES_NUMBER, at=after, **acts)
    for hearing in SessionCase.objects.filter(session=session).order_by("position"):
        _conclude(hearing, CASES[cases[hearing.case_id]].says, after, acts)


def _conclude(hearing: SessionCase, says: str, at: datetime, acts: dict[str, Any]) -> None:
    if says:
        conclude(hearing=hearing.pk, conclusion=Conclusion.REJECT, reason=says, at=at, **acts)
        return
    computed = SupportCase.objects.values_list("computed_vnd", flat=True).get(pk=hearing.case_id)
    conclude(hearing=hearing.pk, conclusion=Conclusion.APPROVE, proposed_vnd=computed, at=at, **acts)


def _plan_next(council: int, users: list[int], cases: Mapping[int, int], on: date, acts: dict[str, Any]) -> None:
    at = _at(on - timedelta(days=SHEETS_AGO))
    values = _values(on + timedelta(days=NEXT_IN))
    session = plan_session(council=council, values=values, cases=list(cases), at=at, **acts).number
    first = SessionCase.objects.filter(session=session).order_by("position").first()
    if first is not None:
        for user, share in zip(users[:_EARLY], _GOOD, strict=False):
            record_sheet(hearing=first.pk, values=_sheet(share), member=user, at=at, **acts)


def _values(on: date) -> SessionValues:
    return SessionValues(on=on, place=_PLACE, criteria=min(scorings()))


def _sheet(share: int, against: str = "") -> SheetValues:
    """A sheet with about so many per cent of each criterion's points; against: why not, "" where it is for it."""
    points = {one.key: Decimal(one.most * share // 100) for one in scoring_of(min(scorings())).criteria}
    proposal = Conclusion.REJECT if against else Conclusion.APPROVE
    return SheetValues(points=points, proposal=proposal, remark=against)


def _at(day: date) -> datetime:
    return make_aware(datetime.combine(day, _AFTERNOON))
