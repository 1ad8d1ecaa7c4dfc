"""Activities that have a record of their own: planned as all others, done and counted by that record alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from nscl.accounts.rules import Viewer
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.models import Activity, AnnualPlan
from nscl.work.operations.activities import (
    NewActivity,
    Tally,
    adopt_activity,
    cancel_activity,
    edit_activity,
    record_activity,
    record_many,
    remove_activity,
    reopen_activity,
    tally,
)
from nscl.work.operations.errors import (
    ActivityConflict,
    ActivityMissing,
    InvalidActivity,
    MoveRefused,
    RecordedElsewhere,
    RowsRefused,
)
from nscl.work.operations.imports import import_activities, rehearse_import
from nscl.work.queries.activities import get_activity
from nscl.work.rules.moves import recordable
from nscl.work.rules.problems import Reason
from nscl.work.rules.values import ActivityPlan, ActivityRecord, Cost, Participants, Quantity
from tests.factories.people import AT
from tests.factories.work import DAY, a_plan, a_record, add
from tests.factories.xlsx import filled
from tests.work.conftest import Site

TRAINED = Quantity(OutputKind.PEOPLE_TRAINED, Decimal(12))
PEOPLE = Participants(ParticipantKind.ENTERPRISE, people=12, organisations=4, women=5)
DONE = Tally(has_begun=True, done_on=DAY, outputs=(TRAINED,), participations=(PEOPLE,))


def a_class(site: Site) -> ActivityPlan:
    return a_plan(site.task, kind=ActivityKind.TRAINING, title="Lớp tập huấn")


@pytest.fixture
def number(site: Site) -> int:
    """A class that is planned and has its record."""
    saved = add(site.annual, a_class(site))
    adopt_activity(number=saved.number, viewer=None, at=AT)
    return saved.number


def write(number: int, written: Tally) -> int:
    return tally(number=number, tally=written, by=SYSTEM, at=AT).version


def test_nobody_types_that_it_is_done_nor_what_it_yielded(site: Site) -> None:
    for record in (
        ActivityRecord(status=ActivityStatus.DONE, done_on=DAY),
        ActivityRecord(status=ActivityStatus.RUNNING, outputs=(TRAINED,)),
        ActivityRecord(status=ActivityStatus.RUNNING, participations=(PEOPLE,)),
    ):
        with pytest.raises(InvalidActivity, match="mở lớp của hoạt động này trong mục Đào tạo") as refused:
            add(site.annual, a_class(site), record)
        assert {one.reason for one in refused.value.problems} == {Reason.TALLIED}
    with pytest.raises(RowsRefused):
        record_many(
            annual_plan=site.annual, rows=[NewActivity(a_class(site), a_record())], viewer=None, by=SYSTEM, at=AT
        )
    assert not Activity.objects.exists()


def test_a_file_plans_classes_and_is_told_where_they_are_done(site: Site) -> None:
    row = {"task": "1.1", "kind": "lớp đào tạo, tập huấn", "title": "Lớp từ tệp", "starts_on": DAY}
    done = rehearse_import(
        annual_plan=site.annual,
        data=filled([row | {"status": "đã xong", "done_on": DAY}]),
        viewer=None,
        at=AT,
    )
    assert ["trang lớp" in str(one) for one in done.problems] == [True]
    import_activities(annual_plan=site.annual, file_name="a.xlsx", data=filled([row]), viewer=None, by=SYSTEM, at=AT)
    assert Activity.objects.get().kind == ActivityKind.TRAINING


def test_the_record_writes_with_one_event_and_only_what_differs(number: int) -> None:
    before = AuditEvent.objects.count()
    write(number, DONE)
    row = Activity.objects.get(pk=number)
    assert (row.status, row.done_on, row.version) == (ActivityStatus.DONE, DAY, 2)
    assert [int(output.quantity) for output in row.outputs.order_by("pk")] == [12]
    write(number, DONE)
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.action, event.subject_id) == ("activity.tallied", number)
    more = replace(DONE, outputs=(Quantity(OutputKind.PEOPLE_TRAINED, Decimal(13)),))
    assert write(number, more) == 2  # no new version: it stands in no form
    assert write(number, Tally(has_begun=True)) == 3
    row.refresh_from_db()
    assert (row.status, row.done_on, row.outputs.count(), row.participations.count()) == ("running", None, 0, 0)


def test_its_days_are_those_of_the_record(site: Site, number: int) -> None:
    late = DAY + timedelta(days=30)
    assert write(number, Tally(starts_on=late, ends_on=late + timedelta(days=1))) == 2
    row = Activity.objects.get(pk=number)
    assert (row.starts_on, row.ends_on, row.status) == (late, late + timedelta(days=1), "planned")
    with pytest.raises(InvalidActivity, match="không thuộc năm 2024"):
        write(number, Tally(starts_on=date(2023, 5, 1)))
    with pytest.raises(ActivityConflict) as stale:
        edit_activity(
            number=number, version=1, plan=replace(a_class(site), title="Khác"), viewer=None, by=SYSTEM, at=AT
        )
    assert "starts_on" in {one.field for one in stale.value.fields}


def test_what_people_record_besides_leaves_the_tally_alone(number: int, officer: Viewer) -> None:
    write(number, DONE)
    detail = get_activity(officer, number, on=AT.date())
    assert detail.statuses == (ActivityStatus.DONE,)
    record = ActivityRecord(status=ActivityStatus.DONE, done_on=DAY, costs=(Cost(7_000_000),), result="Tốt")
    record_activity(number=number, version=2, record=record, viewer=officer, by=SYSTEM, at=AT)
    row = Activity.objects.get(pk=number)
    assert (row.result, row.outputs.count(), row.participations.count()) == ("Tốt", 1, 1)
    wrong_day = replace(record, done_on=DAY + timedelta(days=3))
    with pytest.raises(InvalidActivity, match="ngày của buổi cuối"):
        record_activity(number=number, version=3, record=wrong_day, viewer=None, by=SYSTEM, at=AT)
    other_count = replace(record, outputs=(Quantity(OutputKind.PEOPLE_TRAINED, Decimal(99)),))
    with pytest.raises(InvalidActivity, match="cộng từ điểm danh"):
        record_activity(number=number, version=3, record=other_count, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(MoveRefused, match="trang lớp"):
        reopen_activity(number=number, version=3, viewer=None, by=SYSTEM, at=AT)


def test_it_keeps_its_kind_and_is_cancelled_not_removed(site: Site, number: int) -> None:
    other = replace(a_class(site), kind=ActivityKind.WORKSHOP)
    with pytest.raises(InvalidActivity, match="không đổi loại được"):
        edit_activity(number=number, version=1, plan=other, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(RecordedElsewhere, match="đã có lớp"):
        remove_activity(number=number, version=1, viewer=None, by=SYSTEM, at=AT)
    cancel_activity(number=number, version=1, reason="Ít người", viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(MoveRefused, match="đã hủy"):
        write(number, DONE)
    assert AnnualPlan.objects.get(pk=site.annual).version > 1


def test_a_record_is_taken_once_by_a_kind_that_has_one(site: Site, number: int) -> None:
    with pytest.raises(MoveRefused, match="đã có lớp"):
        adopt_activity(number=number, viewer=None, at=AT)
    conference = add(site.annual, a_plan(site.task)).number
    with pytest.raises(InvalidActivity, match="không mở lớp được"):
        adopt_activity(number=conference, viewer=None, at=AT)
    with pytest.raises(ActivityMissing):
        tally(number=10**6, tally=DONE, by=SYSTEM, at=AT)


def test_nobody_is_offered_done_for_it() -> None:
    planned, running, done = ActivityStatus.PLANNED, ActivityStatus.RUNNING, ActivityStatus.DONE
    assert recordable(planned, is_tallied=True) == (planned, running)
    assert recordable(running, is_tallied=True) == (running,)
    assert recordable(done, is_tallied=True) == (done,)
