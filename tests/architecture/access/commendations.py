"""Commendations: all who see the work read them; the officer writes them."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.plans.models import Plan
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.difficulties import proposed
from tests.factories.world import World

READERS = with_permission(Permission.VIEW_WORK)
WRITERS = with_permission(Permission.COMMEND)


def a_candidate(world: World) -> Mapping[str, object]:
    return {"number": proposed(Plan.objects.get(slug=world.slug), year=2026).pk}


def a_decision(_world: World) -> Mapping[str, object]:
    return {"phien-ban": "1", "so": "12/QĐ-UBND", "ngay": "20/11/2026"}


ADDRESSES = (
    Address("commendation-list", who=READERS),
    Address("commendation-propose", who=WRITERS, methods="GET POST"),
    Address("commendation", who=READERS, kwargs=a_candidate),
    Address("commendation-edit", who=WRITERS, methods="GET POST", kwargs=a_candidate),
    Address("commendation-decide", who=WRITERS, methods="GET POST", kwargs=a_candidate, data=a_decision),
    Address(
        "commendation-withdraw",
        who=WRITERS,
        methods="GET POST",
        kwargs=a_candidate,
        data=lambda _: {"phien-ban": "1", "ly_do": "Thôi"},
    ),
)
