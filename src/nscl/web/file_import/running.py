"""A large file: a process of its own rehearses it and takes it in; the page tells how far it is (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.records.enums import FileRunState, FileTask
from nscl.records.queries.file_runs import FileRunRow
from nscl.text.formats import format_number
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Notice, Page, Tone, Work
from nscl.web.workers.launching import launch

# About three thousand rows of a template: below, a page answers in about a second.
LARGE_BYTES: Final = 150_000
AGAIN: Final = "lai"
_ANCHOR: Final = "dang-chay"
_ASK_EVERY_SECONDS: Final = 1
R = TypeVar("R", bound=FileRunRow)


def begin(queue: Callable[[], int | None], command: str) -> None:
    """Have a process do what `queue` asks for, once this is committed; where one is at it already, that one goes on."""
    with transaction.atomic():
        number = queue()
        if number is not None:
            transaction.on_commit(partial(launch, command, number))


def is_writing(runs: Mapping[FileTask, FileRunRow]) -> bool:
    """Whether a process is taking the file in: from there nobody can say any more that nothing was written."""
    run = runs.get(FileTask.TAKE_IN)
    return run is not None and run.is_alive(timezone.now())


def is_worked_on(runs: Mapping[FileTask, FileRunRow]) -> bool:
    """Whether a process is at the file, for whatever."""
    return any(run.is_alive(timezone.now()) for run in runs.values())


@dataclass(frozen=True, kw_only=True)
class RunPages(Generic[R]):
    """What one kind of file says of its runs.

    page: the page with a title. found: what a rehearsal found. taken: that it was taken in. writing: what the process
    does once all rows are read.
    """

    page: Callable[[str], Page]
    found: Callable[[R], HttpResponse]
    taken: Callable[[R], Notice]
    writing: str

    def show(self, request: HttpRequest, runs: Mapping[FileTask, R]) -> HttpResponse:
        """How far the process is, what it found, or why it came to nothing."""
        run = runs.get(FileTask.TAKE_IN) or runs[FileTask.REHEARSE]
        is_waiting = run.is_alive(timezone.now())
        if request.headers.get("HX-Target") == _ANCHOR and not is_waiting:
            # What was waited for has happened: the page is to be loaded anew.
            return HttpResponse(headers={"HX-Refresh": "true"})
        if run.state is FileRunState.DONE and run.task is FileTask.REHEARSE:
            return self.found(run)
        title = _("Nhập tệp: %(file)s") if run.task is FileTask.TAKE_IN else _("Xem trước: %(file)s")
        context: dict[str, Any] = {
            "page": self.page(title % {"file": run.file_name}),
            "work": self._work(request, run) if is_waiting else None,
            "notice": None if is_waiting else self._ended(run),
            "can_drop": run.state is not FileRunState.DONE and not is_writing(runs),
            "can_repeat": not is_waiting and run.state is not FileRunState.DONE,
        }
        return show(request, "file_import/progress.html", context)

    def _work(self, request: HttpRequest, run: R) -> Work:
        words = _("Trang này tự cập nhật. Có thể rời trang rồi quay lại địa chỉ này trong ngày.")
        # The last row is done when all of it is judged, or written.
        done = min(run.rows_done, run.rows_all - 1) if run.rows_all else 0
        return Work(
            self._under_way(run), done, run.rows_all, words, request.path, anchor=_ANCHOR, seconds=_ASK_EVERY_SECONDS
        )

    def _under_way(self, run: R) -> str:
        """What is being done now."""
        if run.state is FileRunState.QUEUED:
            return _("Đang chờ đến lượt")
        if not run.rows_all:
            return _("Đang mở tệp")
        if run.rows_done < run.rows_all:
            rows = {"done": format_number(run.rows_done), "total": format_number(run.rows_all)}
            return _("Đã đọc %(done)s trên %(total)s dòng") % rows
        return self.writing if run.task is FileTask.TAKE_IN else _("Đang kiểm tra các dòng")

    def _ended(self, run: R) -> Notice:
        """How a run ended that leaves nothing to look through."""
        if run.is_under_way:
            return Notice(
                _("Việc đọc tệp đã dừng giữa chừng."),
                _("Máy chủ có thể vừa khởi động lại. Chưa ghi gì dở dang; bấm Xem trước lại để làm từ đầu."),
                Tone.WARN,
            )
        if run.state is FileRunState.FAILED:
            return Notice(run.problem, tone=Tone.BAD)
        return self.taken(run)
