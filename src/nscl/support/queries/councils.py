"""Councils and their members, for who sees support in the province and for the members themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import RoleGrant, User
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.support.enums import CouncilRole, SessionState
from nscl.support.models import Council, CouncilMember, CouncilSession

# In this order members are named: chair, deputy, secretary, the others.
ROLE_ORDER: Mapping[CouncilRole, int] = {role: place for place, role in enumerate(CouncilRole)}


class CouncilMissing(LookupError):
    """No such council or meeting, or none that the viewer may see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a council; left_on: no longer one since that day."""

    user: int
    name: str
    position: str
    role: CouncilRole
    left_on: date | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A meeting in a list. cases: on its agenda; concluded: of these."""

    number: int
    on: date
    place: str
    state: SessionState
    cases: int
    concluded: int
    present: int | None
    minutes_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """A council in a list. members: in office; planned, held: meetings; next_on: of the next; is_mine: I sit on it."""

    number: int
    name: str
    unit_id: int
    province: str
    decision_number: str
    decided_on: date
    ended_on: date | None
    members: int
    planned: int
    held: int
    next_on: date | None
    is_mine: bool
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilDetail:
    """A council with its members and meetings (newest first). may_edit: the council itself; may_run: its meetings."""

    number: int
    version: int
    name: str
    unit_id: int
    province: str
    decision_number: str
    decided_on: date
    ended_on: date | None
    members: tuple[MemberRow, ...]
    sessions: tuple[SessionRow, ...]
    may_edit: bool
    may_run: bool
    is_sample: bool

    @property
    def in_office(self) -> tuple[MemberRow, ...]:
        """Those who sit on it now."""
        return tuple(one for one in self.members if one.left_on is None)


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who may be put on a council."""

    user: int
    name: str
    position: str


def visible_councils(viewer: Viewer) -> QuerySet[Council]:
    """The councils of provinces where the viewer sees support, and those on which they sit; unordered."""
    rows = Council.objects.all()
    units = viewer.units_with(Permission.VIEW_SUPPORT)
    if units is None:
        return rows
    mine = CouncilMember.objects.filter(council=OuterRef("pk"), user=viewer.number, left_on__isnull=True)
    return rows.filter(Q(unit__in=list(units)) | Exists(mine))


def list_councils(viewer: Viewer, *, unit_id: int | None = None) -> tuple[CouncilRow, ...]:
    """The councils that the viewer sees, those that still meet first. One query."""
    mine = CouncilMember.objects.filter(council=OuterRef("pk"), user=viewer.number, left_on__isnull=True)
    planned = Q(sessions__state=SessionState.PLANNED)
    rows = (
        visible_councils(viewer)
        .select_related("unit")
        .annotate(
            is_mine=Exists(mine),
            member_count=Count("members", filter=Q(members__left_on__isnull=True), distinct=True),
            planned_count=Count("sessions", filter=planned, distinct=True),
            held_count=Count("sessions", filter=Q(sessions__state=SessionState.HELD), distinct=True),
            next_on=Min("sessions__on", filter=planned),
        )
    )
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    return tuple(
        _row(one) for one in sorted(rows.order_by("-decided_on", "-pk"), key=lambda one: one.ended_on is not None)
    )


def find_council(viewer: Viewer, number: int) -> CouncilDetail:
    """A council with all its members and meetings. Three queries. Raises CouncilMissing."""
    row = visible_councils(viewer).select_related("unit").filter(pk=number).first()
    if row is None:
        raise CouncilMissing(str(number))
    members = members_rows(row.pk)
    return CouncilDetail(
        number=row.pk,
        version=row.version,
        name=row.name,
        unit_id=row.unit_id,
        province=row.unit.name,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        ended_on=row.ended_on,
        members=members,
        sessions=tuple(map(_session, _sessions(row.pk))),
        may_edit=viewer.may(Permission.HANDLE_SUPPORT, row.unit_id),
        may_run=may_run(viewer, row.unit_id, members),
        is_sample=row.is_sample,
    )


def members_rows(council: int) -> tuple[MemberRow, ...]:
    """The members of a council, chair first, those who left last. One query."""
    rows = CouncilMember.objects.select_related("user").filter(council=council).order_by("pk")
    found = [
        MemberRow(row.user_id, row.user.full_name, row.user.position, CouncilRole(row.role), row.left_on)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.left_on is not None, ROLE_ORDER[one.role])))


def may_run(viewer: Viewer, unit_id: int, members: Iterable[MemberRow]) -> bool:
    """Whether the viewer runs the meetings of a council: an officer of its province, or its secretary."""
    keeps = any(
        one.user == viewer.number and one.role is CouncilRole.SECRETARY and one.left_on is None for one in members
    )
    return keeps or viewer.may(Permission.HANDLE_SUPPORT, unit_id)


def person_choices(unit_id: int) -> tuple[PersonChoice, ...]:
    """People with an account in a province who may be put on a council: not those of beneficiaries. One query."""
    there = Q(unit=unit_id) | Q(agency__unit=unit_id) | Q(organisation__unit=unit_id)
    grants = RoleGrant.objects.filter(there, user=OuterRef("pk"), revoked_at__isnull=True)
    grants = grants.exclude(role=Role.BENEFICIARY)
    rows = User.objects.filter(Exists(grants), is_active=True).order_by("full_name", "pk")
    return tuple(PersonChoice(row.pk, row.full_name, row.position) for row in rows)


def _row(row: Any) -> CouncilRow:
    return CouncilRow(
        number=row.pk,
        name=row.name,
        unit_id=row.unit_id,
        province=row.unit.name,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        ended_on=row.ended_on,
        members=computed(row, "member_count"),
        planned=computed(row, "planned_count"),
        held=computed(row, "held_count"),
        next_on=row.next_on,
        is_mine=row.is_mine,
        is_sample=row.is_sample,
    )


def _sessions(council: int) -> QuerySet[CouncilSession]:
    rows = CouncilSession.objects.filter(council=council).annotate(
        case_count=Count("cases"), concluded_count=Count("cases", filter=~Q(cases__conclusion=""))
    )
    return rows.order_by("-on", "-pk")


def _session(row: CouncilSession) -> SessionRow:
    return SessionRow(
        number=row.pk,
        on=row.on,
        place=row.place,
        state=SessionState(row.state),
        cases=computed(row, "case_count"),
        concluded=computed(row, "concluded_count"),
        present=row.present,
        minutes_number=row.minutes_number,
    )
