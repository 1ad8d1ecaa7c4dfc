"""What is done with a study: begun anew, published, withdrawn, removed."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.productivity.operations.run_errors import RunError
from nscl.productivity.operations.studies import publish_study, remove_study, restart_study, withdraw_study
from nscl.web.access import actor, require_POST, requires, viewer
from nscl.web.firm_studies.places import STUDIES, study_crumbs, study_href, study_or_404
from nscl.web.firm_studies.starting import COMMAND
from nscl.web.firm_studies.words import finding
from nscl.web.productivity.places import productivity_page
from nscl.web.productivity.writing import REASON, ask, reason_form, why
from nscl.web.ui.parts import Confirmation
from nscl.web.work.places import seen_act
from nscl.web.workers.launching import launch


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_POST
def study_again(request: HttpRequest, number: int) -> HttpResponse:
    """Have a process begin anew where one failed or died."""
    study_or_404(request, number, keeper=True)
    try:
        with transaction.atomic():
            begun = restart_study(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
            if begun is not None:
                transaction.on_commit(partial(launch, COMMAND, begun))
    except RunError as error:
        messages.error(request, why(error))
    return redirect(study_href(number))


@requires(Permission.VIEW_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def study_publish(request: HttpRequest, number: int) -> HttpResponse:
    """The leader publishes: from then on nothing of it changes."""
    found = study_or_404(request, number, publisher=True)
    question = Confirmation(
        _("Công bố nghiên cứu này?"),
        [
            *filter(None, [finding(found)]),
            _("Người xem số liệu năng suất của tỉnh sẽ đọc được; không ai sửa được nữa."),
            _("Chỉ có kết quả chung; không có số của từng doanh nghiệp."),
        ],
        _("Công bố"),
        study_href(number),
        icon="badge-check",
    )
    page = productivity_page(_("Công bố"), crumbs=study_crumbs(found))
    act = partial(publish_study, **seen_act(request, number))
    return ask(request, page, question, lambda _values: act(), said=_("Đã công bố."), version=found.row.version)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def study_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """The leader withdraws what was published, with the reason; it stays to be read."""
    found = study_or_404(request, number, publisher=True)
    question = Confirmation(
        _("Thu hồi nghiên cứu đã công bố?"),
        [_("Kết quả vẫn xem được, có dấu “Đã thu hồi” và lý do.")],
        _("Thu hồi"),
        study_href(number),
        danger=True,
        icon="undo-2",
    )
    return ask(
        request,
        productivity_page(_("Thu hồi"), crumbs=study_crumbs(found)),
        question,
        lambda values: withdraw_study(reason=values[REASON], **seen_act(request, number)),
        said=_("Đã thu hồi."),
        version=found.row.version,
        editor=reason_form(_("Lý do thu hồi"), _("Hiện cùng kết quả đã thu hồi.")),
    )


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def study_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a study away that is not published."""
    found = study_or_404(request, number, keeper=True)
    question = Confirmation(
        _("Xóa nghiên cứu này?"),
        [_("Mất các lựa chọn và kết quả; tệp gốc vẫn ở máy của bạn.")],
        _("Xóa"),
        study_href(number),
        danger=True,
        icon="trash-2",
    )
    page = productivity_page(_("Xóa"), crumbs=study_crumbs(found))
    act = partial(remove_study, **seen_act(request, number))
    return ask(
        request,
        page,
        question,
        lambda _values: act(),
        said=_("Đã xóa."),
        version=found.row.version,
        onward=reverse(STUDIES),
    )
