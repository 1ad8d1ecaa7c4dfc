"""A large file: a process of its own rehearses it and takes it in; the page tells how far it is (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.organisations.enums import ImportOutcome
from nscl.organisations.operations.import_runs import MOST_PREVIEWS, drop_runs, queue_run
from nscl.organisations.queries.import_runs import OrganisationImportRunRow, preview_counts, previews_of
from nscl.records.enums import FileTask
from nscl.text.formats import format_number
from nscl.web.access import viewer
from nscl.web.file_import import running
from nscl.web.file_import.rehearsing import query_of
from nscl.web.organisations_import.places import import_page, list_href
from nscl.web.organisations_import.preview_page import Figures, preview_page
from nscl.web.organisations_import.tables import SHOWN, preview_table
from nscl.web.ui.parts import Act, Notice, Tone
from nscl.web.ui.tables import DatabasePage, TableView
from nscl.web.ui.tables.table import ROWS_A_PAGE

COMMAND: Final = "work_on_organisation_file"
Runs = dict[FileTask, OrganisationImportRunRow]


def begin(
    request: HttpRequest, unit: int, token: str, file_name: str, task: FileTask, *, sound_only: bool = False
) -> None:
    """Have a process do it, once this is committed; where one is at it already, that one goes on."""
    running.begin(
        lambda: queue_run(
            unit_id=unit,
            token=token,
            file_name=file_name,
            task=task,
            sound_only=sound_only,
            owner=viewer(request).number,
            at=timezone.now(),
        ),
        COMMAND,
    )


def begin_again(request: HttpRequest, unit: int, token: str, file_name: str, runs: Runs) -> None:
    """Rehearse anew, whatever came of the file before; where a process is at it, that one goes on."""
    if running.is_worked_on(runs):
        return
    with transaction.atomic():
        drop_runs(token=token, at=timezone.now())
        begin(request, unit, token, file_name, FileTask.REHEARSE)


def run_page(request: HttpRequest, runs: Runs) -> HttpResponse:
    """How far the process is, what it found, or why it came to nothing."""
    pages = running.RunPages[OrganisationImportRunRow](
        page=import_page,
        found=lambda run: _found(request, run),
        taken=_taken,
        writing=_("Đang ghi vào sổ tổ chức"),
    )
    return pages.show(request, runs)


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


def _taken(run: OrganisationImportRunRow) -> Notice:
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
