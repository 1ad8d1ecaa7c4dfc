"""What is done with a run: computed, copied, removed; published and withdrawn by the leader."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.productivity.operations.run_errors import RunError
from nscl.productivity.operations.runs import compute_run, copy_run, publish_run, remove_draft, withdraw_run
from nscl.productivity.queries.runs import RunDetail
from nscl.web.access import actor, require_POST, requires, viewer
from nscl.web.productivity.places import RUNS, productivity_page, run_crumbs, run_href
from nscl.web.productivity.views.getting import kept_or_404, published_or_404
from nscl.web.productivity.writing import REASON, ask, reason_form, why
from nscl.web.ui.parts import Confirmation, Page
from nscl.web.work.places import seen_act


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_POST
def run_compute(request: HttpRequest, number: int) -> HttpResponse:
    """Compute a draft from the newest figures; what stands in the way is told on its page."""
    kept_or_404(request, number)
    try:
        compute_run(**seen_act(request, number))
    except RunError as error:
        messages.error(request, why(error))
    else:
        messages.success(request, _("Đã tính xong."))
    return redirect(run_href(number))


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_POST
def run_copy(request: HttpRequest, number: int) -> HttpResponse:
    """A new draft with the same choices."""
    kept_or_404(request, number)
    try:
        saved = copy_run(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
    except RunError as error:
        messages.error(request, why(error))
        return redirect(run_href(number))
    messages.success(request, _("Đã tạo bản nháp với cùng lựa chọn. Sửa lựa chọn nếu cần rồi bấm “Tính”."))
    return redirect(run_href(saved.number))


@requires(Permission.VIEW_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def run_publish(request: HttpRequest, number: int) -> HttpResponse:
    """The leader publishes: from then on nothing of it changes."""
    found = published_or_404(request, number)
    question = Confirmation(
        _("Công bố kết quả này?"),
        [
            *([found.row.sentence] if found.row.sentence else []),
            _("Số liệu vào, lựa chọn, kết quả và phiên bản phần mềm được giữ nguyên; không ai sửa được nữa."),
            _("Các chỉ tiêu của kế hoạch về TFP và năng suất lao động đọc kết quả này."),
            _("Công bố rồi chỉ có thể thu hồi, kèm lý do."),
        ],
        _("Công bố"),
        run_href(number),
        icon="badge-check",
    )
    return ask(
        request,
        _page_of(found, _("Công bố")),
        question,
        lambda _values: publish_run(**seen_act(request, number)),
        said=_("Đã công bố."),
        version=found.row.version,
        refused=found.why_not_publishable,
    )


@requires(Permission.VIEW_PRODUCTIVITY, Permission.PUBLISH_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def run_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """The leader withdraws what was published, with the reason; its figures stay to be read."""
    found = published_or_404(request, number)
    question = Confirmation(
        _("Thu hồi kết quả đã công bố?"),
        [
            _("Kết quả vẫn xem được, có dấu “Đã thu hồi” và lý do."),
            _("Các chỉ tiêu của kế hoạch không đọc kết quả này nữa."),
        ],
        _("Thu hồi"),
        run_href(number),
        danger=True,
        icon="undo-2",
    )
    return ask(
        request,
        _page_of(found, _("Thu hồi"), found.row.sentence),
        question,
        lambda values: withdraw_run(reason=values[REASON], **seen_act(request, number)),
        said=_("Đã thu hồi."),
        version=found.row.version,
        editor=reason_form(_("Lý do thu hồi"), _("Hiện cùng kết quả đã thu hồi.")),
    )


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def run_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a draft away."""
    found = kept_or_404(request, number)
    question = Confirmation(
        _("Xóa bản nháp này?"),
        [_("Số liệu đã nhập không mất; chỉ mất các lựa chọn và kết quả của lần tính này.")],
        _("Xóa bản nháp"),
        run_href(number),
        danger=True,
        icon="trash-2",
    )
    return ask(
        request,
        _page_of(found, _("Xóa bản nháp")),
        question,
        lambda _values: remove_draft(**seen_act(request, number)),
        said=_("Đã xóa bản nháp."),
        version=found.row.version,
        onward=reverse(RUNS),
    )


def _page_of(found: RunDetail, title: str, answer: str = "") -> Page:
    row = found.row
    return productivity_page(title, answer, crumbs=run_crumbs(row.number, row.title, is_sample=row.is_sample))
