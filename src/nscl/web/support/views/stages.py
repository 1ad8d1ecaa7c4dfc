"""The further pages of one case: appraisal, decision, carrying out, follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.support_papers import SignedFor, write_decision
from nscl.support.enums import GRANTED, CaseState
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.carrying_out import CarryingOut, FollowUpRow, carrying_out
from nscl.support.queries.cases import case_detail
from nscl.support.queries.hearings import hearings_of
from nscl.support.queries.papers import decision_paper
from nscl.support.queries.scorings import scoring_of
from nscl.text.dates import format_date
from nscl.text.formats import format_vnd
from nscl.web.access import require_safe, requires, viewer
from nscl.web.ledger.places import voucher_href
from nscl.web.support.carrying_tables import follow_ups_table, payments_table
from nscl.web.support.frame import case_frame
from nscl.web.support.hearings import hearing_card
from nscl.web.support.papers import word_response
from nscl.web.support.places import case_href, case_or_404, thing_href, today
from nscl.web.support.tabs import APPRAISAL, CARRYING, DECISION, FOLLOW_UP
from nscl.web.support.words import day_words, moment_words, money
from nscl.web.ui.parts import Act, Empty, Fact, Facts
from nscl.web.ui.tables import TableQuery

_SIGNED = {one.value: one for one in SignedFor}


@requires(Permission.VIEW_SUPPORT)
@require_safe
def appraisal(request: HttpRequest, number: int) -> HttpResponse:
    """The meetings before which the case was: sheets, who took no part, conclusions."""
    header, person = case_or_404(request, number), viewer(request)
    rows = hearings_of(person, number)
    cards = [
        (
            thing_href("session", row.session),
            _("Phiên họp ngày %(day)s") % {"day": format_date(row.session_on)},
            hearing_card(
                row,
                scoring_of(row.criteria),
                runs=False,
                is_member=False,
                opens_case=False,
                person=person.number,
            ),
        )
        for row in rows
    ]
    context: dict[str, Any] = {
        **case_frame(header, APPRAISAL),
        "cards": cards,
        "empty": Empty(
            _("Chưa ra hội đồng"),
            _("Hồ sơ đủ điều kiện được đưa vào chương trình họp ở trang phiên họp của hội đồng."),
            "users",
        ),
    }
    return render(request, "support/appraisal.html", context)


@requires(Permission.VIEW_SUPPORT)
@require_safe
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """What was decided, by which paper, out of which ceiling; the draft of the decision in Word."""
    header = case_or_404(request, number)
    detail = case_detail(viewer(request), number)
    said = next((one for one in reversed(detail.steps) if one.to_state in _DECIDED), None)
    facts = [
        Fact(_("Tổ chức đề nghị"), money(header.asked_vnd)),
        Fact(_("Tính theo quy định"), money(header.computed_vnd), case_href(number, "support-slip")),
    ]
    if header.state in GRANTED or header.state is CaseState.REJECTED:
        facts += list(_decided(header))
    if said is not None:
        facts.append(Fact(_("Ý kiến"), said.comment or None))
        facts.append(Fact(_("Người ghi"), f"{said.by}, {moment_words(said.at)}"))
    context: dict[str, Any] = {
        **case_frame(header, DECISION),
        "facts": Facts(facts),
        "papers": list(_drafts(header)),
    }
    return render(request, "support/decision.html", context)


_DECIDED = frozenset({CaseState.APPROVED, CaseState.REJECTED})
_DRAFTED = frozenset({CaseState.ELIGIBLE, CaseState.APPRAISED, *GRANTED})


def _decided(header: CaseHeader) -> Iterator[Fact]:
    yield Fact(_("Số quyết định"), header.decision_number or None)
    if header.state in GRANTED:
        yield Fact(_("Được duyệt"), money(header.approved_vnd))
        if header.fund_id is not None:
            yield Fact(_("Từ trần kinh phí"), _("Mở trang trần kinh phí"), thing_href("fund", header.fund_id))


def _drafts(header: CaseHeader) -> Iterator[Act]:
    """The decision in Word, by who signs it."""
    if header.state not in _DRAFTED:
        return
    href = case_href(header.number, "support-decision-word")
    for value, label in (
        (SignedFor.FOR_CHAIR, _("Quyết định, KT. Chủ tịch ký (Word)")),
        (SignedFor.CHAIR, _("Quyết định, Chủ tịch ký (Word)")),
        (SignedFor.COMMITTEE_FOR_CHAIR, _("Quyết định, TM. Ủy ban, KT. Chủ tịch ký (Word)")),
    ):
        yield Act(label, f"{href}?ky={value.value}", "file-text")


@requires(Permission.VIEW_SUPPORT)
@require_safe
def decision_word(request: HttpRequest, number: int) -> HttpResponse:
    """The decision as a draft: number and date are blank unless the case has them."""
    header = case_or_404(request, number)
    signed = _SIGNED.get(request.GET.get("ky", ""), SignedFor.FOR_CHAIR)
    title = _("Quyết định hỗ trợ %(case)s") % {"case": header.label.replace("/", "-")}
    data = write_decision(decision_paper([number], signed_for=signed))
    return word_response(data, title, is_sample=header.is_sample)


@requires(Permission.VIEW_SUPPORT)
@require_safe
def carrying(request: HttpRequest, number: int) -> HttpResponse:
    """Contract, acceptance, payments: each figure of money is a door to its voucher."""
    header = case_or_404(request, number)
    found = carrying_out(number)
    context: dict[str, Any] = {
        **case_frame(header, CARRYING),
        "contract": Facts(list(_contract(found))) if found.contract else None,
        "acceptance": Facts(list(_acceptance(found))) if found.acceptance else None,
        "money": Facts(list(_money(header, found))) if header.approved_vnd is not None else None,
        "view": payments_table(header, found).present(TableQuery.of(request)),
        "empty": Empty(
            _("Chưa tới bước này"),
            _("Hợp đồng, nghiệm thu, khoản chi ghi được từ khi hồ sơ được duyệt."),
            "wallet",
        ),
    }
    return render(request, "support/carrying.html", context)


def _contract(found: CarryingOut) -> Iterator[Fact]:
    one = found.contract
    if one is None:
        return
    yield Fact(_("Hợp đồng"), _("%(number)s ngày %(day)s") % {"number": one.number, "day": format_date(one.on)})
    yield Fact(_("Thực hiện đến"), day_words(one.ends_on))
    yield Fact(_("Bên thực hiện"), one.provider or _("tổ chức tự làm (hợp đồng hai bên)"))
    yield Fact(_("Giá trị"), format_vnd(one.value_vnd))
    href = voucher_href(found.plan_slug, one.voucher) if one.voucher is not None else ""
    yield Fact(_("Nhà nước hỗ trợ"), format_vnd(one.support_vnd), href, source=_("đã ghi cam kết chi") if href else "")
    yield Fact(_("Tổ chức tự chi"), format_vnd(one.own_vnd))


def _acceptance(found: CarryingOut) -> Iterator[Fact]:
    one = found.acceptance
    if one is None:
        return
    yield Fact(_("Ngày nghiệm thu"), format_date(one.on))
    yield Fact(_("Kết quả"), one.result)
    if one.minutes_number:
        yield Fact(_("Số biên bản"), one.minutes_number)
    if one.certificate_number:
        until = _("đến %(day)s") % {"day": format_date(one.certificate_until)} if one.certificate_until else ""
        words = ", ".join(filter(None, [one.certificate_number, one.certificate_body, until]))
        yield Fact(_("Giấy chứng nhận"), words)
    yield Fact(_("Chi phí thực tế"), format_vnd(one.cost_vnd))
    yield Fact(_("Người ghi"), f"{one.by}, {moment_words(one.at)}")


def _money(header: CaseHeader, found: CarryingOut) -> Iterator[Fact]:
    if found.acceptance is not None:
        yield Fact(_("Được duyệt"), format_vnd(found.acceptance.approved_vnd))
        yield Fact(_("Được chi theo chi phí thực tế"), format_vnd(found.acceptance.payable_vnd))
    else:
        yield Fact(_("Được duyệt"), money(header.approved_vnd))
    yield Fact(_("Đã chi"), format_vnd(header.paid_vnd))
    yield Fact(_("Còn phải chi"), format_vnd(found.left_vnd))
    if header.fund_id is not None:
        yield Fact(_("Trần kinh phí"), found.fund, thing_href("fund", header.fund_id))


@requires(Permission.VIEW_SUPPORT)
@require_safe
def follow_up(request: HttpRequest, number: int) -> HttpResponse:
    """Whether what was supported is alive six and twelve months later."""
    header = case_or_404(request, number)
    rows = carrying_out(number).follow_ups
    view = follow_ups_table(header, rows, today()).present(TableQuery.of(request))
    answer = _follow_answer(rows)
    context: dict[str, Any] = {**case_frame(header, FOLLOW_UP, answer=answer), "view": view}
    return render(request, "support/table.html", context)


def _follow_answer(rows: tuple[FollowUpRow, ...]) -> str:
    late = [row for row in rows if row.is_late(today())]
    if not late:
        return ""
    return _("Lần theo dõi sau %(n)s tháng đã quá hẹn.") % {"n": late[0].months}
