"""One certificate: what it says, what it is worth, what was done to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.records.queries import history
from nscl.text.dates import format_date
from nscl.training.enums import CertificateState, TrainingKind
from nscl.training.queries.certificates.rows import CertificateRow
from nscl.web.access import require_safe, requires, viewer
from nscl.web.certificates.places import certificate_href, certificate_or_404, public_href
from nscl.web.certificates.words import EVENT_WORDS, STATE_CHIPS
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.training.places import class_href, training_crumbs
from nscl.web.training.sections import CERTIFICATES
from nscl.web.training.tabs import SECTION
from nscl.web.ui.parts import Act, Crumb, Fact, Facts, Page, Timeline
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notice

_LIVE = (CertificateState.VALID, CertificateState.EXPIRED)


@requires(Permission.VIEW_TRAINING)
@require_safe
def certificate_page(request: HttpRequest, number: int) -> HttpResponse:
    """The facts, the public address, and the audit trail for who may read it."""
    row = certificate_or_404(request, number)
    page = Page(
        _("Chứng nhận số %(serial)s") % {"serial": row.serial},
        _("Cấp cho %(holder)s, khóa “%(course)s”.") % {"holder": row.holder, "course": row.course},
        [*training_crumbs(), Crumb(_("Chứng nhận"), reverse(CERTIFICATES))],
        SECTION,
        _acts(request, row),
        STATE_CHIPS[row.state],
    )
    context = {
        "page": page,
        "notice": sample_notice(is_sample=row.is_sample),
        "facts": _facts(request, row),
        "history": _history(request, row),
    }
    return render(request, "certificates/detail.html", context)


def _acts(request: HttpRequest, row: CertificateRow) -> list[Act]:
    acts: list[Act] = []
    if viewer(request).may(Permission.ISSUE_CERTIFICATES, row.unit_id) and row.replaced_by_number is None:
        if row.state is not CertificateState.EXPIRED:
            acts.append(Act(_("Cấp lại"), certificate_href(row.number, "certificate-reissue"), "replace"))
        if row.state in _LIVE:
            acts.append(Act(_("Thu hồi"), certificate_href(row.number, "certificate-revoke"), "ban"))
    file = Act(_("Tải giấy (PDF)"), certificate_href(row.number, "certificate-file"), "file-down", Weight.PRIMARY)
    return [*acts, file]


def _facts(request: HttpRequest, row: CertificateRow) -> Facts:
    address = request.build_absolute_uri(public_href(row.token))
    facts = [
        Fact(_("Người được cấp"), row.holder),
        Fact(_("Đơn vị"), row.organisation or None),
        Fact(_("Khóa học"), row.course),
        Fact(_("Lớp"), row.class_title, class_href(row.class_number, "class-certificates")),
        Fact(_("Đơn vị cấp"), row.issuer),
        Fact(_("Ngày cấp"), format_date(row.issued_on)),
        Fact(_("Giá trị đến hết ngày"), format_date(row.valid_to) if row.valid_to else _("không thời hạn")),
        Fact(_("Người cấp"), row.issued_by or _("Hệ thống")),
    ]
    if row.person != row.holder:
        facts.insert(1, Fact(_("Tên trong danh sách lớp"), row.person))
    if row.replaces_number:
        facts.append(Fact(_("Cấp lại thay cho"), row.replaces, certificate_href(row.replaces_number)))
    if row.replaced_by_number:
        facts.append(Fact(_("Đã cấp lại bằng"), row.replaced_by, certificate_href(row.replaced_by_number)))
    if row.revoked_at is not None:
        day = format_date(timezone.localtime(row.revoked_at).date())
        facts.append(Fact(_("Thu hồi ngày"), f"{day}, {row.revoked_by or _('Hệ thống')}"))
        facts.append(Fact(_("Lý do thu hồi"), row.revoke_reason))
    facts.append(Fact(_("Trang kiểm tra công khai"), address, public_href(row.token)))
    return Facts(facts)


def _history(request: HttpRequest, row: CertificateRow) -> Timeline | None:
    if not viewer(request).may(Permission.VIEW_HISTORY, row.unit_id):
        return None
    moments = []
    for event in history(subject=(TrainingKind.CERTIFICATE.value, row.number)):
        title, icon, tone = EVENT_WORDS[event.action]
        lines = [*map(change_in_words, event.changes), event.comment]
        moments.append(event_moment(event, title, lines, icon=icon, tone=tone, mark="\n"))
    return Timeline(moments) if moments else None
