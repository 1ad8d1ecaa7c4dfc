"""The officer sets answers right, says which costs count, and who advised the applicant."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.organisations.queries.facts import facts_of
from nscl.support.enums import CaseState
from nscl.support.operations.cases import add_adviser, correct_case
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import case_detail
from nscl.support.queries.current import answers_of
from nscl.support.queries.rulebook import rule_of, vocabulary
from nscl.support.rules.questions import asked_by
from nscl.web.access import actor, requires, viewer
from nscl.web.support.choices import people_options
from nscl.web.support.forms.examining import adviser_form, correction_form, correction_values, corrections_of
from nscl.web.support.places import case_crumbs, case_href, case_words_of, handled_or_404, support_page, today
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation

_EXAMINED = frozenset({CaseState.SUBMITTED, CaseState.SUPPLEMENT})


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Every question of the rule with its answer, every cost with whether it counts."""
    header = handled_or_404(request, number)
    if header.state not in _EXAMINED:
        raise Http404
    detail = case_detail(viewer(request), number)
    answers = {one.key: one for one in answers_of(detail.facts, facts_of(header.organisation_id, today()))}
    names = vocabulary().facts
    keys = dict.fromkeys([*_asked(header), *answers])
    page = ActPage(
        page=support_page(_("Sửa câu trả lời, xét khoản chi"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Điều cán bộ ghi được tin trước sổ đăng ký và lời khai"),
            [_("Tổ chức không đọc ghi chú này; nhật ký giữ ai sửa, từ gì sang gì.")],
            _("Lưu"),
            case_href(number),
            icon="save",
        ),
        editor=correction_form([(key, names[key].name) for key in keys if key in names], detail.costs),
        values=correction_values(answers, detail.costs),
        version=header.version,
    )

    def act(sent: Sent) -> None:
        correct_case(
            number=number,
            version=sent.version,
            corrections=corrections_of(sent.values, answers, detail.costs),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã lưu."))


def _asked(header: CaseHeader) -> list[str]:
    rule = rule_of(header.policy, header.item) if header.item else None
    if rule is None:
        return []
    asked = asked_by(rule.policy, rule.item)
    return [*asked.needed, *asked.optional]


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def adviser(request: HttpRequest, number: int) -> HttpResponse:
    """Who advised the applicant: may not appraise."""
    header = handled_or_404(request, number)
    page = ActPage(
        page=support_page(_("Ghi người tư vấn"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(
            _("Ai đã tư vấn cho %(organisation)s về hồ sơ này?") % {"organisation": header.organisation},
            [_("Người này không chấm, không thẩm định hồ sơ được; máy chủ từ chối phiếu chấm của họ.")],
            _("Ghi người tư vấn"),
            case_href(number),
            icon="user-plus",
        ),
        editor=adviser_form(people_options(header.unit_id)),
    )

    def act(sent: Sent) -> None:
        add_adviser(
            number=number,
            user=sent.values["user"],
            note=sent.values["note"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã ghi người tư vấn."))
