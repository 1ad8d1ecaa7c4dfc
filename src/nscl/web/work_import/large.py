"""A large file: a process of its own rehearses it and takes it in; the page tells how far it is (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.records.enums import FileTask
from nscl.text.formats import format_number
from nscl.web.access import viewer
from nscl.web.file_import import running
from nscl.web.file_import.rehearsing import query_of
from nscl.web.ui.parts import Act, Notice, Tone
from nscl.web.ui.tables import DatabasePage, TableView
from nscl.web.ui.tables.table import ROWS_A_PAGE
from nscl.web.work.places import annual_crumbs, annual_plan_href, work_page
from nscl.web.work_import.preview_page import Figures, preview_page
from nscl.web.work_import.tables import preview_table
from nscl.work.enums import PreviewOutcome
from nscl.work.operations.import_runs import drop_runs, queue_run
from nscl.work.queries.annual_plans import AnnualPlanRow
from nscl.work.queries.import_runs import ImportRunRow, previews_of

COMMAND: Final = "work_on_activity_file"
Runs = dict[FileTask, ImportRunRow]


def begin(request: HttpRequest, annual_plan: int, token: str, file_name: str, task: FileTask) -> None:
    """Have a process do it, once this is committed; where one is at it already, that one goes on."""
    running.begin(
        lambda: queue_run(
            annual_plan=annual_plan,
            token=token,
            file_name=file_name,
            task=task,
            owner=viewer(request).number,
            at=timezone.now(),
        ),
        COMMAND,
    )


def begin_again(request: HttpRequest, annual_plan: int, token: str, file_name: str, runs: Runs) -> None:
    """Rehearse anew, whatever came of the file before; where a process is at it, that one goes on."""
    if running.is_worked_on(runs):
        return
    with transaction.atomic():
        drop_runs(token=token, at=timezone.now())
        begin(request, annual_plan, token, file_name, FileTask.REHEARSE)


def run_page(request: HttpRequest, annual: AnnualPlanRow, runs: Runs) -> HttpResponse:
    """How far the process is, what it found, or why it came to nothing."""
    pages = running.RunPages[ImportRunRow](
        page=lambda title: work_page(title, crumbs=annual_crumbs(annual)),
        found=lambda run: _found(request, annual, run),
        taken=lambda run: _taken(annual, run),
        writing=_("Đang ghi vào kế hoạch năm"),
    )
    return pages.show(request, runs)


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


def _taken(annual: AnnualPlanRow, run: ImportRunRow) -> Notice:
    done = ngettext("Đã nhập %(n)s hoạt động.", "Đã nhập %(n)s hoạt động.", run.new) % {"n": format_number(run.new)}
    to_plan = Act(_("Mở kế hoạch năm"), annual_plan_href(annual.number), "calendar", "primary")
    return Notice(done, tone=Tone.GOOD, acts=[to_plan])
