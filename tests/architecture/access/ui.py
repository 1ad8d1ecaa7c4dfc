"""The component gallery and the language switch."""

from __future__ import annotations

from tests.architecture.access_matrix import Address

ADDRESSES = (
    Address("ui-gallery", methods="GET POST"),
    Address("ui-sample-chart", kwargs=lambda _: {"form": "svg"}),
    Address("ui-sample-error", kwargs=lambda _: {"code": 404}, answers=404),
    Address("set_language", public=True, methods="POST", data=lambda _: {"language": "en", "next": "/"}),
)
