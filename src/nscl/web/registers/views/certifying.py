"""Certificates of an expert: written down, and said to be withdrawn."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.training.operations.registers.experts import add_expert_certificate, revoke_expert_certificate
from nscl.training.queries.registers import EntryNotFound, expert_of_certificate
from nscl.web.access import actor, requires, viewer
from nscl.web.registers.forms.experts import USUAL_STANDARD, certificate_entry, certificate_form
from nscl.web.registers.places import entry_href, expert_crumbs, plans_to_count
from nscl.web.registers.views.entries import kept_expert_or_404
from nscl.web.registers.writing import ON, Question, Writing, ask, reason_form, write
from nscl.web.training.places import training_page
from nscl.web.ui.parts import Confirmation
from nscl.web.work.places import today


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def certify(request: HttpRequest, number: int) -> HttpResponse:
    """A certificate that a body gave an expert."""
    row = kept_expert_or_404(request, number).row
    plans = plans_to_count(request, row.unit_id)
    editor = certificate_form(plans)

    def save() -> str:
        add_expert_certificate(
            expert=number,
            entry=certificate_entry(editor.values()),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return entry_href("expert", number)

    writing = Writing(
        training_page(_("Ghi chứng nhận"), row.name, crumbs=expert_crumbs(row)),
        editor,
        [("", tuple(editor.form.fields))],
        entry_href("expert", number),
        "expert",
        values={"standard": USUAL_STANDARD, **({"plan_id": int(plans[0][0])} if len(plans) == 1 else {})},
    )
    said = _("Đã ghi chứng nhận. Bản quét của giấy thêm vào minh chứng.")
    return write(request, writing, save, said=said)


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Ask from when and why; then the certificate counts no more."""
    try:
        expert = expert_of_certificate(number)
    except EntryNotFound as missing:
        raise Http404 from missing
    row = kept_expert_or_404(request, expert).row
    certificate = next(one for one in row.certificates if one.number == number)
    if certificate.revoked_on is not None:
        raise Http404
    question = Confirmation(
        _("Ghi chứng nhận số %(number)s bị thu hồi?") % {"number": certificate.paper_number},
        [
            _("Dùng khi tổ chức chứng nhận đã thu hồi, hoặc khi ghi nhầm."),
            _("Từ ngày này chứng nhận không được tính nữa. Không bỏ lại được."),
        ],
        _("Ghi thu hồi"),
        entry_href("expert", expert),
        danger=True,
        icon="badge-x",
    )
    editor = reason_form(_("Lý do"), day=_("Thu hồi từ ngày"), today=today())
    page = training_page(question.verb, row.name, crumbs=expert_crumbs(row))

    def act() -> None:
        values = editor.values()
        revoke_expert_certificate(
            number=number,
            on=values[ON],
            reason=values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return ask(request, Question(page, question, "expert", editor=editor), act, said=_("Đã ghi thu hồi."))
