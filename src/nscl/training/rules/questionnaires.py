"""Tests and evaluation forms as plain values: what is wrong with one, and what is wrong with the answers to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.text.folding import fold_words
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.work.rules.problems import Problem, Reason

TITLE_LENGTH: Final = 200
QUESTION_LENGTH: Final = 500
CHOICE_LENGTH: Final = 300
# What a person can be asked on a phone; more is a slip, or an examination that does not belong here.
MOST_QUESTIONS: Final = 100
MOST_CHOICES: Final = 8
LEAST_CHOICES: Final = 2
# A free answer: a page of writing.
ANSWER_LENGTH: Final = 2000
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
    return (*_head(draft), *_questions(draft))


def _head(draft: QuestionnaireDraft) -> Iterator[Problem]:
    if not draft.title:
        yield Problem("title", Reason.MISSING, _("chưa có tên phiếu"), _("ghi tên"))
    elif len(draft.title) > TITLE_LENGTH:
        yield _too_long("title", _("tên phiếu"), TITLE_LENGTH)
    if not draft.questions:
        yield Problem("questions", Reason.MISSING, _("chưa có câu hỏi nào"), _("ghi ít nhất một câu hỏi"))
    elif len(draft.questions) > MOST_QUESTIONS:
        message = _("có %(n)s câu hỏi, nhiều hơn %(most)s") % {"n": len(draft.questions), "most": MOST_QUESTIONS}
        yield Problem("questions", Reason.TOO_LARGE, message, _("bớt câu hỏi, hoặc chia thành hai phiếu"))


def _questions(draft: QuestionnaireDraft) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, question in enumerate(draft.questions):
        field, same = f"questions[{place}]", " ".join(fold_words(question.text))
        if not question.text:
            yield Problem(field, Reason.MISSING, _("câu hỏi trống"), _("ghi câu hỏi, hoặc xóa cả dòng"))
        elif len(question.text) > QUESTION_LENGTH:
            yield _too_long(field, _("câu hỏi"), QUESTION_LENGTH)
        elif same and same in first:
            message = _("trùng câu hỏi %(n)s") % {"n": first[same] + 1}
            yield Problem(field, Reason.TWICE, message, _("sửa hoặc bỏ một câu"))
        first.setdefault(same, place)
        yield from _kind(field, draft.kind, question)


def _kind(field: str, kind: QuestionnaireKind, question: QuestionDraft) -> Iterator[Problem]:
    if kind is QuestionnaireKind.TEST and question.kind is not QuestionKind.CHOICE:
        message = _("câu của bài kiểm tra phải là câu chọn một")
        yield Problem(field, Reason.UNFIT, message, _("ghi các câu trả lời để chọn"))
        return
    if question.kind is not QuestionKind.CHOICE:
        if question.choices:
            yield Problem(field, Reason.UNFIT, _("câu này không có gì để chọn"), _("bỏ các câu trả lời"))
        return
    yield from _choices(field, question.choices)
    right = sum(choice.is_right for choice in question.choices)
    if kind is QuestionnaireKind.TEST and right != 1:
        message = _("có %(n)s câu trả lời đúng, phải có đúng một") % {"n": right}
        yield Problem(field, Reason.UNFIT, message, _("chọn một câu trả lời đúng"))
    elif kind is QuestionnaireKind.EVALUATION and right:
        message = _("phiếu đánh giá không có câu trả lời đúng, sai")
        yield Problem(field, Reason.UNFIT, message, _("bỏ dấu câu trả lời đúng"))


def _choices(field: str, choices: Sequence[ChoiceDraft]) -> Iterator[Problem]:
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        message = _("có %(n)s câu trả lời để chọn") % {"n": len(choices)}
        remedy = _("ghi từ %(least)s đến %(most)s câu trả lời") % {"least": LEAST_CHOICES, "most": MOST_CHOICES}
        yield Problem(field, Reason.UNFIT, message, remedy)
    if any(not choice.text for choice in choices):
        yield Problem(field, Reason.MISSING, _("có câu trả lời trống"), _("ghi câu trả lời, hoặc bỏ"))
    if any(len(choice.text) > CHOICE_LENGTH for choice in choices):
        yield _too_long(field, _("câu trả lời"), CHOICE_LENGTH)
    # As written: "5S" and "5 S", or "a" and "á", may be the very point of a question.
    twice = [text for text, count in Counter(choice.text for choice in choices).items() if text and count > 1]
    if twice:
        message = _("hai câu trả lời giống nhau: “%(text)s”") % {"text": twice[0][:60]}
        yield Problem(field, Reason.TWICE, message, _("sửa hoặc bỏ một câu"))


def check_answers(questions: Sequence[Asked], answers: Mapping[int, Answer]) -> tuple[Problem, ...]:
    """What is wrong with the answers; the field is the question's number. Answers to other questions are refused."""
    known = {question.number: question for question in questions}
    found = [_stray(number) for number in answers if number not in known]
    for question in questions:
        answer = answers.get(question.number, Answer())
        if answer.is_empty:
            if question.is_required:
                field = str(question.number)
                found.append(Problem(field, Reason.MISSING, _("câu này chưa trả lời"), _("trả lời câu này")))
        elif not _fits(question, answer):
            found.append(_stray(question.number))
        elif len(answer.text) > ANSWER_LENGTH:
            found.append(_too_long(str(question.number), _("câu trả lời"), ANSWER_LENGTH))
    return tuple(found)


def _fits(question: Asked, answer: Answer) -> bool:
    match question.kind:
        case QuestionKind.CHOICE:
            return answer.choice in question.choices and answer.scale is None and not answer.text
        case QuestionKind.SCALE:
            return answer.scale in SCALE and answer.choice is None and not answer.text
        case QuestionKind.TEXT:
            return answer.choice is None and answer.scale is None


def _stray(number: int) -> Problem:
    message = _("câu trả lời không có trong phiếu")
    return Problem(str(number), Reason.UNKNOWN, message, _("mở lại trang rồi trả lời lại"))


def _too_long(field: str, name: str, most: int) -> Problem:
    message = _("%(name)s dài hơn %(n)s chữ") % {"name": name, "n": most}
    return Problem(field, Reason.TOO_LONG, message, _("viết ngắn lại"))
