"""A reading from upload to its end: who may, in which order, what an outdated worker may not, one event each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed
from nscl.documents.reading.errors import ReadingError
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading, ReadingResult
from nscl.plans.operations.errors import AlreadyUploaded, ReadingMissing, ReadingMoved, TooManyReadings
from nscl.plans.operations.readings.uploading import MOST_UNDER_WAY, discard_reading, queue_again
from nscl.plans.operations.readings.working import Job, fail_reading, finish_reading, give_sign, start_reading
from nscl.plans.queries.readings import ReadingNotFound, content_of, get_reading, list_readings
from nscl.plans.rules import is_silent, may_follow
from nscl.records.models import AuditEvent
from nscl.records.rules import SIGN_OF_LIFE_WITHIN
from tests.factories.people import AT
from tests.factories.plans import SMALL_TEXT
from tests.factories.readings import DOUBTS, NOTES, UNREAD, actor_of, begun, read_through, small_reading, uploaded

LATER = AT + timedelta(seconds=5)
MUCH_LATER = AT + SIGN_OF_LIFE_WITHIN + timedelta(seconds=1)
NO_PLAN = ReadingError("not-a-plan", "Đây không phải kế hoạch", "chọn văn bản kế hoạch", line=3, page=1)


def actions() -> list[str]:
    return list(
        AuditEvent.objects.filter(action__startswith="reading.").order_by("pk").values_list("action", flat=True)
    )


def again(number: int, person: User, *, at: object = LATER) -> PlanReading:
    viewer = viewer_of(person)
    return queue_again(number=number, viewer=viewer, by=actor_of(viewer), at=at)  # type: ignore[arg-type]


def test_what_was_read_is_kept_whole(officer: User) -> None:
    number = read_through(officer)
    row = get_reading(viewer_of(officer), number)
    assert (row.state, row.failure, row.is_under_way, row.doubts) == (ReadingState.READ, None, False, len(DOUBTS))
    content = content_of(viewer_of(officer), number)
    assert (content.text, content.notes) == (SMALL_TEXT, NOTES)
    assert [doubt.reason for doubt in content.doubts] == [doubt.reason for doubt in DOUBTS]
    assert [(p.first_line, p.last_line, p.page) for p in content.passages] == [(*u.at, u.page) for u in UNREAD]
    assert actions() == ["reading.uploaded", "reading.started", "reading.read"]


def test_the_same_document_is_not_read_twice(officer: User, people: Mapping[Role, User]) -> None:
    number = uploaded(officer, content=b"one")
    with pytest.raises(AlreadyUploaded) as refusal:
        uploaded(officer, content=b"one")
    assert refusal.value.number == number
    with pytest.raises(NotAllowed):
        uploaded(people[Role.PROVINCE_LEADER], content=b"one")


def test_one_person_has_few_under_way(officer: User) -> None:
    for _time in range(MOST_UNDER_WAY):
        uploaded(officer)
    with pytest.raises(TooManyReadings):
        uploaded(officer)


def test_a_reading_is_its_uploaders_alone(officer: User, people: Mapping[Role, User]) -> None:
    number = read_through(officer)
    leader = people[Role.PROVINCE_LEADER]
    assert list_readings(viewer_of(leader)) == ()
    with pytest.raises(ReadingNotFound):
        get_reading(viewer_of(leader), number)
    with pytest.raises(ReadingNotFound):
        content_of(viewer_of(leader), number)
    with pytest.raises(NotAllowed):
        again(number, leader)
    PlanReading.objects.filter(pk=number).update(uploaded_by=leader)
    with pytest.raises(ReadingMissing):
        again(number, officer)


def test_a_failure_says_what_where_and_what_to_do(officer: User) -> None:
    job = begun(officer)
    fail_reading(job=job, error=NO_PLAN, at=LATER)
    failure = get_reading(viewer_of(officer), job.number).failure
    assert failure is not None
    assert (failure.code, failure.message, failure.remedy) == (NO_PLAN.code, NO_PLAN.message, NO_PLAN.remedy)
    assert (failure.line, failure.page) == (3, 1)
    again(job.number, officer)
    assert get_reading(viewer_of(officer), job.number).failure is None


def test_signs_of_life_carry_the_pages_and_no_event(officer: User) -> None:
    job = begun(officer)
    before = AuditEvent.objects.count()
    assert give_sign(job=job, done=2, total=7, at=LATER)
    assert give_sign(job=job, done=9, total=7, at=LATER)
    row = get_reading(viewer_of(officer), job.number)
    assert (row.pages_done, row.pages_all, row.heartbeat_at) == (7, 7, LATER)
    assert AuditEvent.objects.count() == before
    finish_reading(job=job, read=small_reading(), at=LATER)
    assert not give_sign(job=job, done=7, total=7, at=LATER)


def test_two_workers_never_take_the_same_reading(officer: User) -> None:
    job = begun(officer)
    with pytest.raises(ReadingMoved):
        start_reading(number=job.number, at=LATER)


def test_a_reading_under_way_is_queued_again_only_when_its_worker_is_silent(officer: User) -> None:
    job = begun(officer)
    with pytest.raises(ReadingMoved):
        again(job.number, officer, at=LATER)
    assert again(job.number, officer, at=MUCH_LATER).attempt == job.attempt + 1
    waiting = uploaded(officer)
    with pytest.raises(ReadingMoved):
        again(waiting, officer, at=LATER)
    again(waiting, officer, at=MUCH_LATER)


def test_an_outdated_worker_writes_nothing(officer: User) -> None:
    old = begun(officer)
    again(old.number, officer, at=MUCH_LATER)
    new = start_reading(number=old.number, at=MUCH_LATER)
    assert not give_sign(job=old, done=1, total=1, at=MUCH_LATER)
    with pytest.raises(ReadingMoved):
        finish_reading(job=old, read=small_reading(), at=MUCH_LATER)
    with pytest.raises(ReadingMoved):
        fail_reading(job=old, error=NO_PLAN, at=MUCH_LATER)
    assert not ReadingResult.objects.exists()
    finish_reading(job=new, read=small_reading(doubts=()), at=MUCH_LATER)
    assert get_reading(viewer_of(officer), new.number).doubts == 0


def test_reading_again_drops_what_was_read_before(officer: User) -> None:
    number = read_through(officer)
    again(number, officer)
    with pytest.raises(ReadingNotFound):
        content_of(viewer_of(officer), number)
    row = get_reading(viewer_of(officer), number)
    assert (row.state, row.doubts, row.finished_at) == (ReadingState.QUEUED, 0, None)


@pytest.mark.parametrize("make", [uploaded, lambda person: begun(person).number, read_through])
def test_a_discarded_reading_is_gone_for_everyone(officer: User, make: object) -> None:
    number = make(officer)  # type: ignore[operator]
    viewer = viewer_of(officer)
    token = PlanReading.objects.get(pk=number).token
    assert discard_reading(number=number, viewer=viewer, by=actor_of(viewer), at=LATER) == token
    assert list_readings(viewer) == ()
    with pytest.raises(ReadingNotFound):
        get_reading(viewer, number)
    with pytest.raises(ReadingMoved):
        discard_reading(number=number, viewer=viewer, by=actor_of(viewer), at=LATER)
    job = Job(number, 1, token, "x")
    with pytest.raises(ReadingMoved):
        finish_reading(job=job, read=small_reading(), at=LATER)
    assert actions()[-1] == "reading.discarded"


def test_the_workflow_allows_exactly_these_moves() -> None:
    allowed = {(a, b) for a in ReadingState for b in ReadingState if may_follow(a, b, is_silent=True)}
    states = ReadingState
    assert allowed == {
        (states.QUEUED, states.RUNNING),
        (states.QUEUED, states.QUEUED),
        (states.QUEUED, states.DISCARDED),
        (states.RUNNING, states.READ),
        (states.RUNNING, states.FAILED),
        (states.RUNNING, states.QUEUED),
        (states.RUNNING, states.DISCARDED),
        (states.READ, states.DRAFTED),
        (states.READ, states.QUEUED),
        (states.READ, states.DISCARDED),
        (states.FAILED, states.QUEUED),
        (states.FAILED, states.DISCARDED),
        (states.DRAFTED, states.READ),
    }


@pytest.mark.parametrize("state", [ReadingState.READ, ReadingState.FAILED, ReadingState.DRAFTED])
def test_nobody_waits_for_a_sign_of_a_reading_that_has_ended(state: ReadingState) -> None:
    assert not is_silent(state, AT, AT, MUCH_LATER)
    assert is_silent(ReadingState.RUNNING, AT, AT, MUCH_LATER)
    assert not is_silent(ReadingState.RUNNING, AT, LATER, MUCH_LATER)
