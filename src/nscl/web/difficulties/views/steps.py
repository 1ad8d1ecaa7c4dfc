"""The steps of a difficulty: each a form of its own, with what was raised beside it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.web.access import actor, requires, viewer
from nscl.web.difficulties.addresses import difficulty_href
from nscl.web.difficulties.forms import StepForm
from nscl.web.difficulties.views.detail import facts_of, steps_of
from nscl.web.difficulties.views.pages import difficulty_or_404, head, sent_version, show_problems
from nscl.web.difficulties.words import ACT_WORDS
from nscl.work.operations.difficulties import (
    DifficultyConflict,
    InvalidDifficulty,
    answer_difficulty,
    assign_difficulty,
    close_difficulty,
    escalate_difficulty,
    reopen_difficulty,
)
from nscl.work.operations.errors import WorkError
from nscl.work.queries.difficulties import DifficultyDetail, bodies_of
from nscl.work.rules.difficulties import PERMISSIONS, DifficultyAct, has_part, needs_text

_OPERATIONS = {
    DifficultyAct.ANSWER: answer_difficulty,
    DifficultyAct.ESCALATE: escalate_difficulty,
    DifficultyAct.CLOSE: close_difficulty,
    DifficultyAct.REOPEN: reopen_difficulty,
}


def _page_of(act: DifficultyAct) -> Callable[..., HttpResponseBase]:
    """The page of one act; who has no part in it meets 404."""

    @requires(Permission.VIEW_WORK, PERMISSIONS[act])
    @require_http_methods(["GET", "HEAD", "POST"])
    def step_page(request: HttpRequest, number: int) -> HttpResponse:
        return _step(request, act, number)

    return step_page


assign_page = _page_of(DifficultyAct.ASSIGN)
answer_page = _page_of(DifficultyAct.ANSWER)
escalate_page = _page_of(DifficultyAct.ESCALATE)
close_page = _page_of(DifficultyAct.CLOSE)
reopen_page = _page_of(DifficultyAct.REOPEN)


def _step(request: HttpRequest, act: DifficultyAct, number: int) -> HttpResponse:
    detail = difficulty_or_404(request, number)
    if not has_part(viewer(request), act, detail.row.standing):
        raise NotAllowed(PERMISSIONS[act])
    if request.method != "POST" and act not in detail.acts:
        messages.error(request, _("Vướng mắc đã chuyển sang bước khác nên không làm việc này được nữa."))
        return redirect(difficulty_href(number))
    form = _form(request, act, detail)
    version, status = detail.row.version, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, act, number, form)
        except InvalidDifficulty as refused:
            show_problems(form, refused)
        except DifficultyConflict as conflict:
            # What was typed stays; the page shows the difficulty as it is now, and is sent again from there.
            version, status = conflict.current_version, HTTPStatus.CONFLICT
            form.add_error(None, str(conflict))
        except WorkError as refused:
            status = HTTPStatus.CONFLICT
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(ACT_WORDS[act].done))
            return redirect(difficulty_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    words = ACT_WORDS[act]
    context = {
        "page": head(words.title, detail.row.title, of=detail),
        "form": form,
        "verb": words.verb,
        "icon": words.icon,
        "back": difficulty_href(number),
        "version": version,
        "text": detail.text,
        "facts": facts_of(detail.row, timezone.localdate()),
        "timeline": steps_of(detail),
    }
    return render(request, "difficulties/step.html", context, status=status)


def _form(request: HttpRequest, act: DifficultyAct, detail: DifficultyDetail) -> StepForm:
    row = detail.row
    bodies = bodies_of(row.unit_id, timezone.localdate()) if act is DifficultyAct.ASSIGN else ()
    return StepForm(
        request.POST if request.method == "POST" else None,
        act=act,
        needs_text=needs_text(act, row.state),
        agencies=[(str(body.id), body.name) for body in bodies],
        # A day that is over is not offered again.
        initial={"co_quan": row.assignee_id, "han": None if row.is_overdue(timezone.localdate()) else row.answer_due},
    )


def _do(request: HttpRequest, act: DifficultyAct, number: int, form: StepForm) -> None:
    values, version = form.cleaned_data, sent_version(request)
    who, by, at = viewer(request), actor(request), timezone.now()
    if act is DifficultyAct.ASSIGN:
        assign_difficulty(
            number=number,
            version=version,
            assignee_id=values["co_quan"],
            answer_due=values["han"],
            text=values["noi_dung"],
            viewer=who,
            by=by,
            at=at,
        )
    else:
        _OPERATIONS[act](number=number, version=version, text=values["noi_dung"], viewer=who, by=by, at=at)
