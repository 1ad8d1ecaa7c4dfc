"""What people of a sample class answered, and the certificates that they earned by it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from django.conf import settings
from django.utils.timezone import make_aware

from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor
from nscl.records.signing import load_signer
from nscl.training.enums import EnrolmentState, QuestionKind, ResultSource
from nscl.training.models import (
    Enrolment,
    Evaluation,
    EvaluationAnswer,
    Questionnaire,
    Result,
    TestAnswer,
    TrainingClass,
)
from nscl.training.operations.certificates.issuing import give_all
from nscl.training.operations.certificates.writing import Writer, issuer_of
from nscl.training.operations.opening import OpenedClass
from nscl.training.operations.results.answering import asked_of
from nscl.training.rules.questionnaires import Asked
from nscl.training.rules.results import percent_right
from nscl.work.enums import ActivityStatus
from nscl.work.sample.values import chance

# So many classes of a plan asked their people; more would fill the database and show nothing new.
_ASKED = 4
_GIVEN_AFTER = timedelta(days=7)
_OFFICE_HOUR = time(9, 0)
# Of a hundred people: handed the form in; of a hundred answers of a test: right.
_HANDED_IN, _RIGHT = 75, 78
_SCALE_WEIGHTS = (1, 2, 12, 45, 40)
_OPINIONS = (
    "Phần thực hành tại xưởng rất hữu ích (mẫu)",
    "Nên có thêm ví dụ của doanh nghiệp nhỏ (mẫu)",
    "Tài liệu dễ hiểu, dùng lại được (mẫu)",
    "Muốn có buổi kiểm tra lại sau ba tháng (mẫu)",
)
_FORMS = {"test": "five-s-basics", "evaluation": "satisfaction"}


def fill_answers(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> int:
    """Tests, evaluation forms and certificates of the done sample classes of a plan's year; returns how many
    certificates. They bear the site's own key, so that their codes can be checked.
    """
    rows = TrainingClass.objects.filter(
        activity__plan=plan, activity__year=year, activity__status=ActivityStatus.DONE, is_sample=True
    )
    classes = list(
        rows.select_related("activity__plan", "activity__annual_plan", "course").order_by("activity__done_on", "pk")
    )
    forms = dict(
        Questionnaire.objects.filter(key__in=_FORMS.values(), retired_at__isnull=True)
        .order_by("pk")
        .values_list("key", "pk")
    )
    signer = load_signer(Path(settings.CERTIFICATE_KEY_FILE)) if classes else None
    given = 0
    for place, row in enumerate(classes):
        random = chance(seed, plan, year, "answers", place)
        if place < _ASKED and len(forms) == len(_FORMS):
            _ask(row, forms, random, at)
        elif row.min_test_percent is not None:
            _enter(row, random, at)
        if row.gives_certificate and signer is not None and row.activity.done_on is not None:
            day = make_aware(datetime.combine(row.activity.done_on + _GIVEN_AFTER, _OFFICE_HOUR))
            opened = OpenedClass(row, row.activity)
            moment = min(day, at)
            given += give_all(opened, Writer(opened, issuer_of(opened, moment.date()), signer, by, moment)).count
    return given


def _ask(row: TrainingClass, forms: dict[str, int], random: Random, at: datetime) -> None:
    row.test_id, row.evaluation_id = forms[_FORMS["test"]], forms[_FORMS["evaluation"]]
    row.save(update_fields=["test", "evaluation"])
    people = _people(row)
    _take(people, asked_of(row.test_id), random, at)
    answered = [one for one in people if random.randrange(100) < _HANDED_IN]
    day = min(row.activity.done_on or at.date(), at.date())
    stamp = make_aware(datetime.combine(day, time.min))
    for one in answered:
        one.evaluated_at = stamp
    Enrolment.objects.bulk_update(answered, ["evaluated_at"])
    kept = [Evaluation(pk=secrets.randbits(52), training_class=row, on=day) for _one in answered]
    Evaluation.objects.bulk_create(kept)
    EvaluationAnswer.objects.bulk_create(
        answer for form in kept for answer in _form(form, asked_of(forms[_FORMS["evaluation"]]), random)
    )


def _take(people: Sequence[Enrolment], questions: Sequence[Asked], random: Random, at: datetime) -> None:
    results: list[Result] = []
    answers: list[TestAnswer] = []
    for one in people:
        chosen = {
            question.number: _choice(question, is_right=random.randrange(100) < _RIGHT, random=random)
            for question in questions
        }
        right = sum(question.choices[chosen[question.number]] for question in questions)
        result = Result(enrolment=one, percent=percent_right(right, len(questions)), source=ResultSource.ONLINE, at=at)
        results.append(result)
        answers += [
            TestAnswer(result=result, question_id=number, choice_id=choice) for number, choice in chosen.items()
        ]
    insert_rows(results)
    for answer in answers:
        answer.result_id = answer.result.pk
    insert_rows(answers)


def _choice(question: Asked, *, is_right: bool, random: Random) -> int:
    return random.choice([number for number, right in question.choices.items() if right is is_right])


def _enter(row: TrainingClass, random: Random, at: datetime) -> None:
    insert_rows(
        [
            Result(enrolment=one, percent=Decimal(random.randrange(8, 21) * 5), source=ResultSource.ENTERED, at=at)
            for one in _people(row)
        ]
    )


def _people(row: TrainingClass) -> list[Enrolment]:
    """Those who came at all."""
    rows = Enrolment.objects.filter(training_class=row, state=EnrolmentState.ENROLLED, attended__gt=0)
    return list(rows.order_by("pk"))


def _form(form: Evaluation, questions: Sequence[Asked], random: Random) -> list[EvaluationAnswer]:
    found: list[EvaluationAnswer] = []
    for question in questions:
        answer = EvaluationAnswer(pk=secrets.randbits(52), evaluation=form, question_id=question.number)
        if question.kind is QuestionKind.SCALE:
            answer.scale = random.choices(range(1, 6), _SCALE_WEIGHTS)[0]
        elif question.kind is QuestionKind.CHOICE:
            answer.choice_id = random.choice(list(question.choices))
        elif random.randrange(3):
            continue
        else:
            answer.text = random.choice(_OPINIONS)
        found.append(answer)
    return found
