"""The first page, the person's duties, and the switches of the top bar."""

from __future__ import annotations

from nscl.accounts.enums import Permission
from tests.architecture.access_matrix import Address, with_permission

ADDRESSES = (
    Address("home"),
    Address("duty-list", who=with_permission(Permission.VIEW_WORK)),
    Address("context-choose", methods="POST", data=lambda _: {"nam": "2026", "next": "/"}),
)
