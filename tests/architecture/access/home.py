"""The first page, and the switches of the top bar."""

from __future__ import annotations

from tests.architecture.access_matrix import Address

ADDRESSES = (
    Address("home"),
    Address("context-choose", methods="POST", data=lambda _: {"nam": "2026", "next": "/"}),
)
