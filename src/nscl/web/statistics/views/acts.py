"""Acts on figures as pages: answering a question, asking it again, withdrawing, linking two bases."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.economics.linking import THOUSAND
from nscl.productivity.enums import Answer, QuestionKind
from nscl.productivity.operations.series_answers import answer_question, reopen_question
from nscl.productivity.operations.series_links import link_series, unlink_series
from nscl.productivity.operations.series_withdrawal import withdraw_taking, withdraw_vintage
from nscl.productivity.queries.series import LinkChoice, QuestionRow, list_takings
from nscl.text.formats import format_number
from nscl.web.access import actor, requires, viewer
from nscl.web.productivity.places import productivity_page
from nscl.web.statistics.figures import figure_words
from nscl.web.statistics.forms.acts import answer_form, link_form
from nscl.web.statistics.places import (
    BACK,
    FROM_LIST,
    QUESTIONS,
    TAKINGS,
    kept_or_404,
    question_href,
    series_crumbs,
    series_href,
    statistics_crumbs,
)
from nscl.web.statistics.refusals import EXPECTED, refuse
from nscl.web.statistics.words import years_words
from nscl.web.support.forms.deciding import reason_form
from nscl.web.support.words import moment_words
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation, Crumb, Fact, Facts

METHODS: Final = ["GET", "HEAD", "POST"]


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def answer_page(request: HttpRequest, number: int, question: int) -> HttpResponse:
    """What is seen, the figures around it, and the answers that it may have."""
    detail = kept_or_404(request, number)
    asked = _question(detail.questions, question)
    back = reverse(QUESTIONS) if request.GET.get(BACK) == FROM_LIST else question_href(number, question)
    page = ActPage(
        page=productivity_page(_("Trả lời câu hỏi"), detail.row.name, crumbs=series_crumbs(detail.row)),
        question=Confirmation(
            asked.says,
            [asked.likely, _("Con số vẫn giữ nguyên như nguồn; câu trả lời chỉ nói cách dùng nó khi tính.")],
            _("Lưu câu trả lời"),
            back,
            icon="save",
        ),
        editor=answer_form(asked.may_answer),
        values=_answered(asked),
        facts=Facts([Fact(_("Năm %(year)s") % {"year": year}, figure_words(v)) for year, v in asked.neighbours]),
    )

    def act(sent: Sent) -> None:
        answer_question(
            question=question,
            answer=Answer(sent.values["answer"]),
            factor=sent.values.get("factor"),
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã lưu câu trả lời."), expected=EXPECTED, told=refuse)


def _answered(asked: QuestionRow) -> dict[str, Any]:
    """What the form starts with: the answer that was given, else the factor that seems likely."""
    if asked.answer == Answer.OPEN:
        return {"factor": _likely_factor(asked)}
    return {"answer": asked.answer, "factor": asked.factor, "reason": asked.reason}


def _likely_factor(asked: QuestionRow) -> float | None:
    """Of a slip of the unit, the thousand or thousandth that brings the figure to its neighbours."""
    if asked.kind is not QuestionKind.UNIT:
        return asked.proposed_factor
    around = dict(asked.neighbours)
    value = around.pop(asked.year, None)
    if value is None or not around:
        return None
    return 1 / THOUSAND if value > max(around.values()) else float(THOUSAND)


def _question(rows: tuple[QuestionRow, ...], number: int) -> QuestionRow:
    found = next((one for one in rows if one.number == number), None)
    if found is None:
        raise Http404
    return found


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def reopen_page(request: HttpRequest, number: int, question: int) -> HttpResponse:
    """Take an answer back."""
    detail = kept_or_404(request, number)
    asked = _question(detail.questions, question)
    if asked.answer == Answer.OPEN:
        raise Http404
    page = ActPage(
        page=productivity_page(_("Hỏi lại"), detail.row.name, crumbs=series_crumbs(detail.row)),
        question=Confirmation(
            _("Bỏ câu trả lời về năm %(year)s?") % {"year": asked.year},
            [_("Câu hỏi trở lại danh sách chờ; chuỗi chưa đưa vào lần tính được cho đến khi trả lời.")],
            _("Hỏi lại"),
            question_href(number, question),
            icon="rotate-ccw",
        ),
        facts=Facts([Fact(_("Hệ thống thấy"), asked.says), Fact(_("Căn cứ đã ghi"), asked.reason)]),
    )

    def act(_sent: Sent) -> None:
        reopen_question(question=question, viewer=viewer(request), by=actor(request), at=timezone.now())

    return answer(request, page, act, said=_("Câu hỏi đã mở lại."), expected=EXPECTED, told=refuse)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def withdraw_vintage_page(request: HttpRequest, number: int, vintage: int) -> HttpResponse:
    """Take a wrong vintage out of use, with the reason; its figures stay to be read."""
    detail = kept_or_404(request, number)
    found = next((one for one in detail.vintages if one.number == vintage and one.withdrawn_at is None), None)
    if found is None:
        raise Http404
    page = ActPage(
        page=productivity_page(_("Rút bản số liệu"), detail.row.name, crumbs=series_crumbs(detail.row)),
        question=Confirmation(
            _("Rút bản %(n)s?") % {"n": found.ordinal},
            [
                _("Bản đã rút không dùng để tính nữa; các bản trước nó, nếu có, lại được dùng."),
                _("Số của nó vẫn xem được, cùng lý do rút. Lần tính đã công bố không đổi."),
            ],
            _("Rút bản này"),
            series_href(number),
            danger=True,
            icon="undo-2",
        ),
        editor=reason_form(_("Lý do rút"), _("Ví dụ: gõ nhầm cột của niên giám.")),
        facts=Facts(
            [
                Fact(_("Nguồn"), found.source),
                Fact(_("Các năm"), years_words(found.figures)),
                Fact(_("Nhập lúc"), moment_words(found.entered_at)),
            ]
        ),
    )

    def act(sent: Sent) -> None:
        withdraw_vintage(
            vintage=vintage,
            reason=sent.values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã rút bản số liệu."), expected=EXPECTED, told=refuse)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def withdraw_taking_page(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a file: every vintage that it made is withdrawn, in one go."""
    person = viewer(request)
    reach = person.units_with(Permission.KEEP_PRODUCTIVITY)
    found = next((one for one in list_takings(person, reach) if one.number == number), None)
    if found is None or not found.may_withdraw:
        raise Http404
    left = found.vintages_made - found.withdrawn
    crumbs = statistics_crumbs(Crumb(_("Tệp đã nhập"), reverse(TAKINGS)))
    page = ActPage(
        page=productivity_page(_("Hủy lần nhập"), found.file_name, crumbs=crumbs),
        question=Confirmation(
            ngettext("Rút %(n)s bản số liệu của tệp này?", "Rút %(n)s bản số liệu của tệp này?", left)
            % {"n": format_number(left)},
            [
                _("Các chuỗi trở lại như trước khi nhập tệp; số đã nhập vẫn xem được, cùng lý do rút."),
                _("Lần tính đã công bố không đổi."),
            ],
            _("Hủy lần nhập"),
            reverse(TAKINGS),
            danger=True,
            icon="undo-2",
        ),
        editor=reason_form(_("Lý do hủy")),
    )

    def act(sent: Sent) -> None:
        withdraw_taking(
            number=number, reason=sent.values["reason"], viewer=person, by=actor(request), at=timezone.now()
        )

    return answer(request, page, act, said=_("Đã hủy lần nhập."), expected=EXPECTED, told=refuse)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def link_page(request: HttpRequest, number: int) -> HttpResponse:
    """Join the series to the same quantity on another base."""
    detail = kept_or_404(request, number)
    page = ActPage(
        page=productivity_page(_("Nối với gốc cũ"), detail.row.name, crumbs=series_crumbs(detail.row)),
        question=Confirmation(
            _("Nối một gốc cũ vào trước chuỗi này"),
            [_("Các năm trước giữ tốc độ tăng của gốc cũ và lấy mức của chuỗi này. Số đã nhập không đổi.")],
            _("Nối"),
            series_href(number),
            icon="link",
        ),
        editor=link_form([(str(one.series), _choice_words(one)) for one in detail.may_link]),
        values=_proposed(detail.may_link),
        refused=()
        if detail.may_link
        else (_("Chưa có chuỗi nào của cùng chỉ tiêu ở gốc cũ hơn mà chưa nối. Hãy nhập chuỗi ấy trước."),),
    )

    def act(sent: Sent) -> None:
        link_series(
            earlier=sent.values["earlier"],
            later=number,
            year=sent.values["year"],
            factor=sent.values["factor"],
            source=sent.values["source"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã nối hai chuỗi."), expected=EXPECTED, told=refuse)


def _choice_words(one: LinkChoice) -> str:
    return f"{one.name} ({years_words(one.shared_years) or _('không có năm chung')})"


def _proposed(choices: tuple[LinkChoice, ...]) -> dict[str, Any]:
    if not choices or not choices[0].shared_years:
        return {}
    return {"earlier": choices[0].series, "year": str(max(choices[0].shared_years))}


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def unlink_page(request: HttpRequest, number: int, link: int) -> HttpResponse:
    """Take two bases apart again."""
    detail = kept_or_404(request, number)
    found = next((one for one in detail.links if one.number == link), None)
    if found is None:
        raise Http404
    page = ActPage(
        page=productivity_page(_("Bỏ nối"), detail.row.name, crumbs=series_crumbs(detail.row)),
        question=Confirmation(
            _("Bỏ nối %(earlier)s với %(later)s?") % {"earlier": found.earlier_name, "later": found.later_name},
            [_("Hai chuỗi lại đứng riêng; lần tính đã công bố không đổi.")],
            _("Bỏ nối"),
            series_href(number),
            danger=True,
            icon="unlink",
        ),
    )

    def act(_sent: Sent) -> None:
        unlink_series(link=link, viewer=viewer(request), by=actor(request), at=timezone.now())

    return answer(request, page, act, said=_("Đã bỏ nối."), expected=EXPECTED, told=refuse)
