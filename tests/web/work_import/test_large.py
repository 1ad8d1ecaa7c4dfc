"""A large file through the pages: a process rehearses it and takes it in, and the page tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nscl.accounts.models import User
from nscl.records.enums import FileRunState, FileTask
from nscl.records.operations.file_runs import RunGone
from nscl.web.file_import import running
from nscl.web.plan_editing import uploads
from nscl.web.work_import.worker import WORK
from nscl.work.models import Activity, ImportPreview, ImportRun
from nscl.work.operations.import_runs import ImportJob, give_sign, queue_run, start_run
from nscl.work.operations.imports import Progress
from tests.web.work.conftest import Work
from tests.web.work_import.test_pages import rows_of, send

pytestmark = pytest.mark.django_db
ROWS = 130


@pytest.fixture(autouse=True)
def launched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every file is large; the numbers of the runs for which a process would be started."""
    found: list[int] = []
    monkeypatch.setattr(running, "LARGE_BYTES", 0)
    monkeypatch.setattr(running, "launch", lambda command, number: found.append(number) if command else None)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act: act())
    return found


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_a_large_file_is_rehearsed_and_taken_in_by_a_process(
    work: Work, officer: Client, focal: Client, launched: list[int]
) -> None:
    before = Activity.objects.count()
    page = send(officer, work, rows_of(work, ROWS)).headers["Location"]
    waiting = officer.get(page)
    assert "Đang chờ đến lượt" in text(waiting)
    assert officer.get(page, headers={"HX-Target": "dang-chay"}).status_code == 200
    assert focal.get(page).status_code == 404  # another person's file
    WORK.work_on(launched[-1], sign_every=0)
    assert officer.get(page, headers={"HX-Target": "dang-chay"}).headers["HX-Refresh"] == "true"
    shown = text(officer.get(page))
    assert "130 dòng sẽ thành hoạt động" in shown
    assert "Việc 99" in shown
    assert "Việc 129" not in shown
    assert "Việc 129" in text(officer.get(page, {"moi-trang": "2"}))
    assert "Việc 129" in text(officer.get(page, {"moi-trang": "99"}))
    assert Activity.objects.count() == before
    assert officer.post(page, {"viec": "nhap"}).status_code == 302
    assert "Đang chờ đến lượt" in text(officer.get(page))
    assert officer.post(page, {"viec": "nhap"}).status_code == 302  # pressed twice
    assert len(launched) == 2
    refused = officer.post(page, {"viec": "bo"}, follow=True)
    assert "không dừng giữa chừng được" in text(refused)
    assert 'value="bo"' not in text(refused)
    WORK.work_on(launched[-1], sign_every=0)
    assert "Đã nhập 130 hoạt động." in text(officer.get(page))
    assert Activity.objects.count() == before + ROWS
    assert officer.post(page, {"viec": "nhap"}).status_code == 302
    assert len(launched) == 2, "what was taken in is not taken in again"


def test_wrong_rows_are_shown_and_keep_the_file_out(work: Work, officer: Client, launched: list[int]) -> None:
    page = send(officer, work, rows_of(work, planned_cost="12,34")).headers["Location"]
    WORK.work_on(launched[-1], sign_every=0)
    shown = text(officer.get(page))
    assert "2 dòng phải sửa" in shown
    assert "F2" in shown
    assert 'value="nhap"' not in shown
    officer.post(page, {"viec": "nhap"})
    WORK.work_on(launched[-1], sign_every=0)
    assert "2 dòng của tệp chưa nhập được" in text(officer.get(page))


def test_a_file_that_is_none_is_told_so_and_can_be_dropped(work: Work, officer: Client, launched: list[int]) -> None:
    page = send(officer, work, b"MZ").headers["Location"]
    WORK.work_on(launched[-1], sign_every=0)
    shown = text(officer.get(page))
    assert "Tệp này không phải tệp Excel" in shown
    assert 'value="lai"' in shown
    assert officer.post(page, {"viec": "bo"}).status_code == 302
    assert officer.get(page).status_code == 404
    assert not ImportRun.objects.exists()


def test_a_process_that_died_is_said_to_have_and_another_may_begin(
    work: Work, officer: Client, launched: list[int]
) -> None:
    page = send(officer, work, rows_of(work)).headers["Location"]
    start_run(number=launched[-1], at=timezone.now())
    assert "Đang mở tệp" in text(officer.get(page))
    officer.post(page, {"viec": "lai"})
    assert len(launched) == 1, "it lives: nothing is begun beside it"
    ImportRun.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    assert "Việc đọc tệp đã dừng giữa chừng." in text(officer.get(page))
    officer.post(page, {"viec": "lai"})
    WORK.work_on(launched[-1], sign_every=0)
    assert "2 dòng sẽ thành hoạt động" in text(officer.get(page))


