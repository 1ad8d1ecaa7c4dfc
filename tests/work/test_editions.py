"""Tasks of a plan that was amended since: new activities go to the edition in force, old ones are followed there."""

from __future__ import annotations

import pytest
from django.db import connection

from nscl.accounts.rules import Viewer
from nscl.finance.models import BudgetLine
from nscl.finance.operations.editions import open_amendment
from nscl.plans.apps import FROZEN_ROWS
from nscl.plans.models import Task
from nscl.records.freezing import install, remove
from nscl.records.operations import SYSTEM
from nscl.work.operations.activities import edit_activity
from nscl.work.operations.annual_plans import draw_from_tasks
from nscl.work.operations.errors import InvalidActivity
from nscl.work.queries.activities import get_activity, list_activities
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.tasks import drawable_tasks, tasks_without_activity
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.problems import Reason
from nscl.work.rules.values import Cost
from tests.factories.people import AT
from tests.factories.work import a_plan, add, amend_plan, task_number
from tests.work.conftest import Site

ON = AT.date()


def test_a_task_of_a_superseded_edition_is_refused_with_its_successor(site: Site) -> None:
    amend_plan(site.plan)
    with pytest.raises(InvalidActivity, match="đã được thay thế") as refused:
        add(site.annual, a_plan(site.task))
    (problem,) = refused.value.problems
    assert (problem.reason, problem.number) == (Reason.SUPERSEDED_TASK, task_number(site.plan))
    assert "“1.1. Mở lớp đào tạo năng suất”" in problem.remedy
    left = draw_from_tasks(annual_plan=site.annual, tasks=[site.task], viewer=None, by=SYSTEM, at=AT).left
    assert left[0].problems[0].number == problem.number


def test_a_task_that_was_dropped_has_no_successor(site: Site) -> None:
    amend_plan(site.plan)
    _drop_heir(site.task)
    with pytest.raises(InvalidActivity, match="không còn nhiệm vụ này") as refused:
        add(site.annual, a_plan(site.task))
    assert refused.value.problems[0].number is None


def test_a_task_of_a_draft_or_of_another_plan_is_refused(site: Site) -> None:
    draft = open_amendment(edition_id=site.plan.editions.get(state="issued").pk, viewer=None, by=SYSTEM, at=AT)
    of_draft = Task.objects.filter(edition=draft).order_by("pk").first()
    assert of_draft is not None
    with pytest.raises(InvalidActivity, match="bản nháp") as refused:
        add(site.annual, a_plan(of_draft.pk))
    assert refused.value.problems[0].reason is Reason.DRAFT_TASK


def test_an_activity_stays_with_its_task_and_is_shown_under_what_that_has_become(site: Site, officer: Viewer) -> None:
    line = BudgetLine.objects.filter(edition__plan=site.plan, key="I.1").get()
    saved = add(site.annual, a_plan(site.task, costs=(Cost(5, line.pk),)))
    amend_plan(site.plan)
    amend_plan(site.plan)
    now = task_number(site.plan)
    detail = get_activity(officer, saved.number, on=ON)
    assert detail.task_id == site.task
    assert detail.row.task is not None
    assert (detail.row.task.number, detail.row.task.is_in_force) == (now, True)
    for task in (site.task, now):
        assert [row.number for row in list_activities(officer, ActivityFilter(task=task), on=ON)] == [saved.number]
    assert list_activities(officer, ActivityFilter(task=task_number(site.plan, "2.1")), on=ON) == ()
    own = {row.task.number: row.own for row in drawable_tasks(officer, site.annual)}
    assert own[now] == 1
    assert [row.task.key for row in tasks_without_activity(officer, plan=site.plan.pk, year=2024)] == ["2.1"]
    # What it names already it may go on naming.
    kept = a_plan(site.task, title="Tên mới", costs=(Cost(6, line.pk),))
    edit_activity(number=saved.number, version=1, plan=kept, viewer=None, by=SYSTEM, at=AT)


def test_a_task_that_is_no_more_is_shown_as_it_was(site: Site, officer: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    amend_plan(site.plan)
    _drop_heir(site.task)
    row = get_activity(officer, saved.number, on=ON).row
    assert row.task is not None
    assert (row.task.number, row.task.is_in_force) == (site.task, False)


def test_tasks_over_editions(site: Site) -> None:
    assert TasksNow([]).link(site.task) is None
    assert TasksNow([site.plan.pk]).present(10**9) is None
    amend_plan(site.plan)
    tasks = TasksNow([site.plan.pk])
    now = task_number(site.plan)
    assert tasks.once(now) == {site.task, now}
    assert [link.key for link in tasks.in_force()] == ["1.1", "2.1"]


def _drop_heir(task: int) -> None:
    """As if the amendment had left the task out: its link to what it was is cut, past the freezing of the database."""
    tasks = [row for row in FROZEN_ROWS if row.table == "plans_task"]
    remove(connection, tasks)
    Task.objects.filter(continues=task).update(continues=None)
    install(connection, tasks)
