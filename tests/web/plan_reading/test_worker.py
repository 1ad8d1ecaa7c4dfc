"""What the worker does with one document, whatever happens to it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.results import Reading
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading, ReadingResult
from nscl.plans.operations.errors import ReadingMoved
from nscl.plans.operations.readings.uploading import discard_reading
from nscl.plans.operations.readings.working import Job
from nscl.web.plan_reading import launching, storage, worker
from nscl.web.workers.bounds import TooLong
from nscl.web.workers.signs import NotWanted, Signs
from tests.factories.people import AT
from tests.factories.plans import SMALL_TEXT, small_pack
from tests.factories.readings import actor_of, pretended, read_through, small_reading, uploaded

Reader = Callable[..., Reading]


def run(number: int, read: Reader) -> PlanReading:
    worker.read_upload(number, read=read, sign_every=0)
    return PlanReading.objects.get(pk=number)


def test_what_was_read_is_kept(person: User) -> None:
    reading = run(uploaded(person), pretended(small_reading()))
    assert (reading.state, reading.pages_done, reading.pages_all) == (ReadingState.READ, 2, 2)
    assert ReadingResult.objects.get(reading=reading).text == SMALL_TEXT


def failing(error: BaseException) -> Reader:
    def read(*_args: object, **_kwargs: object) -> Reading:
        raise error

    return read


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (pretended(ReadingError("encrypted", "Tệp có mật khẩu", "bỏ mật khẩu")), "encrypted"),
        (failing(MemoryError()), "memory"),
        (failing(RecursionError()), "memory"),
        (failing(TooLong()), "time"),
        (failing(ZeroDivisionError()), "defect"),
        (failing(OSError("tesseract")), "defect"),
    ],
)
def test_whatever_happens_the_person_is_told(person: User, read: Reader, code: str) -> None:
    reading = run(uploaded(person), read)
    assert (reading.state, reading.error_code) == (ReadingState.FAILED, code)
    assert reading.error_message
    assert reading.error_remedy
    assert not ReadingResult.objects.exists()


def test_a_file_that_is_gone_is_told(person: User) -> None:
    number = uploaded(person)
    storage.remove(PlanReading.objects.get(pk=number).token)
    assert run(number, pretended(small_reading())).error_code == "gone"


def test_a_pack_that_could_not_become_a_draft_is_a_failure(person: User) -> None:
    pack = small_pack()
    twice = pack.model_copy(update={"agencies": (*pack.agencies, pack.agencies[0])})
    reading = run(uploaded(person), pretended(small_reading(twice)))
    assert reading.error_code == "pack"
    assert pack.agencies[0].key in reading.error_message


def test_a_text_that_no_database_keeps_is_a_failure(person: User) -> None:
    found = replace(small_reading(), source=SMALL_TEXT.replace("dòng 7\n", "dòng \0\n").encode())
    assert run(uploaded(person), pretended(found)).error_code == "null-characters"


def test_a_document_that_is_discarded_meanwhile_is_left_alone(person: User) -> None:
    number = uploaded(person)
    viewer = viewer_of(person)

    def read(*_args: object, progress: Callable[[int, int], None], **_kwargs: object) -> Reading:
        discard_reading(number=number, viewer=viewer, by=actor_of(viewer), at=AT)
        progress(1, 9)
        raise AssertionError("it went on")

    assert run(number, read).state == ReadingState.DISCARDED


def test_a_document_that_is_discarded_at_the_very_end_is_left_alone(person: User) -> None:
    number = uploaded(person)
    viewer = viewer_of(person)

    def read(*_args: object, **_kwargs: object) -> Reading:
        discard_reading(number=number, viewer=viewer, by=actor_of(viewer), at=AT)
        return small_reading()

    assert run(number, read).state == ReadingState.DISCARDED
    assert not ReadingResult.objects.exists()


def test_signs_of_life_are_given_while_a_page_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    enough = threading.Event()

    def sign(*, job: Job, done: int, total: int, at: object) -> bool:
        assert at
        given.append((done, total))
        if len(given) == 2:
            raise OperationalError("database is locked")
        if len(given) > 3:
            enough.set()
        return job.attempt > len(given) - 5

    monkeypatch.setattr(worker, "give_sign", sign)
    with worker.signs_of(Job(1, 1, "", ""), every=0.01) as signs:
        signs.note(1, 9)
        assert enough.wait(10)
        with pytest.raises(NotWanted):
            go_on(signs)
    assert {(1, 9), (2, 9)} <= set(given)
    count = len(given)
    threading.Event().wait(0.05)
    assert len(given) == count, "no sign after the end"


def go_on(signs: Signs) -> None:
    """Note progress until somebody says that it is not wanted."""
    for _time in range(1000):
        signs.note(2, 9)
        threading.Event().wait(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_the_process_is_bounded() -> None:
    program = """
import django, resource, signal
django.setup()
from nscl.web.workers import bounds
bounds.limit_process()
print(resource.getrlimit(resource.RLIMIT_CPU), signal.alarm(0))
try:
    bytearray(bounds.MAX_MEMORY_BYTES)
except MemoryError:
    print("refused")
signal.raise_signal(signal.SIGXCPU)
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "nscl.config.settings.testing"}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout.splitlines() == ["(900, 910) 1800", "refused"]
    assert "TooLong" in ended.stderr


def test_nothing_is_read_twice(person: User) -> None:
    with pytest.raises(ReadingMoved):
        run(read_through(person), pretended(small_reading()))


def test_the_command_ends_with_a_sentence_where_there_is_nothing_to_read(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited: list[bool] = []
    command = "nscl.web.management.commands.read_uploaded_plan"
    monkeypatch.setattr(f"{command}.limit_process", lambda: limited.append(True))
    with pytest.raises(CommandError, match="không còn"):
        call_command("read_uploaded_plan", "999999")
    with pytest.raises(CommandError, match="đã đọc xong"):
        call_command("read_uploaded_plan", str(read_through(person)))
    assert limited == [True, True], "bounded before anything else"


def test_a_worker_is_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, object]]] = []

    class Pretended:
        def __init__(self, command: list[str], **options: object) -> None:
            started.append((command, options))

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Pretended)
    launching.launch(7)
    ((command, options),) = started
    assert command[-2:] == ["read_uploaded_plan", "7"]
    assert options["start_new_session"] is True
    assert "shell" not in options


def test_a_machine_without_room_for_a_process_leaves_the_reading_in_the_queue(
    person: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def none_left(*_args: object, **_options: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", none_left)
    number = uploaded(person)
    launching.launch(number)
    assert PlanReading.objects.get(pk=number).state == ReadingState.QUEUED
    assert "no worker could be started" in caplog.text


@pytest.mark.parametrize("token", ["", "../../etc", "a" * 42, "a" * 42 + "/"])
def test_a_token_is_no_path(token: str) -> None:
    with pytest.raises(LookupError):
        storage.path_of(token)


def test_a_file_that_breaks_off_leaves_nothing(settings: Settings) -> None:
    class Broken:
        def chunks(self) -> object:
            yield b"x"
            raise OSError("the other side went away")

    with pytest.raises(OSError, match="went away"):
        storage.keep(Broken())  # type: ignore[arg-type]
    assert list((Path(settings.VAR_DIR) / "readings").iterdir()) == []
