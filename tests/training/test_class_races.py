"""Several people at the same moment, on connections of their own: places are given once, counts stay right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nscl.records.operations import SYSTEM
from nscl.training.enums import AttendanceState, EnrolmentSource, EnrolmentState
from nscl.training.models import Attendance, Enrolment
from nscl.training.operations.attendance import mark
from nscl.training.operations.classes import close_class
from nscl.training.operations.enrolments import enrol, withdraw
from nscl.training.operations.errors import AlreadyEnrolled, StateRefused
from nscl.training.queries.checking import check_training
from nscl.work.models import Activity
from tests.factories.people import AT
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.factories.training import World, a_person, make_world
from tests.factories.work import issue_small_plan, open_year, task_number

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def arranged(**values: int) -> World:
    plan = issue_small_plan()
    return make_world(open_year(plan), task_number(plan), **values)


def comes(world: World, name: str, phone: str = "") -> Callable[[], object]:
    entry = a_person(name, phone=phone) if phone else a_person(name)
    return lambda: enrol(
        training_class=world.number, person=entry, source=EnrolmentSource.STAFF, viewer=None, by=SYSTEM, at=AT
    )


def test_the_last_places_are_given_once_and_nobody_is_lost() -> None:
    def test() -> None:
        world = arranged(capacity=6)
        acts = [comes(world, f"Người Thứ {letter}") for letter in "ABCDE"]
        assert in_threads(acts) == []
        states = list(Enrolment.objects.order_by("pk").values_list("state", flat=True))
        assert (states.count(EnrolmentState.ENROLLED), states.count(EnrolmentState.WAITING)) == (6, 3)
        waiting = list(Enrolment.objects.filter(state="waiting").order_by("waiting_since", "pk"))
        # Two leave at once: the first two who waited move up, each once.
        leave = [
            lambda number=one.number: withdraw(enrolment=number, viewer=None, by=SYSTEM, at=AT)
            for one in world.people[:2]
        ]
        assert in_threads(leave) == []
        moved = Enrolment.objects.filter(pk__in=[one.pk for one in waiting[:2]], state="enrolled").count()
        assert (moved, Enrolment.objects.filter(state="enrolled").count()) == (2, 6)

    in_a_thread(test)


def test_one_person_who_comes_several_times_at_once_is_enrolled_once() -> None:
    def test() -> None:
        world = arranged()
        late = in_threads([comes(world, "Nguyễn Văn Vội", "+84912345678")] * AT_ONCE)
        assert [type(one) for one in late] == [AlreadyEnrolled] * (AT_ONCE - 1)
        assert Enrolment.objects.count() == len(world.people) + 1

    in_a_thread(test)


def test_sheets_saved_at_once_and_a_class_closed_meanwhile_agree() -> None:
    def test() -> None:
        world = arranged()

        def marks(session: int, people: slice) -> Callable[[], object]:
            states = {one.number: AttendanceState.PRESENT for one in world.people[people]}
            return lambda: mark(session=session, marks=states, viewer=None, by=SYSTEM, at=AT, reason="cùng lúc")

        acts = [marks(session, people) for session in world.sessions for people in (slice(0, 3), slice(1, 4))]
        assert in_threads(acts) == []
        assert Attendance.objects.count() == len(world.people) * 2

        def close() -> object:
            return close_class(number=world.number, viewer=None, by=SYSTEM, at=AT)

        late = in_threads([close, close, comes(world, "Đến Cùng Lúc")])
        assert all(isinstance(one, StateRefused) for one in late), late
        found = check_training()
        assert (found.attended, found.tallies) == ((), ())
        assert Activity.objects.get(pk=world.activity).status in {"done", "running"}

    in_a_thread(test)