def test_what_the_process_says_is_in_the_persons_language(work: Work, officer: Client, launched: list[int]) -> None:
    User.objects.update(language="en")
    page = send(officer, work, b"MZ").headers["Location"]
    WORK.work_on(launched[-1], sign_every=0)
    assert "is not an Excel" in text(officer.get(page))


def test_the_page_asks_as_little_for_many_rows_as_for_one(work: Work, officer: Client, launched: list[int]) -> None:
    def queries(count: int) -> int:
        page = send(officer, work, rows_of(work, count)).headers["Location"]
        WORK.work_on(launched[-1], sign_every=0)
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(page).status_code == 200
        return len(captured)

    assert queries(1) == queries(ROWS) <= 15


# --- the process


def a_run(work: Work, data: bytes, task: FileTask = FileTask.REHEARSE) -> tuple[int, str]:
    owner = User.objects.get(username="province-officer").pk
    token = uploads.keep(owner=owner, name="việc.xlsx", pack=data, text=None, at=timezone.now())
    number = queue_run(
        annual_plan=work.annual, token=token, file_name="việc.xlsx", task=task, owner=owner, at=timezone.now()
    )
    assert number is not None
    return number, token


def dropping(number: int) -> Callable[..., Any]:
    """An import that is dropped by its owner while it runs."""

    def do(*, job: ImportJob, note: Progress, **_rest: Any) -> Any:
        ImportRun.objects.filter(pk=number).delete()
        note(1, 2)
        raise AssertionError(job)

    return do


def test_what_was_dropped_meanwhile_writes_nothing(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    number, _token = a_run(work, rows_of(work), FileTask.TAKE_IN)
    monkeypatch.setattr("nscl.web.work_import.worker.do_run", dropping(number))
    WORK.work_on(number, sign_every=0)
    assert not ImportRun.objects.exists()


def failing(error: BaseException) -> Callable[..., Any]:
    def do(**_all: Any) -> Any:
        raise error

    return do


@pytest.mark.parametrize(
    ("error", "said"),
    [(MemoryError(), "quá nhiều bộ nhớ"), (ZeroDivisionError(), "lỗi ngoài dự kiến")],
)
def test_whatever_happens_the_person_is_told(
    work: Work, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
) -> None:
    number, _token = a_run(work, rows_of(work))
    monkeypatch.setattr("nscl.web.work_import.worker.do_run", failing(error))
    WORK.work_on(number, sign_every=0)
    run = ImportRun.objects.get()
    assert run.state == FileRunState.FAILED
    assert said in run.problem
    assert not ImportPreview.objects.exists()


def test_a_file_that_is_gone_and_a_person_who_left(work: Work) -> None:
    number, token = a_run(work, rows_of(work))
    owner = User.objects.get(username="province-officer")
    uploads.drop(token=token, owner=owner.pk)
    WORK.work_on(number, sign_every=0)
    assert "Hãy chọn lại tệp" in ImportRun.objects.get().problem
    number, _token = a_run(work, rows_of(work))
    User.objects.filter(pk=owner.pk).update(is_active=False)
    WORK.work_on(number, sign_every=0)
    assert ImportRun.objects.get(pk=number).state == FileRunState.RUNNING  # and falls silent: nobody is to see it


def test_signs_are_of_the_attempt_that_is_wanted(work: Work) -> None:
    number, _token = a_run(work, rows_of(work))
    job = start_run(number=number, at=timezone.now())
    assert give_sign(job=job, done=1, total=2, at=timezone.now())
    ImportRun.objects.update(attempt=2)
    assert not give_sign(job=job, done=2, total=2, at=timezone.now())
    with pytest.raises(RunGone):
        start_run(number=number, at=timezone.now())


def test_runs_of_yesterday_go(work: Work) -> None:
    a_run(work, rows_of(work))
    ImportRun.objects.update(asked_at=timezone.now() - timedelta(days=2))
    number, _token = a_run(work, rows_of(work))
    assert ImportRun.objects.get().pk == number


def test_the_command_ends_with_a_sentence_where_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    limited: list[bool] = []
    monkeypatch.setattr("nscl.web.workers.file_jobs.limit_process", lambda _memory: limited.append(True))
    with pytest.raises(CommandError, match="không còn"):
        call_command("work_on_activity_file", "999999")
    assert limited == [True]
