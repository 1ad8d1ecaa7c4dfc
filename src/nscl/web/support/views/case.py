"""The file of one case: the organisation, answers with who gave them, costs, papers; what was done to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.organisations.queries.facts import RegistryFacts, facts_of
from nscl.records.queries import history as history_of
from nscl.rulebook.size import SIZE_NAMES
from nscl.support.enums import CaseState, SupportKind
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import CaseDetail, case_detail
from nscl.support.queries.current import answers_of
from nscl.support.queries.questions import rule_words
from nscl.support.queries.rulebook import policy_of
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.words import capital
from nscl.web.policies.places import policy_href
from nscl.web.support.case_tables import answers_table, costs_table, documents_table
from nscl.web.support.events import case_timeline
from nscl.web.support.frame import case_frame
from nscl.web.support.places import case_href, case_or_404, today
from nscl.web.support.tabs import FILE, HISTORY
from nscl.web.support.words import money
from nscl.web.ui.parts import Act, Fact, Facts, Weight
from nscl.web.ui.tables import TableQuery

# The last acts; a case has a few dozen.
MOST_EVENTS = 200
_OPEN = frozenset({CaseState.DRAFT, CaseState.SUBMITTED, CaseState.SUPPLEMENT})
_PAYING = frozenset({CaseState.APPROVED, CaseState.CONTRACTED, CaseState.ACCEPTED})
_EXAMINED = frozenset({CaseState.SUBMITTED, CaseState.SUPPLEMENT})


@requires(Permission.VIEW_SUPPORT)
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The file: everything that the applicant sent, beside what the registry knows."""
    header, on = case_or_404(request, number), today()
    detail = case_detail(viewer(request), number)
    registry = facts_of(header.organisation_id, on)
    query = TableQuery.of(request)
    answers = answers_of(detail.facts, registry)
    context: dict[str, Any] = {
        **case_frame(header, FILE),
        "asked": Facts(list(_asked(detail))),
        "organisation": Facts(list(_organisation(header, registry))),
        "contact": Facts(list(_contact(detail))),
        "advisers": detail.advisers,
        "advisers_act": _adviser_act(header),
        "answers": answers_table(answers).present(query),
        "costs": costs_table(detail.costs).present(query),
        "documents": documents_table(detail, may_examine=header.may_handle).present(query),
        "correct_act": _correct_act(header),
        "add_act": _add_act(header),
    }
    return render(request, "support/case.html", context)


def _asked(detail: CaseDetail) -> Iterator[Fact]:
    header = detail.header
    policy = policy_of(header.policy)
    yield Fact(_("Nội dung"), capital(header.content_name))
    yield Fact(_("Quy định"), policy.number if policy else None, policy_href(policy.slug) if policy else "")
    yield Fact(_("Mức theo quy định"), rule_words(header) or None)
    if header.subject:
        yield Fact(_("Tiêu chuẩn, sản phẩm"), header.subject)
    if header.units > 1:
        yield Fact(_("Số lượng"), format_number(header.units))
    if detail.certificate is not None:
        one = detail.certificate
        until = _("đến %(day)s") % {"day": format_date(one.until)} if one.until else ""
        words = ", ".join(filter(None, [one.number, one.body, format_date(one.on) if one.on else "", until]))
        yield Fact(_("Giấy chứng nhận"), words)
    yield Fact(_("Mục đích"), detail.purpose or None)
    yield Fact(_("Tổ chức đề nghị"), money(header.asked_vnd))
    if header.computed_vnd is not None:
        yield Fact(_("Tính theo quy định"), money(header.computed_vnd), case_href(header.number, "support-slip"))


def _organisation(header: CaseHeader, known: RegistryFacts) -> Iterator[Fact]:
    yield Fact(_("Tên"), known.name, reverse("organisation", kwargs={"number": known.number}))
    yield Fact(_("Mã số thuế"), known.tax_code or None)
    yield Fact(_("Loại hình"), capital(known.kind.label))
    yield Fact(_("Tình trạng"), capital(known.state.label))
    yield Fact(_("Ngành chính"), known.section.title if known.section else None)
    yield Fact(_("Quy mô"), capital(SIZE_NAMES[known.size]) if known.size else _("chưa tính được; thiếu số liệu"))
    yield Fact(_("Cơ quan xử lý"), header.agency or None)


def _contact(detail: CaseDetail) -> Iterator[Fact]:
    yield Fact(_("Người liên hệ"), detail.contact_name or None)
    if detail.header.may_handle:
        yield Fact(_("Điện thoại"), detail.contact_phone or None)
        yield Fact(_("Thư điện tử"), detail.contact_email or None)


def _correct_act(header: CaseHeader) -> Act | None:
    if not header.may_handle or header.state not in _EXAMINED:
        return None
    href = case_href(header.number, "support-correct")
    return Act(_("Sửa câu trả lời, xét khoản chi"), href, "pencil")


def _add_act(header: CaseHeader) -> Act | None:
    if not header.may_handle or header.state not in {*_OPEN, *_PAYING}:
        return None
    return Act(_("Thêm giấy tờ"), case_href(header.number, "support-document-add"), "paperclip")


def _adviser_act(header: CaseHeader) -> Act | None:
    if not header.may_handle or header.state not in {*_OPEN, CaseState.ELIGIBLE}:
        return None
    return Act(_("Ghi người tư vấn"), case_href(header.number, "support-adviser"), "user-plus", Weight.QUIET)


@requires(Permission.VIEW_SUPPORT)
@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """Every act on the case: who, when, why."""
    header = case_or_404(request, number)
    detail = case_detail(viewer(request), number)
    events = history_of(subject=(SupportKind.CASE.value, number), limit=MOST_EVENTS)
    sees = viewer(request).may(Permission.VIEW_HISTORY, header.unit_id)
    context = {**case_frame(header, HISTORY), "timeline": case_timeline(detail.steps, events if sees else ())}
    return render(request, "support/history.html", context)
