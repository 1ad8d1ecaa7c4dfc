"""Surveys of needs: the list, opening one, what it came to, sending links, its last day."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.support.operations.errors import Refused, SupportError
from nscl.support.operations.outreach import close_survey, invite, open_survey, withdraw_invitation
from nscl.support.operations.outreach.surveys import MOST_LETTERS
from nscl.support.queries.outreach.results import answered_forms, organisations_choosing, results_of
from nscl.support.queries.outreach.surveys import (
    FormRow,
    SurveyMissing,
    SurveyRow,
    find_survey,
    forms_of,
    invitable,
    list_surveys,
)
from nscl.support.queries.survey_files import definitions, newest_definitions
from nscl.text.dates import format_date
from nscl.text.folding import fold, fold_words
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import actor, require_POST, require_safe, requires, viewer
from nscl.web.outreach.forms import SurveyDaysForm, SurveyOpenForm, show_problems
from nscl.web.outreach.letters import send_invitations
from nscl.web.outreach.places import outreach_only, outreach_page, outreach_tabs, survey_crumb, survey_href
from nscl.web.outreach.tables import answers_table, choice_table, form_table, state_chip, survey_table
from nscl.web.ui.parts import Act, Crumb, Empty, Page, Stat, Stats
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.ui.tables.table import has_words
from nscl.work.queries.plan_choices import plan_choices

QUESTION: Final = "cau"
CHOICE: Final = "chon"
CHOSEN: Final = "to-chuc"
SEARCH: Final = "q"
_MOST_DIGITS: Final = 18


@outreach_only
@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """The surveys of the chosen province; the definitions that there are."""
    rows = list_surveys(viewer(request), unit_ids=context_choice.territory(request))
    today = timezone.localdate()
    acts = []
    if viewer(request).may(Permission.HANDLE_SUPPORT):
        acts.append(Act(_("Mở đợt khảo sát"), reverse("needs-survey-open"), "plus", Weight.PRIMARY))
    view = survey_table(rows, today, acts).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(_("Khảo sát nhu cầu"), is_sample=any(row.is_sample for row in rows))
        return xlsx_response([view], title=title, at=timezone.localtime())
    answer = _("%(n)s đợt đang nhận trả lời; %(answered)s tổ chức đã trả lời ở các đợt.")
    numbers = {"n": sum(row.is_open(today) for row in rows), "answered": sum(row.answered for row in rows)}
    context = {
        "page": outreach_page(
            _("Khảo sát nhu cầu"), answer % {key: format_number(one) for key, one in numbers.items()}, acts=acts
        ),
        "tabs": outreach_tabs("needs-survey-list"),
        "notices": sample_notices(is_sample=any(row.is_sample for row in rows)),
        "view": view,
        "definitions": [
            (one.title, len(one.questions), reverse("needs-survey-definition", kwargs={"ref": one.ref}))
            for one in newest_definitions()
        ],
    }
    return render(request, "outreach/surveys.html", context)


@outreach_only
@require_safe
def definition_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The questions of a definition, as they are asked."""
    found = definitions().get(ref)
    if found is None:
        raise Http404
    context = {
        "page": outreach_page(found.title, found.introduction, crumbs=[survey_crumb()]),
        "questions": found.questions,
        "file": f"data/surveys/{ref}.yaml",
    }
    return render(request, "outreach/definition.html", context)


