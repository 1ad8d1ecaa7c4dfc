"""A meeting: its agenda, planned, changed, called off, held; the cases on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.documents.support_papers import write_minutes
from nscl.support.enums import SessionState
from nscl.support.operations.sessions import cancel_session, edit_session, hold_session, plan_session, put_on_agenda
from nscl.support.queries.carrying_out import agenda_candidates
from nscl.support.queries.councils import CouncilMissing
from nscl.support.queries.hearings import SessionDetail, find_session
from nscl.support.queries.papers import minutes_paper
from nscl.support.rules.appraisal import SessionValues
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.access import actor, require_safe, signed_in, viewer
from nscl.web.support.choices import criteria_options, member_options
from nscl.web.support.choosing import Choosing, choose
from nscl.web.support.forms.councils import PRESENT, minutes_form, session_form, session_values
from nscl.web.support.forms.deciding import reason_form
from nscl.web.support.hearings import hearing_card
from nscl.web.support.papers import word_response
from nscl.web.support.places import council_crumb, council_crumbs, support_page, thing_href, today
from nscl.web.support.views.councils import council_or_404
from nscl.web.support.words import SESSION_CHIPS, case_words
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty, Fact, Facts, Weight
from nscl.web.ui.samples import sample_notices


@signed_in
@require_safe
def session(request: HttpRequest, number: int) -> HttpResponse:
    """The agenda, each case with its sheets and what may be done."""
    detail = session_or_404(request, number)
    person = viewer(request)
    opens = person.may(Permission.VIEW_SUPPORT, detail.unit_id)
    context: dict[str, Any] = {
        "page": support_page(
            session_title(detail),
            _answer(detail),
            crumbs=session_crumbs(detail, own=False),
            acts=_acts(detail),
            chip=SESSION_CHIPS[detail.state],
        ),
        "notices": sample_notices(is_sample=detail.is_sample),
        "facts": _facts(detail),
        "cards": [
            hearing_card(
                row,
                detail.scoring,
                runs=detail.may_run,
                is_member=detail.is_member,
                opens_case=opens,
                person=person.number,
            )
            for row in detail.agenda
        ],
        "empty": Empty(
            _("Chưa có hồ sơ nào trong chương trình"),
            _("Đưa hồ sơ đủ điều kiện vào chương trình họp."),
            "folder-open",
            [one for one in _acts(detail) if one.weight == Weight.PRIMARY],
        ),
    }
    return render(request, "support/session.html", context)


def session_title(detail: SessionDetail) -> str:
    """What a meeting is called."""
    return _("Phiên họp ngày %(day)s") % {"day": format_date(detail.on)}


def session_crumbs(detail: SessionDetail, *, own: bool = True) -> list[Crumb]:
    """The way to a meeting (`own`: and to a page below it)."""
    way = council_crumbs(council_crumb(detail.council, detail.council_name, is_sample=detail.is_sample))
    return [*way, Crumb(session_title(detail), thing_href("session", detail.number))] if own else way


def _answer(detail: SessionDetail) -> str:
    words = [case_words(len(detail.agenda))]
    scored = sum(row.tally.is_enough for row in detail.agenda)
    if detail.state is SessionState.PLANNED:
        words.append(_("%(n)s hồ sơ đã đủ phiếu chấm") % {"n": format_number(scored)})
        mine = sum(row.may_score and not row.has_mine for row in detail.agenda) if detail.is_member else 0
        if mine:
            words.append(_("bạn còn %(n)s hồ sơ chưa chấm") % {"n": format_number(mine)})
    elif detail.state is SessionState.HELD:
        open_cases = sum(row.conclusion is None for row in detail.agenda)
        words.append(_("%(n)s hồ sơ chưa ghi kết luận") % {"n": format_number(open_cases)})
    return f"{', '.join(words)}."


def _facts(detail: SessionDetail) -> Facts:
    facts = [
        Fact(_("Hội đồng"), detail.council_name, thing_href("council", detail.council)),
        Fact(_("Địa điểm"), detail.place or None),
        Fact(_("Phiếu chấm"), f"{detail.scoring.title} ({detail.scoring.source})"),
        Fact(
            _("Cần dự họp"),
            _("%(needed)s trên %(members)s thành viên (%(source)s)")
            % {
                "needed": detail.needed,
                "members": len(detail.members),
                "source": detail.scoring.quorum.source,
            },
        ),
    ]
    if detail.state is SessionState.HELD:
        names = [one.name for one in detail.members if one.user in detail.present]
        facts += [
            Fact(_("Dự họp"), ", ".join(names) or format_number(len(detail.present))),
            Fact(_("Số biên bản"), detail.minutes_number or None),
        ]
    if detail.remarks:
        facts.append(Fact(_("Ghi chú"), detail.remarks))
    return Facts(facts)


def _acts(detail: SessionDetail) -> list[Act]:
    acts = []
    if detail.agenda:
        acts.append(Act(_("Biên bản (Word)"), thing_href("session-minutes", detail.number), "file-text"))
    if not detail.may_run or detail.state is not SessionState.PLANNED:
        return acts
    is_due = detail.on <= today() and bool(detail.agenda)
    return [
        Act(_("Hủy phiên họp"), thing_href("session-cancel-meeting", detail.number), "ban", Weight.QUIET),
        Act(_("Sửa phiên họp"), thing_href("session-change", detail.number), "pencil"),
        *acts,
        Act(
            _("Đưa hồ sơ vào"),
            thing_href("session-agenda", detail.number),
            "folder-plus",
            Weight.PLAIN if is_due else Weight.PRIMARY,
        ),
        *(
            [Act(_("Ghi đã họp"), thing_href("session-hold", detail.number), "clipboard-check", Weight.PRIMARY)]
            if is_due
            else []
        ),
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A meeting to come."""
    council = council_or_404(request, number)
    if not council.may_run or council.ended_on is not None:
        raise Http404
    made: list[int] = []
    page = ActPage(
        page=support_page(
            _("Lập phiên họp"),
            council.name,
            crumbs=council_crumbs(council_crumb(number, council.name, is_sample=council.is_sample)),
        ),
        question=Confirmation(
            _("Phiên họp sắp tới"),
            [_("Lập xong thì đưa hồ sơ vào chương trình; thành viên chấm điểm được ngay.")],
            _("Lập phiên họp"),
            thing_href("council", number),
            icon="calendar-plus",
        ),
        editor=session_form(criteria_options()),
        values={"on": today()},
        onward=lambda: thing_href("session", made[0]),
    )

    def act(sent: Sent) -> None:
        saved = plan_session(
            council=number,
            values=session_values(sent.values),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        made.append(saved.number)

    return answer(request, page, act, said=_("Đã lập phiên họp."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Day, place, score sheet of a meeting to come."""
    detail = run_or_404(request, number)
    page = ActPage(
        page=support_page(_("Sửa phiên họp"), detail.council_name, crumbs=session_crumbs(detail)),
        question=Confirmation(session_title(detail), [], _("Lưu"), thing_href("session", number), icon="save"),
        editor=session_form(criteria_options()),
        values={"on": detail.on, "place": detail.place, "criteria": detail.scoring.ref},
        version=detail.version,
    )

    def act(sent: Sent) -> None:
        values: SessionValues = session_values(sent.values)
        edit_session(
            session=number,
            version=sent.version,
            values=values,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã lưu phiên họp."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """A meeting that does not take place."""
    detail = run_or_404(request, number)
    page = ActPage(
        page=support_page(_("Hủy phiên họp"), session_title(detail), crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Hủy phiên họp này?"),
            [_("Hồ sơ trong chương trình được đưa sang phiên khác; phiếu đã chấm ở phiên này không tính nữa.")],
            _("Hủy phiên họp"),
            thing_href("session", number),
            danger=True,
            icon="ban",
        ),
        editor=reason_form(_("Lý do"), _("Thành viên đọc được lý do này.")),
        version=detail.version,
    )

    def act(sent: Sent) -> None:
        cancel_session(
            session=number,
            version=sent.version,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã hủy phiên họp."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, number: int) -> HttpResponse:
    """Who took part, the minutes' number; conclusions are written after that."""
    detail = run_or_404(request, number)
    page = ActPage(
        page=support_page(_("Ghi đã họp"), session_title(detail), crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Phiên họp đã diễn ra?"),
            [
                _("Từ đây không chấm, không sửa phiếu được nữa; kết luận từng hồ sơ ghi sau bước này."),
                _("Ai đã chấm thì phải được ghi có mặt."),
            ],
            _("Ghi đã họp"),
            thing_href("session", number),
            icon="clipboard-check",
        ),
        editor=minutes_form(member_options(detail.members)),
        values={PRESENT: [one.user for one in detail.members], "minutes_number": detail.minutes_number},
        version=detail.version,
        facts=_facts(detail),
    )

    def act(sent: Sent) -> None:
        hold_session(
            session=number,
            version=sent.version,
            present=sent.values[PRESENT],
            minutes_number=sent.values["minutes_number"],
            remarks=sent.values["remarks"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi phiên họp. Hãy ghi kết luận từng hồ sơ."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, number: int) -> HttpResponse:
    """Eligible cases to tick."""
    detail = run_or_404(request, number)
    offered = agenda_candidates([detail.unit_id], is_sample=detail.is_sample)

    def act(chosen: Collection[int]) -> None:
        put_on_agenda(session=number, cases=list(chosen), viewer=viewer(request), by=actor(request), at=timezone.now())

    return choose(
        request,
        Choosing(
            page=support_page(_("Đưa hồ sơ vào chương trình"), session_title(detail), crumbs=session_crumbs(detail)),
            title=_("Hồ sơ đủ điều kiện, chưa ở phiên họp nào"),
            lines=[
                (case, _("Hồ sơ %(label)s, %(organisation)s") % {"label": label, "organisation": organisation})
                for case, label, organisation in offered
            ],
            verb=_("Đưa vào chương trình"),
            icon="folder-plus",
            back=thing_href("session", number),
            empty=Empty(
                _("Không có hồ sơ nào chờ thẩm định"),
                _("Hồ sơ được kết luận đủ điều kiện sẽ hiện ở đây."),
                "folder-open",
            ),
        ),
        act,
        said=_("Đã đưa hồ sơ vào chương trình họp."),
    )


@signed_in
@require_safe
def minutes(request: HttpRequest, number: int) -> HttpResponse:
    """The minutes in Word."""
    detail = session_or_404(request, number)
    title = _("Biên bản họp hội đồng ngày %(day)s") % {"day": f"{detail.on:%d-%m-%Y}"}
    data = write_minutes(minutes_paper(viewer(request), number))
    return word_response(data, title, is_sample=detail.is_sample)


def session_or_404(request: HttpRequest, number: int) -> SessionDetail:
    """The meeting as the person may see it. Raises Http404."""
    try:
        return find_session(viewer(request), number)
    except CouncilMissing as missing:
        raise Http404 from missing


def run_or_404(request: HttpRequest, number: int) -> SessionDetail:
    """The meeting, for who keeps it. Raises Http404."""
    detail = session_or_404(request, number)
    if not detail.may_run:
        raise Http404
    return detail
