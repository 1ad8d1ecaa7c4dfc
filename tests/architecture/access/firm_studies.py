"""Studies of firms: the officer asks, the leader publishes, the staff read what is published."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.productivity.models import FirmStudy
from nscl.productivity.rules.studies import StudyValues
from nscl.web.plan_editing import uploads
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.firm_studies import FILE, asked_study, done_study, published_study, survey, values
from tests.factories.people import AT
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_PRODUCTIVITY)
KEEPERS = with_permission(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
LEADERS = with_permission(Permission.VIEW_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)
DRAFT, PUBLISHED, WAITING = "nháp của ma trận", "công bố của ma trận", "chờ của ma trận"


def prepare(world: World) -> None:
    """A draft, a published study, one that waits: computed once for all addresses."""
    officer, leader = world.people[Role.PROVINCE_OFFICER], world.people[Role.PROVINCE_LEADER]
    done_study(officer, world.province.id, choices=_quick(DRAFT))
    published_study(officer, leader, world.province.id, choices=_quick(PUBLISHED))
    asked_study(officer, world.province.id, choices=_quick(WAITING))


def _quick(title: str) -> StudyValues:
    return values(title=title, group="", estimators=("ols",))


def _of(title: str) -> FirmStudy:
    return FirmStudy.objects.get(title=title)


def draft(_world: World) -> Mapping[str, object]:
    return {"number": _of(DRAFT).pk}


def published(_world: World) -> Mapping[str, object]:
    return {"number": _of(PUBLISHED).pk}


def waiting(_world: World) -> Mapping[str, object]:
    return {"number": _of(WAITING).pk}


def officers_file(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    token = uploads.keep(owner=officer, name=FILE, pack=survey(), text=None, at=AT)
    return {"unit": world.province.id, "token": token}


def seen(_world: World) -> Mapping[str, object]:
    return {"phien-ban": _of(DRAFT).version}


def reason(_world: World) -> Mapping[str, object]:
    return {"phien-ban": _of(PUBLISHED).version, "reason": "tệp sai"}


ADDRESSES = (
    Address("study-list", who=VIEWERS),
    Address("study", who=VIEWERS, kwargs=published),
    Address("study-choose", who=KEEPERS, methods="GET POST"),
    # A file that was sent is its sender's alone.
    Address(
        "study-start",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods="GET POST",
        kwargs=officers_file,
        data=lambda _: {"viec": "bo"},
    ),
    Address("study-again", who=KEEPERS, methods="POST", kwargs=waiting),
    Address("study-remove", who=KEEPERS, methods="GET POST", kwargs=draft, data=seen),
    Address("study-publish", who=LEADERS, methods="GET POST", kwargs=draft, data=seen),
    Address("study-withdraw", who=LEADERS, methods="GET POST", kwargs=published, data=reason),
)
