"""Support for officers, councils, leaders and finance: staff read, each step is its own person's; members score."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nscl.accounts.enums import Permission, Role
from nscl.support.models import CaseDocument
from nscl.support.operations.scoring import record_sheet
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.councils import a_sheet, actor_of
from tests.factories.people import AT
from tests.factories.support import CONSULTING
from tests.factories.support_desk import SEATS, Desk, a_desk
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_SUPPORT)
HANDLERS = with_permission(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
DECIDERS = with_permission(Permission.VIEW_SUPPORT, Permission.DECIDE_SUPPORT)
PAYERS = with_permission(Permission.VIEW_SUPPORT, Permission.PAY_SUPPORT)
MEMBERS = frozenset(SEATS)
LEADER = frozenset({Role.PROVINCE_LEADER})
BOTH = "GET POST"


# One desk for all addresses of a world: it is built with the world, not for each of them.
_DESKS: dict[int, Desk] = {}


def prepare(world: World) -> None:
    _DESKS[id(world)] = a_desk(world)


def desk_of(world: World) -> Desk:
    return _DESKS[id(world)]


def case(state: str) -> Callable[[World], Mapping[str, object]]:
    return lambda world: {"number": getattr(desk_of(world), state)}


def a_document(world: World) -> Mapping[str, object]:
    number = desk_of(world).submitted
    papers = CaseDocument.objects.filter(case=number).order_by("pk")
    return {"number": number, "document": papers.values_list("pk", flat=True)[0]}


def a_slip(world: World) -> Mapping[str, object]:
    return {"number": desk_of(world).eligible, "slip": 1}


def a_payment(world: World) -> Mapping[str, object]:
    return {"number": desk_of(world).paid, "payment": desk_of(world).payment}


def a_follow_up(world: World) -> Mapping[str, object]:
    return {"number": desk_of(world).paid, "follow_up": desk_of(world).follow_up}


def leaders_sheet(world: World) -> Mapping[str, object]:
    return {"number": desk_of(world).hearing, "member": world.people[Role.PROVINCE_LEADER].pk}


def written_sheet(world: World) -> Mapping[str, object]:
    kwargs = leaders_sheet(world)
    user = world.people[Role.PROVINCE_LEADER].pk
    hearing = desk_of(world).hearing
    record_sheet(hearing=hearing, values=a_sheet(), member=user, viewer=None, by=actor_of(user), at=AT)
    return kwargs


def a_firm(world: World) -> Mapping[str, str]:
    return {"to-chuc": str(desk_of(world).firm)}


def a_content(_world: World) -> Mapping[str, object]:
    return {"content": "digital-consulting"}


def act(name: str, state: str, who: frozenset[Role]) -> Address:
    return Address(name, who=who, methods=BOTH, kwargs=case(state))


ADDRESSES = (
    Address("support", who=VIEWERS),
    Address("support-many", who=HANDLERS | DECIDERS, methods=BOTH),
    Address("support-new", who=HANDLERS, query=a_firm),
    Address(
        "support-new-content",
        who=HANDLERS,
        methods=BOTH,
        kwargs=a_content,
        query=a_firm,
        data=lambda _: {"muc": CONSULTING},
    ),
    *(
        Address(name, who=VIEWERS, kwargs=case("paid"))
        for name in (
            "support-case",
            "support-slip",
            "support-appraisal",
            "support-decision",
            "support-decision-word",
            "support-carrying",
            "support-follow-up",
            "support-history",
        )
    ),
    Address("support-slip-word", who=VIEWERS, kwargs=a_slip),
    # A paper that is a link on the web leads there.
    Address("support-document-file", who=VIEWERS, kwargs=a_document, answers=302),
    Address("support-document", who=HANDLERS, methods=BOTH, kwargs=a_document),
    act("support-document-add", "submitted", HANDLERS),
    act("support-form", "draft", HANDLERS),
    act("support-form-costs", "draft", HANDLERS),
    act("support-submit", "draft", HANDLERS),
    act("support-link", "draft", HANDLERS),
    act("support-correct", "submitted", HANDLERS),
    act("support-adviser", "submitted", HANDLERS),
    act("support-supplement", "submitted", HANDLERS),
    act("support-eligible", "submitted", HANDLERS),
    act("support-refuse", "submitted", HANDLERS),
    act("support-withdraw", "submitted", HANDLERS),
    act("support-approve", "appraised", DECIDERS),
    act("support-reject", "appraised", DECIDERS),
    act("support-contract", "approved", HANDLERS),
    act("support-accept", "approved", HANDLERS),
    act("support-unaccept", "accepted", HANDLERS),
    act("support-pay", "accepted", PAYERS),
    Address("support-unpay", who=PAYERS, methods=BOTH, kwargs=a_payment),
    Address("support-follow-record", who=HANDLERS, methods=BOTH, kwargs=a_follow_up),
    act("support-close", "paid", HANDLERS),
    # Councils are seen by their members too, whatever their role.
    Address("council-list", who=VIEWERS | MEMBERS, by_thing=True),
    Address("council-new", who=HANDLERS, methods=BOTH),
    Address("council", who=VIEWERS | MEMBERS, by_thing=True, kwargs=case("council")),
    act("council-edit", "council", HANDLERS),
    act("council-end", "council", HANDLERS),
    Address("session", who=VIEWERS | MEMBERS, by_thing=True, kwargs=case("planned")),
    Address("session-minutes", who=VIEWERS | MEMBERS, by_thing=True, kwargs=case("planned")),
    *(
        Address(name, who=HANDLERS, methods=BOTH, by_thing=True, kwargs=case(of))
        for name, of in (
            ("session-plan", "council"),
            ("session-change", "planned"),
            ("session-cancel-meeting", "planned"),
            ("session-agenda", "planned"),
            ("session-hold", "planned"),
            ("hearing-paper", "hearing"),
            ("hearing-off", "hearing"),
            ("hearing-conclude", "hearing"),
        )
    ),
    Address("hearing-conflict", who=MEMBERS, methods=BOTH, by_thing=True, kwargs=case("hearing")),
    Address("sheet", who=MEMBERS, methods=BOTH, by_thing=True, kwargs=case("hearing")),
    Address("sheet-of", who=HANDLERS | LEADER, methods=BOTH, by_thing=True, kwargs=leaders_sheet),
    Address("sheet-remove", who=HANDLERS | LEADER, methods=BOTH, by_thing=True, kwargs=written_sheet),
    Address("fund-list", who=VIEWERS),
    Address("fund", who=VIEWERS, kwargs=case("fund")),
    Address("fund-new", who=PAYERS | DECIDERS, methods=BOTH),
    act("fund-change", "fund", PAYERS | DECIDERS),
)
