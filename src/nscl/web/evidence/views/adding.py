"""Adding evidence: files, photographs, a link. What can be taken is taken; of the rest is said why not."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.records.evidence_files.limits import MAX_BYTES, MAX_FILES, MAX_REQUEST_BYTES, MEGA
from nscl.records.evidence_files.naming import bare_name
from nscl.records.operations.evidence import EvidenceError, add_file, add_link
from nscl.web.access import actor, requires
from nscl.web.evidence.forms import EvidenceForm
from nscl.web.evidence.subjects import Asked, asked_or_404, evidence_href
from nscl.web.evidence.uploading import ReceivedFile, takes_files
from nscl.web.evidence.views.page import head
from nscl.web.plan_editing.views.pages import go_to, show

# A form that stands on the page of the thing itself sends this, and leads back there.
BACK_FIELD = "ve"


def _changing(request: HttpRequest, segment: str, number: int) -> Asked:
    """The thing, for who may add to it. Raises Http404 for anybody else."""
    asked = asked_or_404(request, segment, number)
    if not asked.may_change:
        raise Http404
    return asked


def _too_large(request: HttpRequest, segment: str, number: int) -> HttpResponse:
    """More was announced than one request may bring; nothing was stored."""
    asked = _changing(request, segment, number)
    problem = _(
        "Lần gửi này nặng hơn %(limit)s MB (%(files)s tệp, mỗi tệp nhiều nhất %(size)s MB) nên chưa tệp nào được nhận. "
        "Hãy gửi ít tệp hơn, hoặc gửi đường dẫn của video."
    ) % {"limit": MAX_REQUEST_BYTES // MEGA, "files": MAX_FILES, "size": MAX_BYTES // MEGA}
    return _form_page(request, asked, EvidenceForm(), (problem,), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@requires(Permission.VIEW_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(_too_large)
def add(request: HttpRequest, segment: str, number: int) -> HttpResponseBase:
    """The form; POST keeps what can be kept."""
    asked = _changing(request, segment, number)
    if request.method != "POST":
        return _form_page(request, asked, EvidenceForm())
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, asked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    added, refused = _add_all(request, asked, form)
    if added:
        words = ngettext("Đã thêm %(count)s minh chứng.", "Đã thêm %(count)s minh chứng.", added) % {"count": added}
        messages.success(request, words)
    if not added and not refused:
        refused = [_("Hãy chọn tệp, chụp ảnh hoặc ghi đường dẫn.")]
    if refused:
        return _form_page(request, asked, form, tuple(refused), HTTPStatus.UNPROCESSABLE_ENTITY)
    back = asked.href if request.POST.get(BACK_FIELD) and asked.href else ""
    return go_to(request, back or evidence_href(asked.subject.kind, asked.subject.number))


def _add_all(request: HttpRequest, asked: Asked, form: EvidenceForm) -> tuple[int, list[str]]:
    """Keep each file and the link; how many were kept, and why the others were not."""
    added, refused = 0, []
    values = form.cleaned_data
    for file in form.files_sent:
        try:
            _add_file(request, asked, file, values["chu_thich"])
            added += 1
        except EvidenceError as error:
            name = bare_name(file.name or "") or _("tệp không tên")
            refused.append(_("%(name)s: %(why)s") % {"name": name, "why": error})
    if values["duong_dan"]:
        try:
            add_link(
                subject=asked.subject,
                link=values["duong_dan"],
                name=values["ten_duong_dan"],
                caption=values["chu_thich"],
                by=actor(request),
                at=timezone.now(),
            )
            added += 1
        except EvidenceError as error:
            refused.append(_("%(name)s: %(why)s") % {"name": _("Đường dẫn"), "why": error})
    return added, refused


def _add_file(request: HttpRequest, asked: Asked, file: ReceivedFile, caption: str) -> None:
    """Keep one file. Raises EvidenceError."""
    if file.received is None:
        raise EvidenceError(file.refusal)
    try:
        add_file(
            subject=asked.subject,
            file=file.received,
            name=file.name or "",
            caption=caption,
            by=actor(request),
            at=timezone.now(),
        )
    except OSError as error:
        raise EvidenceError(
            _("Máy chủ không ghi được tệp: hết chỗ hoặc không có quyền ghi. Hãy báo quản trị hệ thống.")
        ) from error


def _form_page(
    request: HttpRequest,
    asked: Asked,
    form: EvidenceForm,
    refused: tuple[str, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "page": head(asked, _("Thêm minh chứng"), asked.subject.label),
        "form": form,
        "refused": refused,
        "back": evidence_href(asked.subject.kind, asked.subject.number),
    }
    return show(request, "evidence/add.html", context, status)
