"""Late tasks by lead agency, idle tasks, targets without a task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.plans.enums import AgencyRole
from nscl.plans.models import Finding, Task, TaskAgency
from nscl.progress.queries import who_owes
from nscl.work.enums import ActivityKind
from tests.progress.conftest import Country, Recorder

Recorders = Callable[[str], Recorder]
BAC_GIANG, BAC_NINH, QUANG_TRI = "bac-giang-2021-2025", "bac-ninh-2026-2030", "quang-tri-2021-2030"
TODAY = date(2026, 11, 21)
OWING_QUERIES = 8


def led_task(edition: int) -> tuple[Task, str]:
    """A task with one lead, and the lead's name."""
    for task in Task.objects.filter(edition=edition, schedule_end=2030).order_by("position"):
        leads = TaskAgency.objects.filter(task=task, role=AgencyRole.LEAD).select_related("agency").order_by("position")
        if len(leads) == 1:
            return task, leads[0].agency.name
    raise AssertionError


def test_an_activity_past_its_day_makes_its_task_late(country: Country, recorder: Recorders) -> None:
    task, lead = led_task(country.editions[BAC_NINH])
    header = country.header(BAC_NINH)
    before = who_owes(country.nation, header, TODAY).late_tasks
    recorder(BAC_NINH).planned(ActivityKind.CONFERENCE, date(2026, 11, 20), task=task)
    assert who_owes(country.nation, header, date(2026, 11, 20)).late_tasks == before, "its day is not over"
    found = who_owes(country.nation, header, TODAY)
    assert found.late_tasks == before + 1
    first = found.agencies[0]
    assert (first.name, first.late_activities) == (lead, 1)
    late = next(one for one in first.tasks if one.late_activities)
    assert (late.task.number, late.oldest, late.ended) == (task.pk, date(2026, 11, 20), None)


def test_what_is_done_is_not_late(country: Country, recorder: Recorders) -> None:
    task, _lead = led_task(country.editions[BAC_NINH])
    recorder(BAC_NINH).done(ActivityKind.CONFERENCE, date(2026, 11, 1), task=task)
    found = who_owes(country.nation, country.header(BAC_NINH), TODAY)
    assert sum(agency.late_activities for agency in found.agencies) == 0


def test_a_task_whose_years_are_over_with_nothing_done_is_late(country: Country, recorder: Recorders) -> None:
    header = country.header(BAC_GIANG)
    ended = {
        late.task.number: late.ended
        for agency in who_owes(country.nation, header, date(2026, 3, 1)).agencies
        for late in agency.tasks
    }
    assert ended
    assert all(year is not None and year <= 2025 for year in ended.values())
    task = Task.objects.get(pk=min(ended))
    recorder(BAC_GIANG).done(ActivityKind.CONFERENCE, date(2025, 5, 1), task=task)
    again = who_owes(country.nation, header, date(2026, 3, 1))
    assert task.pk not in {late.task.number for agency in again.agencies for late in agency.tasks}


def test_idle_tasks_are_those_of_the_year(country: Country, recorder: Recorders) -> None:
    header = country.header(BAC_NINH)
    idle = who_owes(country.nation, header, TODAY).idle
    assert idle
    begun = idle[0].task.number
    recorder(BAC_NINH).planned(ActivityKind.CONFERENCE, date(2026, 12, 1), task=Task.objects.get(pk=begun))
    after = who_owes(country.nation, header, TODAY).idle
    assert {one.task.number for one in idle} - {one.task.number for one in after} == {begun}


def test_targets_without_a_task_are_what_the_check_found(country: Country) -> None:
    for slug, edition in country.editions.items():
        found = who_owes(country.nation, country.header(slug), TODAY).untasked
        expected = Finding.objects.filter(edition=edition, rule="target.without-task")
        assert bool(found) == expected.exists()
        assert all(one.key and one.text for one in found)


def test_an_agency_that_passed_into_another_is_shown_with_it(country: Country) -> None:
    names = {
        (row.name, row.now)
        for row in who_owes(country.nation, country.header(BAC_GIANG), date(2026, 3, 1)).agencies
        if row.now
    }
    assert names, "the bodies of Bắc Giang ended on 1 July 2025"
    assert all(now for _name, now in names)


def test_who_may_not_see_the_work_is_told_nothing(country: Country) -> None:
    with pytest.raises(NotAllowed):
        who_owes(country.viewer(Role.BENEFICIARY), country.header(BAC_NINH), TODAY)


@pytest.mark.parametrize("late", [1, 3])
def test_it_asks_the_same_few_queries(country: Country, recorder: Recorders, late: int) -> None:
    task, _lead = led_task(country.editions[QUANG_TRI])
    for day in range(late):
        recorder(QUANG_TRI).planned(ActivityKind.CONFERENCE, date(2026, 5, 1 + day), task=task)
    header = country.header(QUANG_TRI)
    with CaptureQueriesContext(connection) as made:
        who_owes(country.nation, header, TODAY)
    assert len(made) == OWING_QUERIES
