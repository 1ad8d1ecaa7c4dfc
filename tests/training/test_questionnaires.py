"""Forms as data: those that ship, those of a province, the Excel template of a test."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import IntegrityError, transaction

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.rulebook.errors import RulebookFileError
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.training.models import Choice, Course, Question, Questionnaire, TrainingClass
from nscl.training.operations.errors import Refused, StateRefused
from nscl.training.operations.questionnaires import (
    QuestionnaireGone,
    QuestionnaireRetired,
    add_questionnaire,
    load_shipped,
    replace_questionnaire,
    retire_questionnaire,
)
from nscl.training.operations.results import take_test
from nscl.training.queries.questionnaires import (
    QuestionnaireMissing,
    find_questionnaire,
    form_asked,
    list_questionnaires,
)
from nscl.training.question_files.sheet import QUESTIONS, read_test, write_template
from nscl.training.question_files.shipped import Shipped, read_shipped
from nscl.training.rules.questionnaires import ChoiceDraft, QuestionDraft, check_questionnaire
from tests.factories.certificates import LEARNER, a_test_draft, answers_to_test, give_test
from tests.factories.people import AT
from tests.factories.training import World
from tests.factories.world import DATA

SHIPPED = DATA / "training"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in SHIPPED.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path


def test_the_shipped_forms_are_sound() -> None:
    forms = {one.key: one.draft for one in read_shipped(SHIPPED)}
    assert len(forms["satisfaction"].questions) == 8
    assert forms["satisfaction"].kind is QuestionnaireKind.EVALUATION
    assert forms["five-s-basics"].kind is QuestionnaireKind.TEST
    assert all(sum(choice.is_right for choice in one.choices) == 1 for one in forms["five-s-basics"].questions)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: test", "kind: exam", "dòng 4, kind: “exam” không có trong danh mục"),
        ("    right: 2", "    right: 9", "câu trả lời đúng là số 9"),
        ("title: Kiểm tra 5S", "titel: Kiểm tra 5S", "có phải “title”"),
        ("    right: 3", "    required: true", "có 0 câu trả lời đúng, phải có đúng một"),
        ('choices: ["4%", "10%", "40%", "44%"]', 'choices: ["4%", "4%"]', "hai câu trả lời giống nhau"),
        ("key: five-s-basics", "key: satisfaction", "khóa “satisfaction” đã có"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(folder: Path, old: str, new: str, says: str) -> None:
    file = folder / "five-s-test.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(RulebookFileError) as refused:
        read_shipped(folder)
    assert says in str(refused.value)
    assert "Cách sửa" in str(refused.value)


@pytest.mark.django_db
def test_they_are_loaded_once_and_replaced_when_their_file_changes() -> None:
    forms = read_shipped(SHIPPED)
    assert load_shipped(forms=forms, by=SYSTEM, at=AT).created == 2
    events = AuditEvent.objects.count()
    assert load_shipped(forms=forms, by=SYSTEM, at=AT).changed == 0
    assert AuditEvent.objects.count() == events
    test = next(one for one in forms if one.key == "five-s-basics")
    changed = Shipped(test.key, replace(test.draft, title="Kiểm tra 5S, bản mới"))
    assert load_shipped(forms=[changed], by=SYSTEM, at=AT).replaced == 1
    (new,) = Questionnaire.objects.filter(key=test.key, retired_at=None)
    assert new.replaces is not None
    assert (new.title, new.replaces.retired_at) == ("Kiểm tra 5S, bản mới", AT)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (QuestionDraft(QuestionKind.CHOICE, ""), "câu hỏi trống"),
        (QuestionDraft(QuestionKind.CHOICE, "A" * 501), "dài hơn 500"),
        (QuestionDraft(QuestionKind.SCALE, "Thang điểm"), "phải là câu chọn một"),
        (QuestionDraft(QuestionKind.CHOICE, "Một", (ChoiceDraft("A", is_right=True),)), "có 1 câu trả lời để chọn"),
        (QuestionDraft(QuestionKind.CHOICE, "Hai", (ChoiceDraft("A"), ChoiceDraft(""))), "có câu trả lời trống"),
        (
            QuestionDraft(QuestionKind.CHOICE, "CÂU HỎI  thử 1", (ChoiceDraft("A", is_right=True), ChoiceDraft("B"))),
            "trùng câu hỏi 1",
        ),
    ],
)
def test_what_is_wrong_with_a_question(question: QuestionDraft, says: str) -> None:
    draft = a_test_draft(questions=(*a_test_draft().questions, question))
    found = [one for one in check_questionnaire(draft) if one.field == "questions[3]"]
    assert says in "; ".join(one.message for one in found)


def test_a_form_needs_a_title_and_questions() -> None:
    assert [one.field for one in check_questionnaire(a_test_draft(title="", questions=()))] == ["title", "questions"]


@pytest.mark.django_db
def test_one_that_was_answered_is_replaced_never_changed(world: World, focal: Viewer, reader: Viewer) -> None:
    old = give_test(world)
    Course.objects.filter(pk=world.course).update(test=old)
    take_test(token=world.people[0].token, answers=answers_to_test(old, 3), by=LEARNER, at=AT)
    new = replace_questionnaire(number=old, draft=a_test_draft(title="Bài mới"), viewer=focal, by=SYSTEM, at=AT)
    # The course asks the new one; the class in which somebody took the old one goes on with it.
    assert Course.objects.get(pk=world.course).test_id == new
    assert TrainingClass.objects.get(pk=world.number).test_id == old
    row = find_questionnaire(reader, old)
    assert (row.is_answered, row.successor) == (True, new)
    assert [one.number for one in list_questionnaires(focal, unit_ids=[world.unit_id])] == [new]
    assert list_questionnaires(focal, unit_ids=[]) == ()
    with pytest.raises(QuestionnaireRetired):
        replace_questionnaire(number=old, draft=a_test_draft(), viewer=focal, by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_a_class_that_nobody_answered_goes_over(world: World) -> None:
    old = give_test(world)
    new = replace_questionnaire(number=old, draft=a_test_draft(title="Bài mới"), viewer=None, by=SYSTEM, at=AT)
    assert TrainingClass.objects.get(pk=world.number).test_id == new


@pytest.mark.django_db
def test_who_may_keep_forms(world: World, reader: Viewer, focal: Viewer) -> None:
    with pytest.raises(NotAllowed):
        add_questionnaire(unit=world.unit_id, draft=a_test_draft(), viewer=reader, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="chưa có tên"):
        add_questionnaire(unit=world.unit_id, draft=a_test_draft(title=""), viewer=focal, by=SYSTEM, at=AT)
    load_shipped(forms=read_shipped(SHIPPED), by=SYSTEM, at=AT)
    shipped = Questionnaire.objects.get(key="satisfaction")
    with pytest.raises(NotAllowed):
        retire_questionnaire(number=shipped.pk, viewer=focal, by=SYSTEM, at=AT)
    with pytest.raises(QuestionnaireGone):
        retire_questionnaire(number=0, viewer=focal, by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_one_is_retired_when_no_course_asks_it(world: World, focal: Viewer) -> None:
    form = give_test(world)
    Course.objects.filter(pk=world.course).update(test=form)
    with pytest.raises(StateRefused, match="đang dùng phiếu này"):
        retire_questionnaire(number=form, viewer=focal, by=SYSTEM, at=AT)
    Course.objects.filter(pk=world.course).update(test=None)
    retire_questionnaire(number=form, viewer=focal, by=SYSTEM, at=AT)
    assert find_questionnaire(focal, form).retired_at == AT
    asked = form_asked(form)
    assert [len(question.choices) for question in asked.questions] == [3, 3, 3]
    with pytest.raises(QuestionnaireMissing):
        form_asked(0)


def sheet(*rows: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(QUESTIONS.name)
        page.write_row(0, 0, [column.heading for column in QUESTIONS.columns])
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, [row.get(column.key) for column in QUESTIONS.columns])
    return buffer.getvalue()


def test_a_filled_template_is_read() -> None:
    data = sheet(
        {"question": "5S có mấy bước?", "A": "4", "B": "5", "C": "6", "right": "b."},
        {"question": "Số bước?", "A": 4, "B": 5.0, "right": "A"},
    )
    read = read_test(data, "  Bài   thử ")
    assert read.problems == ()
    assert read.draft.title == "Bài thử"
    assert [[(one.text, one.is_right) for one in question.choices] for question in read.draft.questions] == [
        [("4", False), ("5", True), ("6", False)],
        [("4", True), ("5", False)],
    ]


@pytest.mark.parametrize(
    ("row", "cell", "says"),
    [
        ({"question": "Câu?", "A": "1", "B": "2", "right": "D"}, "H2", "không có câu trả lời “D”"),
        ({"question": "Câu?", "A": "1", "right": "A"}, "C2", "ô này còn trống"),
        ({"question": "Câu?", "A": "1", "B": "2", "D": "3", "right": "A"}, "D2", "câu sau lại có"),
        ({"question": "Câu?", "A": "1", "B": "1", "right": "A"}, "A2", "giống nhau"),
        ({"A": "1", "B": "2", "right": "A"}, "A2", "ô này còn trống"),
    ],
)
def test_a_wrong_cell_is_named(row: dict[str, Any], cell: str, says: str) -> None:
    found = read_test(sheet(row), "Bài").problems
    assert any(one.cell == cell and says in one.message for one in found), list(map(str, found))


def test_the_template_is_empty_and_other_files_are_refused() -> None:
    assert [one.message for one in read_test(write_template(), "Bài").problems] == ["chưa có câu hỏi nào"]
    with pytest.raises(ImportFileRefused):
        read_test(b"khong phai excel", "B")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "model", "values"),
    [
        ("training_questionnaire_titled", Questionnaire, {"title": ""}),
        ("training_questionnaire_kind", Questionnaire, {"kind": "exam"}),
        ("training_questionnaire_whose", Questionnaire, {"key": "both"}),
        ("training_question_kind", Question, {"kind": "essay"}),
        ("training_question_worded", Question, {"text": ""}),
        ("training_choice_worded", Choice, {"text": ""}),
        ("training_question_place", Question, {"position": 9}),
        ("training_choice_place", Choice, {"position": 9}),
    ],
)
def test_the_database_refuses(world: World, name: str, model: Any, values: dict[str, Any]) -> None:
    give_test(world)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        model.objects.update(**values)
    assert name in str(refused.value) or "UNIQUE" in str(refused.value)


@pytest.mark.django_db
def test_of_a_shipped_form_one_is_in_use() -> None:
    load_shipped(forms=read_shipped(SHIPPED), by=SYSTEM, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.create(key="satisfaction", kind="evaluation", title="Hai", created_at=AT)
