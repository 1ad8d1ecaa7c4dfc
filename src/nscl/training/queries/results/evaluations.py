"""What the evaluation forms of a class say together. Of too few forms nothing is told: they are anonymous."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nscl.text.folding import sort_key
from nscl.training.enums import QuestionKind
from nscl.training.models import Choice, Evaluation, EvaluationAnswer, Question
from nscl.training.queries.access import ClassHeader
from nscl.training.rules.questionnaires import SCALE
from nscl.training.rules.results import LEAST_FORMS, mean


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one answer was given; label: a choice, or a number of the scale."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedQuestion:
    """What was answered to one question. mean: of a scale; texts: in the order of the alphabet, which tells nothing."""

    position: int
    kind: QuestionKind
    text: str
    answered: int
    mean: Decimal | None
    tallies: tuple[Tally, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationResults:
    """The forms of a class. forms: how many were handed in; questions: empty for too few."""

    title: str
    form: int | None
    forms: int
    questions: tuple[EvaluatedQuestion, ...]

    @property
    def is_shown(self) -> bool:
        """Whether there are enough forms to tell what they say."""
        return self.forms >= LEAST_FORMS


def evaluation_results(header: ClassHeader) -> EvaluationResults:
    """What the forms of a class say. Four queries at most."""
    forms = Evaluation.objects.filter(training_class=header.number).count()
    asked = Question.objects.filter(questionnaire=header.evaluation_id).select_related("questionnaire")
    questions = list(asked.order_by("position")) if header.evaluation_id is not None else []
    return EvaluationResults(
        title=questions[0].questionnaire.title if questions else "",
        form=header.evaluation_id,
        forms=forms,
        questions=_answered(header, questions) if forms >= LEAST_FORMS else (),
    )


def _answered(header: ClassHeader, questions: list[Question]) -> tuple[EvaluatedQuestion, ...]:
    form = header.evaluation_id
    choices: dict[int, list[Choice]] = {}
    for choice in Choice.objects.filter(question__questionnaire=form).order_by("question_id", "position"):
        choices.setdefault(choice.question_id, []).append(choice)
    answers: dict[int, list[EvaluationAnswer]] = {}
    given = EvaluationAnswer.objects.filter(evaluation__training_class=header.number, question__questionnaire=form)
    for answer in given.order_by("question_id", "pk"):
        answers.setdefault(answer.question_id, []).append(answer)
    return tuple(_question(one, choices.get(one.pk, []), answers.get(one.pk, [])) for one in questions)


def _question(question: Question, choices: list[Choice], answers: list[EvaluationAnswer]) -> EvaluatedQuestion:
    kind = QuestionKind(question.kind)
    scales = [answer.scale for answer in answers if answer.scale is not None]
    tallies: tuple[Tally, ...] = ()
    if kind is QuestionKind.SCALE:
        tallies = tuple(Tally(str(step), scales.count(step)) for step in SCALE)
    elif kind is QuestionKind.CHOICE:
        chosen = [answer.choice_id for answer in answers]
        tallies = tuple(Tally(choice.text, chosen.count(choice.pk)) for choice in choices)
    return EvaluatedQuestion(
        position=question.position,
        kind=kind,
        text=question.text,
        answered=len(answers),
        mean=mean(scales),
        tallies=tallies,
        texts=tuple(sorted((answer.text for answer in answers if answer.text), key=sort_key)),
    )
