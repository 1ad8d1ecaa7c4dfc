"""Evidence: its page, its files, adding and removing."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.evidence import a_document, a_photograph, activity_of
from tests.factories.world import World

SEE = with_permission(Permission.VIEW_WORK)
RECORD = with_permission(Permission.RECORD_WORK)


def subject(world: World) -> Mapping[str, object]:
    return {"segment": "hoat-dong", "number": activity_of(world)}


def photograph(world: World) -> Mapping[str, object]:
    return {"number": a_photograph(activity_of(world))}


ADDRESSES = (
    Address("evidence-list", who=SEE, kwargs=subject),
    Address(
        "evidence-add",
        who=RECORD,
        methods="GET POST",
        kwargs=subject,
        data=lambda _: {"duong_dan": "https://baobacninh.vn/hoi-nghi"},
    ),
    Address("evidence-preview", who=SEE, kwargs=photograph),
    Address("evidence-thumbnail", who=SEE, kwargs=photograph),
    # A document. Who may have the original of a photograph: tests/web/evidence/test_files.py.
    Address("evidence-original", who=SEE, kwargs=lambda world: {"number": a_document(activity_of(world))}),
    Address("evidence-caption", who=RECORD, methods="GET POST", kwargs=photograph),
    Address("evidence-remove", who=RECORD, methods="GET POST", kwargs=photograph, data=lambda _: {"ly_do": "gửi nhầm"}),
)
