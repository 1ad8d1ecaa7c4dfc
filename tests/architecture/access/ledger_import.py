"""The import of vouchers from Excel."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Role
from nscl.web.plan_editing import uploads
from tests.architecture.access.ledger import READERS, RECORDERS, a_ledger
from tests.architecture.access_matrix import Address
from tests.factories.ledger_files import filled_ledger
from tests.factories.people import AT
from tests.factories.world import World


def officers_file(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    token = uploads.keep(owner=officer, name="so.xlsx", pack=filled_ledger([]), text=None, at=AT)
    return {**a_ledger(world), "token": token}


ADDRESSES = (
    Address("ledger-file", who=READERS, kwargs=a_ledger),
    Address("ledger-import", who=RECORDERS, methods="GET POST", kwargs=a_ledger),
    Address("ledger-import-template", who=RECORDERS, kwargs=a_ledger),
    # A file that was sent is its sender's alone.
    Address(
        "ledger-import-rehearsal",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods="GET POST",
        kwargs=officers_file,
        data=lambda _: {"viec": "bo"},
    ),
)
