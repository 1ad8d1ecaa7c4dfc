"""Taking in activities: a template to fill, a file, what it would do, and only then the doing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.text.formats import format_million, format_number
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.forms.files import SmallFileField
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Notice, Stat, Stats, Tone
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import XLSX_TYPE
from nscl.web.work.places import annual_crumbs, annual_plan_href, annual_row_or_404, annual_title, today, work_page
from nscl.web.work_import.tables import known_table, new_table, problems_table
from nscl.work.imports.problems import ImportFileRefused
from nscl.work.imports.workbook import MAX_BYTES
from nscl.work.operations.errors import WorkError
from nscl.work.operations.imports import Rehearsal, import_activities, rehearse_import, template_of
from nscl.work.queries.annual_plans import AnnualPlanRow

FILE: Final = "tep"
ACT: Final = "viec"
DROP: Final = "bo"
_NAME: Final = "hoat-dong.xlsx"


class FileForm(forms.Form):
    """A filled template."""

    tep = SmallFileField(
        label=gettext_lazy("Tệp hoạt động"),
        limit=MAX_BYTES,
        accept=".xlsx",
        help_text=gettext_lazy("Tệp Excel .xlsx theo mẫu, nhiều nhất 40 MB."),
    )


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_safe
def template(request: HttpRequest, number: int) -> HttpResponse:
    """The Excel file to fill."""
    annual = _with(request, number)
    data = template_of(viewer(request), number, title=annual_title(annual), on=today())
    name = f"hoat-dong-{annual.year}.xlsx"
    return HttpResponse(data, content_type=XLSX_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """A file to choose; POST keeps it aside and goes to what taking it in would do."""
    annual = _with(request, number)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data[FILE]
        data, name = file.read(), uploads.file_name(file.name or _NAME)
        try:
            rehearse_import(annual_plan=number, data=data, viewer=viewer(request), at=timezone.now())
        except (ImportFileRefused, WorkError) as error:
            form.add_error(FILE, str(error))
        else:
            token = uploads.keep(owner=viewer(request).number, name=name, pack=data, text=None, at=timezone.now())
            return redirect("activity-import-rehearsal", number=number, token=token)
    act = Act(_("Tải tệp mẫu"), reverse("activity-import-template", kwargs={"number": number}), "download")
    answer = _("Điền tệp mẫu rồi chọn tệp; hệ thống cho xem từng dòng sẽ ra sao, rồi mới nhập khi bạn xác nhận.")
    context = {
        "page": work_page(_("Nhập hoạt động từ Excel"), answer, crumbs=annual_crumbs(annual), acts=[act]),
        "form": form,
        "back": annual_plan_href(number),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "work_import/choose.html", context, status)


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Row by row what will happen; POST does it."""
    annual = _with(request, number)
    owner = viewer(request).number
    try:
        upload = uploads.find(token=token, owner=owner)
    except uploads.UploadGone as gone:
        raise Http404 from gone
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        if request.POST.get(ACT) == DROP:
            uploads.drop(token=token, owner=owner)
            messages.info(request, _("Không nhập gì."))
            return go_to(request, annual_plan_href(number))
        try:
            done = import_activities(
                annual_plan=number,
                file_name=upload.name,
                data=upload.pack,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except (ImportFileRefused, WorkError, NotAllowed) as error:
            refused = (str(error),)
        else:
            uploads.drop(token=token, owner=owner)
            _say(request, done)
            return go_to(request, annual_plan_href(number))
    return _page(request, annual, upload, refused)


def _say(request: HttpRequest, done: Rehearsal) -> None:
    count = len(done.new)
    messages.success(request, ngettext("Đã nhập %(n)s hoạt động.", "Đã nhập %(n)s hoạt động.", count) % {"n": count})


def _page(
    request: HttpRequest, annual: AnnualPlanRow, upload: uploads.Upload, refused: tuple[str, ...]
) -> HttpResponse:
    context: dict[str, Any] = {"refused": refused, "back": annual_plan_href(annual.number)}
    rehearsal = None
    try:
        rehearsal = rehearse_import(
            annual_plan=annual.number, data=upload.pack, viewer=viewer(request), at=timezone.now()
        )
    except (ImportFileRefused, WorkError) as error:
        context["refused"] = refused or (str(error),)
    if rehearsal is not None:
        query = TableQuery.of(request)
        parts: list[Any] = []
        for table in (problems_table(rehearsal.problems), known_table(rehearsal.known), new_table(rehearsal.new)):
            if table.rows:
                own = TableQuery(query.path, query.parameters, prefix=f"{table.name}-")
                parts.append(table.present(own))
        context |= {
            "stats": _stats(rehearsal),
            "notices": _notices(rehearsal),
            "views": parts,
            "can_import": bool(rehearsal.new) and not rehearsal.problems,
        }
    answer = _answer(rehearsal) if rehearsal is not None else ""
    title = _("Xem trước: %(file)s") % {"file": upload.name}
    context["page"] = work_page(title, answer, crumbs=annual_crumbs(annual))
    return show(request, "work_import/rehearsal.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def _answer(rehearsal: Rehearsal) -> str:
    if rehearsal.problems:
        return _("%(n)s dòng phải sửa nên chưa nhập dòng nào. Sửa trong Excel rồi chọn lại tệp.") % {
            "n": format_number(rehearsal.wrong_rows)
        }
    if not rehearsal.new:
        return _("Tệp không có hoạt động nào mới.")
    return _("%(n)s dòng sẽ thành hoạt động; chưa ghi gì cho đến khi bạn xác nhận.") % {
        "n": format_number(len(rehearsal.new))
    }


def _stats(rehearsal: Rehearsal) -> Stats:
    return Stats(
        [
            Stat(_("Sẽ nhập"), format_number(len(rehearsal.new)), icon="plus"),
            Stat(_("Đã có, bỏ qua"), format_number(len(rehearsal.known)), icon="copy"),
            Stat(_("Phải sửa"), format_number(rehearsal.wrong_rows), icon="octagon-alert"),
            Stat(_("Kinh phí dự kiến"), format_million(rehearsal.planned_vnd), icon="coins", unit=_("triệu đồng")),
            Stat(_("Kinh phí thực tế"), format_million(rehearsal.actual_vnd), icon="coins", unit=_("triệu đồng")),
            Stat(_("Lượt người"), format_number(rehearsal.people), icon="users"),
        ]
    )


def _notices(rehearsal: Rehearsal) -> list[Notice]:
    notices = []
    if rehearsal.hidden:
        title = _("%(n)s dòng đang ẩn trong Excel cũng được đọc.") % {"n": format_number(rehearsal.hidden)}
        notices.append(Notice(title, tone=Tone.WARN))
    if rehearsal.unknown:
        title = _("Cột không có trong mẫu nên không đọc: %(names)s.") % {"names": ", ".join(rehearsal.unknown[:10])}
        notices.append(Notice(title, tone=Tone.WARN))
    return notices


def _with(request: HttpRequest, number: int) -> AnnualPlanRow:
    annual = annual_row_or_404(request, number)
    if not annual.may_record:
        raise Http404
    return annual
