"""Tests and evaluation forms as plain values: what is wrong with one, and what is wrong with the answers to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.questions import (
    ANSWER_LENGTH,
    check_choices,
    check_number,
    check_title,
    check_wording,
    stray,
    too_long,
    unanswered,
)

MOST_CHOICES: Final = 8
SCALE: Final = range(1, 6)


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """An answer that may be chosen."""

    text: str
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question; choices in their order, for one that is answered by choosing."""

    kind: QuestionKind
    text: str
    choices: tuple[ChoiceDraft, ...] = ()
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class QuestionnaireDraft:
    """A test or an evaluation form that somebody wants to keep."""

    kind: QuestionnaireKind
    title: str
    questions: tuple[QuestionDraft, ...]
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is kept: its number, and the numbers of its choices with whether each is right."""

    number: int
    kind: QuestionKind
    is_required: bool
    choices: Mapping[int, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: one of the three, or nothing."""

    choice: int | None = None
    scale: int | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the question was left out."""
        return self.choice is None and self.scale is None and not self.text


def check_questionnaire(draft: QuestionnaireDraft) -> tuple[Problem, ...]:
    """Everything that is wrong with it; fields "title", "questions", "questions[3]" (from 0)."""
    return (*check_title(draft.title), *check_number(len(draft.questions)), *_questions(draft))


def _questions(draft: QuestionnaireDraft) -> Iterator[Problem]:
    wrong = check_wording([question.text for question in draft.questions])
    for place, (question, problem) in enumerate(zip(draft.questions, wrong, strict=True)):
        if problem is not None:
            yield problem
        yield from _kind(f"questions[{place}]", draft.kind, question)


def _kind(field: str, kind: QuestionnaireKind, question: QuestionDraft) -> Iterator[Problem]:
    if kind is QuestionnaireKind.TEST and question.kind is not QuestionKind.CHOICE:
        message = _("câu của bài kiểm tra phải là câu chọn một")
        yield Problem(field, Reason.UNFIT, message, _("ghi các câu trả lời để chọn"))
        return
    if question.kind is not QuestionKind.CHOICE:
        if question.choices:
            yield Problem(field, Reason.UNFIT, _("câu này không có gì để chọn"), _("bỏ các câu trả lời"))
        return
    yield from check_choices(field, [choice.text for choice in question.choices], MOST_CHOICES)
    right = sum(choice.is_right for choice in question.choices)
    if kind is QuestionnaireKind.TEST and right != 1:
        message = _("có %(n)s câu trả lời đúng, phải có đúng một") % {"n": right}
        yield Problem(field, Reason.UNFIT, message, _("chọn một câu trả lời đúng"))
    elif kind is QuestionnaireKind.EVALUATION and right:
        message = _("phiếu đánh giá không có câu trả lời đúng, sai")
        yield Problem(field, Reason.UNFIT, message, _("bỏ dấu câu trả lời đúng"))


def check_answers(questions: Sequence[Asked], answers: Mapping[int, Answer]) -> tuple[Problem, ...]:
    """What is wrong with the answers; the field is the question's number. Answers to other questions are refused."""
    known = {question.number: question for question in questions}
    found = [stray(str(number)) for number in answers if number not in known]
    for question in questions:
        answer = answers.get(question.number, Answer())
        if answer.is_empty:
            if question.is_required:
                found.append(unanswered(str(question.number)))
        elif not _fits(question, answer):
            found.append(stray(str(question.number)))
        elif len(answer.text) > ANSWER_LENGTH:
            found.append(too_long(str(question.number), _("câu trả lời"), ANSWER_LENGTH))
    return tuple(found)


def _fits(question: Asked, answer: Answer) -> bool:
    match question.kind:
        case QuestionKind.CHOICE:
            return answer.choice in question.choices and answer.scale is None and not answer.text
        case QuestionKind.SCALE:
            return answer.scale in SCALE and answer.choice is None and not answer.text
        case QuestionKind.TEXT:
            return answer.choice is None and answer.scale is None
