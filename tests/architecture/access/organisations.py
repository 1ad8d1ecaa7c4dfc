"""The registry: who sees it, who keeps it, who says that two are one, and the organisation's own page."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.organisations.models import Organisation, OrganisationFlag
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.registry import a_flag, make_organisation
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_REGISTRY)
KEEPERS = with_permission(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
MERGERS = with_permission(Permission.VIEW_REGISTRY, Permission.MERGE_ORGANISATIONS)
BOTH = "GET POST"
NAME, STOPPED, BRANCH = "Công ty của bảng quyền", "Công ty đã ngừng của bảng quyền", "Chi nhánh của bảng quyền"


def _named(name: str) -> Organisation:
    there = Organisation.objects.filter(name=name).order_by("pk").first()
    return there or Organisation.objects.get(pk=make_organisation(name, flags=[a_flag()]))


def one(_world: World) -> Mapping[str, object]:
    return {"number": _named(NAME).pk}


def a_stopped_one(_world: World) -> Mapping[str, object]:
    row = _named(STOPPED)
    Organisation.objects.filter(pk=row.pk).update(state="suspended", state_on="2026-01-05")
    return {"number": row.pk}


def flag_of_one(_world: World) -> Mapping[str, object]:
    number = _named(NAME).pk
    return {"number": number, "flag": OrganisationFlag.objects.filter(organisation=number).order_by("pk")[0].pk}


def two(_world: World) -> Mapping[str, object]:
    return {"to-chuc": [_named(NAME).pk, _named(BRANCH).pk]}


ADDRESSES = (
    Address("organisation-list", who=VIEWERS),
    Address("organisation-add", who=KEEPERS, methods=BOTH),
    Address("organisation-own", who=with_permission(Permission.APPLY_SUPPORT)),
    Address("organisation-doubles", who=MERGERS),
    # Without two rows to compare it leads back to the list.
    Address("organisations-merge", who=MERGERS, methods=BOTH, answers=302),
    Address("organisations-apart", who=MERGERS, methods="POST", data=two),
    Address("organisation", who=VIEWERS, kwargs=one),
    Address("organisation-edit", who=KEEPERS, methods=BOTH, kwargs=one),
    Address("organisation-move", who=KEEPERS, methods=BOTH, kwargs=one),
    Address("organisation-figures", who=KEEPERS, methods=BOTH, kwargs=one),
    Address("organisation-flag", who=KEEPERS, methods=BOTH, kwargs=one),
    Address("organisation-flag-end", who=KEEPERS, methods=BOTH, kwargs=flag_of_one),
    Address("organisation-suspend", who=KEEPERS, methods=BOTH, kwargs=one),
    Address("organisation-end", who=KEEPERS, methods=BOTH, kwargs=one),
    Address("organisation-resume", who=KEEPERS, methods=BOTH, kwargs=a_stopped_one),
    Address("organisation-relate", who=MERGERS, methods=BOTH, kwargs=one),
    Address("organisation-unbranch", who=MERGERS, methods=BOTH, kwargs=one),
)
