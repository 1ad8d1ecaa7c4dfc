"""What pages read: only what the viewer may see, with the same number of queries for one thing and for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.finance.models import BudgetLine, FundingSource
from nscl.institutions.queries import territory_ids, unit_by_code
from nscl.records.operations import SYSTEM, Actor
from nscl.work.enums import ActivityKind, ActivityStatus, AnnualPlanState, CostStage
from nscl.work.models import AnnualPlan
from nscl.work.operations.activities import cancel_activity
from nscl.work.operations.annual_plans import return_annual_plan, submit_annual_plan
from nscl.work.queries import activities as listing
from nscl.work.queries.access import ActivityNotFound, AnnualPlanNotFound
from nscl.work.queries.activities import get_activity
from nscl.work.queries.annual_plans import annual_plan_history, find_annual_plan, get_annual_plan, list_annual_plans
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.options import form_options
from nscl.work.queries.parts import TaskPart
from nscl.work.queries.rows import StatusCounts
from nscl.work.queries.tasks import drawable_tasks, tasks_without_activity
from nscl.work.queries.years import annual_plan_table
from nscl.work.rules.moves import Planning
from nscl.work.rules.schedules import Due
from nscl.work.rules.values import Cost
from tests.factories.people import AT, make_person
from tests.factories.work import DAY, a_plan, a_record, add, agency_number, approve, open_year
from tests.work.conftest import Site

ON = date(2024, 11, 20)


@pytest.fixture
def elsewhere(site: Site) -> Viewer:
    """The officer of Lạng Sơn."""
    assert site
    return viewer_of(make_person(Role.PROVINCE_OFFICER, province="20"))


def fill(site: Site, count: int, month: int = 5) -> list[int]:
    """So many activities, each with everything that an activity can have."""
    return [
        add(
            site.annual,
            a_plan(
                site.task if number % 2 else site.second,
                title=f"Hội nghị {month}-{number}",
                starts_on=date(2024, month, 1 + number),
                responsible_id=site.own.pk,
                costs=(Cost(5), Cost(7, _line(site), _source(site))),
            ),
            a_record(done_on=date(2024, month, 1 + number)),
        ).number
        for number in range(count)
    ]


def _line(site: Site) -> int:
    return BudgetLine.objects.get(edition__plan=site.plan, key="I.1").pk


def _source(site: Site) -> int:
    return FundingSource.objects.get(edition__plan=site.plan, key="state").pk


# --- lists


def test_a_list_is_what_was_asked_for(site: Site, officer: Viewer) -> None:
    late = add(site.annual, a_plan(site.task, responsible_id=site.own.pk))
    done = add(site.annual, a_plan(site.second, title="Khảo sát", kind=ActivityKind.SURVEY), a_record(outputs=()))
    year = add(site.annual, a_plan(site.task, title="Cả năm", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)))
    gone = add(site.annual, a_plan(site.task, title="Bị hủy"))
    cancel_activity(number=gone.number, version=1, reason="x", viewer=None, by=SYSTEM, at=AT)

    def found(**wanted: object) -> list[int]:
        rows = listing.list_activities(officer, ActivityFilter(**wanted), on=ON)  # type: ignore[arg-type]
        return [row.number for row in rows]

    everything = [year.number, late.number, done.number, gone.number]
    assert found() == everything
    assert found(plan=site.plan.pk, year=2024, annual_plan=site.annual) == everything
    assert found(plan=site.plan.pk + 1) == found(year=2023) == found(unit_ids=[]) == []
    assert found(unit_ids=[site.plan.unit_id], agency_ids=[agency_number()]) == everything
    assert found(agency_ids=[agency_number("so-y-te")]) == []
    assert found(late=True) == [late.number]
    assert found(statuses=[ActivityStatus.DONE, ActivityStatus.CANCELLED]) == [done.number, gone.number]
    assert found(kinds=[ActivityKind.SURVEY]) == [done.number]
    assert found(task=site.second) == [done.number]
    assert found(task=10**9) == []
    assert found(responsible=site.own.pk) == [late.number]
    assert found(first=date(2024, 6, 1)) == [year.number]
    assert found(last=date(2024, 3, 1)) == [year.number]
    assert found(q="khao sat HOI") == [done.number]
    assert found(q="ao sat") == []
    assert found(is_sample=True) == []
    assert [row.number for row in listing.late_activities(officer, on=ON)] == [late.number]
    assert listing.count_activities(officer, on=ON) == StatusCounts(planned=2, done=1, cancelled=1, late=1)
    page = listing.list_activities(officer, on=ON, limit=2, offset=1)
    assert [row.number for row in page] == everything[1:3]


def test_a_row_says_what_a_list_shows(site: Site, officer: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task, responsible_id=site.own.pk, costs=(Cost(5), Cost(7, _line(site)))))
    (row,) = listing.list_activities(officer, on=ON)
    assert (row.number, row.version, row.year, row.kind) == (saved.number, 1, 2024, ActivityKind.CONFERENCE)
    assert (row.plan.label, row.agency.name, row.agency.unit_name) == (
        "Kế hoạch Bắc Giang 2021–2025",
        "Sở Khoa học và Công nghệ",
        "tỉnh Bắc Giang",
    )
    assert row.task is not None
    assert row.task.label == "1.1. Mở lớp đào tạo năng suất"
    assert (row.responsible, row.planned_vnd, row.actual_vnd) == ("Lê Thị Đầu Mối", 12, None)
    assert (row.is_late, row.days_late, row.is_open, row.is_sample) == (True, (ON - DAY).days, True, False)
    assert not listing.list_activities(officer, on=DAY)[0].is_late  # its last day is not over yet


def test_the_activities_of_a_sample_year_say_so(site: Site, officer: Viewer) -> None:
    annual = open_year(site.plan, year=2023, is_sample=True)
    add(annual, a_plan(site.task, starts_on=date(2023, 5, 1)))
    (row,) = listing.list_activities(officer, on=ON)
    assert row.is_sample
    assert find_annual_plan(officer, annual, on=ON).is_sample


def test_a_month(site: Site, officer: Viewer) -> None:
    one = add(site.annual, a_plan(site.task))
    days = add(site.annual, a_plan(site.task, title="Ba ngày", starts_on=date(2024, 4, 30), ends_on=date(2024, 5, 2)))
    year = add(site.annual, a_plan(site.task, title="Cả năm", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)))
    gone = add(site.annual, a_plan(site.task, title="Bị hủy"))
    cancel_activity(number=gone.number, version=1, reason="x", viewer=None, by=SYSTEM, at=AT)
    month = listing.calendar(officer, year=2024, month=5, on=ON)
    assert (month.first, month.last) == (date(2024, 5, 1), date(2024, 5, 31))
    assert [row.number for row in month.rows] == [days.number, one.number]
    assert [row.number for row in month.throughout] == [year.number]
    assert [row.number for row in month.on_day(date(2024, 5, 2))] == [days.number]
    assert [row.number for row in month.on_day(DAY)] == [one.number]
    december = listing.calendar(officer, year=2024, month=12, on=ON)
    assert (december.last, [row.number for row in december.rows]) == (date(2024, 12, 31), [year.number])


def test_the_board(site: Site, officer: Viewer) -> None:
    other = open_year(site.plan, agency="so-y-te")
    numbers = fill(site, 3)
    late = add(other, a_plan(site.task))
    board = listing.board(officer, on=ON, cards=2)
    columns = {column.status: column for column in board.columns}
    assert [row.number for row in columns[ActivityStatus.DONE].rows] == numbers[:2]
    assert columns[ActivityStatus.DONE].total == 3
    assert [row.number for row in columns[ActivityStatus.PLANNED].rows] == [late.number]
    assert [(one.agency.name, one.counts.done, one.counts.late) for one in board.agencies] == [
        ("Sở Y tế", 0, 1),
        ("Sở Khoa học và Công nghệ", 3, 0),
    ]
    assert board.counts == StatusCounts(planned=1, done=3, late=1)
    assert (board.counts.live, board.counts.open) == (4, 1)


# --- one activity


def test_one_activity_with_all_its_facts(site: Site, focal: Viewer, outsider: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task, costs=(Cost(7, _line(site), _source(site)),)), a_record())
    detail = get_activity(focal, saved.number, on=ON)
    assert (detail.expected_output, detail.result, detail.people) == ("01 hội nghị", "Đã tổ chức, tài liệu đã phát", 80)
    assert [(cost.stage, cost.vnd, cost.line, cost.source) for cost in detail.costs] == [
        (CostStage.ACTUAL, 48_500_000, "", ""),
        (CostStage.PLANNED, 7, "I.1 Lớp đào tạo", "NSNN"),
    ]
    assert (detail.may_plan, detail.may_record, detail.may_remove) == (True, True, False)
    assert (detail.statuses, detail.planning) == ((ActivityStatus.DONE,), Planning.FREE)
    assert detail.rule.has_participants
    seen = get_activity(outsider, saved.number, on=ON)
    assert (seen.may_plan, seen.may_record, seen.may_remove) == (False, False, False)
    planned = add(site.annual, a_plan(site.second, title="Chỉ dự kiến"))
    assert get_activity(focal, planned.number, on=ON).may_remove
    approve(site.annual)
    detail = get_activity(focal, planned.number, on=ON)
    assert (detail.planning, detail.may_plan, detail.may_remove) == (Planning.WITH_REASON, True, False)


# --- annual plans


def test_an_annual_plan_whole(site: Site, focal: Viewer, officer: Viewer, actor: Actor) -> None:
    add(site.annual, a_plan(site.task, costs=(Cost(7, _line(site), _source(site)), Cost(3))), a_record())
    gone = add(site.annual, a_plan(site.task, title="Bị hủy", costs=(Cost(1000),)))
    cancel_activity(number=gone.number, version=1, reason="x", viewer=None, by=SYSTEM, at=AT)
    version = AnnualPlan.objects.get(pk=site.annual).version
    version = submit_annual_plan(number=site.annual, version=version, viewer=focal, by=actor, at=AT)
    assert not get_annual_plan(officer, site.annual, on=ON).return_reason
    row = find_annual_plan(officer, site.annual, on=ON)
    assert (row.may_decide, row.may_submit, row.may_plan, row.planning) == (True, False, False, Planning.CLOSED)
    assert not find_annual_plan(focal, site.annual, on=ON).may_decide
    return_annual_plan(number=site.annual, version=version, comment="Thiếu", viewer=officer, by=actor, at=AT)
    detail = get_annual_plan(focal, site.annual, on=ON)
    assert detail.return_reason == "Thiếu"
    assert [(step.from_state, step.to_state) for step in detail.steps] == [
        (AnnualPlanState.DRAFT, AnnualPlanState.SUBMITTED),
        (AnnualPlanState.SUBMITTED, AnnualPlanState.RETURNED),
    ]
    assert (detail.row.planned_vnd, detail.row.actual_vnd) == (10, 48_500_000)
    assert [(one.line, one.source, one.planned_vnd, one.actual_vnd) for one in detail.money] == [
        ("", "", 3, 48_500_000),
        ("I.1 Lớp đào tạo", "NSNN", 7, 0),
    ]
    assert detail.row.counts == StatusCounts(done=1, cancelled=1)
    assert detail.row.label == "Sở Khoa học và Công nghệ, 2024"
    assert (detail.row.may_submit, detail.row.may_plan) == (True, True)
    assert len(detail.activities) == 2
    actions = [event.action for event in annual_plan_history(focal, site.annual)]
    assert actions[:2] == ["annual_plan.returned", "annual_plan.submitted"]
    assert {"activity.added", "activity.cancelled", "annual_plan.opened"} <= set(actions)


def test_annual_plans_are_filtered(site: Site, officer: Viewer) -> None:
    other = open_year(site.plan, agency="so-y-te", year=2025)

    def found(**wanted: object) -> list[int]:
        return [row.number for row in list_annual_plans(officer, on=ON, **wanted)]  # type: ignore[arg-type]

    assert found() == [other, site.annual]
    assert found(year=2024) == found(agency_ids=[agency_number()]) == [site.annual]
    assert found(plan=site.plan.pk, unit_ids=[site.plan.unit_id], states=[AnnualPlanState.DRAFT]) == found()
    assert found(plan=10**9) == found(unit_ids=[]) == found(states=[AnnualPlanState.APPROVED]) == []


def test_the_table_of_agencies_and_years(site: Site, officer: Viewer, outsider: Viewer) -> None:
    table = annual_plan_table(officer, site.plan.pk, on=ON)
    assert table.years == (2021, 2022, 2023, 2024, 2025)
    rows = {(row.agency.name, row.agency.unit_name): row.cells for row in table.rows}
    own = rows["Sở Khoa học và Công nghệ", "tỉnh Bắc Giang"]
    assert own[3].annual_plan is not None
    assert own[3].annual_plan.number == site.annual
    assert [cell.leads for cell in own] == [2] * 5
    assert [cell.may_open for cell in own] == [True, True, True, False, True]
    # From the merger on; that of old Bắc Ninh is none of this plan.
    heir = rows["Sở Khoa học và Công nghệ", "tỉnh Bắc Ninh, từ 01/07/2025"]
    assert [cell.is_there for cell in heir] == [False, False, False, False, True]
    ended = rows["Sở Kế hoạch và Đầu tư", "tỉnh Bắc Giang"]
    assert [cell.may_open for cell in ended] == [True] * 5  # there until 28 February 2025
    assert rows["Sở Y tế", "tỉnh Bắc Giang"][0].leads == 0
    assert not any(cell.may_open for row in annual_plan_table(outsider, site.plan.pk, on=ON).rows for cell in row.cells)
    later = {row.agency.unit_name for row in annual_plan_table(officer, site.plan.pk, on=date(2026, 1, 1)).rows}
    assert later >= {"tỉnh Bắc Giang, đến hết 30/06/2025", "tỉnh Bắc Ninh"}  # told apart on any day


# --- tasks


def test_tasks_to_draw_from(site: Site, focal: Viewer) -> None:
    add(site.annual, a_plan(site.task))
    other = open_year(site.plan, agency="so-y-te")
    add(other, a_plan(site.second))
    first, second = drawable_tasks(focal, site.annual)
    assert [(row.task.key, row.part, row.due, row.own, row.others) for row in (first, second)] == [
        ("1.1", TaskPart.LEAD, Due.YES, 1, 0),
        ("2.1", TaskPart.LEAD, Due.YES, 0, 1),
    ]
    assert first.proposal.title == "Mở lớp đào tạo năng suất"
    parts = {row.task.key: row.part for row in drawable_tasks(focal, other)}
    assert parts == {"1.1": TaskPart.COORDINATE, "2.1": None}
    education = open_year(site.plan, agency="so-gddt")  # one of "các sở, ngành"
    parts = {row.task.key: row.part for row in drawable_tasks(focal, education)}
    assert parts == {"1.1": TaskPart.COORDINATE_IN_GROUP, "2.1": None}
    finance = open_year(site.plan, agency="so-tai-chinh")  # took over Sở Kế hoạch và Đầu tư
    assert {row.task.key: row.part for row in drawable_tasks(focal, finance)}["2.1"] is TaskPart.LEAD


def test_tasks_that_nobody_has_begun(site: Site, officer: Viewer, elsewhere: Viewer) -> None:
    def keys(year: int) -> list[str]:
        return [row.task.key for row in tasks_without_activity(officer, plan=site.plan.pk, year=year)]

    assert keys(2024) == ["1.1", "2.1"]
    saved = add(site.annual, a_plan(site.task))
    assert keys(2024) == ["2.1"]
    assert keys(2023) == ["1.1", "2.1"]
    cancel_activity(number=saved.number, version=1, reason="x", viewer=None, by=SYSTEM, at=AT)
    assert keys(2024) == ["1.1", "2.1"]
    (first, _second) = tasks_without_activity(officer, plan=site.plan.pk, year=2024)
    assert [body.name for body in first.leads] == ["Sở Khoa học và Công nghệ"]
    assert tasks_without_activity(elsewhere, plan=site.plan.pk, year=2024) == ()


def test_what_forms_offer(site: Site, focal: Viewer) -> None:
    options = form_options(focal, site.annual, on=date(2025, 7, 1))
    assert [(one.task.key, one.part, one.due) for one in options.tasks] == [
        ("1.1", TaskPart.LEAD, Due.YES),
        ("2.1", TaskPart.LEAD, Due.YES),
    ]
    assert [line.label for line in options.lines] == ["I.1 Lớp đào tạo", "I.2 Tài liệu", "II Hỗ trợ mô hình điểm"]
    assert [source.label for source in options.sources][:2] == ["NSNN", "DN"]
    assert len(options.communes) > 50
    assert [person.label for person in options.people] == ["Lê Thị Đầu Mối", "chuyên viên chương trình"]
    assert form_options(focal, site.annual, on=DAY).communes == ()


# --- who sees what, at what price

READS: list[tuple[str, Callable[[Viewer, Site, int], object], int]] = [
    ("list", lambda viewer, _site, _number: listing.list_activities(viewer, on=ON), 2),
    ("task", lambda viewer, site, _n: listing.list_activities(viewer, ActivityFilter(task=site.task), on=ON), 4),
    ("late", lambda viewer, _site, _number: listing.late_activities(viewer, on=ON), 2),
    ("count", lambda viewer, _site, _number: listing.count_activities(viewer, on=ON), 1),
    ("calendar", lambda viewer, _site, _number: listing.calendar(viewer, year=2024, month=5, on=ON), 2),
    ("board", lambda viewer, _site, _number: listing.board(viewer, on=ON), 7),
    ("activity", lambda viewer, _site, number: get_activity(viewer, number, on=ON), 6),
    ("history", lambda viewer, _site, number: listing.activity_history(viewer, number), 3),
    ("annual plans", lambda viewer, _site, _number: list_annual_plans(viewer, on=ON), 1),
    ("annual plan", lambda viewer, site, _number: get_annual_plan(viewer, site.annual, on=ON), 5),
    ("its history", lambda viewer, site, _number: annual_plan_history(viewer, site.annual), 3),
    ("table", lambda viewer, site, _number: annual_plan_table(viewer, site.plan.pk, on=ON), 8),
    ("drawable", lambda viewer, site, _number: drawable_tasks(viewer, site.annual), 7),
    ("owed", lambda viewer, site, _number: tasks_without_activity(viewer, plan=site.plan.pk, year=2022), 5),
    ("options", lambda viewer, site, _number: form_options(viewer, site.annual, on=ON), 9),
]


@pytest.mark.parametrize(("read", "most"), [one[1:] for one in READS], ids=[one[0] for one in READS])
def test_the_queries_are_the_same_for_one_and_for_many(
    site: Site, focal: Viewer, read: Callable[[Viewer, Site, int], object], most: int
) -> None:
    (number,) = fill(site, 1)
    add(site.annual, a_plan(site.task, responsible_id=site.own.pk))
    add(site.annual, a_plan(site.task, title="Của cơ quan"))
    with CaptureQueriesContext(connection) as one:
        read(focal, site, number)
    fill(site, 5, month=6)
    for year in (2022, 2023):
        annual = open_year(site.plan, year=year)
        add(annual, a_plan(site.task, starts_on=date(year, 5, 1)))
    with CaptureQueriesContext(connection) as many:
        read(focal, site, number)
    assert len(one) == len(many) <= most


def test_the_work_of_a_province_is_for_those_who_work_there(site: Site, elsewhere: Viewer, reader: Viewer) -> None:
    (number,) = fill(site, 1)
    strangers = [elsewhere, *(viewer_of(site.people[role]) for role in (Role.BENEFICIARY, Role.CONSULTANT))]
    strangers.append(viewer_of(site.people[Role.ADMINISTRATOR]))
    for viewer in strangers:
        assert listing.list_activities(viewer, on=ON) == ()
        assert listing.board(viewer, on=ON).counts == StatusCounts()
        assert list_annual_plans(viewer, on=ON) == ()
        assert listing.activity_history(viewer, number) == annual_plan_history(viewer, site.annual) == ()
        with pytest.raises(ActivityNotFound):
            get_activity(viewer, number, on=ON)
        for read in (get_annual_plan, find_annual_plan, form_options):
            with pytest.raises(AnnualPlanNotFound):
                read(viewer, site.annual, on=ON)
        with pytest.raises(AnnualPlanNotFound):
            drawable_tasks(viewer, site.annual)
        with pytest.raises(AnnualPlanNotFound):
            annual_plan_table(viewer, site.plan.pk, on=ON)
    for viewer in (reader, *(viewer_of(site.people[role]) for role in (Role.AUDITOR, Role.PROVINCE_FINANCE))):
        assert [row.number for row in listing.list_activities(viewer, on=ON)] == [number]
    with pytest.raises(ActivityNotFound):
        get_activity(reader, 10**9, on=ON)


def test_the_history_is_for_those_who_oversee_and_whose_work_it_is(
    site: Site, focal: Viewer, outsider: Viewer, reader: Viewer
) -> None:
    (number,) = fill(site, 1)
    auditor = viewer_of(site.people[Role.AUDITOR])
    for viewer in (focal, auditor):
        assert [event.action for event in listing.activity_history(viewer, number)] == ["activity.added"]
    for viewer in (outsider, reader):
        assert listing.activity_history(viewer, number) == annual_plan_history(viewer, site.annual) == ()


def test_an_activity_of_today_is_found_by_todays_province(site: Site, officer: Viewer) -> None:
    annual = open_year(site.plan, year=2025)
    saved = add(annual, a_plan(site.task, starts_on=date(2025, 8, 1)), at=datetime(2025, 8, 2, tzinfo=UTC))
    today = territory_ids(unit_by_code("24", on=AT.date()).id)
    rows = listing.list_activities(officer, ActivityFilter(unit_ids=today), on=date(2025, 8, 2))
    assert [row.number for row in rows] == [saved.number]
