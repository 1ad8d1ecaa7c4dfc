"""The pages that read plans, and the search."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import viewer_of
from nscl.plans.enums import ItemKind
from nscl.plans.queries.targets import list_targets
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.world import World

READERS = with_permission(Permission.VIEW_PLANS)
HISTORIANS = with_permission(Permission.VIEW_HISTORY)


def edition(world: World) -> Mapping[str, object]:
    return {"slug": world.slug, "ordinal": world.ordinal}


def target(world: World) -> int:
    return list_targets(viewer_of(world.people[Role.PROVINCE_OFFICER]), world.edition_id)[0].number


ADDRESSES = (
    Address("plan-list", who=READERS),
    # One plan is in force for Bắc Ninh in 2026: the doors of the rail lead to it.
    Address("targets", who=READERS, answers=302),
    Address("tasks", who=READERS, answers=302),
    Address("budget", who=READERS, answers=302),
    Address(
        "item-door", who=READERS, kwargs=lambda w: {"kind": ItemKind.TARGET.value, "number": target(w)}, answers=302
    ),
    Address("plan", who=READERS, kwargs=lambda world: {"slug": world.slug}),
    *(
        Address(name, who=READERS, kwargs=edition)
        for name in (
            "edition",
            "edition-targets",
            "edition-tasks",
            "edition-budget",
            "edition-duties",
            "edition-legal-basis",
            "edition-support",
            "edition-findings",
            "edition-document",
            "edition-pack",
        )
    ),
    Address("edition-history", who=HISTORIANS, kwargs=edition),
    Address("edition-chart", who=READERS, kwargs=lambda world: {**edition(world), "form": "csv"}),
    Address("item", who=READERS, kwargs=lambda w: {**edition(w), "segment": "muc-tieu", "number": target(w)}),
    Address("search"),
)
