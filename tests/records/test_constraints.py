"""The database refuses nonsense: each named constraint of `records` is violated once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.records.enums import Audience
from nscl.records.models import AuditEvent, SearchEntry

pytestmark = pytest.mark.django_db

EVENT = {"at": datetime(2026, 11, 21, tzinfo=UTC), "action": "plan.read", "actor_name": "Lan", "subject_kind": "plan"}
ENTRY = {"kind": "plan", "object_id": 1, "owner_kind": "plan", "owner_id": 1, "audience": Audience.EVERYONE}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("records_event_has_action", {"action": ""}),
        ("records_event_context_whole", {"context_kind": "plan"}),
        ("records_event_context_whole", {"context_id": 5}),
    ],
)
def test_an_event_says_what_was_done_and_names_its_context_whole(name: str, fields: dict[str, Any]) -> None:
    AuditEvent.objects.create(**EVENT)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AuditEvent.objects.create(**(EVENT | fields))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("records_search_audience", {"audience": "nobody", "unit_id": 1}),
        ("records_search_province_named", {"audience": Audience.PROVINCE}),
        ("records_search_province_named", {"audience": Audience.PROVINCE_STAFF}),
    ],
)
def test_an_entry_says_who_may_find_it(name: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SearchEntry.objects.create(**(ENTRY | fields))


def test_a_thing_has_one_entry() -> None:
    SearchEntry.objects.create(**ENTRY)
    # SQLite names the columns, PostgreSQL the constraint.
    with pytest.raises(IntegrityError, match=r"records_search_one_entry_each|records_searchentry\.object_id"):
        SearchEntry.objects.create(**ENTRY)
