"""Difficulties: all who see the work read them; the officer and the agencies concerned act."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.plans.models import Plan
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.difficulties import DUE, assigned, closed, raised, today_agency
from tests.factories.world import World

READERS = with_permission(Permission.VIEW_WORK)
RAISERS = with_permission(Permission.RAISE_DIFFICULTIES)
STEERERS = with_permission(Permission.ESCALATE)
# The focal point of the world is that of Sở GD&ĐT: its own, or assigned to it.
CONCERNED = STEERERS | {Role.AGENCY_FOCAL_POINT}


def plan_of(world: World) -> Plan:
    return Plan.objects.get(slug=world.slug)


def an_open_one(world: World) -> Mapping[str, object]:
    return {"number": raised(plan_of(world), agency=today_agency()).pk}


def an_assigned_one(world: World) -> Mapping[str, object]:
    return {"number": assigned(plan_of(world), to=today_agency()).pk}


def a_closed_one(world: World) -> Mapping[str, object]:
    return {"number": closed(plan_of(world), agency=today_agency()).pk}


def words(_world: World) -> Mapping[str, object]:
    return {"phien-ban": "1", "noi_dung": "Nội dung"}


def a_body(_world: World) -> Mapping[str, object]:
    return {"phien-ban": "1", "co_quan": str(today_agency()), "han": DUE.isoformat()}


ADDRESSES = (
    Address("difficulty-list", who=READERS),
    Address("difficulty-raise", who=RAISERS, methods="GET POST"),
    Address("difficulty", who=READERS, kwargs=an_open_one),
    Address("difficulty-edit", who=CONCERNED, methods="GET POST", kwargs=an_open_one, data=words),
    Address("difficulty-assign", who=STEERERS, methods="GET POST", kwargs=an_open_one, data=a_body),
    Address("difficulty-answer", who=CONCERNED, methods="GET POST", kwargs=an_assigned_one, data=words),
    Address("difficulty-escalate", who=STEERERS, methods="GET POST", kwargs=an_open_one, data=words),
    Address("difficulty-close", who=CONCERNED, methods="GET POST", kwargs=an_open_one, data=words),
    Address("difficulty-reopen", who=CONCERNED, methods="GET POST", kwargs=a_closed_one, data=words),
)
