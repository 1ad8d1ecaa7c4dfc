"""Issue: what is missing, what has to be confirmed, the leader's act; and a draft that is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.operations.edition_errors import EditionConflict, EditionError, IssueQuestions
from nscl.reporting.operations.editions import discard_edition, issue
from nscl.reporting.queries.editions import EditionDetail
from nscl.reporting.rules.issuing import IssueQuestion
from nscl.web.access import actor, require_POST, require_safe, requires, viewer
from nscl.web.plan_editing.views.pages import show
from nscl.web.report_editions.asking import ask
from nscl.web.report_editions.frame import READY, back_to_editions, edition_frame
from nscl.web.report_editions.issuing import asked_groups
from nscl.web.report_editions.places import act_page, edition_href, edition_or_404, written_or_404
from nscl.web.ui.parts import Confirmation
from nscl.web.work.places import seen_act

CONFIRMED: Final = "xac-nhan"
STAMP: Final = "dau"


@requires(Permission.VIEW_REPORTS)
@require_safe
def report_ready(request: HttpRequest, number: int) -> HttpResponse:
    """What keeps a draft from being issued: everybody who sees it may look, the leader confirms and issues."""
    return _page(request, _draft_or_404(request, number))


@requires(Permission.VIEW_REPORTS, Permission.ISSUE_REPORTS)
@require_POST
def report_issue(request: HttpRequest, number: int) -> HttpResponse:
    """The leader issues. What is asked since the page was opened is asked again; nothing ticked is lost."""
    found = edition_or_404(request, number)
    if not found.row.is_draft:
        return redirect(edition_href(number))
    if not found.may_issue:
        raise Http404
    ticked = request.POST.getlist(CONFIRMED)
    try:
        issue(
            number=number,
            stamp=request.POST.get(STAMP, ""),
            confirmed=ticked,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except IssueQuestions as open_ones:
        refused = [_("Còn điều chưa xác nhận. Hãy xem từng điều, đánh dấu rồi bấm lần nữa.")]
        return _page(request, found, refused, ticked=ticked, also=open_ones.questions)
    except EditionConflict as conflict:
        return _page(request, edition_or_404(request, number), [str(conflict)], ticked=ticked)
    except EditionError as error:
        return _page(request, found, str(error).splitlines(), ticked=ticked)
    messages.success(request, _("Đã ban hành. Số liệu, lời văn và các tệp từ nay giữ nguyên."))
    return redirect(edition_href(number, "report-files"))


@requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def report_discard(request: HttpRequest, number: int) -> HttpResponse:
    """Take a draft away, with its words."""
    found = written_or_404(request, number)

    def act(_values: dict[str, Any]) -> str:
        discard_edition(**seen_act(request, number))
        return back_to_editions(found.row)

    follows = [
        _("%(n)s đoạn lời văn của bản này mất, không lấy lại được.") % {"n": len(found.paragraphs)},
        _("Báo cáo của các cơ quan và hồ sơ không mất gì; soạn lại được từ đầu."),
    ]
    question = Confirmation(
        _("Hủy bản đang soạn?"), follows, _("Hủy bản này"), edition_href(number), danger=True, icon="trash-2"
    )
    page = act_page(found.row, _("Hủy bản đang soạn"))
    return ask(request, page, question, act, said=_("Đã hủy bản đang soạn."), version=found.row.version)


def _draft_or_404(request: HttpRequest, number: int) -> EditionDetail:
    found = edition_or_404(request, number)
    if not found.row.is_draft:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    found: EditionDetail,
    refused: Sequence[str] = (),
    *,
    ticked: Sequence[str] = (),
    also: Sequence[IssueQuestion] = (),
) -> HttpResponse:
    """also: what was asked only when the figures were collected."""
    known = {one.key for one in found.questions}
    questions = [*found.questions, *(one for one in also if one.key not in known)]
    context: dict[str, Any] = {
        **edition_frame(request, found, READY),
        "refused": refused,
        "refusals": found.refusals,
        "groups": asked_groups(found.row.number, questions, ticked, may_write=found.may_write),
        "confirmed": CONFIRMED,
        "stamp_name": STAMP,
        "stamp": found.stamp,
        "may_issue": found.may_issue and not found.refusals,
        "is_leader": found.may_issue,
        "issue": edition_href(found.row.number, "report-issue"),
    }
    return show(request, "report_editions/ready.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)
