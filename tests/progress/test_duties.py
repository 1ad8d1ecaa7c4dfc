"""What a person has to do, of whatever kind, asked in one query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure
from nscl.plans.queries.editions import list_editions
from nscl.progress.models import StatedValue
from nscl.progress.queries.duties import duties_of, has_duties
from nscl.records.operations import Actor
from nscl.work.models import Activity, AnnualPlan
from nscl.work.operations.annual_plans import return_annual_plan, submit_annual_plan
from nscl.work.queries.duties import MOST, Duties, DutyKind, Lack
from tests.factories.difficulties import DUE, assigned, closed, raised, today_agency
from tests.factories.evidence import a_link
from tests.factories.people import AT, make_person
from tests.factories.work import a_plan, a_record, add
from tests.work.conftest import Site, actor, built_site, focal, officer, outsider, site

__all__ = ["actor", "built_site", "focal", "officer", "outsider", "site"]  # fixtures

ON = date(2024, 11, 20)


def numbers(duties: Duties, *kinds: DutyKind) -> list[int]:
    return [row.number for row in duties.of(*kinds)]


def test_activities_that_should_be_over_or_end_within_a_month(site: Site, focal: Viewer, outsider: Viewer) -> None:
    soon = add(site.annual, a_plan(site.task, title="Sắp tới", starts_on=ON + timedelta(days=30)))
    mine = add(site.annual, a_plan(site.task, responsible_id=site.own.pk))
    add(site.annual, a_plan(site.task, title="Còn xa", starts_on=ON + timedelta(days=31)))
    duties = duties_of(focal, on=ON)
    assert numbers(duties, DutyKind.RECORD) == [mine.number, soon.number]  # the most urgent first, none twice
    late, ahead = duties.of(DutyKind.RECORD)
    assert (late.is_mine, late.is_late(ON), late.whose) == (True, True, "Sở Khoa học và Công nghệ")
    assert (ahead.is_mine, ahead.is_late(ON)) == (False, False)
    assert duties.late == 1
    assert duties_of(outsider, on=ON).rows == ()


def test_what_is_done_without_result_or_evidence(site: Site, focal: Viewer) -> None:
    bare = add(
        site.annual,
        a_plan(site.task, title="Chưa ghi gì"),
        a_record(result="", outputs=(), participations=(), costs=()),
    )
    told = add(site.annual, a_plan(site.task, title="Đã ghi kết quả"), a_record())
    found = {row.number: row.state for row in duties_of(focal, on=ON).of(DutyKind.COMPLETE)}
    assert found == {bare.number: Lack.RESULT, told.number: Lack.EVIDENCE}
    a_link(told.number)
    assert numbers(duties_of(focal, on=ON), DutyKind.COMPLETE) == [bare.number]
    assert duties_of(focal, on=date(2025, 1, 2)).of(DutyKind.COMPLETE) == ()  # last year is reported


def test_an_annual_plan_goes_to_and_fro(site: Site, focal: Viewer, officer: Viewer, actor: Actor) -> None:
    add(site.annual, a_plan(site.task, starts_on=ON + timedelta(days=40)))
    assert numbers(duties_of(focal, on=ON), DutyKind.SUBMIT) == [site.annual]
    assert duties_of(officer, on=ON).rows == ()
    version = AnnualPlan.objects.get(pk=site.annual).version
    version = submit_annual_plan(number=site.annual, version=version, viewer=focal, by=actor, at=AT)
    assert duties_of(focal, on=ON).rows == ()
    (waiting,) = duties_of(officer, on=ON).rows
    assert (waiting.kind, waiting.number, waiting.other) == (DutyKind.APPROVE, site.annual, 2024)
    return_annual_plan(number=site.annual, version=version, comment="Thiếu kinh phí", viewer=officer, by=actor, at=AT)
    (returned,) = duties_of(focal, on=ON).rows
    assert (returned.kind, returned.note) == (DutyKind.CORRECT, "Thiếu kinh phí")
    assert duties_of(focal, on=date(2026, 1, 1)).of(DutyKind.CORRECT) == ()  # two years on nobody waits for it


def test_difficulties_are_answered_by_the_agency_and_steered_by_the_officer(
    site: Site, focal: Viewer, officer: Viewer, outsider: Viewer
) -> None:
    own = assigned(site.plan, to=today_agency("so-khcn"), title="Chờ trả lời")
    new = raised(site.plan, title="Chưa giao")
    closed(site.plan, title="Đã gỡ")
    (to_answer,) = duties_of(focal, on=ON).of(DutyKind.ANSWER, DutyKind.STEER)
    assert (to_answer.number, to_answer.due) == (own.pk, DUE)
    assert numbers(duties_of(officer, on=ON)) == []
    assert numbers(duties_of(officer, on=ON), DutyKind.ANSWER, DutyKind.STEER) == [new.pk]
    assert duties_of(outsider, on=ON).rows == ()


def a_value(site: Site, day: date, *, is_sample: bool = False) -> StatedValue:
    measure = Measure.objects.get(edition__plan=site.plan, indicator="tfp_share")
    return StatedValue.objects.create(
        measure=measure, on=day, value=Decimal(31), note="Cục Thống kê", stated_at=AT, is_sample=is_sample
    )


def test_a_leader_signs_what_was_stated_by_then(site: Site, officer: Viewer) -> None:
    value = a_value(site, ON, is_sample=True)
    a_value(site, ON + timedelta(days=1))
    leader = viewer_of(site.people[Role.PROVINCE_LEADER])
    (to_sign,) = duties_of(leader, on=ON).rows
    assert (to_sign.kind, to_sign.number, to_sign.other) == (DutyKind.SIGN, value.pk, value.measure_id)
    assert (to_sign.state, to_sign.is_mine, to_sign.is_sample) == (EditionState.ISSUED, True, True)
    assert duties_of(officer, on=ON).of(DutyKind.SIGN) == ()


@pytest.mark.parametrize(
    ("on", "owed"), [(date(2024, 10, 20), []), (date(2024, 10, 21), [date(2024, 11, 20)]), (ON, [ON])]
)
def test_reports_are_duties_a_month_ahead(site: Site, focal: Viewer, on: date, owed: list[date]) -> None:
    editions = list_editions(focal, year=2024)
    assert [row.due for row in duties_of(focal, editions=editions, on=on).of(DutyKind.REPORT)] == owed
    # What all agencies send is each agency's; the officer sends what the province itself does, which has no day here.
    officer = viewer_of(site.people[Role.PROVINCE_OFFICER])
    assert duties_of(officer, editions=editions, on=on).of(DutyKind.REPORT) == ()


def test_nobody_else_has_duties(site: Site) -> None:
    add(site.annual, a_plan(site.task))
    raised(site.plan)
    a_value(site, ON)
    for role in set(Role) - {Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.AGENCY_FOCAL_POINT}:
        viewer = viewer_of(site.people[role])
        assert not has_duties(viewer)
        assert duties_of(viewer, on=ON).rows == ()
    elsewhere = viewer_of(make_person(Role.PROVINCE_OFFICER, province="20"))
    assert duties_of(elsewhere, on=ON).rows == ()


def some_of_everything(site: Site, days: Collection[int], actor: Actor) -> None:
    """For each day another activity that is late, another that lacks evidence, and so on."""
    for day in days:
        starts_on = date(2024, 5, day)
        add(site.annual, a_plan(site.task, title=f"Chậm {day}", starts_on=starts_on, responsible_id=site.own.pk))
        add(
            site.annual,
            a_plan(site.task, title=f"Xong {day}", starts_on=starts_on),
            a_record(done_on=starts_on),
            by=actor,
        )
        assigned(site.plan, to=today_agency("so-khcn"), title=f"Giao {day}")
        raised(site.plan, title=f"Nêu {day}")
        a_value(site, starts_on)


def test_all_of_it_is_one_query(site: Site, focal: Viewer, officer: Viewer, actor: Actor) -> None:
    editions = list_editions(officer, year=2024)
    some_of_everything(site, [1], actor)
    for viewer in (focal, officer, viewer_of(site.people[Role.PROVINCE_LEADER])):
        with CaptureQueriesContext(connection) as queries:
            duties = duties_of(viewer, editions=editions, on=ON)
        assert len(queries) == 1
        assert duties.total > 0
    before = duties_of(focal, on=ON).total
    some_of_everything(site, range(2, 11), actor)
    with CaptureQueriesContext(connection) as queries:
        duties = duties_of(focal, on=ON)
    assert len(queries) == 1
    assert (before, duties.total) == (4, 31)  # the annual plan, and three things a day


def test_of_very_many_activities_the_most_urgent_are_listed(site: Site, focal: Viewer) -> None:
    first = Activity.objects.get(pk=add(site.annual, a_plan(site.task)).number)
    rows = []
    for number in range(MOST + 5):
        row = Activity.objects.get(pk=first.pk)
        row.pk, row.title, row.folded = None, f"Việc {number}", f"viec {number}"
        row.starts_on = row.ends_on = date(2024, 6, 1) + timedelta(days=number % 90)
        rows.append(row)
    Activity.objects.bulk_create(rows)
    duties = duties_of(focal, on=ON)
    assert duties.is_cut
    assert len(duties.of(DutyKind.RECORD)) == MOST
    assert duties.rows[0].number == first.pk
