"""What a survey came to: by question how many chose what, numbers in figures, words as written; and all of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Count

from nscl.support.models import SurveyAnswer, SurveyForm
from nscl.support.queries.outreach.surveys import SurveyRow
from nscl.support.rules.surveys import SurveyQuestion, SurveyQuestionKind


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """How many chose an answer."""

    key: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers that were answered, in figures."""

    count: int
    total: Decimal
    least: Decimal
    middle: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What a question came to. answered: by how many; choices, figures, texts: as it is answered."""

    question: SurveyQuestion
    answered: int
    choices: tuple[ChoiceCount, ...] = ()
    figures: Figures | None = None
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """All that one organisation answered: key of the question → its answer in words."""

    organisation_id: int
    organisation: str
    commune: str
    way: str
    answers: dict[str, str]


def results_of(survey: SurveyRow) -> tuple[QuestionResult, ...]:
    """What a survey came to, question by question. Three queries."""
    answers = SurveyAnswer.objects.filter(form__survey=survey.number)
    counts = {
        (question, choice): number
        for question, choice, number in answers.order_by()
        .values("question", "choice")
        .annotate(number=Count("form", distinct=True))
        .order_by("question", "choice")
        .values_list("question", "choice", "number")
    }
    by_question = dict(
        answers.order_by()
        .values("question")
        .annotate(number=Count("form", distinct=True))
        .order_by("question")
        .values_list("question", "number")
    )
    free: dict[str, list[tuple[Decimal | None, str, str]]] = {}
    written = answers.filter(choice="").order_by("form__organisation__folded", "pk")
    for key, number, text, name in written.values_list("question", "number", "text", "form__organisation__name"):
        free.setdefault(key, []).append((number, text, name))
    return tuple(
        _result(one, by_question.get(one.key, 0), counts, free.get(one.key, [])) for one in survey.questions.questions
    )


def organisations_choosing(survey: int, question: str, choice: str) -> frozenset[int]:
    """Who chose an answer, by number. One query."""
    rows = SurveyAnswer.objects.filter(form__survey=survey, question=question, choice=choice).order_by("pk")
    return frozenset(rows.values_list("form__organisation", flat=True))


def answered_forms(survey: SurveyRow) -> tuple[AnsweredForm, ...]:
    """All answers, an organisation a row, by name. Two queries."""
    questions = {one.key: one for one in survey.questions.questions}
    words: dict[int, dict[str, list[str]]] = {}
    rows = SurveyAnswer.objects.filter(form__survey=survey.number).order_by("pk")
    for row in rows:
        question = questions.get(row.question)
        if question is not None:
            words.setdefault(row.form_id, {}).setdefault(row.question, []).append(_words(question, row))
    forms = SurveyForm.objects.filter(survey=survey.number, answered_at__isnull=False)
    return tuple(
        AnsweredForm(
            form.organisation_id,
            form.organisation.name,
            form.organisation.commune.name if form.organisation.commune else "",
            str(form.get_way_display()),
            {key: "; ".join(texts) for key, texts in words.get(form.pk, {}).items()},
        )
        for form in forms.select_related("organisation__commune").order_by("organisation__folded", "pk")
    )


def _words(question: SurveyQuestion, row: SurveyAnswer) -> str:
    if row.choice:
        return question.choices.get(row.choice, row.choice)
    return row.text if row.number is None else f"{row.number.normalize():f}".replace(".", ",")


def _result(
    question: SurveyQuestion,
    answered: int,
    counts: dict[tuple[str, str], int],
    free: list[tuple[Decimal | None, str, str]],
) -> QuestionResult:
    if question.kind is SurveyQuestionKind.NUMBER:
        return QuestionResult(question, answered, figures=_figures([number for number, _t, _n in free]))
    if question.kind is SurveyQuestionKind.TEXT:
        return QuestionResult(question, answered, texts=tuple((text, name) for _number, text, name in free if text))
    choices = tuple(
        ChoiceCount(key, text, counts.get((question.key, key), 0)) for key, text in question.choices.items()
    )
    return QuestionResult(question, answered, choices=choices)


def _figures(numbers: list[Decimal | None]) -> Figures | None:
    known = sorted(number for number in numbers if number is not None)
    if not known:
        return None
    figures = (sum(known, Decimal(0)), known[0], median(known), known[-1])
    return Figures(len(known), *map(_plain, figures))


def _plain(number: Decimal) -> Decimal:
    """Without the zeros that the column adds: 1500, 12,5."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
