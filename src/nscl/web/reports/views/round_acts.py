"""What an officer does to a round: its days, who reports, closing it, opening it again."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.enums import RoundState, SubmissionState
from nscl.reporting.operations.errors import Refused, ReportingError, RoundConflict
from nscl.reporting.operations.handing_over import hand_over
from nscl.reporting.operations.rounds import add_agency, change_round, close_round, remove_agency, reopen_round
from nscl.reporting.queries.proposals import agencies_to_add, agencies_to_hand_to
from nscl.reporting.queries.rounds import RoundPage
from nscl.reporting.queries.submissions import SubmissionPage
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.reports.asking import Question, ask
from nscl.web.reports.forms.rounds import (
    AGENCIES,
    REASON,
    AgencyForm,
    ChangeForm,
    HandOverForm,
    ReasonForm,
    show_problems,
)
from nscl.web.reports.places import (
    crumbs,
    head_or_404,
    report_head,
    round_href,
    round_or_404,
    sent_version,
    submission_href,
    today,
)
from nscl.web.reports.words import tally_words
from nscl.web.ui.parts import Confirmation
from nscl.web.work.places import seen_act

runs_rounds = requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)


def _round(request: HttpRequest, number: int) -> RoundPage:
    page = round_or_404(request, number)
    if not page.may_run:
        raise Http404
    return page


def _closed_words(page: RoundPage) -> Sequence[str]:
    """Why nothing of the round can be changed; () where it can."""
    return (_("Kỳ báo cáo đã khóa. Cần làm việc này thì mở lại kỳ."),) if page.row.state == RoundState.CLOSED else ()


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The title, the days and the note of an open round."""
    page = _round(request, number)
    if refused := _closed_words(page):
        messages.error(request, refused[0])
        return go_to(request, round_href(number))
    form = ChangeForm(request.POST if request.method == "POST" else None, page=page)
    version, status = page.version, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, number, form.cleaned_data)
        except RoundConflict as conflict:
            version, status = conflict.current_version, HTTPStatus.CONFLICT
            form.add_error(None, "\n".join([str(conflict), *(_differs(one) for one in conflict.fields)]))
        except Refused as refused_values:
            show_problems(form, refused_values)
        except ReportingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã sửa kỳ báo cáo."))
            return go_to(request, round_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    context: dict[str, Any] = {
        "page": report_head(_("Sửa kỳ báo cáo"), way=crumbs(page.row)),
        "form": form,
        "version": version,
        "back": round_href(number),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return render(request, "reports/form.html", context, status=status)


def _differs(one: Any) -> str:
    return _("%(label)s đang lưu: %(theirs)s") % {"label": one.label, "theirs": one.theirs}


def _change(request: HttpRequest, number: int, given: dict[str, Any]) -> None:
    change_round(
        number=number,
        version=sent_version(request),
        title=given["tieu_de"],
        note=given["ghi_chu"],
        data_until=given["so_lieu_den"],
        agencies_due=given["han_co_quan"],
        province_due=given["han_tinh"],
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Ask one agency more."""
    page = _round(request, number)
    choices = agencies_to_add(viewer(request), number, on=today())

    def act(given: dict[str, Any]) -> str:
        add_agency(
            round_number=number, agency=given[AGENCIES], viewer=viewer(request), by=actor(request), at=timezone.now()
        )
        return round_href(number)

    question = Question(
        report_head(_("Thêm cơ quan phải báo cáo"), way=crumbs(page.row)),
        Confirmation(
            _("Thêm cơ quan nào vào kỳ này?"),
            [_("Cơ quan thấy ngay báo cáo phải nộp ở “Việc cần làm”, số liệu có sẵn.")],
            _("Thêm cơ quan"),
            round_href(number),
            icon="plus",
        ),
        AgencyForm(request.POST if request.method == "POST" else None, agencies=choices),
        act,
        _("Đã thêm cơ quan vào kỳ báo cáo."),
        refused=_closed_words(page),
    )
    return ask(request, question)


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close the round: nothing in it changes any more."""
    page = _round(request, number)

    def act(given: dict[str, Any]) -> str:
        close_round(comment=given[REASON], **seen_act(request, number))
        return round_href(number)

    waiting = page.row.tally.asked - page.row.tally.sent
    lacking = ngettext(
        "%(n)s cơ quan chưa nộp sẽ không nộp được nữa.", "%(n)s cơ quan chưa nộp sẽ không nộp được nữa.", waiting
    )
    question = Question(
        report_head(_("Khóa kỳ báo cáo"), way=crumbs(page.row)),
        Confirmation(
            _("Khóa “%(round)s”?") % {"round": page.row.title},
            [
                tally_words(page.row.tally),
                *([lacking % {"n": waiting}] if waiting else []),
                _("Khóa rồi vẫn mở lại được, có ghi lý do."),
            ],
            _("Khóa kỳ"),
            round_href(number),
            icon="lock",
        ),
        ReasonForm(request.POST if request.method == "POST" else None, label=_("Ghi chú"), required=False),
        act,
        _("Đã khóa kỳ báo cáo."),
        version=page.version,
        refused=_closed_words(page),
    )
    return ask(request, question)


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Open a closed round again, with a reason."""
    page = _round(request, number)

    def act(given: dict[str, Any]) -> str:
        reopen_round(reason=given[REASON], **seen_act(request, number))
        return round_href(number)

    issued = page.row.issued
    kept = _("Báo cáo đã ban hành (bản %(n)s) giữ nguyên; lần ban hành sau là bản mới.")
    is_open = page.row.state == RoundState.OPEN
    question = Question(
        report_head(_("Mở lại kỳ báo cáo"), way=crumbs(page.row)),
        Confirmation(
            _("Mở lại “%(round)s”?") % {"round": page.row.title},
            [
                _("Các cơ quan lại nộp, bổ sung được; đúng hạn hay không vẫn tính theo lần nộp đầu."),
                *([kept % {"n": issued.ordinal}] if issued is not None else []),
            ],
            _("Mở lại kỳ"),
            round_href(number),
            icon="lock-open",
        ),
        ReasonForm(request.POST if request.method == "POST" else None, label=_("Lý do mở lại"), required=False),
        act,
        _("Đã mở lại kỳ báo cáo."),
        version=page.version,
        refused=(_("Kỳ báo cáo đang mở."),) if is_open else (),
    )
    return ask(request, question)


def _submission(request: HttpRequest, number: int) -> SubmissionPage:
    page = head_or_404(request, number)
    if not page.may_run:
        raise Http404
    return page


def _of_closed(page: SubmissionPage) -> Sequence[str]:
    return (_("Kỳ báo cáo đã khóa. Cần làm việc này thì mở lại kỳ."),) if page.round.state == RoundState.CLOSED else ()


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take an agency that has not begun out of the round."""
    page = _submission(request, number)

    def act(_given: dict[str, Any]) -> str:
        remove_agency(submission=number, viewer=viewer(request), by=actor(request), at=timezone.now())
        return round_href(page.round.number)

    begun = page.row.state != SubmissionState.NOT_STARTED
    question = Question(
        report_head(_("Đưa cơ quan ra khỏi kỳ"), way=crumbs(page.round, page.row)),
        Confirmation(
            _("Đưa %(agency)s ra khỏi kỳ báo cáo?") % {"agency": page.row.agency_name},
            [_("Cơ quan không phải báo cáo trong kỳ này nữa. Cần thì thêm lại.")],
            _("Đưa ra khỏi kỳ"),
            submission_href(number),
            danger=True,
            icon="x",
        ),
        None,
        act,
        _("Đã đưa cơ quan ra khỏi kỳ báo cáo."),
        refused=(*_of_closed(page), *([_("Cơ quan đã bắt đầu báo cáo nên không đưa ra được.")] if begun else [])),
    )
    return ask(request, question)


@runs_rounds
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: HttpRequest, number: int) -> HttpResponse:
    """Let another agency report instead: the agency was abolished or merged during the round."""
    page = _submission(request, number)
    choices = agencies_to_hand_to(viewer(request), number, on=today())

    def act(given: dict[str, Any]) -> str:
        heir = hand_over(
            submission=number,
            to_agency=given[AGENCIES],
            reason=given[REASON],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return submission_href(heir)

    handed = page.row.state == SubmissionState.HANDED_OVER
    question = Question(
        report_head(_("Chuyển cơ quan kế thừa báo cáo"), way=crumbs(page.round, page.row)),
        Confirmation(
            _("Cơ quan nào báo cáo thay %(agency)s?") % {"agency": page.row.agency_name},
            [
                _("Lời văn đã viết vẫn giữ để đọc; cơ quan nhận thấy cả số liệu của hai cơ quan."),
                _("Báo cáo nêu cả hai tên."),
            ],
            _("Chuyển báo cáo"),
            submission_href(number),
            icon="corner-up-right",
        ),
        HandOverForm(request.POST if request.method == "POST" else None, choices=choices),
        act,
        _("Đã chuyển báo cáo cho cơ quan kế thừa."),
        refused=(*_of_closed(page), *([_("Báo cáo đã chuyển cho cơ quan khác.")] if handed else [])),
    )
    return ask(request, question)
