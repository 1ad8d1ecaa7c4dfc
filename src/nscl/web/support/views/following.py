"""What became of it some months later, and the end of a case."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.support.operations.follow_ups import close_case, record_follow_up
from nscl.support.queries.carrying_out import FollowUpRow, carrying_out
from nscl.support.rules.granting import FollowUpValues
from nscl.text.dates import format_date
from nscl.web.access import actor, requires, viewer
from nscl.web.support.forms.carrying_out import follow_up_form
from nscl.web.support.forms.deciding import comment_form
from nscl.web.support.places import case_crumbs, case_href, case_words_of, handled_or_404, support_page, today
from nscl.web.support.tabs import FOLLOW_UP
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, number: int, follow_up: int) -> HttpResponse:
    """What was found, or a correction of it."""
    header = handled_or_404(request, number)
    row = _row_or_404(carrying_out(number).follow_ups, follow_up)
    page = ActPage(
        page=support_page(
            _("Theo dõi sau %(n)s tháng") % {"n": row.months}, case_words_of(header), crumbs=case_crumbs(header)
        ),
        question=Confirmation(
            _("Kết quả hỗ trợ của %(organisation)s còn được duy trì không?") % {"organisation": header.organisation},
            [_("Hẹn ngày %(day)s.") % {"day": format_date(row.due_on)}],
            _("Ghi kết quả theo dõi"),
            case_href(number, FOLLOW_UP),
            icon="eye",
        ),
        editor=follow_up_form(),
        values={"done_on": row.done_on or today(), "is_kept": row.is_kept, "findings": row.findings},
    )

    def act(sent: Sent) -> None:
        record_follow_up(
            follow_up=follow_up,
            values=FollowUpValues(**sent.values),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi kết quả theo dõi."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """The end of a case that was paid."""
    header = handled_or_404(request, number)
    page = ActPage(
        page=support_page(_("Kết thúc hồ sơ"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Kết thúc hồ sơ này?"),
            [_("Hồ sơ đã kết thúc không mở lại được; khoản chi không hủy được nữa.")],
            _("Kết thúc hồ sơ"),
            case_href(number, FOLLOW_UP),
            icon="check-check",
        ),
        editor=comment_form(_("Ghi chú"), _("Còn lần theo dõi chưa làm thì phải nêu vì sao kết thúc sớm.")),
        version=header.version,
    )

    def act(sent: Sent) -> None:
        close_case(
            case=number,
            version=sent.version,
            comment=sent.values["comment"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã kết thúc hồ sơ."))


def _row_or_404(rows: Sequence[FollowUpRow], number: int) -> FollowUpRow:
    found = [one for one in rows if one.number == number]
    if not found:
        raise Http404
    return found[0]
