"""Two people at the same moment, on two connections: nothing is lost and nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nscl.accounts.enums import Role
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.work.models import Activity, ActivityImport, AnnualPlan, Reminder
from nscl.work.operations.activities import record_activity
from nscl.work.operations.annual_plans import (
    approve_annual_plan,
    open_annual_plan,
    return_annual_plan,
    submit_annual_plan,
)
from nscl.work.operations.errors import ActivityConflict, AnnualPlanExists, DuplicateActivity, StepRefused
from nscl.work.operations.imports import AlreadyImported, import_activities
from nscl.work.operations.reminders import send_reminders
from nscl.work.queries.reminders import PersonReminders, reminders_due
from tests.factories.people import AT, make_person
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.factories.work import DAY, a_plan, a_record, add, agency_number, issue_small_plan, open_year, task_number
from tests.factories.xlsx import filled

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def arranged() -> int:
    """An annual plan that every connection sees; called, as everything here, in a thread of the real database."""
    return open_year(issue_small_plan())


def task_of(annual: int) -> int:
    return task_number(AnnualPlan.objects.get(pk=annual).plan)


def test_two_who_add_the_same_the_second_is_shown_the_first() -> None:
    def test() -> None:
        annual = arranged()
        task = task_of(annual)
        late = in_threads([lambda: add(annual, a_plan(task))] * AT_ONCE)
        assert len(late) == AT_ONCE - 1
        (row,) = Activity.objects.order_by("pk")
        assert all(isinstance(one, DuplicateActivity) and one.other.number == row.pk for one in late), late
        assert AuditEvent.objects.filter(action="activity.added").count() == 1

    in_a_thread(test)


def test_two_who_record_the_same_activity_the_second_is_shown_both_values() -> None:
    def test() -> None:
        annual = arranged()
        saved = add(annual, a_plan(task_of(annual)))

        def record(result: str) -> Callable[[], object]:
            return lambda: record_activity(
                number=saved.number, version=1, record=a_record(result=result), viewer=None, by=SYSTEM, at=AT
            )

        late = in_threads([record(f"Kết quả của người thứ {number}") for number in range(AT_ONCE)])
        assert len(late) == AT_ONCE - 1
        row = Activity.objects.get(pk=saved.number)
        assert (row.version, row.outputs.count(), row.participations.count(), row.costs.count()) == (2, 1, 1, 2)
        for one in late:
            assert isinstance(one, ActivityConflict), one
            assert [(field.field, field.theirs) for field in one.fields] == [("result", row.result)]

    in_a_thread(test)


def test_different_activities_are_all_kept() -> None:
    def test() -> None:
        annual = arranged()
        task = task_of(annual)
        version = AnnualPlan.objects.get(pk=annual).version

        def one(number: int) -> Callable[[], object]:
            return lambda: add(annual, a_plan(task, title=f"Hội nghị {number}"), a_record())

        assert in_threads([one(number) for number in range(AT_ONCE)]) == []
        assert Activity.objects.count() == AT_ONCE
        assert AnnualPlan.objects.get(pk=annual).version == version + AT_ONCE

    in_a_thread(test)


def test_an_annual_plan_is_opened_once() -> None:
    def test() -> None:
        annual = arranged()
        plan = AnnualPlan.objects.get(pk=annual).plan_id
        agency = agency_number("so-y-te")

        def act() -> int:
            return open_annual_plan(plan=plan, agency=agency, year=2024, viewer=None, by=SYSTEM, at=AT)

        assert [type(one) for one in in_threads([act] * AT_ONCE)] == [AnnualPlanExists] * (AT_ONCE - 1)
        assert AnnualPlan.objects.filter(agency=agency).count() == 1

    in_a_thread(test)


def test_one_approves_and_one_returns_only_one_of_them_does() -> None:
    def test() -> None:
        annual = arranged()
        add(annual, a_plan(task_of(annual)))
        version = AnnualPlan.objects.get(pk=annual).version
        version = submit_annual_plan(number=annual, version=version, viewer=None, by=SYSTEM, at=AT)
        late = in_threads(
            [
                lambda: approve_annual_plan(number=annual, version=version, viewer=None, by=SYSTEM, at=AT),
                lambda: return_annual_plan(number=annual, version=version, comment="x", viewer=None, by=SYSTEM, at=AT),
            ]
        )
        assert len(late) == 1
        # Whoever came second found it decided.
        assert isinstance(late[0], StepRefused), late
        assert AnnualPlan.objects.get(pk=annual).steps.count() == 2

    in_a_thread(test)


def test_one_file_taken_in_at_once_makes_its_activities_once_and_one_day_reminds_once() -> None:
    def test() -> None:
        annual = arranged()
        row = {"task": "1.1", "kind": "Hội nghị", "starts_on": DAY}
        data = filled([{**row, "title": f"Việc {number}"} for number in range(3)])

        def take_in() -> object:
            return import_activities(annual_plan=annual, file_name="a", data=data, viewer=None, by=SYSTEM, at=AT)

        late = in_threads([take_in] * AT_ONCE)
        assert [type(one) for one in late] == [AlreadyImported] * (AT_ONCE - 1)
        assert (Activity.objects.count(), ActivityImport.objects.count()) == (3, 1)

        focal = make_person(Role.AGENCY_FOCAL_POINT, agency="so-khcn")
        (waiting,) = reminders_due(on=DAY).people
        assert waiting.recipient.number == focal.pk
        letters: list[PersonReminders] = []
        runs = [lambda: send_reminders(reminders=waiting, post=letters.append, at=AT)] * AT_ONCE
        assert in_threads(runs) == []
        assert [len(letter.items) for letter in letters] == [3]
        assert Reminder.objects.filter(sent_at=AT).count() == 3

    in_a_thread(test)