@requires(Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Begin a survey; POST does."""
    plans = plan_choices(viewer(request), Permission.HANDLE_SUPPORT, unit_ids=context_choice.territory(request))
    page = outreach_page(_("Mở đợt khảo sát"), crumbs=[survey_crumb()])
    if not plans:
        text = _("Khảo sát thuộc một kế hoạch đã ban hành. Đổi tỉnh ở đầu trang, hoặc chờ kế hoạch được ban hành.")
        empty = Empty(_("Chưa có kế hoạch nào đã ban hành"), text, "file-text")
        return render(request, "outreach/nothing.html", {"page": page, "empty": empty})
    form = SurveyOpenForm(
        request.POST if request.method == "POST" else None,
        plans=[(str(plan.number), plan.label) for plan in plans],
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            number = open_survey(
                plan_id=values["ke_hoach"],
                definition=values["phieu"],
                title=values["ten"],
                opens_on=values["tu_ngay"],
                closes_on=values["den_ngay"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refused:
            show_problems(form, refused.problems)
        else:
            messages.success(request, _("Đã mở đợt khảo sát. Gửi đường dẫn, hoặc ghi câu trả lời khi đi thăm."))
            return redirect(survey_href(number))
    return _form(request, page, form, _("Mở đợt khảo sát"), reverse("needs-survey-list"))


def _form(request: HttpRequest, page: Page, form: object, verb: str, back: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if getattr(form, "errors", None) else HTTPStatus.OK
    context = {"page": page, "form": form, "verb": verb, "back": back}
    return render(request, "outreach/form.html", context, status=status)


@outreach_only
@require_safe
def survey_page(request: HttpRequest, number: int) -> HttpResponse:
    """What a survey came to: by question, each count a door; the forms; all answers as an Excel file."""
    row = survey_or_404(request, number)
    forms, caption = _narrowed(request, row, forms_of(number))
    view = form_table(forms, caption, shows_contacts=row.may_handle).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        answers = answers_table(row.questions, answered_forms(row)).present(TableQuery(request.path, {}))
        return xlsx_response([answers, view], title=_called(row), at=timezone.localtime())
    results = results_of(row)
    today = timezone.localdate()
    context = {
        "page": _head(row, today),
        "notices": sample_notices(is_sample=row.is_sample),
        "stats": _stats(row, forms),
        "results": [
            (one, choice_table(number, one).present(TableQuery(request.path, {})) if one.choices else None)
            for one in results
        ],
        "view": view,
        "narrowed": caption if QUESTION in request.GET else "",
        "whole": survey_href(number),
        "waiting": [one for one in forms if one.has_link and one.answered_at is None] if row.may_handle else [],
        "number": number,
    }
    return render(request, "outreach/survey.html", context)


def _narrowed(request: HttpRequest, row: SurveyRow, forms: tuple[FormRow, ...]) -> tuple[tuple[FormRow, ...], str]:
    """The forms that chose what the address names, with that in words; all where it names nothing."""
    key, choice = request.GET.get(QUESTION, ""), request.GET.get(CHOICE, "")
    for question in row.questions.questions:
        if question.key == key and choice in question.choices:
            chosen = organisations_choosing(row.number, key, choice)
            kept = tuple(one for one in forms if one.organisation_id in chosen)
            return kept, _("Tổ chức chọn “%(text)s”") % {"text": question.choices[choice]}
    return forms, _("Tổ chức được hỏi")


def _called(row: SurveyRow) -> str:
    return sample_title(row.title, is_sample=row.is_sample)


def _head(row: SurveyRow, today: date) -> Page:
    place = {"number": row.number}
    acts = []
    if row.may_handle:
        acts.append(Act(_("Đổi ngày cuối"), reverse("needs-survey-days", kwargs=place), "calendar-clock"))
        acts.append(Act(_("Gửi đường dẫn"), reverse("needs-survey-invite", kwargs=place), "send"))
    if row.may_fill and row.is_open(today):
        pick = reverse("needs-survey-pick", kwargs=place)
        acts.append(Act(_("Ghi câu trả lời tại chỗ"), pick, "clipboard-pen", Weight.PRIMARY))
    days = {"first": format_date(row.opens_on), "last": format_date(row.closes_on)}
    answer = _("Nhận trả lời từ %(first)s đến hết %(last)s.") % days
    return outreach_page(row.title, answer, crumbs=[survey_crumb()], acts=acts, chip=state_chip(row, today))


def _stats(row: SurveyRow, forms: tuple[FormRow, ...]) -> Stats:
    by_link = sum(one.way == "link" for one in forms)
    on_site = sum(one.way == "on_site" for one in forms)
    return Stats(
        [
            Stat(_("Đã gửi đường dẫn"), format_number(row.invited), icon="send"),
            Stat(_("Đã trả lời"), format_number(row.answered), icon="clipboard-check"),
            Stat(_("Tự trả lời qua đường dẫn"), format_number(by_link), icon="link"),
            Stat(_("Ghi tại chỗ"), format_number(on_site), icon="map-pin"),
        ]
    )


def survey_or_404(request: HttpRequest, number: int) -> SurveyRow:
    """The survey as the person may see it. Raises Http404."""
    try:
        return find_survey(viewer(request), number)
    except SurveyMissing as missing:
        raise Http404 from missing


def handled_or_404(request: HttpRequest, number: int) -> SurveyRow:
    """The survey for who handles support there. Raises Http404, NotAllowed."""
    row = survey_or_404(request, number)
    if not row.may_handle:
        raise NotAllowed(Permission.HANDLE_SUPPORT)
    return row


@requires(Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_page(request: HttpRequest, number: int) -> HttpResponse:
    """Organisations with an address that have not answered: those that are chosen get a link."""
    row = handled_or_404(request, number)
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist(CHOSEN) if _is_number(one)]
        try:
            sent = invite(
                survey=number, organisations=chosen, viewer=viewer(request), by=actor(request), at=timezone.now()
            )
        except SupportError as refused:
            messages.error(request, str(refused))
            return redirect("needs-survey-invite", number=number)
        failed = send_invitations(row, sent)
        _tell(request, len(sent), failed)
        return redirect(survey_href(number))
    words = request.GET.get(SEARCH, "")[:100]
    rows = invitable(row)
    shown = [one for one in rows if _matches(f"{one.name} {one.commune} {one.email}", words)][:MOST_LETTERS]
    answer = _("%(n)s tổ chức có thư điện tử trong sổ và chưa trả lời; mỗi lần gửi nhiều nhất %(most)s.")
    context = {
        "page": outreach_page(
            _("Gửi đường dẫn khảo sát"),
            answer % {"n": format_number(len(rows)), "most": MOST_LETTERS},
            crumbs=[survey_crumb(), Crumb(_called(row), survey_href(number))],
        ),
        "rows": shown,
        "q": words,
        "back": survey_href(number),
        "here": reverse("needs-survey-invite", kwargs={"number": number}),
    }
    return render(request, "outreach/invite.html", context)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _matches(text: str, words: str) -> bool:
    return has_words(fold(text), fold_words(words))


def _tell(request: HttpRequest, sent: int, failed: tuple[str, ...]) -> None:
    if not sent:
        messages.warning(request, _("Chưa gửi cho tổ chức nào: hãy chọn tổ chức có thư điện tử và chưa trả lời."))
        return
    if failed:
        words = _("Không gửi được thư cho %(names)s. Kiểm tra địa chỉ trong sổ, hoặc thử lại.")
        messages.error(request, words % {"names": ", ".join(failed)})
    if sent > len(failed):
        messages.success(request, _("Đã gửi %(n)s thư.") % {"n": format_number(sent - len(failed))})


@requires(Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_days(request: HttpRequest, number: int) -> HttpResponse:
    """Move the last day; POST does."""
    row = handled_or_404(request, number)
    form = SurveyDaysForm(request.POST if request.method == "POST" else None, closes_on=row.closes_on)
    if request.method == "POST" and form.is_valid():
        try:
            close_survey(
                survey=number,
                closes_on=form.cleaned_data["den_ngay"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refused:
            show_problems(form, refused.problems)
        else:
            messages.success(request, _("Đã đổi ngày cuối nhận trả lời."))
            return redirect(survey_href(number))
    page = outreach_page(
        _("Đổi ngày cuối"), row.title, crumbs=[survey_crumb(), Crumb(_called(row), survey_href(number))]
    )
    return _form(request, page, form, _("Lưu"), survey_href(number))


@requires(Permission.HANDLE_SUPPORT)
@require_POST
def withdraw_link(request: HttpRequest, number: int, form: int) -> HttpResponse:
    """Have a link that was sent wrongly open nothing any more."""
    handled_or_404(request, number)
    withdraw_invitation(survey=number, form=form, viewer=viewer(request), by=actor(request), at=timezone.now())
    messages.success(request, _("Đã thu hồi đường dẫn."))
    return redirect(survey_href(number))
