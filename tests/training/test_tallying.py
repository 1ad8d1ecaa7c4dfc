"""How many sessions a person attended, kept by the database itself whatever writes the marks."""

from __future__ import annotations

from django.db import transaction

from nscl.training.models import Attendance, Enrolment
from tests.factories.people import AT
from tests.factories.training import World, mark_present


def attended(world: World) -> list[int]:
    rows = Enrolment.objects.filter(training_class=world.number).order_by("pk")
    return list(rows.values_list("attended", flat=True))


def test_a_mark_written_corrected_and_taken_away_is_followed(world: World) -> None:
    numbers = [one.number for one in world.people]
    mark_present(world.sessions[0], numbers)
    mark_present(world.sessions[1], numbers[:2])
    mark_present(world.sessions[1], numbers[2:], "excused")
    assert attended(world) == [2, 2, 1, 1]
    mark_present(world.sessions[0], numbers[:1], "absent")
    assert attended(world) == [1, 2, 1, 1]
    mark_present(world.sessions[0], numbers[:1])
    Attendance.objects.filter(session=world.sessions[1]).delete()
    assert attended(world) == [1, 1, 1, 1]


def test_rows_written_many_at_a_time_are_followed(world: World) -> None:
    Attendance.objects.bulk_create(
        Attendance(
            session_id=session,
            enrolment_id=one.number,
            training_class_id=world.number,
            state="present",
            source="import",
            marked_at=AT,
        )
        for session in world.sessions
        for one in world.people
    )
    assert attended(world) == [2, 2, 2, 2]
    Attendance.objects.filter(session=world.sessions[0]).update(state="absent")
    assert attended(world) == [1, 1, 1, 1]


def test_a_mark_that_moves_to_another_enrolment_takes_its_one_along(world: World) -> None:
    first, second = (one.number for one in world.people[:2])
    mark_present(world.sessions[0], [first])
    with transaction.atomic():
        Attendance.objects.filter(enrolment=first).update(enrolment=second)
    assert attended(world) == [0, 1, 0, 0]
    Attendance.objects.filter(enrolment=second).update(state="merged")
    assert attended(world) == [0, 0, 0, 0]
