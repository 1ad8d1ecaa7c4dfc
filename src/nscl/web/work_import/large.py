"""A large file: a process of its own rehearses it and takes it in; the page tells how far it is (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.text.formats import format_number
from nscl.web.access import viewer
from nscl.web.file_import.rehearsing import query_of
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Act, Notice, Tone, Work
from nscl.web.ui.tables import DatabasePage, TableView
from nscl.web.ui.tables.table import ROWS_A_PAGE
from nscl.web.work.places import annual_crumbs, annual_plan_href, work_page
from nscl.web.work_import.preview_page import Figures, preview_page
from nscl.web.work_import.tables import preview_table
from nscl.web.workers.launching import launch
from nscl.work.enums import ImportState, ImportTask, PreviewOutcome
from nscl.work.operations.import_runs import drop_runs, queue_run
from nscl.work.queries.annual_plans import AnnualPlanRow
from nscl.work.queries.import_runs import ImportRunRow, previews_of

COMMAND: Final = "work_on_activity_file"
# About three thousand rows of the template: below, a page answers in about a second.
LARGE_BYTES: Final = 150_000
AGAIN: Final = "lai"
_ANCHOR: Final = "dang-chay"
_ASK_EVERY_SECONDS: Final = 1


def begin(request: HttpRequest, annual_plan: int, token: str, file_name: str, task: ImportTask) -> None:
    """Have a process do it, once this is committed; where one is at it already, that one goes on."""
    with transaction.atomic():
        number = queue_run(
            annual_plan=annual_plan,
            token=token,
            file_name=file_name,
            task=task,
            owner=viewer(request).number,
            at=timezone.now(),
        )
        if number is not None:
            transaction.on_commit(partial(launch, COMMAND, number))


def is_writing(runs: dict[ImportTask, ImportRunRow]) -> bool:
    """Whether a process is taking the file in: from there nobody can say any more that nothing was written."""
    run = runs.get(ImportTask.TAKE_IN)
    return run is not None and run.is_alive(timezone.now())


def begin_again(
    request: HttpRequest, annual_plan: int, token: str, file_name: str, runs: dict[ImportTask, ImportRunRow]
) -> None:
    """Rehearse anew, whatever came of the file before; where a process is at it, that one goes on."""
    if any(run.is_alive(timezone.now()) for run in runs.values()):
        return
    with transaction.atomic():
        drop_runs(token=token, at=timezone.now())
        begin(request, annual_plan, token, file_name, ImportTask.REHEARSE)


def run_page(request: HttpRequest, annual: AnnualPlanRow, runs: dict[ImportTask, ImportRunRow]) -> HttpResponse:
    """How far the process is, what it found, or why it came to nothing."""
    run = runs.get(ImportTask.TAKE_IN) or runs[ImportTask.REHEARSE]
    is_waiting = run.is_alive(timezone.now())
    if request.headers.get("HX-Target") == _ANCHOR and not is_waiting:
        # What was waited for has happened: the page is to be loaded anew.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if run.state is ImportState.DONE and run.task is ImportTask.REHEARSE:
        return _found(request, annual, run)
    title = _("Nhập tệp: %(file)s") if run.task is ImportTask.TAKE_IN else _("Xem trước: %(file)s")
    context: dict[str, Any] = {
        "page": work_page(title % {"file": run.file_name}, crumbs=annual_crumbs(annual)),
        "work": _work(request, run) if is_waiting else None,
        "notice": None if is_waiting else _ended(annual, run),
        "can_drop": run.state is not ImportState.DONE and not is_writing(runs),
        "can_repeat": not is_waiting and run.state is not ImportState.DONE,
    }
    return show(request, "work_import/progress.html", context)


def _found(request: HttpRequest, annual: AnnualPlanRow, run: ImportRunRow) -> HttpResponse:
    figures = Figures(
        new=run.new,
        known=run.known,
        wrong=run.wrong,
        planned_vnd=run.planned_vnd,
        actual_vnd=run.actual_vnd,
        people=run.people,
        hidden=run.hidden,
        unknown=run.unknown,
    )
    return preview_page(request, annual, run.file_name, figures=figures, views=list(_views(request, run)))


def _views(request: HttpRequest, run: ImportRunRow) -> Iterator[TableView[Any]]:
    for outcome in (PreviewOutcome.WRONG, PreviewOutcome.KNOWN, PreviewOutcome.NEW):
        count = run.rows_of(outcome)
        if count:
            query = query_of(request, preview_table(outcome, ()).name)
            first = (min(query.page, -(-count // ROWS_A_PAGE)) - 1) * ROWS_A_PAGE
            rows = previews_of(run.number, outcome, first=first, most=ROWS_A_PAGE)
            yield preview_table(outcome, rows, DatabasePage(count)).present(query)


def _work(request: HttpRequest, run: ImportRunRow) -> Work:
    words = _("Trang này tự cập nhật. Có thể rời trang rồi quay lại địa chỉ này trong ngày.")
    # The last row is done when all of it is judged, or written.
    done = min(run.rows_done, run.rows_all - 1) if run.rows_all else 0
    return Work(_under_way(run), done, run.rows_all, words, request.path, anchor=_ANCHOR, seconds=_ASK_EVERY_SECONDS)


def _under_way(run: ImportRunRow) -> str:
    """What is being done now."""
    if run.state is ImportState.QUEUED:
        return _("Đang chờ đến lượt")
    if not run.rows_all:
        return _("Đang mở tệp")
    if run.rows_done < run.rows_all:
        rows = {"done": format_number(run.rows_done), "total": format_number(run.rows_all)}
        return _("Đã đọc %(done)s trên %(total)s dòng") % rows
    return _("Đang ghi vào kế hoạch năm") if run.task is ImportTask.TAKE_IN else _("Đang kiểm tra các dòng")


def _ended(annual: AnnualPlanRow, run: ImportRunRow) -> Notice:
    """How a run ended that leaves nothing to look through."""
    if run.is_under_way:
        return Notice(
            _("Việc đọc tệp đã dừng giữa chừng."),
            _("Máy chủ có thể vừa khởi động lại. Chưa ghi gì dở dang; bấm Xem trước lại để làm từ đầu."),
            Tone.WARN,
        )
    if run.state is ImportState.FAILED:
        return Notice(run.problem, tone=Tone.BAD)
    done = ngettext("Đã nhập %(n)s hoạt động.", "Đã nhập %(n)s hoạt động.", run.new) % {"n": format_number(run.new)}
    to_plan = Act(_("Mở kế hoạch năm"), annual_plan_href(annual.number), "calendar", "primary")
    return Notice(done, tone=Tone.GOOD, acts=[to_plan])
