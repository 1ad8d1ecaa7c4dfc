"""The import of activities from Excel."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.web.plan_editing import uploads
from tests.architecture.access.work import annual_plan
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.world import World
from tests.factories.xlsx import filled

RECORDERS = with_permission(Permission.VIEW_WORK, Permission.RECORD_WORK)


def officers_file(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    token = uploads.keep(owner=officer, name="viec.xlsx", pack=filled([]), text=None, at=AT)
    return {**annual_plan(world), "token": token}


ADDRESSES = (
    Address("activity-import", who=RECORDERS, methods="GET POST", kwargs=annual_plan),
    Address("activity-import-template", who=RECORDERS, kwargs=annual_plan),
    # A file that was sent is its sender's alone.
    Address(
        "activity-import-rehearsal",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods="GET POST",
        kwargs=officers_file,
        data=lambda _: {"viec": "bo"},
    ),
)
