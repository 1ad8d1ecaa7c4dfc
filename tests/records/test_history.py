from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.records.operations import SYSTEM, Actor, Change, Reference, record_event
from nscl.records.queries import ChangeRow, history

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
EDITION = Reference("plans.edition", 5, "Kế hoạch")
TASK = Reference("plans.task", 9, "Mở lớp")
LAN = Actor(3, "Nguyễn Thị Lan")


def write_three() -> None:
    record_event(action="edition.loaded", by=SYSTEM, at=AT, subject=EDITION)
    record_event(
        action="task.changed",
        by=LAN,
        at=AT + timedelta(hours=1),
        subject=TASK,
        context=EDITION,
        changes=[Change("Tên", "Mở lớp", "Mở hai lớp"), Change("Ghi chú", "", "mới")],
        comment="theo ý kiến",
    )
    record_event(action="task.changed", by=LAN, at=AT, subject=Reference("plans.task", 10, "Khác"))


def test_the_acts_on_a_thing_and_on_what_belongs_to_it_newest_first() -> None:
    write_three()
    events = history(subject=("plans.edition", 5), context=("plans.edition", 5))
    assert [event.action for event in events] == ["task.changed", "edition.loaded"]
    changed = events[0]
    assert (changed.actor_number, changed.actor_name, changed.comment) == (3, "Nguyễn Thị Lan", "theo ý kiến")
    assert (changed.subject_kind, changed.subject_number, changed.subject_label) == ("plans.task", 9, "Mở lớp")
    assert (changed.context_kind, changed.context_number) == ("plans.edition", 5)
    assert changed.changes == (ChangeRow("Tên", "Mở lớp", "Mở hai lớp"), ChangeRow("Ghi chú", "", "mới"))
    assert events[1].actor_number is None


def test_one_thing_alone() -> None:
    write_three()
    assert [event.subject_number for event in history(subject=("plans.task", 10))] == [10]
    assert history(subject=("plans.task", 11)) == ()


def test_everything_with_a_limit() -> None:
    write_three()
    assert len(history()) == 3
    assert len(history(limit=1)) == 1


def test_two_queries_however_many_acts() -> None:
    write_three()
    with CaptureQueriesContext(connection) as queries:
        history()
    assert len(queries) == 2
