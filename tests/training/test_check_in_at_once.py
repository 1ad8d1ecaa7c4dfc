"""Many phones at the same moment, each on a connection of its own: nobody is lost and nobody is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from nscl.training.models import Attendance, Enrolment
from nscl.training.operations.check_in import Answer, check_in
from nscl.training.operations.enrolments import Enrolled
from nscl.training.rules.check_in import Who
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.factories.training import DAYS, a_class, a_course, a_person, enrol_people, moment, sessions_of
from tests.factories.work import issue_small_plan, open_year, task_number

pytestmark = pytest.mark.django_db(transaction=True)
MANY, FEW = 20, 6


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def arranged() -> tuple[tuple[int, ...], tuple[Enrolled, ...]]:
    """The sessions of a class, and its people."""
    plan = issue_small_plan()
    number = a_class(open_year(plan), task_number(plan), a_course(plan.unit_id))
    people = enrol_people(number, [a_person(f"Người Thứ {'abcdefghijklmnopqrst'[n]}") for n in range(MANY)])
    return sessions_of(number), people


def all_at_once(session: int, day: date, visits: Sequence[tuple[Enrolled, int]]) -> Counter[Answer]:
    """What was answered to people who all come in one moment, each with the phone of that number."""
    answers: list[Answer] = []

    def one(person: Enrolled, phone: int) -> Callable[[], object]:
        def come() -> None:
            who, device = Who(code=person.code), f"{phone:032d}"
            answers.append(check_in(session=session, who=who, device=device, at=moment(day, 8, 5)).answer)

        return come

    assert in_threads([one(person, phone) for person, phone in visits]) == []
    return Counter(answers)


def test_none_is_lost_none_is_doubled_one_phone_marks_one_person() -> None:
    def test() -> None:
        (first, second), people = arranged()
        apart = [(one, phone) for phone, one in enumerate(people)]
        assert all_at_once(first, DAYS[0], apart) == {Answer.DONE: MANY}
        assert Attendance.objects.filter(session=first).count() == MANY
        assert set(Enrolment.objects.order_by("pk").values_list("attended", flat=True)) == {1}

        one_person = [(people[0], phone) for phone in range(FEW)]
        assert all_at_once(second, DAYS[1], one_person) == {Answer.DONE: 1, Answer.ALREADY: FEW - 1}
        Attendance.objects.filter(session=second).delete()
        one_phone = [(one, 0) for one in people[:FEW]]
        assert all_at_once(second, DAYS[1], one_phone) == {Answer.DONE: 1, Answer.PHONE_USED: FEW - 1}
        assert Attendance.objects.filter(session=second).count() == 1

    in_a_thread(test)
