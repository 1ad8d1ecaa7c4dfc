"""A participant answers, at the address of their own page: whoever has it is the person."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from nscl.records.operations import Actor, Reference, record_event
from nscl.training.enums import EnrolmentState, QuestionKind, ResultSource, TrainingKind
from nscl.training.models import Choice, Enrolment, Evaluation, EvaluationAnswer, Question, Result, TestAnswer
from nscl.training.operations.errors import EnrolmentGone, StateRefused
from nscl.training.operations.opening import refuse
from nscl.training.rules.questionnaires import Answer, Asked, check_answers
from nscl.training.rules.results import is_open, percent_right, percent_words
from nscl.work.enums import ActivityStatus

# A number that tells nothing of the order in which forms came: below 2^53, which every program can hold.
_RANDOM_BITS: Final = 52


class FormClosed(StateRefused):
    """There is nothing to answer now: no form, or not the time, or not for this person."""


class AnsweredAlready(StateRefused):
    """The person has answered already; once is all."""


@transaction.atomic
def take_test(*, token: str, answers: Mapping[int, Answer], by: Actor, at: datetime) -> Decimal:
    """Keep a test that somebody took, by question; returns the per cent. Once a person and class.

    Raises EnrolmentGone, FormClosed, AnsweredAlready, Refused (a question left out, answers of another form).
    """
    row = _open(token, at)
    form = row.training_class.test_id
    if form is None:
        raise FormClosed(_("Lớp này không có bài kiểm tra trên mạng."))
    if Result.objects.filter(enrolment=row.pk).exists():
        raise _taken()
    questions = asked_of(form)
    refuse(check_answers(questions, answers))
    chosen = {question.number: answers.get(question.number, Answer()).choice for question in questions}
    right = sum(_is_right(question, chosen[question.number]) for question in questions)
    percent = percent_right(right, len(questions))
    try:
        with transaction.atomic():
            result = Result.objects.create(enrolment=row, percent=percent, source=ResultSource.ONLINE, at=at)
    except IntegrityError as twice:
        raise _taken() from twice
    TestAnswer.objects.bulk_create(
        TestAnswer(result=result, question_id=number, choice_id=choice) for number, choice in chosen.items()
    )
    subject = Reference(TrainingKind.ENROLMENT, row.pk, row.person.name)
    words = percent_words(percent)
    record_event(action="enrolment.tested", by=by, at=at, subject=subject, context=_class_of(row), comment=words)
    return percent


@transaction.atomic
def hand_in_evaluation(*, token: str, answers: Mapping[int, Answer], by: Actor, at: datetime) -> None:
    """Keep an evaluation form. That this person handed one in is noted by the day; the answers are kept without.

    What could tell whose form it is is left out: its rows bear random numbers, the event names the class alone.
    Raises EnrolmentGone, FormClosed, AnsweredAlready, Refused.
    """
    row = _open(token, at)
    form = row.training_class.evaluation_id
    if form is None:
        raise FormClosed(_("Lớp này không có phiếu đánh giá."))
    if row.evaluated_at is not None:
        raise AnsweredAlready(_("Bạn đã gửi phiếu đánh giá của lớp này. Cảm ơn bạn."))
    questions = asked_of(form)
    refuse(check_answers(questions, answers))
    day = localdate(at)
    row.evaluated_at = make_aware(datetime.combine(day, time.min))
    row.save(update_fields=["evaluated_at"])
    kept = Evaluation.objects.create(pk=secrets.randbits(_RANDOM_BITS), training_class_id=row.training_class_id, on=day)
    EvaluationAnswer.objects.bulk_create(_answers(kept, questions, answers))
    record_event(action="class.evaluated", by=by, at=at, subject=_class_of(row))


def _answers(kept: Evaluation, questions: Sequence[Asked], answers: Mapping[int, Answer]) -> Iterable[EvaluationAnswer]:
    for question in questions:
        answer = answers.get(question.number, Answer())
        if not answer.is_empty:
            yield EvaluationAnswer(
                pk=secrets.randbits(_RANDOM_BITS),
                evaluation=kept,
                question_id=question.number,
                choice_id=answer.choice,
                scale=answer.scale,
                text=answer.text,
            )


def asked_of(form: int) -> tuple[Asked, ...]:
    """The questions of a form in their order, as the rules check answers against them. Two queries."""
    choices: dict[int, dict[int, bool]] = {}
    for row in Choice.objects.filter(question__questionnaire=form).order_by("question_id", "position"):
        choices.setdefault(row.question_id, {})[row.pk] = row.is_right
    questions = Question.objects.filter(questionnaire=form).order_by("position")
    return tuple(Asked(row.pk, QuestionKind(row.kind), row.is_required, choices.get(row.pk, {})) for row in questions)


def _is_right(question: Asked, choice: int | None) -> bool:
    return choice is not None and question.choices[choice]


def _open(token: str, at: datetime) -> Enrolment:
    """The enrolment, locked, while its class takes answers. Raises EnrolmentGone, FormClosed."""
    rows = Enrolment.objects.select_related("training_class__activity", "person")
    row = rows.select_for_update(of=("self",), no_key=True).filter(token=token).first()
    if row is None:
        raise EnrolmentGone(0)
    if row.state != EnrolmentState.ENROLLED:
        raise FormClosed(_("Chỉ học viên trong danh sách lớp mới trả lời được."))
    activity = row.training_class.activity
    if not is_open(status=ActivityStatus(activity.status), starts_on=activity.starts_on, on=localdate(at)):
        raise FormClosed(_("Phiếu mở từ ngày đầu của lớp. Hãy quay lại sau."))
    return row


def _class_of(row: Enrolment) -> Reference:
    return Reference(TrainingKind.TRAINING_CLASS, row.training_class_id, row.training_class.activity.title)


def _taken() -> AnsweredAlready:
    return AnsweredAlready(_("Bài chỉ làm một lần và đã có kết quả của bạn. Cần làm lại, hãy báo người tổ chức lớp."))
