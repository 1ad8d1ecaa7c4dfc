"""Several activities at once: all, or none and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.plans.queries.search import find_everywhere
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.work.enums import ActivityKind
from nscl.work.models import Activity, AnnualPlan
from nscl.work.operations.activities import NewActivity, RecordedActivity, Row, record_many, rehearse_many
from nscl.work.operations.annual_plans import submit_annual_plan
from nscl.work.operations.errors import RowsRefused
from nscl.work.rules.problems import Reason
from nscl.work.rules.values import Cost
from tests.factories.people import AT
from tests.factories.work import DAY, a_plan, a_record, add, approve, open_year
from tests.work.conftest import Site


def test_new_and_known_activities_are_recorded_at_once(site: Site, focal: Viewer, actor: Actor) -> None:
    known = add(site.annual, a_plan(site.task))
    before = AuditEvent.objects.count()
    rows: list[Row] = [
        NewActivity(
            a_plan(site.task, title="Phóng sự một", place="", kind=ActivityKind.TV_REPORT),
            a_record(outputs=(), participations=()),
        ),
        RecordedActivity(known.number, 1, a_record()),
        NewActivity(a_plan(site.second, title="Hội nghị hai")),
    ]
    numbers = record_many(annual_plan=site.annual, rows=rows, viewer=focal, by=actor, at=AT)
    assert numbers[1] == known.number
    found = [Activity.objects.get(pk=number) for number in numbers]
    assert [row.title for row in found] == ["Phóng sự một", a_plan(site.task).title, "Hội nghị hai"]
    assert [row.status for row in found] == ["done", "done", "planned"]
    assert [row.version for row in found] == [1, 2, 1]
    assert AuditEvent.objects.count() == before + 1
    event = AuditEvent.objects.order_by("-pk").first()
    assert event is not None
    assert event.comment == "2 hoạt động mới, 1 hoạt động được ghi kết quả"
    assert ("work.activity", numbers[0]) in {(hit.kind, hit.number) for hit in find_everywhere(focal, "phong su")}


def test_one_wrong_row_and_nothing_is_written(site: Site, focal: Viewer, actor: Actor) -> None:
    known = add(site.annual, a_plan(site.task))
    before = (Activity.objects.count(), AuditEvent.objects.count())
    rows: list[Row] = [
        NewActivity(a_plan(site.task, title="Được")),
        NewActivity(a_plan(site.task, starts_on=date(2023, 1, 1), ends_on=DAY, costs=(Cost(-1),))),
        NewActivity(a_plan(site.second)),
        NewActivity(a_plan(site.task, title="ĐƯỢC")),
        RecordedActivity(known.number, 5, a_record()),
        RecordedActivity(10**9, 1, a_record()),
        RecordedActivity(known.number, 1, a_record()),
    ]
    with pytest.raises(RowsRefused, match="dòng 2, 3, 4, 5, 6…") as refused:
        record_many(annual_plan=site.annual, rows=rows, viewer=focal, by=actor, at=AT)
    told = [(p.row, p.problem.field, p.problem.reason) for p in refused.value.problems]
    assert told == [
        (1, "starts_on", Reason.OUTSIDE_YEAR),
        (1, "planned_costs[0].vnd", Reason.NEGATIVE),
        (2, "title", Reason.DUPLICATE),
        (3, "title", Reason.DUPLICATE),
        (4, "", Reason.CONFLICT),
        (5, "", Reason.UNKNOWN),
        (6, "", Reason.UNKNOWN),
    ]
    assert refused.value.problems[2].problem.number == known.number
    assert "trùng với dòng 1" in str(refused.value.problems[3])
    assert (Activity.objects.count(), AuditEvent.objects.count()) == before
    assert rehearse_many(annual_plan=site.annual, rows=rows, viewer=focal, at=AT) == refused.value.problems
    assert rehearse_many(annual_plan=site.annual, rows=rows[:1], viewer=focal, at=AT) == ()


def test_recording_the_same_again_is_no_conflict(site: Site, focal: Viewer, actor: Actor) -> None:
    known = add(site.annual, a_plan(site.task), a_record())
    rows = [RecordedActivity(known.number, 9, a_record())]
    assert record_many(annual_plan=site.annual, rows=rows, viewer=focal, by=actor, at=AT) == (known.number,)
    assert Activity.objects.get(pk=known.number).version == 1


def test_rows_do_not_change_places_past_the_database(site: Site, focal: Viewer, actor: Actor) -> None:
    """Two records that would take each other's day: whichever is written first meets the other."""
    first = add(site.annual, a_plan(site.task))
    second = add(site.annual, a_plan(site.task, starts_on=DAY + timedelta(days=1)))
    rows: list[Row] = [
        RecordedActivity(first.number, 1, a_record(starts_on=DAY + timedelta(days=1), done_on=DAY + timedelta(days=1))),
        RecordedActivity(second.number, 1, a_record(starts_on=DAY, ends_on=DAY)),
    ]
    with pytest.raises(RowsRefused) as refused:
        record_many(annual_plan=site.annual, rows=rows, viewer=focal, by=actor, at=AT)
    assert [p.problem.number for p in refused.value.problems] == [second.number, first.number]


