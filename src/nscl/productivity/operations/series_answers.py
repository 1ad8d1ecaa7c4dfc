"""Answering what is asked of a series. The figure itself is never changed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.economics.series import plain
from nscl.plans.operations.wording import as_stored, stored
from nscl.productivity.enums import Answer, QuestionKind
from nscl.productivity.models import SeriesQuestion
from nscl.productivity.operations.series_errors import AnswerRefused, ReasonMissing
from nscl.productivity.operations.series_subjects import subject_of
from nscl.productivity.queries.series_access import QuestionMissing, require_keep
from nscl.productivity.rules.series_layers import ANSWERS, WITH_FACTOR
from nscl.records.operations import Actor, Change, record_event


@dataclass(frozen=True, slots=True)
class Answered:
    """The question that was answered or asked again, and its series."""

    question: int
    series: int


@transaction.atomic
def answer_question(
    *,
    question: int,
    answer: Answer,
    factor: float | None,
    reason: str,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Answered:
    """Say what a figure means. factor: by what that year's (RESCALED) or all earlier figures (LINKED) are multiplied.

    A question that was answered can be answered otherwise. Raises QuestionMissing, NotAllowed, AnswerRefused,
    ReasonMissing.
    """
    row = _locked(question, viewer)
    _check(QuestionKind(row.kind), answer, factor)
    why = " ".join(reason.split())
    if not why:
        raise ReasonMissing(_("Hãy ghi căn cứ của câu trả lời, ví dụ số công văn của Chi cục Thống kê."))
    before = _words(row)
    row.answer, row.reason = answer.value, why
    row.factor = factor if answer in WITH_FACTOR else None
    row.answered_at, row.answered_by_id = at, by.number
    row.save(update_fields=["answer", "reason", "factor", "answered_at", "answered_by"])
    _record(row, "series.question_answered", before, by=by, at=at, comment=why)
    return Answered(row.pk, row.vintage.series_id)


@transaction.atomic
def reopen_question(*, question: int, viewer: Viewer | None, by: Actor, at: datetime) -> Answered:
    """Take an answer back: the series cannot be computed with until it is given again.

    Raises QuestionMissing, NotAllowed.
    """
    row = _locked(question, viewer)
    before = _words(row)
    row.answer, row.reason, row.factor = Answer.OPEN.value, "", None
    row.answered_at, row.answered_by_id = None, None
    row.save(update_fields=["answer", "reason", "factor", "answered_at", "answered_by"])
    _record(row, "series.question_reopened", before, by=by, at=at)
    return Answered(row.pk, row.vintage.series_id)


def _locked(question: int, viewer: Viewer | None) -> SeriesQuestion:
    rows = SeriesQuestion.objects.select_related("vintage__series").select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=question, vintage__withdrawn_at__isnull=True).first()
    if row is None:
        raise QuestionMissing(str(question))
    require_keep(viewer, row.vintage.series.unit_id)
    return row


def _check(kind: QuestionKind, answer: Answer, factor: float | None) -> None:
    if answer not in ANSWERS[kind]:
        choices = "; ".join(f"“{one.label}”" for one in ANSWERS[kind])
        words = _("“%(kind)s” không trả lời như vậy được. Hãy chọn: %(choices)s.")
        raise AnswerRefused(words % {"kind": kind.label, "choices": choices}, "answer")
    if answer in WITH_FACTOR and (factor is None or not math.isfinite(factor) or factor <= 0):
        raise AnswerRefused(_("Hãy ghi hệ số lớn hơn 0, ví dụ 0,001 khi số năm này ghi theo triệu đồng."), "factor")


def _words(row: SeriesQuestion) -> str:
    answer = stored(Answer(row.answer).label)
    return answer if row.factor is None else f"{answer} × {plain(row.factor)}"


def _record(row: SeriesQuestion, action: str, before: str, *, by: Actor, at: datetime, comment: str = "") -> None:
    with as_stored():
        change = Change(f"{QuestionKind(row.kind).label} {row.year}", before, _words(row))
    subject = subject_of(row.vintage.series)
    record_event(action=action, by=by, at=at, subject=subject, changes=[change], comment=comment)
