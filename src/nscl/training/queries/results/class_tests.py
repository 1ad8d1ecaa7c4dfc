"""The test of a class: each person's result, how they lie, and how each question was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count

from nscl.training.enums import EnrolmentState, ResultSource
from nscl.training.models import Choice, Enrolment, Result, TestAnswer
from nscl.training.queries.access import ClassHeader
from nscl.training.rules.results import Step, distribution, mean, share


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """Somebody on the list with what the test gave; percent None: not taken. by: who entered it."""

    enrolment: int
    name: str
    organisation: str
    percent: Decimal | None
    source: ResultSource | None
    at: datetime | None
    by: str
    has_passed: bool | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the test: how many answered it, how many of them rightly, and the wrong answer met most."""

    position: int
    text: str
    right_answer: str
    answered: int
    right: int
    wrong_answer: str

    @property
    def share(self) -> int | None:
        """Per cent of the answers that are right."""
        return share(self.right, self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResults:
    """The test of a class. title: of the online test, "" for none; needed: None, where no test is asked for."""

    __test__ = False  # not a test of pytest's

    title: str
    form: int | None
    needed: int | None
    rows: tuple[ResultRow, ...]
    questions: tuple[QuestionRow, ...]

    @property
    def percents(self) -> tuple[Decimal, ...]:
        """The results there are."""
        return tuple(row.percent for row in self.rows if row.percent is not None)

    @property
    def mean(self) -> Decimal | None:
        """Of the results there are."""
        return mean(self.percents)

    @property
    def steps(self) -> tuple[Step, ...]:
        """How many results lie where."""
        return distribution(self.percents)

    @property
    def passed(self) -> int:
        """How many reached what is needed."""
        return sum(row.has_passed is True for row in self.rows)


def results_of_test(header: ClassHeader) -> TestResults:
    """The test of a class. Four queries at most."""
    choices = _choices(header.test_id)
    return TestResults(
        title=choices[0].question.questionnaire.title if choices else "",
        form=header.test_id,
        needed=header.min_test_percent,
        rows=_rows(header),
        questions=_questions(header, choices),
    )


def _choices(form: int | None) -> list[Choice]:
    """The choices of a test with their questions and the test itself: every question of one has choices."""
    if form is None:
        return []
    rows = Choice.objects.filter(question__questionnaire=form).select_related("question__questionnaire")
    return list(rows.order_by("question__position", "position"))


def _rows(header: ClassHeader) -> tuple[ResultRow, ...]:
    results = {
        row.enrolment_id: row
        for row in Result.objects.filter(enrolment__training_class=header.number).select_related("by").order_by("pk")
    }
    people = Enrolment.objects.filter(training_class=header.number, state=EnrolmentState.ENROLLED)
    needed = header.min_test_percent
    found: list[ResultRow] = []
    for row in people.select_related("person", "organisation").order_by("person__folded", "pk"):
        result = results.get(row.pk)
        found.append(
            ResultRow(
                enrolment=row.pk,
                name=row.person.name,
                organisation=row.organisation.name if row.organisation else "",
                percent=result.percent if result else None,
                source=ResultSource(result.source) if result else None,
                at=result.at if result else None,
                by=result.by.full_name if result and result.by else "",
                has_passed=None if result is None or needed is None else result.percent >= needed,
            )
        )
    return tuple(found)


def _questions(header: ClassHeader, choices: list[Choice]) -> tuple[QuestionRow, ...]:
    if not choices:
        return ()
    chosen = (
        TestAnswer.objects.filter(
            result__enrolment__training_class=header.number, question__questionnaire=header.test_id
        )
        .order_by("choice_id")
        .values_list("choice_id")
        .annotate(times=Count("pk"))
    )
    times = dict(chosen)
    by_question: dict[int, list[Choice]] = {}
    for choice in choices:
        by_question.setdefault(choice.question_id, []).append(choice)
    return tuple(_question(own, times) for own in by_question.values())


def _question(choices: list[Choice], times: dict[int | None, int]) -> QuestionRow:
    """A question by its choices; times: how often each was chosen."""
    question = choices[0].question
    right = next((one for one in choices if one.is_right), None)
    wrong = [(times.get(one.pk, 0), one.text) for one in choices if not one.is_right]
    most, text = max(wrong, key=lambda pair: pair[0], default=(0, ""))
    return QuestionRow(
        position=question.position,
        text=question.text,
        right_answer=right.text if right else "",
        answered=sum(times.get(one.pk, 0) for one in choices),
        right=times.get(right.pk, 0) if right else 0,
        wrong_answer=text if most else "",
    )
