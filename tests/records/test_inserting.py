from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nscl.records.inserting import insert_rows, insert_values
from nscl.records.models import AuditEvent, SearchEntry

HANOI = timezone(timedelta(hours=7))
AT = datetime(2026, 11, 21, 8, 30, tzinfo=HANOI)


def event(label: str) -> AuditEvent:
    return AuditEvent(at=AT, action="thing.done", actor_name="Hệ thống", subject_kind="thing", subject_label=label)


@pytest.mark.django_db
def test_rows_come_back_as_bulk_create_would_store_them() -> None:
    quick, plain = event("đ ' % \\ “”"), event("đ ' % \\ “”")
    insert_rows([quick])
    AuditEvent.objects.bulk_create([plain])
    stored = AuditEvent.objects.filter(pk__in=[quick.pk, plain.pk]).order_by("pk").values()
    first, second = ({**row, "id": None} for row in stored)
    assert first == second
    assert first["at"] == AT


@pytest.mark.django_db
def test_each_row_gets_its_own_number_over_many_statements() -> None:
    rows = [event(f"việc {number}") for number in range(1500)]
    with CaptureQueriesContext(connection) as queries:
        insert_rows(rows)
    assert sum(query["sql"].startswith("INSERT") for query in queries.captured_queries) <= 20
    stored = dict(AuditEvent.objects.order_by("pk").values_list("pk", "subject_label"))
    assert all(stored[row.pk] == row.subject_label for row in rows)


@pytest.mark.django_db
def test_nothing_stays_of_rows_of_which_one_is_refused() -> None:
    bad = event("sai")
    bad.action = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([*(event("đúng") for _ in range(200)), bad])
    assert not AuditEvent.objects.exists()


def test_no_rows_no_statement() -> None:
    insert_rows([])  # a statement would be refused: this test has no database


@pytest.mark.django_db
def test_keys_go_on_where_the_database_left_off_and_none_comes_again() -> None:
    names = ("kind", "object_id", "owner_kind", "owner_id", "unit_id", "audience", "title", "place", "folded")

    def insert(first: int) -> list[int]:
        rows = [("thing", first + n, "owner", 1, None, "everyone", f"Việc {n}", "", f"viec {n}") for n in range(3)]
        return list(insert_values(SearchEntry, names, rows))

    keys = insert(1)
    assert dict(SearchEntry.objects.filter(kind="thing").order_by("pk").values_list("pk", "object_id")) == dict(
        zip(keys, (1, 2, 3), strict=True)
    )
    SearchEntry.objects.filter(kind="thing").delete()
    again = insert(1)
    assert min(again) > max(keys)
    plain = SearchEntry.objects.create(kind="thing", object_id=9, owner_kind="owner", owner_id=1, audience="everyone")
    assert plain.pk > max(again)
    assert min(insert(20)) > plain.pk
