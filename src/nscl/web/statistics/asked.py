"""Questions of a series as cards: what is seen, the figures around it, what was answered, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.productivity.enums import Answer, QuestionKind
from nscl.productivity.queries.series import QuestionRow
from nscl.web.statistics.figures import figure_words
from nscl.web.statistics.places import answer_href, question_anchor
from nscl.web.statistics.words import ANSWER_CHIPS, KIND_WORDS, factor_words, joined
from nscl.web.support.words import moment_words
from nscl.web.ui.parts import Act, Chip, Text


@dataclass(frozen=True, slots=True)
class Card:
    """One question for the template. around: the figures of the years beside it, in words, by year."""

    anchor: str
    year: int
    kind: Text
    says: str
    likely: str
    chip: Chip
    around: Sequence[tuple[int, str]]
    told: str
    reason: str
    acts: Sequence[Act]


def question_cards(rows: Sequence[QuestionRow], *, may_keep: bool) -> list[Card]:
    """The open ones first, then those answered, by year."""
    ordered = sorted(rows, key=lambda row: (row.answer != Answer.OPEN, row.year))
    return [_card(row, may_keep=may_keep) for row in ordered]


def _card(row: QuestionRow, *, may_keep: bool) -> Card:
    answer = Answer(row.answer)
    return Card(
        anchor=question_anchor(row.number),
        year=row.year,
        kind=KIND_WORDS[QuestionKind(row.kind)],
        says=row.says,
        likely=row.likely if answer is Answer.OPEN else "",
        chip=ANSWER_CHIPS[answer],
        around=[(year, figure_words(value)) for year, value in row.neighbours],
        told=_told(row),
        reason=row.reason,
        acts=_acts(row, answer) if may_keep else (),
    )


def _told(row: QuestionRow) -> str:
    if row.answered_at is None:
        return ""
    factor = factor_words(Answer(row.answer), row.factor) if row.factor is not None else ""
    return joined((factor, row.answered_by, moment_words(row.answered_at)))


def _acts(row: QuestionRow, answer: Answer) -> list[Act]:
    href = answer_href(row.series, row.number)
    if answer is Answer.OPEN:
        return [Act(_("Trả lời"), href, "message-circle-reply")]
    again = reverse("statistics-reopen", kwargs={"number": row.series, "question": row.number})
    return [Act(_("Sửa câu trả lời"), href, "pencil"), Act(_("Hỏi lại"), again, "rotate-ccw")]
