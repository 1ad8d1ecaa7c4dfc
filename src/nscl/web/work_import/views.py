"""Taking in activities: a template to fill, a file, what it would do, and only then the doing."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.records.enums import FileTask
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.records.spreadsheets.reading import MAX_BYTES
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.file_import import running
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404, template_file
from nscl.web.file_import.rehearsing import ACT, DROP, presented
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.ui.parts import Act
from nscl.web.ui.tables import TableView
from nscl.web.work.places import annual_crumbs, annual_plan_href, annual_row_or_404, annual_title, today, work_page
from nscl.web.work_import import large
from nscl.web.work_import.preview_page import Figures, preview_page
from nscl.web.work_import.tables import preview_table
from nscl.work.enums import PreviewOutcome
from nscl.work.operations.errors import WorkError
from nscl.work.operations.import_previews import previews
from nscl.work.operations.import_runs import drop_runs
from nscl.work.operations.imports import Rehearsal, import_activities, rehearse_import, template_of
from nscl.work.queries.annual_plans import AnnualPlanRow
from nscl.work.queries.import_runs import runs_of

_SHOWN: Final = (PreviewOutcome.WRONG, PreviewOutcome.KNOWN, PreviewOutcome.NEW)


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_safe
def template(request: HttpRequest, number: int) -> HttpResponse:
    """The Excel file to fill."""
    annual = _with(request, number)
    data = template_of(viewer(request), number, title=annual_title(annual), on=today())
    return template_file(data, f"hoat-dong-{annual.year}.xlsx")


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """A file to choose; POST keeps it aside and goes to what taking it in would do."""
    annual = _with(request, number)
    act = Act(_("Tải tệp mẫu"), reverse("activity-import-template", kwargs={"number": number}), "download")
    answer = _("Điền tệp mẫu rồi chọn tệp; hệ thống cho xem từng dòng sẽ ra sao, rồi mới nhập khi bạn xác nhận.")
    page = work_page(_("Nhập hoạt động từ Excel"), answer, crumbs=annual_crumbs(annual), acts=[act])
    help_text = _("Tệp Excel .xlsx theo mẫu, nhiều nhất 40 MB.")
    form = FileForm(request, label=_("Tệp hoạt động"), limit=MAX_BYTES, help_text=help_text)

    def take(data: bytes, name: str) -> str:
        token = _keep(request, number, data, name)
        return reverse("activity-import-rehearsal", kwargs={"number": number, "token": token})

    refusals = (ImportFileRefused, WorkError)
    return choose_file(request, form, page=page, back=annual_plan_href(number), take=take, refusals=refusals)


def _keep(request: HttpRequest, number: int, data: bytes, name: str) -> str:
    """Keep a file aside; a large one is rehearsed by a process of its own. Raises ImportFileRefused, WorkError."""
    is_large = len(data) > running.LARGE_BYTES
    if not is_large:
        rehearse_import(annual_plan=number, data=data, viewer=viewer(request), at=timezone.now())
    token = kept(request, data, name)
    if is_large:
        large.begin(request, number, token, name, FileTask.REHEARSE)
    return token


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Row by row what will happen; POST does it."""
    annual = _with(request, number)
    runs = runs_of(token, owner=viewer(request).number)
    if runs and request.method != "POST":
        return large.run_page(request, annual, runs)
    upload = kept_or_404(request, token)
    if request.method != "POST":
        return _page(request, annual, upload, ())
    act = request.POST.get(ACT)
    if runs and running.is_writing(runs):
        if act == DROP:
            messages.warning(request, _("Tệp đang được ghi vào kế hoạch năm nên không dừng giữa chừng được."))
        return go_to(request, request.path)
    if act == DROP:
        drop_runs(token=token, at=timezone.now())
        forget(request, token)
        messages.info(request, _("Không nhập gì."))
        return go_to(request, annual_plan_href(number))
    if runs:
        if act == running.AGAIN:
            large.begin_again(request, number, token, upload.name, runs)
        else:
            large.begin(request, number, token, upload.name, FileTask.TAKE_IN)
        return go_to(request, request.path)
    return _take_in(request, annual, upload)


def _take_in(request: HttpRequest, annual: AnnualPlanRow, upload: uploads.Upload) -> HttpResponse:
    """Take in a small file, or show why not."""
    try:
        done = import_activities(
            annual_plan=annual.number,
            file_name=upload.name,
            data=upload.pack,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except (ImportFileRefused, WorkError, NotAllowed) as error:
        return _page(request, annual, upload, (str(error),))
    forget(request, upload.token)
    count = len(done.new)
    messages.success(request, ngettext("Đã nhập %(n)s hoạt động.", "Đã nhập %(n)s hoạt động.", count) % {"n": count})
    return go_to(request, annual_plan_href(annual.number))


def _page(
    request: HttpRequest, annual: AnnualPlanRow, upload: uploads.Upload, refused: tuple[str, ...]
) -> HttpResponse:
    try:
        found = rehearse_import(annual_plan=annual.number, data=upload.pack, viewer=viewer(request), at=timezone.now())
    except (ImportFileRefused, WorkError) as error:
        return preview_page(request, annual, upload.name, refused=refused or (str(error),))
    figures = Figures(
        new=len(found.new),
        known=len(found.known),
        wrong=found.wrong_rows,
        planned_vnd=found.planned_vnd,
        actual_vnd=found.actual_vnd,
        people=found.people,
        hidden=found.hidden,
        unknown=found.unknown,
    )
    return preview_page(request, annual, upload.name, figures=figures, views=_views(request, found), refused=refused)


def _views(request: HttpRequest, found: Rehearsal) -> list[TableView[Any]]:
    rows = list(previews(found))
    tables = [preview_table(outcome, [row for row in rows if row.outcome is outcome]) for outcome in _SHOWN]
    return presented(request, tables)


def _with(request: HttpRequest, number: int) -> AnnualPlanRow:
    annual = annual_row_or_404(request, number)
    if not annual.may_record:
        raise Http404
    return annual
