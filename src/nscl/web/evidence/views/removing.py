"""Saying what is to be seen; taking evidence away with a reason."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.records.operations.evidence import EvidenceError, caption_evidence, remove_evidence
from nscl.records.operations.evidence_tidying import REMOVED_KEPT_FOR
from nscl.records.queries.evidence import EvidenceRow
from nscl.web.access import actor, requires
from nscl.web.evidence.forms import CaptionForm, RemovalForm
from nscl.web.evidence.subjects import Asked, asked_or_404, evidence_href, evidence_or_404
from nscl.web.evidence.views.page import head
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Confirmation, Empty


def _changing(request: HttpRequest, number: int) -> tuple[EvidenceRow, Asked]:
    """The evidence and its thing, for who may change them and where it still stands. Raises Http404."""
    row, kind = evidence_or_404(request, number)
    asked = asked_or_404(request, kind.segment, row.subject_number)
    if not asked.may_change or row.removal is not None:
        raise Http404
    return row, asked


@requires(Permission.VIEW_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def caption(request: HttpRequest, number: int) -> HttpResponse:
    """Change what is said of a piece of evidence."""
    row, asked = _changing(request, number)
    form = CaptionForm(request.POST or None, initial={"chu_thich": row.caption})
    if request.method == "POST" and form.is_valid():
        try:
            caption_evidence(
                number=number, caption=form.cleaned_data["chu_thich"], by=actor(request), at=timezone.now()
            )
            messages.success(request, _("Đã lưu chú thích của %(name)s.") % {"name": row.name})
        except EvidenceError as error:
            messages.error(request, str(error))
        return go_to(request, evidence_href(row.subject_kind, row.subject_number))
    context = {
        "page": head(asked, _("Sửa chú thích"), row.name),
        "form": form,
        "back": evidence_href(row.subject_kind, row.subject_number),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return show(request, "evidence/caption.html", context, status)


@requires(Permission.VIEW_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the reason, then take a piece of evidence away."""
    row, asked = _changing(request, number)
    if asked.keeps:
        return _kept(request, asked)
    back = evidence_href(row.subject_kind, row.subject_number)
    form = RemovalForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            _remove(request, row, asked, form.cleaned_data["ly_do"])
            messages.success(request, _("Đã gỡ %(name)s.") % {"name": row.name})
        except EvidenceError as error:
            messages.error(request, str(error))
        return go_to(request, back)
    context = {
        "page": head(asked, _("Gỡ minh chứng"), asked.subject.label),
        "confirmation": Confirmation(
            _("Gỡ %(name)s khỏi “%(what)s”?") % {"name": row.name, "what": asked.subject.label},
            [
                _("Ai gỡ, lúc nào, vì sao được lưu lại cùng mã băm của tệp."),
                _("Tệp còn được giữ %(days)s ngày để kiểm tra, rồi bị xóa nếu không minh chứng nào khác dùng nó.")
                % {"days": REMOVED_KEPT_FOR.days},
            ],
            _("Gỡ minh chứng"),
            back,
            danger=True,
            icon="trash-2",
        ),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return show(request, "ui/confirm.html", context, status)


def _remove(request: HttpRequest, row: EvidenceRow, asked: Asked, reason: str) -> None:
    by, at = actor(request), timezone.now()
    if asked.kind.remove is not None:
        asked.kind.remove(row.subject_number, row.number, reason, by, at)
    else:
        remove_evidence(number=row.number, reason=reason, by=by, at=at)


def _kept(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What was decided on the strength of this evidence is taken back first."""
    acts = [Act(_("Mở nơi dùng minh chứng"), asked.href, "arrow-left")] if asked.href else []
    empty = Empty(_("Chưa gỡ được minh chứng này"), asked.keeps, "lock", acts)
    context = {"page": head(asked, _("Gỡ minh chứng"), asked.subject.label), "empty": empty}
    return show(request, "work/closed.html", context, HTTPStatus.CONFLICT)
