"""A large file: a process of its own rehearses it and takes it in; the page tells how far it is (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.organisations.enums import ImportOutcome, ImportState, ImportTask
from nscl.organisations.operations.import_runs import MOST_PREVIEWS, drop_runs, queue_run
from nscl.organisations.queries.import_runs import OrganisationImportRunRow, preview_counts, previews_of
from nscl.text.formats import format_number
from nscl.web.access import viewer
from nscl.web.file_import.rehearsing import query_of
from nscl.web.organisations_import.places import import_page, list_href
from nscl.web.organisations_import.preview_page import Figures, preview_page
from nscl.web.organisations_import.tables import SHOWN, preview_table
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Act, Notice, Tone, Work
from nscl.web.ui.tables import DatabasePage, TableView
from nscl.web.ui.tables.table import ROWS_A_PAGE
from nscl.web.workers.launching import launch

COMMAND: Final = "work_on_organisation_file"
# About three thousand rows of the template: below, a page answers in about a second.
LARGE_BYTES: Final = 150_000
AGAIN: Final = "lai"
_ANCHOR: Final = "dang-chay"
_ASK_EVERY_SECONDS: Final = 1
_Runs = dict[ImportTask, OrganisationImportRunRow]


def begin(
    request: HttpRequest, unit: int, token: str, file_name: str, task: ImportTask, *, sound_only: bool = False
) -> None:
    """Have a process do it, once this is committed; where one is at it already, that one goes on."""
    with transaction.atomic():
        number = queue_run(
            unit_id=unit,
            token=token,
            file_name=file_name,
            task=task,
            sound_only=sound_only,
            owner=viewer(request).number,
            at=timezone.now(),
        )
        if number is not None:
            transaction.on_commit(partial(launch, COMMAND, number))


def is_writing(runs: _Runs) -> bool:
    """Whether a process is taking the file in: from there nobody can say any more that nothing was written."""
    run = runs.get(ImportTask.TAKE_IN)
    return run is not None and run.is_alive(timezone.now())


def begin_again(request: HttpRequest, unit: int, token: str, file_name: str, runs: _Runs) -> None:
    """Rehearse anew, whatever came of the file before; where a process is at it, that one goes on."""
    if any(run.is_alive(timezone.now()) for run in runs.values()):
        return
    with transaction.atomic():
        drop_runs(token=token, at=timezone.now())
        begin(request, unit, token, file_name, ImportTask.REHEARSE)


def run_page(request: HttpRequest, runs: _Runs) -> HttpResponse:
    """How far the process is, what it found, or why it came to nothing."""
    run = runs.get(ImportTask.TAKE_IN) or runs[ImportTask.REHEARSE]
    is_waiting = run.is_alive(timezone.now())
    if request.headers.get("HX-Target") == _ANCHOR and not is_waiting:
        # What was waited for has happened: the page is to be loaded anew.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if run.state is ImportState.DONE and run.task is ImportTask.REHEARSE:
        return _found(request, run)
    title = _("Nhập tệp: %(file)s") if run.task is ImportTask.TAKE_IN else _("Xem trước: %(file)s")
    context: dict[str, Any] = {
        "page": import_page(title % {"file": run.file_name}),
        "work": _work(request, run) if is_waiting else None,
        "notice": None if is_waiting else _ended(run),
        "can_drop": run.state is not ImportState.DONE and not is_writing(runs),
        "can_repeat": not is_waiting and run.state is not ImportState.DONE,
    }
    return show(request, "work_import/progress.html", context)


def _found(request: HttpRequest, run: OrganisationImportRunRow) -> HttpResponse:
    counts = preview_counts(run.number)
    figures = Figures(
        added=run.added,
        changed=run.changed,
        same=run.same,
        doubtful=run.doubtful,
        wrong=run.wrong,
        hidden=run.hidden,
        unknown=run.unknown,
        cut=any(count >= MOST_PREVIEWS for count in counts.values()),
    )
    return preview_page(request, run.file_name, figures=figures, views=list(_views(request, run, counts)))


def _views(
    request: HttpRequest, run: OrganisationImportRunRow, counts: Mapping[ImportOutcome, int]
) -> Iterator[TableView[Any]]:
    for outcome in SHOWN:
        count = counts.get(outcome, 0)
        if count:
            query = query_of(request, preview_table(outcome, ()).name)
            first = (min(query.page, -(-count // ROWS_A_PAGE)) - 1) * ROWS_A_PAGE
            rows = previews_of(run.number, outcome, first=first, most=ROWS_A_PAGE)
            yield preview_table(outcome, rows, DatabasePage(count)).present(query)


def _work(request: HttpRequest, run: OrganisationImportRunRow) -> Work:
    words = _("Trang này tự cập nhật. Có thể rời trang rồi quay lại địa chỉ này trong ngày.")
    # The last row is done when all of it is judged, or written.
    done = min(run.rows_done, run.rows_all - 1) if run.rows_all else 0
    return Work(_under_way(run), done, run.rows_all, words, request.path, anchor=_ANCHOR, seconds=_ASK_EVERY_SECONDS)


def _under_way(run: OrganisationImportRunRow) -> str:
    """What is being done now."""
    if run.state is ImportState.QUEUED:
        return _("Đang chờ đến lượt")
    if not run.rows_all:
        return _("Đang mở tệp")
    if run.rows_done < run.rows_all:
        rows = {"done": format_number(run.rows_done), "total": format_number(run.rows_all)}
        return _("Đã đọc %(done)s trên %(total)s dòng") % rows
    return _("Đang ghi vào sổ tổ chức") if run.task is ImportTask.TAKE_IN else _("Đang kiểm tra các dòng")


def _ended(run: OrganisationImportRunRow) -> Notice:
    """How a run ended that leaves nothing to look through."""
    if run.is_under_way:
        return Notice(
            _("Việc đọc tệp đã dừng giữa chừng."),
            _("Máy chủ có thể vừa khởi động lại. Chưa ghi gì dở dang; bấm Xem trước lại để làm từ đầu."),
            Tone.WARN,
        )
    if run.state is ImportState.FAILED:
        return Notice(run.problem, tone=Tone.BAD)
    to_list = Act(_("Mở sổ tổ chức"), list_href(), "building-2", "primary")
    return Notice(taken_words(run.added, run.changed, run.wrong + run.doubtful), tone=Tone.GOOD, acts=[to_list])


def taken_words(added: int, changed: int, left: int) -> str:
    """What was done."""
    given = {"added": format_number(added), "changed": format_number(changed), "left": format_number(left)}
    done = _("Đã thêm %(added)s tổ chức, cập nhật %(changed)s.") % given
    if not left:
        return done
    rest = _("%(left)s dòng phải sửa hoặc nghi trùng để lại.") % given
    return f"{done} {rest}"
