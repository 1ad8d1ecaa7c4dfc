"""Checking a plan on the screen without loading it: the same findings as `nscl check-plan`."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.accounts.enums import Permission
from nscl.documents.checks import Finding
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.problems import PackError
from nscl.documents.pack.schema import PlanPack
from nscl.plans.rules import plan_label
from nscl.text.formats import format_number
from nscl.web.access import requires, viewer
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.forms.files import CheckForm
from nscl.web.plan_editing.problems import findings_table, problems_table, severities_in_words
from nscl.web.plan_editing.reading import findings_of, read_pack_and_text, read_upload
from nscl.web.plan_editing.uploads import Upload
from nscl.web.plan_editing.views.pages import SECTION, show
from nscl.web.ui.parts import Act, Crumb, Page
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Take a pack; POST reads it and goes to what was found, or shows every problem in it."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    problems = None
    if request.method == "POST" and form.is_valid():
        given, data = form.sent()
        name = uploads.file_name(given)
        try:
            read_pack_and_text(name, data, None)
        except PackError as error:
            problems = problems_table(error.problems).present(TableQuery.of(request))
        else:
            owner = viewer(request).number
            token = uploads.keep(owner=owner, name=name, pack=data, text=None, at=timezone.now())
            return redirect("plan-check-result", token=token)
    refused = problems is not None or form.errors
    context: dict[str, Any] = {"page": _head(), "form": form, "problems": problems}
    return show(
        request, "plan_editing/check.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    )


def _head() -> Page:
    return Page(
        _("Kiểm tra kế hoạch"),
        _("Tìm chỗ mâu thuẫn trong gói kế hoạch mà không nạp: số khác chữ, cộng không khớp, mục tiêu thiếu nhiệm vụ…"),
        [Crumb(_("Kế hoạch"), reverse("plan-list"))],
        SECTION,
    )


@requires(Permission.VIEW_PLANS)
def result(request: HttpRequest, token: str) -> HttpResponse:
    """What was found, as a table and as an Excel file; for who sent the file, and for nobody else by any method."""
    try:
        upload = uploads.find(token=token, owner=viewer(request).number)
        pack = read_upload(upload)
    except (uploads.UploadGone, PackError) as gone:
        raise Http404 from gone
    return _result(request, upload, pack)


@require_safe
def _result(request: HttpRequest, upload: Upload, pack: PlanPack) -> HttpResponse:
    findings = findings_of(pack)
    view = findings_table(findings).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Kết quả kiểm tra kế hoạch"), at=timezone.localtime())
    head = Page(
        _label(pack),
        _answer(findings),
        [Crumb(_("Kế hoạch"), reverse("plan-list")), Crumb(_("Kiểm tra kế hoạch"), reverse("plan-check"))],
        SECTION,
        [Act(_("Kiểm tra gói khác"), reverse("plan-check"), "file-search")],
    )
    return show(request, "plan_editing/check_result.html", {"page": head, "findings": view, "upload": upload})


def _label(pack: PlanPack) -> str:
    header = pack.plan
    return plan_label(header.province.name, header.period.start, header.period.end)


def _answer(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return _("Không tìm thấy chỗ mâu thuẫn nào.")
    counts = {severity: sum(one.severity is severity for one in findings) for severity in FindingSeverity}
    return _("%(count)s phát hiện: %(counts)s.") % {
        "count": format_number(len(findings)),
        "counts": severities_in_words(counts),
    }
