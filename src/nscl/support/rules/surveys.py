"""A survey of needs as plain values: what is wrong with a definition, and with the answers to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

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

# A list on a phone that can still be read through.
MOST_CHOICES: Final = 20
# As wide as the column of an answer.
LARGEST_NUMBER: Final = Decimal(10) ** 16


class SurveyQuestionKind(StrEnum):
    """How a question is answered: by one choice, by several, with a number, in words."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question, by a key that answers are kept under. choices: key → text, in their order; unit: of a number."""

    key: str
    kind: SurveyQuestionKind
    text: str
    choices: Mapping[str, str]
    unit: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class SurveyDefinition:
    """What a survey asks. ref: by which a survey names it, "<key>-<version>", as its file is called."""

    ref: str
    title: str
    introduction: str
    questions: tuple[SurveyQuestion, ...]


@dataclass(frozen=True, slots=True)
class SurveyReply:
    """What somebody answered to one question: choices by key, a number, words; nothing where it was left out."""

    choices: tuple[str, ...] = ()
    number: Decimal | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it was left out."""
        return not self.choices and self.number is None and not self.text


Replies = Mapping[str, SurveyReply]


def check_definition(definition: SurveyDefinition) -> Iterator[Problem]:
    """Everything that is wrong with it; fields "title", "questions", "questions[3]" (from 0)."""
    yield from check_title(definition.title)
    yield from check_number(len(definition.questions))
    yield from filter(None, check_wording([one.text for one in definition.questions]))
    seen: set[str] = set()
    for place, one in enumerate(definition.questions):
        field = f"questions[{place}]"
        if one.key in seen:
            yield Problem(
                field, Reason.TWICE, _("khóa “%(key)s” đã dùng ở trên") % {"key": one.key}, _("đặt khóa khác")
            )
        seen.add(one.key)
        if one.kind in {SurveyQuestionKind.CHOICE, SurveyQuestionKind.CHOICES}:
            yield from check_choices(field, list(one.choices.values()), MOST_CHOICES)
        elif one.choices:
            yield Problem(field, Reason.UNFIT, _("câu này không có gì để chọn"), _("bỏ các câu trả lời"))
        if one.unit and one.kind is not SurveyQuestionKind.NUMBER:
            yield Problem(field, Reason.UNFIT, _("câu này không trả lời bằng số"), _("bỏ đơn vị tính"))


def check_replies(definition: SurveyDefinition, replies: Replies) -> Iterator[Problem]:
    """What is wrong with the answers; the field is the question's key. Answers to other questions are refused."""
    known = {one.key for one in definition.questions}
    yield from (stray(key) for key in replies if key not in known)
    for question in definition.questions:
        reply = replies.get(question.key, SurveyReply())
        if reply.is_empty:
            if question.is_required:
                yield unanswered(question.key)
        elif not _fits(question, reply):
            yield stray(question.key)
        elif len(reply.text) > ANSWER_LENGTH:
            yield too_long(question.key, _("câu trả lời"), ANSWER_LENGTH)
        elif reply.number is not None:
            yield from _number(question.key, reply.number)


def _fits(question: SurveyQuestion, reply: SurveyReply) -> bool:
    match question.kind:
        case SurveyQuestionKind.NUMBER:
            return reply.number is not None and not reply.choices and not reply.text
        case SurveyQuestionKind.TEXT:
            return not reply.choices and reply.number is None
    one_by_one = set(reply.choices) <= set(question.choices) and len(set(reply.choices)) == len(reply.choices)
    only = question.kind is SurveyQuestionKind.CHOICES or len(reply.choices) == 1
    return one_by_one and only and reply.number is None and not reply.text


def _number(field: str, number: Decimal) -> Iterator[Problem]:
    if number < 0:
        yield Problem(field, Reason.NEGATIVE, _("số âm"), _("ghi số từ 0 trở lên"))
    elif number >= LARGEST_NUMBER:
        yield Problem(field, Reason.TOO_LARGE, _("số quá lớn"), _("xem lại số chữ số và đơn vị tính"))
    elif number != round(number, 2):
        yield Problem(field, Reason.UNFIT, _("quá hai chữ số thập phân"), _("làm tròn đến hai chữ số"))
