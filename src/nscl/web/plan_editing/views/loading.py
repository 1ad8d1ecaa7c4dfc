"""Taking in a plan: a file, what loading it would do, and only then the loading."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.documents.pack.problems import PackError
from nscl.documents.pack.schema import PlanPack
from nscl.finance.operations.intake import (
    LoadOutcome,
    LoadPreview,
    LoadResult,
    PreviewState,
    load_as_amendment,
    load_pack,
    preview,
)
from nscl.plans.operations.errors import PlanError
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.forms.files import LoadForm
from nscl.web.plan_editing.problems import findings_table, problems_table
from nscl.web.plan_editing.reading import findings_of, read_pack_and_text, read_upload
from nscl.web.plan_editing.uploads import Upload
from nscl.web.plan_editing.views.pages import SECTION, go_to, show
from nscl.web.plan_editing.views.preview_page import AMEND, DROP, LOAD, REPLACE, preview_context
from nscl.web.plans.addresses import EditionAddress
from nscl.web.ui.parts import Act, Crumb, Page
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Take a pack; POST keeps it aside and goes to what loading it would do, or shows every problem in it."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    problems = None
    if request.method == "POST" and form.is_valid():
        pack, text = form.cleaned_data["goi"], form.cleaned_data["van_ban"]
        try:
            return _aside(request, pack, text)
        except PackError as error:
            problems = problems_table(error.problems).present(TableQuery.of(request))
    refused = problems is not None or form.errors
    page = Page(
        _("Nạp kế hoạch"),
        _("Chọn gói kế hoạch; hệ thống cho xem sẽ nạp gì, khác gì bản đang có, rồi mới nạp khi bạn xác nhận."),
        [Crumb(_("Kế hoạch"), reverse("plan-list"))],
        SECTION,
        [
            Act(_("Chỉ kiểm tra, không nạp"), reverse("plan-check"), "file-search"),
            Act(_("Đọc từ văn bản Word, PDF"), reverse("plan-read"), "scan-text"),
        ],
    )
    context: dict[str, Any] = {"page": page, "form": form, "problems": problems}
    return show(
        request, "plan_editing/load.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    )


def _aside(request: HttpRequest, pack: UploadedFile[bytes], text: UploadedFile[bytes] | None) -> HttpResponse:
    """Read the files and keep them for the next page. Raises PackError."""
    name = uploads.file_name(pack.name or "")
    data = pack.read()
    document = text.read() if text is not None else None
    read_pack_and_text(name, data, document)
    token = uploads.keep(owner=viewer(request).number, name=name, pack=data, text=document, at=timezone.now())
    return redirect("plan-load-preview", token=token)


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What loading would do; POST does it."""
    owner = viewer(request).number
    try:
        upload = uploads.find(token=token, owner=owner)
        pack = read_upload(upload)
    except (uploads.UploadGone, PackError) as gone:
        raise Http404 from gone
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        act = request.POST.get("viec", "")
        if act == DROP:
            uploads.drop(token=token, owner=owner)
            messages.info(request, _("Không nạp gì."))
            return go_to(request, reverse("plan-load"))
        try:
            outcome = _load(request, act, pack, upload)
        except (PlanError, NotAllowed) as error:
            refused = (str(error),)
        else:
            uploads.drop(token=token, owner=owner)
            messages.success(request, _outcome_words(outcome))
            return go_to(request, EditionAddress(outcome.slug, outcome.ordinal).overview)
    query = TableQuery.of(request)
    if query.wants_xlsx:
        view = findings_table(findings_of(pack)).present(query)
        return xlsx_response([view], title=_("Kết quả kiểm tra kế hoạch"), at=timezone.localtime())
    context = preview_context(viewer(request), upload, pack, _preview(request, pack), refused=refused, query=query)
    return show(request, "plan_editing/preview.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def _preview(request: HttpRequest, pack: PlanPack) -> LoadPreview:
    """What loading would do; a plan of a province where the person may not load is refused with the reason."""
    try:
        return preview(pack=pack, viewer=viewer(request))
    except NotAllowed as refusal:
        sentence = _("Gói này là của tỉnh %(province)s. %(refusal)s") % {
            "province": pack.plan.province.name,
            "refusal": refusal,
        }
        return LoadPreview(PreviewState.REFUSED, problems=(sentence,))


def _load(request: HttpRequest, act: str, pack: PlanPack, upload: Upload) -> LoadOutcome:
    """Load as the person chose. Raises PlanError, NotAllowed, Http404 for a choice that does not exist."""
    text = upload.text.decode("utf-8") if upload.text is not None else None
    person, by, at = viewer(request), actor(request), timezone.now()
    if act == AMEND:
        return load_as_amendment(pack=pack, viewer=person, by=by, at=at, text=text)
    if act in {LOAD, REPLACE}:
        return load_pack(pack=pack, viewer=person, by=by, at=at, text=text, confirm_difference=act == REPLACE)
    raise Http404


def _outcome_words(outcome: LoadOutcome) -> str:
    words = {
        LoadResult.CREATED: _("Đã nạp thành bản nháp, %(count)s phát hiện."),
        LoadResult.REPLACED: _("Đã thay nội dung bản nháp, %(count)s phát hiện."),
        LoadResult.AMENDED: _("Đã nạp thành bản điều chỉnh, %(count)s phát hiện."),
    }
    return words.get(outcome.result, _("Gói giống bản đang có, không đổi gì.")) % {"count": outcome.findings}
