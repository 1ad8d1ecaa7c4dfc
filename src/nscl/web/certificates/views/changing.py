"""A certificate is issued again, or revoked; each asks for the reason."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.records.signing import KeyUnusable
from nscl.training.enums import CertificateState
from nscl.training.operations.certificates import reissue_certificate, revoke_certificate
from nscl.training.operations.errors import Refused, TrainingError
from nscl.training.queries.certificates.rows import CertificateRow
from nscl.training.rules.certificates import HOLDER_LENGTH
from nscl.web.access import actor, requires, viewer
from nscl.web.certificates.places import certificate_href, certificate_or_404, reason_field, signer
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.training.asking import REASON, show_question
from nscl.web.training.places import training_crumbs, training_page
from nscl.web.training.sections import CERTIFICATES
from nscl.web.ui.parts import Confirmation, Crumb, Page
from nscl.web.ui.samples import sample_title
from nscl.web.work.forms.editor import Editor

HOLDER: Final = "holder"


@requires(Permission.VIEW_TRAINING, Permission.ISSUE_CERTIFICATES)
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: HttpRequest, number: int) -> HttpResponse:
    """In which name, and why; then a new certificate takes the place of this one."""
    row = _row(request, number)
    editor = _reissue_form(row)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and editor.read(request.POST).is_valid():
        values = editor.values()
        try:
            new = reissue_certificate(
                number=number,
                holder=values[HOLDER],
                reason=values[REASON],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
                signer=signer(),
            )
        except Refused as error:
            editor.refuse(error.problems)
        except (TrainingError, KeyUnusable) as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Đã cấp lại bằng chứng nhận mới. Hãy in và giao giấy mới."))
            return go_to(request, certificate_href(new))
    question = Confirmation(
        _("Cấp lại chứng nhận số %(serial)s?") % {"serial": row.serial},
        [
            _("Chứng nhận mới có số mới; trang kiểm tra của chứng nhận cũ chỉ sang số mới."),
            _("Ngày hết giá trị giữ như cũ."),
        ],
        _("Cấp lại"),
        certificate_href(number),
        icon="replace",
    )
    can = row.replaced_by_number is None and row.state is not CertificateState.EXPIRED
    if not can and not refused:
        refused = (_("Chứng nhận này đã được cấp lại hoặc đã hết hiệu lực."),)
    page = _page(_("Cấp lại chứng nhận"), row)
    return show_question(request, page, question, editor, refused=refused, can=can, is_bad=bool(editor.complaints))


@requires(Permission.VIEW_TRAINING, Permission.ISSUE_CERTIFICATES)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Why; then everybody who checks it is told that it was revoked, and not why."""
    row = _row(request, number)
    told = _("Lý do chỉ cán bộ xem được; trang kiểm tra công khai không nêu.")
    editor = Editor({REASON: reason_field(_("Lý do thu hồi"), told)}, {}, Choices())
    refused: tuple[str, ...] = ()
    if request.method == "POST" and editor.read(request.POST).is_valid():
        try:
            revoke_certificate(
                number=number,
                reason=editor.values()[REASON],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as error:
            editor.refuse(error.problems)
        except TrainingError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Đã thu hồi chứng nhận số %(serial)s.") % {"serial": row.serial})
            return go_to(request, certificate_href(number))
    question = Confirmation(
        _("Thu hồi chứng nhận số %(serial)s của %(holder)s?") % {"serial": row.serial, "holder": row.holder},
        [
            _("Ai kiểm tra mã trên giấy đều thấy chứng nhận đã bị thu hồi."),
            _("Cấp chứng nhận cho cả lớp lần nữa không cấp lại cho người này; thu hồi nhầm thì cấp lại."),
        ],
        _("Thu hồi"),
        certificate_href(number),
        danger=True,
        icon="ban",
    )
    can = row.replaced_by_number is None and row.revoked_at is None
    if not can and not refused:
        refused = (_("Chứng nhận này đã được cấp lại hoặc đã thu hồi."),)
    page = _page(_("Thu hồi chứng nhận"), row)
    return show_question(request, page, question, editor, refused=refused, can=can, is_bad=bool(editor.complaints))


def _row(request: HttpRequest, number: int) -> CertificateRow:
    row = certificate_or_404(request, number)
    if not viewer(request).may(Permission.ISSUE_CERTIFICATES, row.unit_id):
        raise NotAllowed(Permission.ISSUE_CERTIFICATES)
    return row


def _reissue_form(row: CertificateRow) -> Editor:
    fields = {
        HOLDER: forms.CharField(
            label=_("Tên ghi trên chứng nhận mới"),
            widget=forms.TextInput({"maxlength": HOLDER_LENGTH}),
            help_text=_("Tên trong danh sách lớp: %(name)s.") % {"name": row.person},
        ),
        REASON: reason_field(_("Lý do cấp lại")),
    }
    return Editor(fields, {}, Choices()).show({HOLDER: row.holder}, {})


def _page(title: str, row: CertificateRow) -> Page:
    crumbs = [
        *training_crumbs(),
        Crumb(_("Chứng nhận"), reverse(CERTIFICATES)),
        Crumb(sample_title(row.serial, is_sample=row.is_sample), certificate_href(row.number)),
    ]
    return training_page(title, row.holder, crumbs=crumbs)
