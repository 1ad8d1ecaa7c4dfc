"""People who stand twice in the register."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.organisations.models import Person
from tests.architecture.access.work import plan_of
from tests.architecture.access_matrix import Address, with_permission
from tests.factories import register_entries as entries
from tests.factories.world import World

MERGERS = with_permission(Permission.VIEW_TRAINING, Permission.MERGE_PEOPLE)
NAME = "Người của bảng quyền"


def two_people(world: World) -> Mapping[str, object]:
    there = list(Person.objects.filter(name=NAME).order_by("pk"))
    both = there or [entries.person(plan_of(world), name=NAME) for _ in range(2)]
    return {"nguoi": [one.pk for one in both]}


ADDRESSES = (
    Address("person-doubles", who=MERGERS),
    # Without two people to compare it leads back to the list.
    Address("person-merge", who=MERGERS, methods="GET POST", answers=302),
    Address("person-apart", who=MERGERS, methods="POST", data=two_people),
)
