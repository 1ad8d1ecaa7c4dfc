"""A participant takes the test, or hands in the evaluation form, from their own page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.records.operations import Actor
from nscl.training.enums import EnrolmentState, QuestionKind
from nscl.training.operations.errors import Refused, TrainingError
from nscl.training.operations.results import hand_in_evaluation, take_test
from nscl.training.queries.enrolments import ParticipantView
from nscl.training.queries.questionnaires import FormAsked, QuestionAsked, form_asked
from nscl.training.rules.questionnaires import SCALE, Answer
from nscl.training.rules.results import percent_words
from nscl.web.access import public
from nscl.web.class_registration.places import participant_or_404
from nscl.web.plans.words import capital
from nscl.web.questionnaires.own import takes_answers
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.unlisted import unlisted
from nscl.work.rules.questions import ANSWER_LENGTH

PREFIX: Final = "cau-"
_MOST_DIGITS: Final = 18


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def test_page(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of the test; POST keeps the answers, once."""
    own = participant_or_404(request, token)
    if own.test_id is None:
        raise Http404
    if own.percent is not None or not takes_answers(own, timezone.localdate()):
        messages.info(request, _closed(own, taken=own.percent is not None))
        return redirect("participant", token=token)

    def keep(answers: dict[int, Answer]) -> str:
        percent = take_test(token=token, answers=answers, by=Actor(None, own.name), at=timezone.now())
        return _("Đã nộp bài: đúng %(percent)s.") % {"percent": percent_words(percent)}

    return _answer(request, own, token, form_asked(own.test_id), keep, verb=_("Nộp bài"))


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_page(request: HttpRequest, token: str) -> HttpResponse:
    """The evaluation form; POST keeps it without the name."""
    own = participant_or_404(request, token)
    if own.evaluation_id is None:
        raise Http404
    if own.evaluated_at is not None or not takes_answers(own, timezone.localdate()):
        messages.info(request, _closed(own, taken=own.evaluated_at is not None))
        return redirect("participant", token=token)

    def keep(answers: dict[int, Answer]) -> str:
        hand_in_evaluation(token=token, answers=answers, by=Actor(None, _("Học viên")), at=timezone.now())
        return _("Đã nhận phiếu đánh giá. Cảm ơn bạn.")

    return _answer(request, own, token, form_asked(own.evaluation_id), keep, verb=_("Gửi phiếu"))


def _closed(own: ParticipantView, *, taken: bool) -> str:
    if taken:
        return _("Bạn đã trả lời rồi; mỗi người trả lời một lần.")
    if own.state is not EnrolmentState.ENROLLED:
        return _("Chỉ học viên trong danh sách lớp mới trả lời được.")
    return _("Phiếu mở từ ngày đầu của lớp. Hãy quay lại sau.")


def _answer(
    request: HttpRequest,
    own: ParticipantView,
    token: str,
    form: FormAsked,
    keep: Callable[[dict[int, Answer]], str],
    *,
    verb: str,
) -> HttpResponse:
    """The page; what was answered stays on it where something is missing."""
    answers = {one.number: _given(one, request.POST) for one in form.questions} if request.method == "POST" else {}
    errors: dict[str, str] = {}
    refused = ""
    if request.method == "POST":
        try:
            done = keep(answers)
        except Refused as error:
            errors = {problem.field: capital(problem.message) for problem in error.problems}
        except TrainingError as error:
            refused = str(error)
        else:
            messages.success(request, done)
            return redirect("participant", token=token)
    context = {
        "title": form.title,
        "introduction": form.introduction,
        "about": own.title,
        "notices": sample_notices(is_sample=own.is_sample),
        "questions": [_shown(one, answers.get(one.number, Answer()), errors) for one in form.questions],
        "wrong": [one for one in form.questions if str(one.number) in errors],
        "refused": refused,
        "verb": verb,
        "back": reverse("participant", kwargs={"token": token}),
        "most": ANSWER_LENGTH,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "questionnaires/answer.html", context, status=status)


def _given(question: QuestionAsked, data: Any) -> Answer:
    """What was sent of a question; what is no number is no answer."""
    text = str(data.get(f"{PREFIX}{question.number}", "")).strip()
    if question.kind is QuestionKind.TEXT:
        return Answer(text=text)
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return Answer()
    return Answer(choice=int(text)) if question.kind is QuestionKind.CHOICE else Answer(scale=int(text))


def _shown(question: QuestionAsked, answer: Answer, errors: dict[str, str]) -> dict[str, Any]:
    """A question for the template: its options with what is chosen, and what is wrong with it."""
    if question.kind is QuestionKind.SCALE:
        options = [(step, str(step), answer.scale == step) for step in SCALE]
    else:
        options = [(choice.number, choice.text, answer.choice == choice.number) for choice in question.choices]
    return {
        "name": f"{PREFIX}{question.number}",
        "position": question.position,
        "text": question.text,
        "is_required": question.is_required,
        "is_text": question.kind is QuestionKind.TEXT,
        "is_scale": question.kind is QuestionKind.SCALE,
        "options": options,
        "given": answer.text,
        "error": errors.get(str(question.number), ""),
    }
