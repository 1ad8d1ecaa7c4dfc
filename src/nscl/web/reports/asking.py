"""Pages that ask one question and do one thing: what follows is said, words go with it where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nscl.reporting.operations.errors import (
    ReasonMissing,
    Refused,
    ReportingError,
    RoundConflict,
    SubmissionConflict,
)
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.reports.forms.rounds import FIELDS, REASON, show_problems
from nscl.web.ui.parts import Confirmation, Page


@dataclass(frozen=True)
class Question:
    """What is asked, what goes with it, what is done with the answer.

    act: does it, with what was typed, and returns where to go; version: of the thing as shown; refused: why it can no
    longer be done, () where it can.
    """

    page: Page
    confirmation: Confirmation
    form: forms.Form | None
    act: Callable[[dict[str, Any]], str]
    done: str
    version: int | None = None
    refused: Sequence[str] = ()


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """Show the question, or do what it asks; what was typed stays where it was refused."""
    form = question.form
    if request.method != "POST" or question.refused:
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return _show(request, question, question.refused, status=status)
    if form is not None and not form.is_valid():
        return _show(request, question, (), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        href = question.act(form.cleaned_data if form is not None else {})
    except ReportingError as refused:
        return _refuse(request, question, refused)
    messages.success(request, question.done)
    return go_to(request, href)


def _refuse(request: HttpRequest, question: Question, refused: ReportingError) -> HttpResponse:
    """At the field to mend where there is one, else on top."""
    form = question.form
    if form is not None and isinstance(refused, (ReasonMissing, Refused)):
        if isinstance(refused, Refused):
            show_problems(form, refused)
        else:
            field = FIELDS.get(refused.field, REASON)
            form.add_error(field if field in form.fields else None, str(refused))
        return _show(request, question, (), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    # The page is sent again from how the thing is now, when the person has seen that it changed.
    version = question.version
    if isinstance(refused, (RoundConflict, SubmissionConflict)):
        version = refused.current_version
    return _show(request, question, (str(refused),), version=version, status=HTTPStatus.CONFLICT)


def _show(
    request: HttpRequest,
    question: Question,
    refused: Sequence[str],
    *,
    version: int | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": question.page,
        "confirmation": question.confirmation,
        "form": question.form,
        "refused": refused,
        "version": question.version if version is None else version,
        "can_confirm": not question.refused,
    }
    return render(request, "work/confirm.html", context, status=status)
