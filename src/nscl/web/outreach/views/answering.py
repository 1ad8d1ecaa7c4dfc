"""Answering a survey: by the organisation through its link, without an account; on site by its visitor."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.support.operations.errors import Refused, SupportError
from nscl.support.operations.outreach import answer_by_link, answer_on_site
from nscl.support.queries.outreach.surveys import FormMissing, PublicForm, SurveyRow, form_by_token
from nscl.support.rules.surveys import Replies, SurveyDefinition, SurveyQuestion, SurveyQuestionKind, SurveyReply
from nscl.text.dates import format_date
from nscl.text.decimals import NumberFormatError, parse_number
from nscl.web.access import actor, public, require_safe, requires, viewer
from nscl.web.outreach.places import outreach_page, survey_crumb, survey_href
from nscl.web.outreach.views.surveys import survey_or_404
from nscl.web.outreach.views.visits import organisation_or_404, show_search
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Crumb, Notice, Tone
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.throttle import Limit, client_address, is_spent, refuse, spend
from nscl.web.ui.unlisted import unlisted
from nscl.work.rules.questions import ANSWER_LENGTH

PREFIX: Final = "cau-"
VISIT: Final = "tham"
# Wrong addresses from one place. They cannot be guessed (256 bits); trying is not to cost the server its time.
WRONG: Final = Limit("needs-survey", 60, timedelta(minutes=10))
_MOST_DIGITS: Final = 18


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def public_form(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; POST keeps the answers, once; then a page that says so."""
    if is_spent(WRONG, client_address(request)):
        return refuse(request, WRONG)
    try:
        form = form_by_token(token)
    except FormMissing:
        spend(WRONG, client_address(request))
        words = _("Đường dẫn này không còn dùng được: đã thu hồi, hoặc đã có đường dẫn mới hơn.")
        return _closed(request, _("Phiếu khảo sát"), words, status=HTTPStatus.NOT_FOUND)
    if not form.is_open(timezone.localdate()):
        return _closed(request, form.title, _why_closed(form))
    replies, unreadable = _sent(form.definition, request.POST) if request.method == "POST" else ({}, {})
    errors, refused = dict(unreadable), ""
    if request.method == "POST" and not unreadable:
        try:
            answer_by_link(token=token, replies=replies, at=timezone.now())
        except Refused as error:
            errors = {problem.field: capital(problem.message) for problem in error.problems}
        except SupportError as error:
            refused = str(error)
        else:
            return redirect("public-survey", token=token)
    context = {
        "title": form.title,
        "introduction": form.definition.introduction,
        "about": f"{form.organisation} · {form.province}",
        "notices": sample_notices(is_sample=form.is_sample),
        **_asked(form.definition, replies, errors, request),
        "refused": refused,
    }
    return render(request, "outreach/public_form.html", context, status=_status(errors, refused))


def _why_closed(form: PublicForm) -> str:
    if form.answered_at is not None:
        day = {"day": format_date(timezone.localdate(form.answered_at)), "name": form.organisation}
        return _("Đã nhận câu trả lời của %(name)s ngày %(day)s. Cảm ơn đơn vị; mỗi tổ chức trả lời một lần.") % day
    days = {"first": format_date(form.opens_on), "last": format_date(form.closes_on)}
    return _("Đợt khảo sát nhận trả lời từ %(first)s đến hết %(last)s.") % days


def _closed(request: HttpRequest, title: str, words: str, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"title": title, "notice": Notice(words, tone=Tone.INFO)}
    return render(request, "outreach/public_closed.html", context, status=status)


@requires(Permission.VISIT_ORGANISATIONS)
@require_safe
def pick_for_survey(request: HttpRequest, number: int) -> HttpResponse:
    """Which organisation answers on site."""
    row = _fillable(request, number)
    return show_search(
        request,
        "needs-survey-fill",
        page=outreach_page(
            _("Ghi câu trả lời: tổ chức nào?"), crumbs=[survey_crumb(), Crumb(row.title, survey_href(number))]
        ),
        here=reverse("needs-survey-pick", kwargs={"number": number}),
        kwargs={"number": number},
    )


def _fillable(request: HttpRequest, number: int) -> SurveyRow:
    row = survey_or_404(request, number)
    if not row.may_fill:
        raise NotAllowed(Permission.VISIT_ORGANISATIONS)
    return row


@requires(Permission.VISIT_ORGANISATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def fill_page(request: HttpRequest, number: int, organisation: int) -> HttpResponse:
    """The questions as the visitor asks them; POST keeps the answers, once."""
    row, asked = _fillable(request, number), organisation_or_404(request, organisation)
    replies, unreadable = _sent(row.questions, request.POST) if request.method == "POST" else ({}, {})
    errors, refused = dict(unreadable), ""
    if request.method == "POST" and not unreadable:
        try:
            answer_on_site(
                survey=number,
                organisation=asked.number,
                replies=replies,
                visit=_visit(request),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as error:
            errors = {problem.field: capital(problem.message) for problem in error.problems}
            refused = errors.pop("organisation", "")
        except SupportError as error:
            refused = str(error)
        else:
            messages.success(request, _("Đã ghi câu trả lời của %(name)s.") % {"name": asked.name})
            return redirect(survey_href(number))
    context = {
        "page": outreach_page(asked.name, row.title, crumbs=[survey_crumb(), Crumb(row.title, survey_href(number))]),
        **_asked(row.questions, replies, errors, request),
        "refused": refused,
        "back": reverse("needs-survey-pick", kwargs={"number": number}),
    }
    return render(request, "outreach/fill.html", context, status=_status(errors, refused))


def _visit(request: HttpRequest) -> int | None:
    text = request.GET.get(VISIT, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def _status(errors: dict[str, str], refused: str) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.CONFLICT if refused else HTTPStatus.OK


def _sent(definition: SurveyDefinition, data: Any) -> tuple[Replies, dict[str, str]]:
    """What was sent, question by question; and what is no number where one was asked for."""
    replies: dict[str, SurveyReply] = {}
    unreadable: dict[str, str] = {}
    for question in definition.questions:
        name = f"{PREFIX}{question.key}"
        text = str(data.get(name, "")).strip()
        if question.kind is SurveyQuestionKind.NUMBER:
            try:
                replies[question.key] = SurveyReply(number=parse_number(text)) if text else SurveyReply()
            except NumberFormatError as error:
                unreadable[question.key] = str(error)
        elif question.kind is SurveyQuestionKind.TEXT:
            replies[question.key] = SurveyReply(text=text)
        else:
            replies[question.key] = SurveyReply(choices=tuple(one for one in data.getlist(name) if one))
    return replies, unreadable


def _asked(
    definition: SurveyDefinition, replies: Replies, errors: dict[str, str], request: HttpRequest
) -> dict[str, Any]:
    """The questions for the template, with what was answered and what is wrong."""
    shown = [
        _shown(place, one, replies.get(one.key, SurveyReply()), errors.get(one.key, ""), request)
        for place, one in enumerate(definition.questions, 1)
    ]
    return {"questions": shown, "wrong": [one for one in shown if one["error"]], "most": ANSWER_LENGTH}


def _shown(
    position: int, question: SurveyQuestion, reply: SurveyReply, error: str, request: HttpRequest
) -> dict[str, Any]:
    name = f"{PREFIX}{question.key}"
    return {
        "name": name,
        "position": position,
        "text": question.text,
        "unit": question.unit,
        "kind": question.kind.value,
        "is_required": question.is_required,
        "options": [(key, text, key in reply.choices) for key, text in question.choices.items()],
        "given": str(request.POST.get(name, "")),
        "error": error,
    }
