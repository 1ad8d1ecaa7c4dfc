"""The import and the export of the registry."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.web.plan_editing import uploads
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.organisation_files import organisations_file
from tests.factories.people import AT
from tests.factories.world import World

KEEPERS = with_permission(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)


def officers_file(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    token = uploads.keep(owner=officer, name="to-chuc.xlsx", pack=organisations_file([]), text=None, at=AT)
    return {"unit": world.province.id, "token": token}


ADDRESSES = (
    Address("organisation-import", who=KEEPERS, methods="GET POST"),
    Address("organisation-import-template", who=KEEPERS),
    # A file that was sent is its sender's alone.
    Address(
        "organisation-import-rehearsal",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods="GET POST",
        kwargs=officers_file,
        data=lambda _: {"viec": "bo"},
    ),
    Address("organisation-export", who=with_permission(Permission.VIEW_REGISTRY)),
    Address("organisation-export-contacts", who=KEEPERS, methods="GET POST"),
)
