"""Certificates, tests and evaluation forms made by the real operations, on the small class of `factories.training`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl.records.operations import SYSTEM, Actor
from nscl.records.signing import Signer
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.training.models import Certificate, Question, TrainingClass
from nscl.training.operations.certificates import issue_certificates
from nscl.training.operations.questionnaires import add_questionnaire, load_shipped
from nscl.training.question_files.shipped import read_shipped
from nscl.training.rules.questionnaires import Answer, ChoiceDraft, QuestionDraft, QuestionnaireDraft
from tests.factories.people import AT
from tests.factories.training import World, finish
from tests.factories.world import DATA

LEARNER = Actor(None, "Học viên")


@cache
def a_signer() -> Signer:
    """A key of this test run."""
    return Signer(Ed25519PrivateKey.generate())


def issue(world: World, at: datetime = AT) -> list[Certificate]:
    """The class done, and the three who were at both sessions with their certificate."""
    finish(world, at=at)
    issue_certificates(training_class=world.number, viewer=None, by=SYSTEM, at=at, signer=a_signer())
    return certificates_of(world)


def certificates_of(world: World) -> list[Certificate]:
    """All certificates of the class, in the order of the people on its list."""
    return list(Certificate.objects.filter(enrolment__training_class=world.number).order_by("enrolment", "pk"))


def a_test_draft(**changes: object) -> QuestionnaireDraft:
    """A test of three questions, the first choice always being right."""
    questions = tuple(
        QuestionDraft(
            QuestionKind.CHOICE,
            f"Câu hỏi thử {place}?",
            (ChoiceDraft("Đúng", is_right=True), ChoiceDraft("Sai"), ChoiceDraft("Sai hẳn")),
        )
        for place in (1, 2, 3)
    )
    return replace(QuestionnaireDraft(QuestionnaireKind.TEST, "Kiểm tra cuối lớp", questions), **changes)  # type: ignore[arg-type]


def give_test(world: World, **changes: object) -> int:
    """The class asks a test of its province; returns the test's number."""
    number = add_questionnaire(unit=world.unit_id, draft=a_test_draft(**changes), viewer=None, by=SYSTEM, at=AT)
    TrainingClass.objects.filter(pk=world.number).update(test=number, min_test_percent=60)
    return number


def give_evaluation(world: World) -> int:
    """The class asks the evaluation form that ships with the system; returns its number."""
    load_shipped(forms=read_shipped(DATA / "training"), by=SYSTEM, at=AT)
    form = Question.objects.filter(questionnaire__key="satisfaction", questionnaire__retired_at=None).first()
    assert form is not None
    TrainingClass.objects.filter(pk=world.number).update(evaluation=form.questionnaire_id)
    return form.questionnaire_id


def answers_to_test(form: int, right: int) -> dict[int, Answer]:
    """Answers to a test, the first `right` of them right."""
    questions = Question.objects.filter(questionnaire=form).order_by("position").prefetch_related("choices")
    return {
        row.pk: Answer(
            choice=next(one.pk for one in row.choices.order_by("position") if one.is_right is (place < right))
        )
        for place, row in enumerate(questions)
    }


def form_answers(form: int, scale: int = 4, text: str = "") -> dict[int, Answer]:
    """Answers to an evaluation form: the same number everywhere, the first choice, these words."""
    found: dict[int, Answer] = {}
    for row in Question.objects.filter(questionnaire=form).order_by("position"):
        if row.kind == QuestionKind.SCALE:
            found[row.pk] = Answer(scale=scale)
        elif row.kind == QuestionKind.CHOICE:
            found[row.pk] = Answer(choice=row.choices.order_by("position")[0].pk)
        elif text:
            found[row.pk] = Answer(text=text)
    return found
