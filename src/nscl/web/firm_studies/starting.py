"""A new study: a file is chosen, its columns are told apart, a process begins."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from pathlib import PurePath
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.economics.analytics import MissingExtra, require_analytics
from nscl.economics.problems import DataProblem
from nscl.productivity.operations.run_errors import RunError
from nscl.productivity.operations.studies import start_study
from nscl.productivity.operations.studies.computing import columns_of_file
from nscl.web.access import actor, requires, viewer
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404
from nscl.web.firm_studies.forms import CHOSEN, MAPPED, initial_of, study_form, values_of
from nscl.web.firm_studies.places import STUDIES, studies_crumbs, study_href
from nscl.web.plan_editing.uploads import Upload
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.productivity.places import productivity_page
from nscl.web.productivity.writing import refuse
from nscl.web.statistics.places import kept_unit, kept_unit_or_404
from nscl.web.ui.parts import Notice, Tone
from nscl.web.work.forms.editor import Editor
from nscl.web.workers.launching import launch

COMMAND: Final = "work_on_firm_study"
# A survey of a province over ten years is a tenth of this; what is larger is for the shell (`nscl firms tfp`).
MAX_BYTES: Final = 100 * 1024 * 1024


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def study_choose(request: HttpRequest) -> HttpResponse:
    """The file; where the extra is not installed, how to add it."""
    unit = kept_unit(request)
    answer = _("%(province)s: tệp chỉ dùng để tính rồi xóa sau một ngày; hệ thống giữ kết quả, không giữ tệp.")
    page = productivity_page(
        _("Nghiên cứu doanh nghiệp mới"), answer % {"province": unit.name}, crumbs=studies_crumbs()
    )
    try:
        require_analytics()
    except MissingExtra as missing:
        notices = [Notice(_("Máy chủ này chưa cài phần phân tích doanh nghiệp."), str(missing), Tone.WARN)]
        context = {"page": page, "notices": notices, "back": reverse(STUDIES)}
        return render(request, "firm_studies/missing.html", context)

    def take(data: bytes, name: str) -> str:
        columns_of_file(name, data)
        return reverse("study-start", kwargs={"unit": unit.id, "token": kept(request, data, name)})

    form = FileForm(
        request,
        label=_("Tệp điều tra"),
        limit=MAX_BYTES,
        accept=".csv,.parquet",
        help_text=_(
            "CSV (UTF-8, dòng đầu là tên cột) hoặc Parquet, mỗi dòng một doanh nghiệp một năm; nhiều nhất 100 MB."
        ),
    )
    return choose_file(request, form, page=page, back=reverse(STUDIES), take=take, refusals=(DataProblem,))


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def study_start(request: HttpRequest, unit: int, token: str) -> HttpResponse:
    """Which column holds what; then a process begins."""
    province = kept_unit_or_404(request, unit)
    upload = kept_or_404(request, token)
    columns = columns_of_file(upload.name, upload.pack)
    editor = study_form(columns)
    if request.method != "POST":
        editor.show(initial_of(columns, PurePath(upload.name).stem), {})
        return _form(request, upload, editor)
    if request.POST.get("viec") == "bo":
        forget(request, token)
        return go_to(request, reverse(STUDIES))
    if editor.read(request.POST).is_valid():
        try:
            with transaction.atomic():
                number = start_study(
                    unit_id=province.id,
                    token=token,
                    file_name=upload.name,
                    columns=columns,
                    values=values_of(editor.values()),
                    viewer=viewer(request),
                    by=actor(request),
                    at=timezone.now(),
                )
                transaction.on_commit(partial(launch, COMMAND, number))
        except RunError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã bắt đầu tính."))
            return go_to(request, study_href(number))
    return _form(request, upload, editor, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(request: HttpRequest, upload: Upload, editor: Editor, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    context: dict[str, Any] = {
        "page": productivity_page(
            _("Tệp %(name)s") % {"name": upload.name},
            _("Nêu cột nào là gì; hệ thống đã đoán theo tên cột."),
            crumbs=studies_crumbs(),
        ),
        "editor": editor,
        "title": editor.bound("title"),
        "mapped": editor.bound(*MAPPED),
        "chosen": editor.bound(*CHOSEN),
    }
    return show(request, "firm_studies/start.html", context, status)
