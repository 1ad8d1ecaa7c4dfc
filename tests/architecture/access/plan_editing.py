"""Taking in, checking, editing, issuing plans."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import viewer_of
from nscl.documents.pack.enums import FindingSeverity
from nscl.plans.enums import FindingState
from nscl.plans.queries.findings import list_findings
from nscl.plans.queries.tasks import list_tasks
from nscl.web.plan_editing import uploads
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.plans import SMALL_PLAN
from tests.factories.world import World

EDITORS = with_permission(Permission.EDIT_PLANS)
ISSUERS = with_permission(Permission.ISSUE_PLANS)
READERS = with_permission(Permission.VIEW_PLANS)
# An upload, and a removal, belong to the person who made it, and to nobody else.
NOBODY: frozenset[Role] = frozenset()


def draft(world: World) -> Mapping[str, object]:
    return {"slug": world.draft_slug, "ordinal": world.draft_ordinal}


def issued(world: World) -> Mapping[str, object]:
    return {"slug": world.slug, "ordinal": world.ordinal}


def tasks(world: World) -> Mapping[str, object]:
    return {**draft(world), "segment": "nhiem-vu"}


def a_task(world: World) -> Mapping[str, object]:
    officer = viewer_of(world.people[Role.PROVINCE_OFFICER])
    return {**tasks(world), "number": list_tasks(officer, world.draft_id)[0].number}


def a_finding(world: World) -> Mapping[str, object]:
    officer = viewer_of(world.people[Role.PROVINCE_OFFICER])
    found = list_findings(officer, world.draft_id)
    error = next(one for one in found if one.severity is FindingSeverity.ERROR)
    return {**draft(world), "number": error.number}


def officers_upload(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    return {"token": uploads.keep(owner=officer, name="plan.yaml", pack=SMALL_PLAN.read_bytes(), text=None, at=AT)}


def no_removal(world: World) -> Mapping[str, object]:
    return {**draft(world), "token": "khong-co"}


OFFICER = frozenset({Role.PROVINCE_OFFICER})

ADDRESSES = (
    Address("plan-load", who=EDITORS, methods="GET POST"),
    Address(
        "plan-load-preview", who=OFFICER, methods="GET POST", kwargs=officers_upload, data=lambda _: {"viec": "bo"}
    ),
    Address("plan-check", who=READERS, methods="GET POST"),
    Address("plan-check-result", who=OFFICER, kwargs=officers_upload),
    Address("item-add", who=EDITORS, methods="GET POST", kwargs=tasks),
    Address("item-edit", who=EDITORS, methods="GET POST", kwargs=a_task),
    Address("item-remove", who=EDITORS, methods="GET POST", kwargs=a_task),
    Address("item-move", who=EDITORS, methods="POST", kwargs=a_task, data=lambda _: {"huong": "xuong"}),
    Address("item-restore", who=NOBODY, methods="GET POST", kwargs=no_removal),
    Address(
        "finding-decide",
        who=EDITORS,
        methods="GET POST",
        kwargs=a_finding,
        data=lambda _: {"quyet_dinh": FindingState.ACCEPTED.value, "ly_do": ""},
    ),
    Address("findings-accept", who=EDITORS, methods="GET POST", kwargs=draft),
    Address("edition-draft", who=EDITORS, kwargs=draft),
    Address("edition-issue", who=ISSUERS, methods="GET POST", kwargs=draft),
    Address("edition-amend", who=ISSUERS, methods="GET POST", kwargs=issued),
    Address("edition-difference", who=READERS, kwargs=issued),
    Address("edition-discard", who=EDITORS, methods="GET POST", kwargs=draft),
    Address("edition-text", who=EDITORS, methods="GET POST", kwargs=draft),
)
