"""The Word templates of a province: which are in use, the standard ones, uploading one, taking one out of use."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.documents.report_papers.templates import TemplateProblem
from nscl.institutions.queries import UnitRow
from nscl.reporting.enums import TemplatePurpose
from nscl.reporting.operations.edition_errors import TemplateRefused
from nscl.reporting.operations.templates import retire_template, upload_template
from nscl.reporting.queries.templates import (
    TemplateMissing,
    TemplateRow,
    list_templates,
    standard_file,
    template_file,
)
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import show
from nscl.web.report_editions.asking import ask
from nscl.web.report_editions.forms import FILE, PURPOSE, TemplateForm
from nscl.web.report_editions.places import report_head
from nscl.web.report_editions.sending import send_file
from nscl.web.report_editions.templates_page import fields_table, versions_table
from nscl.web.report_editions.words import PURPOSES
from nscl.web.reports.places import crumbs
from nscl.web.reports.sections import section_tabs
from nscl.web.ui.parts import Act, Confirmation, Crumb, Page, Weight
from nscl.web.ui.tables import TableQuery

LIST = "report-templates"


@requires(Permission.VIEW_REPORTS)
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """The templates of the chosen province, and the fields that a template may have."""
    unit = _unit(request)
    rows = list_templates(viewer(request), unit.id) if unit is not None else ()
    may_change = unit is not None and viewer(request).may(Permission.RUN_ROUNDS, unit.id)
    query = TableQuery.of(request)
    acts = [Act(_("Tải mẫu lên"), reverse("report-template-upload"), "upload", Weight.PRIMARY)] if may_change else []
    context: dict[str, Any] = {
        "page": report_head(_("Mẫu báo cáo"), _answer(unit, rows), acts=acts),
        "tabs": section_tabs(request, LIST),
        "standards": [_standard_act(one) for one in TemplatePurpose],
        "view": versions_table(rows, may_change=may_change).present(query) if unit is not None else None,
        "fields": fields_table().present(query),
    }
    return render(request, "report_editions/templates.html", context)


@requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def template_upload(request: HttpRequest) -> HttpResponse:
    """A Word file, looked at whole before it is kept; what is wrong with it is told with its place."""
    unit = _unit(request)
    if unit is None or not viewer(request).may(Permission.RUN_ROUNDS, unit.id):
        raise Http404
    if request.method != "POST":
        return _upload_page(request, unit, TemplateForm(purpose=request.GET.get(PURPOSE, "")))
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, unit, form)
    file: UploadedFile[bytes] = form.cleaned_data[FILE]
    try:
        upload_template(
            unit=unit.id,
            purpose=TemplatePurpose(form.cleaned_data[PURPOSE]),
            file_name=uploads.file_name(file.name or "mau.docx"),
            content=file.read(),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except TemplateRefused as refused:
        return _upload_page(request, unit, form, refused.problems)
    messages.success(request, _("Đã nhận mẫu. Bản soạn mới dùng mẫu này; bản đang soạn thì chọn ở thẻ Thể thức."))
    return redirect(LIST)


@requires(Permission.VIEW_REPORTS)
@require_safe
def template_standard(request: HttpRequest, purpose: str) -> HttpResponse:  # noqa: ARG001  (the same for everybody)
    """The standard template, to begin one's own from."""
    if purpose not in TemplatePurpose.values:
        raise Http404
    return send_file(standard_file(TemplatePurpose(purpose)))


@requires(Permission.VIEW_REPORTS)
@require_safe
def template_download(request: HttpRequest, number: int) -> HttpResponse:
    """A template as it was uploaded."""
    try:
        return send_file(template_file(viewer(request), number))
    except TemplateMissing as missing:
        raise Http404 from missing


@requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def template_retire(request: HttpRequest, number: int) -> HttpResponse:
    """Back to the standard template; the file stays to be looked at."""
    unit = _unit(request)
    rows = list_templates(viewer(request), unit.id) if unit is not None else ()
    row = next((one for one in rows if one.number == number), None)
    if row is None or not viewer(request).may(Permission.RUN_ROUNDS, row.unit_id):
        raise Http404

    def act(_values: dict[str, Any]) -> str:
        retire_template(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
        return reverse(LIST)

    question = Confirmation(
        _("Ngừng dùng mẫu “%(name)s”?") % {"name": row.file_name},
        [
            _("Báo cáo soạn từ nay theo mẫu chuẩn, đến khi tải lên mẫu khác."),
            _("Bản đã ban hành không đổi; tệp mẫu vẫn tải về được."),
        ],
        _("Ngừng dùng"),
        reverse(LIST),
        danger=True,
        icon="archive",
    )
    return ask(request, _page(_("Ngừng dùng mẫu")), question, act, said=_("Đã ngừng dùng mẫu."))


def _unit(request: HttpRequest) -> UnitRow | None:
    """The chosen province; None: the whole country, which has no templates of its own."""
    unit = context_choice.current(request).unit
    return unit if unit is not None and viewer(request).may(Permission.VIEW_REPORTS, unit.id) else None


def _page(title: str, answer: str = "") -> Page:
    return report_head(title, answer, way=[*crumbs(), Crumb(_("Mẫu báo cáo"), reverse(LIST))])


def _answer(unit: UnitRow | None, rows: Sequence[TemplateRow]) -> str:
    if unit is None:
        return _("Mẫu là của từng tỉnh; chọn một tỉnh ở trên để xem mẫu của tỉnh đó.")
    in_use = [f"{PURPOSES[row.purpose]}: {row.file_name}" for row in rows if row.is_in_use]
    if not in_use:
        return _("%(province)s đang theo mẫu chuẩn.") % {"province": unit.name}
    return _("%(province)s đang dùng mẫu riêng. %(which)s.") % {"province": unit.name, "which": "; ".join(in_use)}


def _standard_act(purpose: TemplatePurpose) -> Act:
    href = reverse("report-template-standard", kwargs={"purpose": purpose.value})
    return Act(_("Mẫu chuẩn: %(name)s") % {"name": str(PURPOSES[purpose]).lower()}, href, "download")


def _upload_page(
    request: HttpRequest, unit: UnitRow, form: TemplateForm, problems: Sequence[TemplateProblem] = ()
) -> HttpResponse:
    answer = _("Mẫu của %(province)s. Tệp được xem toàn bộ trước khi nhận; chỗ nào sai được chỉ ra.")
    if problems:
        words = ngettext("Chưa nhận: %(n)s chỗ phải sửa.", "Chưa nhận: %(n)s chỗ phải sửa.", len(problems))
        answer = words % {"n": len(problems)}
    context: dict[str, Any] = {
        "page": _page(_("Tải mẫu lên"), answer % {"province": unit.name} if not problems else answer),
        "form": form,
        "problems": problems,
        "standards": [_standard_act(one) for one in TemplatePurpose],
        "back": reverse(LIST),
    }
    is_bad = bool(problems or form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_bad else HTTPStatus.OK
    return show(request, "report_editions/upload.html", context, status)
