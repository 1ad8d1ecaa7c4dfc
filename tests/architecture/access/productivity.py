"""The overview of productivity and runs: the staff read what is published, the officer computes, the leader decides."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.productivity.enums import RunState
from nscl.productivity.models import ProductivityRun
from nscl.productivity.queries.runs import find_run
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.productivity import a_draft, a_published_run, load_statistics
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_PRODUCTIVITY)
KEEPERS = with_permission(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
LEADERS = with_permission(Permission.VIEW_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)
HISTORIANS = KEEPERS | LEADERS | with_permission(Permission.VIEW_PRODUCTIVITY, Permission.VIEW_HISTORY)
TITLE = "Lần tính của ma trận"


def prepare(world: World) -> None:
    """Figures, a draft and a published run: computed once for all addresses."""
    load_statistics()
    a_draft(world.province.id, title=TITLE)
    a_published_run(world.province.id, title=TITLE)


def _number(state: RunState) -> int:
    return ProductivityRun.objects.get(title=TITLE, state=state).pk


def draft(_world: World) -> Mapping[str, object]:
    return {"number": _number(RunState.DRAFT)}


def published(_world: World) -> Mapping[str, object]:
    return {"number": _number(RunState.PUBLISHED)}


def chart(world: World) -> Mapping[str, object]:
    return {**published(world), "code": "dong-gop", "form": "csv"}


def file(world: World) -> Mapping[str, object]:
    return {**published(world), "form": "csv"}


def seen(_world: World) -> Mapping[str, object]:
    """The version that the person saw."""
    return {"phien-ban": find_run(None, _number(RunState.DRAFT)).row.version}


def reason(_world: World) -> Mapping[str, object]:
    version = find_run(None, _number(RunState.PUBLISHED)).row.version
    return {"phien-ban": version, "reason": "số liệu sai"}


ADDRESSES = (
    Address("productivity", who=VIEWERS),
    Address("run-list", who=VIEWERS),
    Address("run-compare", who=VIEWERS),
    Address("run-start", who=KEEPERS, methods="GET POST"),
    *(
        Address(name, who=VIEWERS, kwargs=published)
        for name in ("run", "run-labour", "run-outlook", "run-science", "run-inputs")
    ),
    Address("run-history", who=HISTORIANS, by_thing=True, kwargs=published),
    Address("run-chart", who=VIEWERS, kwargs=chart),
    Address("run-file", who=VIEWERS, kwargs=file),
    Address("run-options", who=KEEPERS, methods="GET POST", kwargs=draft),
    Address("run-compute", who=KEEPERS, methods="POST", kwargs=draft, data=seen),
    Address("run-copy", who=KEEPERS, methods="POST", kwargs=published),
    Address("run-remove", who=KEEPERS, methods="GET POST", kwargs=draft, data=seen),
    Address("run-publish", who=LEADERS, methods="GET POST", kwargs=draft, data=seen),
    Address("run-withdraw", who=LEADERS, methods="GET POST", kwargs=published, data=reason),
)
