"""Policies: read by whoever has an account; drafts are started and tried by who sees cases."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.world import World

STAFF = with_permission(Permission.VIEW_SUPPORT)


def a_policy(_world: World) -> Mapping[str, object]:
    return {"folder": "quoc-gia", "file": "80-2021-nd-cp"}


ADDRESSES = (
    Address("policy-list"),
    Address("policy", kwargs=a_policy),
    Address("policy-file", who=STAFF, kwargs=a_policy),
    Address("policy-trial", who=STAFF, methods="GET POST"),
)
