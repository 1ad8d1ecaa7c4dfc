"""Tests taken and entered, evaluation forms handed in, and what they say together."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.models import AuditChange, AuditEvent
from nscl.records.operations import SYSTEM
from nscl.training.models import Enrolment, Evaluation, EvaluationAnswer, Question, Result, TestAnswer, TrainingClass
from nscl.training.operations.errors import EnrolmentGone, Refused, StateRefused
from nscl.training.operations.results import (
    AnsweredAlready,
    FormClosed,
    enter_results,
    hand_in_evaluation,
    reset_result,
    take_test,
)
from nscl.training.queries.access import find_class
from nscl.training.queries.results.class_tests import results_of_test
from nscl.training.queries.results.evaluations import evaluation_results
from nscl.training.rules.questionnaires import Answer
from nscl.training.rules.results import LEAST_FORMS
from nscl.work.models import Activity
from nscl.work.rules.questions import ANSWER_LENGTH
from tests.factories.certificates import (
    LEARNER,
    answers_to_test,
    form_answers,
    give_evaluation,
    give_test,
    issue,
)
from tests.factories.people import AT
from tests.factories.training import World, a_person, enrol_people

pytestmark = pytest.mark.django_db


def take(world: World, place: int, answers: dict[int, Answer]) -> Decimal:
    return take_test(token=world.people[place].token, answers=answers, by=LEARNER, at=AT)


def hand_in(token: str, answers: dict[int, Answer]) -> None:
    hand_in_evaluation(token=token, answers=answers, by=LEARNER, at=AT)


def enter(world: World, percents: dict[int, Any], viewer: Viewer | None = None) -> Any:
    return enter_results(training_class=world.number, percents=percents, viewer=viewer, by=SYSTEM, at=AT)


def test_a_test_is_taken_once(world: World, officer: Viewer) -> None:
    form = give_test(world)
    assert take(world, 0, answers_to_test(form, 2)) == Decimal("66.66")
    with pytest.raises(AnsweredAlready, match="một lần"):
        take(world, 0, answers_to_test(form, 3))
    take(world, 1, answers_to_test(form, 0))
    found = results_of_test(find_class(officer, world.number))
    assert {row.name: row.has_passed for row in found.rows if row.percent is not None} == {
        "Nguyễn Thị An": True,
        "Trần Văn Bình": False,
    }
    assert (found.mean, found.passed, len(found.percents)) == (Decimal("33.3"), 1, 2)
    assert [(row.answered, row.right, row.share, row.wrong_answer) for row in found.questions] == [
        (2, 1, 50, "Sai"),
        (2, 1, 50, "Sai"),
        (2, 0, 0, "Sai"),
    ]


def test_every_question_is_answered_and_no_other(world: World) -> None:
    form = give_test(world)
    answers = answers_to_test(form, 3)
    first, *_others = answers
    for wrong in ({**answers, first: Answer()}, {**answers, 0: Answer(choice=1)}, {**answers, first: Answer(choice=0)}):
        with pytest.raises(Refused):
            take(world, 0, wrong)
    assert not Result.objects.exists()


def test_when_and_for_whom_a_test_is_open(world: World) -> None:
    with pytest.raises(FormClosed, match="không có bài kiểm tra"):
        take(world, 0, {})
    form = give_test(world)
    with pytest.raises(EnrolmentGone):
        take_test(token="x" * 22, answers={}, by=LEARNER, at=AT)
    Activity.objects.filter(pk=world.activity).update(status="planned")
    early = AT - timedelta(days=4000)
    with pytest.raises(FormClosed, match="ngày đầu"):
        take_test(token=world.people[0].token, answers=answers_to_test(form, 3), by=LEARNER, at=early)
    Enrolment.objects.filter(pk=world.people[0].number).update(state="waiting", waiting_since=AT)
    with pytest.raises(FormClosed, match="trong danh sách"):
        take(world, 0, answers_to_test(form, 3))


def test_results_on_paper_are_entered_changed_and_taken_away(world: World, focal: Viewer, outsider: Viewer) -> None:
    one, two, *_others = (person.number for person in world.people)
    done = enter(world, {one: Decimal(80), two: Decimal("70.5")}, focal)
    assert (done.new, done.changed, done.removed) == (2, 0, 0)
    done = enter(world, {one: Decimal(85), two: None}, focal)
    assert (done.new, done.changed, done.removed) == (0, 1, 1)
    changes = AuditChange.objects.order_by("-pk").values_list("before", "after")
    assert set(changes[:2]) == {("80%", "85%"), ("70,5%", "")}
    events = AuditEvent.objects.count()
    assert enter(world, {one: Decimal(85)}, focal).count == 0
    assert AuditEvent.objects.count() == events
    with pytest.raises(NotAllowed):
        enter(world, {one: Decimal(1)}, outsider)


def test_what_cannot_be_entered(world: World) -> None:
    form = give_test(world)
    take(world, 0, answers_to_test(form, 3))
    one, two, three, _four = (person.number for person in world.people)
    with pytest.raises(Refused) as refused:
        enter(world, {one: Decimal(1), two: Decimal(101), three: Decimal("1.234")})
    assert [problem.field for problem in refused.value.problems] == [str(one), str(two), str(three)]
    with pytest.raises(EnrolmentGone):
        enter(world, {0: Decimal(1)})


def test_a_test_is_taken_again_by_leave_of_the_staff(world: World, focal: Viewer) -> None:
    form = give_test(world)
    take(world, 0, answers_to_test(form, 1))
    number = world.people[0].number
    with pytest.raises(Refused, match="lý do"):
        reset_result(enrolment=number, reason=" ", viewer=focal, by=SYSTEM, at=AT)
    reset_result(enrolment=number, reason="Mất mạng giữa chừng", viewer=focal, by=SYSTEM, at=AT)
    assert take(world, 0, answers_to_test(form, 3)) == 100
    with pytest.raises(StateRefused, match="chưa có kết quả"):
        reset_result(enrolment=world.people[1].number, reason="x", viewer=focal, by=SYSTEM, at=AT)


def test_a_result_that_a_certificate_rests_on_stays(world: World) -> None:
    number = world.people[0].number
    enter(world, {number: Decimal(90)})
    issue(world)
    with pytest.raises(Refused, match="thu hồi chứng nhận"):
        enter(world, {number: Decimal(20)})
    with pytest.raises(StateRefused, match="thu hồi chứng nhận"):
        reset_result(enrolment=number, reason="x", viewer=None, by=SYSTEM, at=AT)


def test_of_few_forms_nothing_is_told(world: World, officer: Viewer) -> None:
    form = give_evaluation(world)
    more = enrol_people(world.number, [a_person(f"Người thêm {place}") for place in "ABCD"])
    tokens = [one.token for one in (*world.people, *more)]
    for token in tokens[: LEAST_FORMS - 1]:
        hand_in(token, form_answers(form, 5, "Lớp hay"))
    header = find_class(officer, world.number)
    before = evaluation_results(header)
    assert (before.forms, before.is_shown, before.questions) == (LEAST_FORMS - 1, False, ())
    hand_in(tokens[LEAST_FORMS - 1], form_answers(form, 3, "Ấm cúng"))
    after = evaluation_results(header)
    assert after.is_shown
    scale, choice, words = after.questions[0], after.questions[6], after.questions[7]
    assert scale.mean == Decimal("4.6")
    assert [one.count for one in scale.tallies] == [0, 0, 1, 0, LEAST_FORMS - 1]
    assert choice.tallies[0].count == LEAST_FORMS
    assert words.texts == ("Ấm cúng", *["Lớp hay"] * (LEAST_FORMS - 1))


def test_a_form_is_handed_in_once_and_is_nobodys(world: World) -> None:
    form = give_evaluation(world)
    hand_in(world.people[0].token, form_answers(form))
    with pytest.raises(AnsweredAlready):
        hand_in(world.people[0].token, form_answers(form))
    row = Enrolment.objects.get(pk=world.people[0].number)
    # The day alone: with the minute, and rows in the order in which they came, the form could be told.
    assert row.evaluated_at is not None
    assert row.evaluated_at.astimezone().strftime("%M:%S") == "00:00"
    (kept,) = Evaluation.objects.order_by("pk")
    assert kept.pk > 10**6
    event = AuditEvent.objects.get(action="class.evaluated")
    assert event.subject_kind == "training.class"
    # What need not be answered leaves no row.
    assert EvaluationAnswer.objects.filter(evaluation=kept).count() == 7


def test_what_a_form_does_not_take(world: World) -> None:
    with pytest.raises(FormClosed, match="không có phiếu"):
        hand_in(world.people[0].token, {})
    form = give_evaluation(world)
    answers = form_answers(form)
    scale, words = (
        Question.objects.filter(questionnaire=form, kind=kind).order_by("position")[0].pk for kind in ("scale", "text")
    )
    for wrong in ({scale: Answer(scale=6)}, {scale: Answer()}, {words: Answer(text="a" * (ANSWER_LENGTH + 1))}):
        with pytest.raises(Refused):
            hand_in(world.people[0].token, {**answers, **wrong})
    assert not Evaluation.objects.exists()


def test_an_old_class_without_forms_has_empty_results(world: World, officer: Viewer) -> None:
    header = find_class(officer, world.number)
    found = results_of_test(header)
    assert (found.title, found.questions, found.mean, len(found.rows)) == ("", (), None, 4)
    assert evaluation_results(header).title == ""


@pytest.mark.parametrize(
    ("name", "model", "values"),
    [
        ("training_result_percent", Result, {"percent": Decimal("100.01")}),
        ("training_result_source", Result, {"source": "guess"}),
        ("training_evaluation_answer_one_way", EvaluationAnswer, {"choice": None, "scale": 6, "text": ""}),
        ("training_evaluation_answer_one_way", EvaluationAnswer, {"choice": None, "scale": None, "text": ""}),
        ("training_test_answer_once", TestAnswer, {"question": "first"}),
        ("training_evaluation_answer_once", EvaluationAnswer, {"question": "first"}),
    ],
)
def test_the_database_refuses(world: World, name: str, model: Any, values: dict[str, Any]) -> None:
    test, form = give_test(world), give_evaluation(world)
    take(world, 0, answers_to_test(test, 1))
    hand_in(world.people[0].token, form_answers(form))
    if "question" in values:
        values = {"question": model.objects.order_by("pk")[0].question}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        model.objects.update(**values)
    assert name in str(refused.value) or "UNIQUE" in str(refused.value)


def test_a_person_has_one_result(world: World) -> None:
    give_test(world)
    Result.objects.create(enrolment_id=world.people[0].number, percent=1, source="entered", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(enrolment_id=world.people[0].number, percent=2, source="entered", at=AT)
    assert TrainingClass.objects.filter(pk=world.number, min_test_percent=60).exists()