def test_what_is_only_planned_waits_while_somebody_decides(site: Site, focal: Viewer, actor: Actor) -> None:
    add(site.annual, a_plan(site.task))
    version = AnnualPlan.objects.get(pk=site.annual).version
    submit_annual_plan(number=site.annual, version=version, viewer=None, by=SYSTEM, at=AT)
    rows: list[Row] = [
        NewActivity(a_plan(site.task, title="Dự kiến")),
        NewActivity(a_plan(site.task, title="Đã làm"), a_record()),
    ]
    with pytest.raises(RowsRefused) as refused:
        record_many(annual_plan=site.annual, rows=rows, viewer=focal, by=actor, at=AT)
    assert [(p.row, p.problem.reason) for p in refused.value.problems] == [(0, Reason.MOVE)]
    assert len(record_many(annual_plan=site.annual, rows=rows[1:], viewer=focal, by=actor, at=AT)) == 1


def test_an_activity_of_another_annual_plan_is_not_recorded_here(site: Site, focal: Viewer, actor: Actor) -> None:
    other = open_year(site.plan, year=2023)
    elsewhere = add(other, a_plan(site.task, starts_on=date(2023, 5, 1)))
    rows = [RecordedActivity(elsewhere.number, 1, a_record())]
    with pytest.raises(RowsRefused):
        record_many(annual_plan=site.annual, rows=rows, viewer=focal, by=actor, at=AT)


def test_only_who_may(site: Site, outsider: Viewer, reader: Viewer, actor: Actor) -> None:
    rows = [NewActivity(a_plan(site.task))]
    for viewer in (outsider, reader):
        with pytest.raises(NotAllowed):
            record_many(annual_plan=site.annual, rows=rows, viewer=viewer, by=actor, at=AT)
        with pytest.raises(NotAllowed):
            rehearse_many(annual_plan=site.annual, rows=rows, viewer=viewer, at=AT)


def test_the_queries_do_not_grow_with_the_rows(site: Site, actor: Actor) -> None:
    def queries(count: int, month: int) -> int:
        rows = [
            NewActivity(
                a_plan(site.task, title=f"Hội nghị {number}", starts_on=date(2024, month, number % 28 + 1)),
                a_record(done_on=date(2024, month, 28)),
            )
            for number in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            record_many(annual_plan=site.annual, rows=rows, viewer=None, by=actor, at=AT)
        return len(captured)

    few = queries(2, 3)
    # SQLite takes so many values a statement: sixty rows are two statements more, not sixty.
    assert queries(60, 4) <= few + 3 <= 36


def test_many_into_an_approved_plan_are_added_later(site: Site, focal: Viewer, actor: Actor) -> None:
    add(site.annual, a_plan(site.task))
    approve(site.annual)
    (number,) = record_many(
        annual_plan=site.annual, rows=[NewActivity(a_plan(site.second, title="Thêm"))], viewer=focal, by=actor, at=AT
    )
    assert Activity.objects.filter(pk=number).exists()
