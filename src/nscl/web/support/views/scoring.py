"""A case before a meeting: score sheets, interests declared, taken off the agenda, concluded."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.support.enums import Conclusion, SessionState
from nscl.support.operations.concluding import conclude
from nscl.support.operations.scoring import declare_conflict, record_sheet, remove_sheet
from nscl.support.operations.sessions import take_off_agenda
from nscl.support.queries.councils import CouncilMissing, MemberRow
from nscl.support.queries.hearings import HearingRow, SessionDetail, SheetForm, session_of, sheet_form
from nscl.support.rules.appraisal import Tally
from nscl.web.access import actor, signed_in, viewer
from nscl.web.support.choices import member_options
from nscl.web.support.forms.councils import (
    POINTS,
    conclusion_form,
    conflict_form,
    member_form,
    sheet_values,
)
from nscl.web.support.forms.councils import sheet_form as blank_sheet
from nscl.web.support.forms.deciding import reason_form
from nscl.web.support.hearings import barred_words, points_words, tally_words
from nscl.web.support.places import support_page, thing_href
from nscl.web.support.views.sessions import session_crumbs, session_or_404
from nscl.web.support.words import money
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation, Fact, Facts


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: int, member: int | None = None) -> HttpResponse:
    """A member's score sheet, for a phone; `member`: of another, entered from paper by who keeps the meeting."""
    form = _sheet_or_404(request, number, member)
    row = form.hearing
    detail = session_or_404(request, row.session)
    title = _("Phiếu chấm của tôi") if member is None else _("Phiếu chấm của %(name)s") % {"name": form.member_name}
    page = ActPage(
        page=support_page(title, f"{row.label}, {row.organisation}", crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Chấm hồ sơ %(label)s") % {"label": row.label},
            [
                _("Đạt từ %(passing)s điểm. Sửa được phiếu đến khi phiên họp được ghi là đã họp.")
                % {"passing": points_words(row.tally.passing)},
                _("Bạn có liên quan tới tổ chức này thì không chấm; hãy khai ở trang phiên họp."),
            ],
            _("Lưu phiếu chấm"),
            _hearing_href(row),
            icon="save",
        ),
        editor=blank_sheet(form.scoring),
        values={
            **{f"{POINTS}{key}": points for key, points in form.points.items()},
            "proposal": form.proposal,
            "remark": form.remark,
        },
        refused=() if row.may_score or member is not None else _closed(row),
        facts=_sheet_facts(form),
        on_phone=True,
    )

    def act(sent: Sent) -> None:
        record_sheet(
            hearing=number,
            values=sheet_values(sent.values),
            member=member,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã lưu phiếu chấm."))


def _closed(row: HearingRow) -> list[str]:
    if row.barred:
        return [_("Bạn không chấm được hồ sơ này."), *map(barred_words, row.barred)]
    return [_("Hồ sơ này không chấm được nữa.")]


def _sheet_facts(form: SheetForm) -> Facts:
    row = form.hearing
    facts = [
        Fact(_("Nội dung"), f"{row.content_name}: {row.subject}" if row.subject else row.content_name),
        Fact(_("Đề nghị"), money(row.asked_vnd)),
        Fact(_("Tính theo quy định"), money(row.computed_vnd)),
    ]
    if form.priorities:
        facts.append(Fact(_("Ưu tiên đã điền sẵn"), "; ".join(form.priorities)))
    return Facts(facts)


def _sheet_or_404(request: HttpRequest, number: int, member: int | None) -> SheetForm:
    try:
        return sheet_form(viewer(request), number, member=member)
    except CouncilMissing as missing:
        raise Http404 from missing


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """Whose sheet is entered from paper."""
    detail, row = hearing_or_404(request, number, runs=True)
    chosen: list[int] = []
    page = ActPage(
        page=support_page(_("Nhập phiếu giấy"), f"{row.label}, {row.organisation}", crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Phiếu của thành viên nào?"),
            [_("Nhật ký ghi rõ phiếu do bạn nhập thay theo phiếu giấy.")],
            _("Tiếp tục"),
            _hearing_href(row),
            icon="arrow-right",
        ),
        editor=member_form(member_options(_may_appraise(detail, row))),
        onward=lambda: reverse("sheet-of", kwargs={"number": number, "member": chosen[0]}),
    )
    return answer(request, page, lambda sent: chosen.append(sent.values["user"]), said="")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int, member: int) -> HttpResponse:
    """A sheet taken back while the meeting is ahead."""
    detail, row = hearing_or_404(request, number)
    found = next((one for one in row.sheets if one.user == member), None)
    if found is None or not (detail.may_run or member == viewer(request).number):
        raise Http404
    page = ActPage(
        page=support_page(_("Bỏ phiếu chấm"), f"{row.label}, {row.organisation}", crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Bỏ phiếu chấm của %(name)s?") % {"name": found.name},
            [_("Phiếu bị xóa; nhật ký giữ ai bỏ, lúc nào, vì sao.")],
            _("Bỏ phiếu"),
            _hearing_href(row),
            danger=True,
            icon="trash-2",
        ),
        editor=reason_form(_("Lý do")),
    )

    def act(sent: Sent) -> None:
        remove_sheet(
            hearing=number,
            user=member,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã bỏ phiếu chấm."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, number: int) -> HttpResponse:
    """Who has an interest in the case: said by the member, or by who keeps the meeting."""
    detail, row = hearing_or_404(request, number)
    person = viewer(request)
    offered = [one for one in _may_appraise(detail, row) if detail.may_run or one.user == person.number]
    if not offered:
        raise Http404
    page = ActPage(
        page=support_page(_("Khai có liên quan"), f"{row.label}, {row.organisation}", crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Thành viên có liên quan tới %(organisation)s") % {"organisation": row.organisation},
            [
                _("Thành viên này không chấm, không thẩm định hồ sơ; điều này ghi vào biên bản."),
                _("Người khai không tự gỡ được."),
            ],
            _("Khai có liên quan"),
            _hearing_href(row),
            icon="shield-alert",
        ),
        editor=conflict_form(member_options(offered)),
        values={"user": offered[0].user if len(offered) == 1 else None},
    )

    def act(sent: Sent) -> None:
        declare_conflict(
            case=row.case,
            user=sent.values["user"],
            reason=sent.values["reason"],
            viewer=person,
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi thành viên có liên quan."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, number: int) -> HttpResponse:
    """A case taken off the agenda."""
    detail, row = hearing_or_404(request, number, runs=True)
    page = ActPage(
        page=support_page(
            _("Rút khỏi chương trình họp"), f"{row.label}, {row.organisation}", crumbs=session_crumbs(detail)
        ),
        question=Confirmation(
            _("Rút hồ sơ %(label)s khỏi chương trình họp?") % {"label": row.label},
            [_("Hồ sơ vẫn đủ điều kiện và đưa vào phiên họp khác được.")],
            _("Rút khỏi chương trình"),
            thing_href("session", row.session),
            icon="x",
        ),
    )

    def act(_sent: Sent) -> None:
        take_off_agenda(hearing=number, viewer=viewer(request), by=actor(request), at=timezone.now())

    return answer(request, page, act, said=_("Đã rút hồ sơ khỏi chương trình họp."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """What the council concludes, as its sheets say."""
    detail, row = hearing_or_404(request, number, runs=True)
    page = ActPage(
        page=support_page(_("Ghi kết luận"), f"{row.label}, {row.organisation}", crumbs=session_crumbs(detail)),
        question=Confirmation(
            _("Hội đồng kết luận về hồ sơ %(label)s") % {"label": row.label},
            [
                tally_words(row.tally),
                _("Kết luận theo phiếu chấm. Đề nghị hỗ trợ thì hồ sơ chờ lãnh đạo; không thì hồ sơ kết thúc."),
            ],
            _("Ghi kết luận"),
            _hearing_href(row),
            icon="gavel",
        ),
        editor=conclusion_form(),
        values={"conclusion": row.tally.conclusion, "proposed_vnd": _suggested(row, row.tally)},
        refused=() if detail.state is SessionState.HELD else (_("Hãy ghi phiên họp đã họp trước khi ghi kết luận."),),
        facts=Facts([Fact(_("Đề nghị"), money(row.asked_vnd)), Fact(_("Tính theo quy định"), money(row.computed_vnd))]),
    )

    def act(sent: Sent) -> None:
        concluded = Conclusion(sent.values["conclusion"])
        conclude(
            hearing=number,
            conclusion=concluded,
            proposed_vnd=sent.values["proposed_vnd"] if concluded is Conclusion.APPROVE else None,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi kết luận của hội đồng."))


def _suggested(row: HearingRow, tally: Tally) -> int | None:
    return row.computed_vnd if tally.conclusion is not Conclusion.REJECT else None


def hearing_or_404(request: HttpRequest, number: int, *, runs: bool = False) -> tuple[SessionDetail, HearingRow]:
    """The case before its meeting; `runs`: for who keeps the meeting alone. Raises Http404."""
    session = session_number(request, number)
    detail = session_or_404(request, session)
    row = next((one for one in detail.agenda if one.number == number), None)
    if row is None or (runs and not detail.may_run):
        raise Http404
    return detail, row


def session_number(request: HttpRequest, hearing: int) -> int:
    """Before which meeting it is. Raises Http404."""
    try:
        return session_of(viewer(request), hearing)
    except CouncilMissing as missing:
        raise Http404 from missing


def _may_appraise(detail: SessionDetail, row: HearingRow) -> list[MemberRow]:
    barred = {one.user for one in row.barred}
    return [one for one in detail.members if one.user not in barred]


def _hearing_href(row: HearingRow) -> str:
    return f"{thing_href('session', row.session)}#ho-so-{row.number}"
