"""Provinces, communes and agencies: public knowledge, for whoever is signed in with a role."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.institutions.queries import agencies_of
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.world import World

READERS = with_permission(Permission.VIEW_INSTITUTIONS)


def agency(world: World) -> Mapping[str, object]:
    return {"number": agencies_of(world.province.id, AT.date())[0].id}


ADDRESSES = (
    Address("province-list", who=READERS),
    Address("unit-successions", who=READERS),
    # 24 was Bắc Giang and is Bắc Ninh: without a day the page asks which.
    Address("unit-by-code", who=READERS, kwargs=lambda _: {"code": "24"}, answers=300),
    Address("unit-detail", who=READERS, kwargs=lambda world: {"number": world.province.id}),
    Address("agency-detail", who=READERS, kwargs=agency),
)
