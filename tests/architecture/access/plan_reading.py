"""Reading a document, and reviewing what was read."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import viewer_of
from nscl.plans.queries.reviews import list_item_reviews, list_passages
from nscl.web.plans.addresses import SEGMENTS
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.readings import drafted, read_through
from tests.factories.world import World

EDITORS = with_permission(Permission.EDIT_PLANS)
# A reading belongs to the person who uploaded the document, and to nobody else.
OFFICER = frozenset({Role.PROVINCE_OFFICER})
SLUG = "doc-thu-2021-2025"
DRAFT: Mapping[str, object] = {"slug": SLUG, "ordinal": 1}


def officers_reading(world: World) -> Mapping[str, object]:
    return {"number": read_through(world.people[Role.PROVINCE_OFFICER], at=AT)}


def a_draft(world: World) -> int:
    return drafted(world.people[Role.PROVINCE_OFFICER], slug=SLUG)


def read_draft(world: World) -> Mapping[str, object]:
    a_draft(world)
    return DRAFT


def a_doubtful_item(world: World) -> Mapping[str, object]:
    review = list_item_reviews(viewer_of(world.people[Role.PROVINCE_OFFICER]), a_draft(world))[0]
    return {**DRAFT, "segment": SEGMENTS[review.kind], "number": review.number}


def a_passage(world: World) -> Mapping[str, object]:
    passage = list_passages(viewer_of(world.people[Role.PROVINCE_OFFICER]), a_draft(world))[0]
    return {**DRAFT, "number": passage.number}


ADDRESSES = (
    Address("plan-read", who=EDITORS, methods="GET POST"),
    Address("plan-template", who=EDITORS, query=lambda _: {"tu_nam": "2026", "den_nam": "2030"}),
    Address("plan-reading", who=OFFICER, methods="GET POST", kwargs=officers_reading, data=lambda _: {"viec": "lap"}),
    Address("plan-reading-again", who=OFFICER, methods="POST", kwargs=officers_reading),
    Address("plan-reading-discard", who=OFFICER, methods="GET POST", kwargs=officers_reading),
    Address("edition-review", who=EDITORS, kwargs=read_draft),
    Address(
        "review-add",
        who=EDITORS,
        kwargs=read_draft,
        query=lambda _: {"tu": "3", "den": "4", "loai": "nhiem-vu"},
        answers=302,
    ),
    Address("review-decide", who=EDITORS, methods="POST", kwargs=a_doubtful_item, data=lambda _: {"viec": "nhan"}),
    Address(
        "review-alike",
        who=EDITORS,
        methods="GET POST",
        kwargs=lambda world: {**read_draft(world), "rule": "date-unsure"},
    ),
    Address("passage-decide", who=EDITORS, methods="POST", kwargs=a_passage, data=lambda _: {"viec": "khong-can"}),
)
