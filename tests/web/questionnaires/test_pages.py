"""Tests and evaluation forms on the screen: kept, taken, entered, handed in, told together."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import Any

import pytest
import xlsxwriter
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.records.operations import SYSTEM
from nscl.training.models import Enrolment, Evaluation, Question, Questionnaire, Result, TrainingClass
from nscl.training.operations.questionnaires import add_questionnaire, load_shipped
from nscl.training.operations.results import hand_in_evaluation
from nscl.training.question_files.sheet import QUESTIONS
from nscl.training.question_files.shipped import read_shipped
from tests.factories.certificates import LEARNER, a_test_draft, answers_to_test, form_answers
from tests.factories.people import AT
from tests.factories.training import a_person, enrol_people
from tests.factories.world import DATA
from tests.web.plan_editing.pages import words_of
from tests.web.training.conftest import School, href

pytestmark = pytest.mark.django_db
LIST, CHOOSE = "/dao-tao/mau-phieu/", "/dao-tao/mau-phieu/moi/"
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> None:
    cache.clear()


@pytest.fixture
def asked(school: School) -> School:
    """The class asks a test of three questions, of which 60% are needed, and the evaluation form that ships."""
    load_shipped(forms=read_shipped(DATA / "training"), by=SYSTEM, at=AT)
    test = add_questionnaire(unit=school.unit_id, draft=a_test_draft(), viewer=None, by=SYSTEM, at=AT)
    form = Questionnaire.objects.get(key="satisfaction", retired_at=None).pk
    TrainingClass.objects.filter(pk=school.number).update(test=test, evaluation=form, min_test_percent=60)
    return school


def page_of(school: School, place: int, name: str) -> str:
    return reverse(name, kwargs={"token": Enrolment.objects.get(pk=school.people[place]).token})


def sent(answers: dict[int, Any]) -> dict[str, str]:
    found = {}
    for number, answer in answers.items():
        value = answer.choice if answer.choice is not None else answer.scale
        found[f"cau-{number}"] = answer.text or str(value)
    return found


def form_of(school: School) -> int:
    number = TrainingClass.objects.get(pk=school.number).test_id
    assert number is not None
    return number


def workbook(*rows: list[str]) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(QUESTIONS.name)
        for number, row in enumerate([[column.heading for column in QUESTIONS.columns], *rows]):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("bai.xlsx", buffer.getvalue())


GOOD = ["5S có mấy bước?", "4", "5", "6", "", "", "", "B"]


@pytest.mark.usefixtures("asked")
def test_a_test_is_kept_after_its_rehearsal(focal: Client) -> None:
    assert "Thêm bài kiểm tra" in words_of(focal.get(LIST))
    assert focal.get("/dao-tao/mau-phieu/mau.xlsx").status_code == HTTPStatus.OK
    answer = focal.post(CHOOSE, {"ten": "Bài mới", "tep": workbook(GOOD)})
    assert answer.status_code == HTTPStatus.FOUND
    rehearsal = answer["Location"]
    page = words_of(focal.get(rehearsal))
    assert "5S có mấy bước?" in page
    assert not Questionnaire.objects.filter(title="Bài mới").exists()
    kept = focal.post(rehearsal, {"viec": "nhap"}, follow=True)
    assert "Đã lưu bài kiểm tra" in words_of(kept)
    form = Questionnaire.objects.get(title="Bài mới")
    assert "câu đúng" in words_of(focal.get(f"{LIST}{form.pk}/"))
    # Another in its place.
    answer = focal.post(f"{CHOOSE}?thay={form.pk}", {"ten": "Bài mới hơn", "tep": workbook(GOOD)})
    focal.post(answer["Location"], {"viec": "nhap"})
    assert Questionnaire.objects.get(title="Bài mới hơn").replaces_id == form.pk
    assert "Mở phiếu thay thế" in words_of(focal.get(f"{LIST}{form.pk}/"))
    newer = Questionnaire.objects.get(title="Bài mới hơn").pk
    assert "Đã ngừng dùng" in words_of(focal.post(f"{LIST}{newer}/ngung/", follow=True))


@pytest.mark.usefixtures("asked")
def test_a_wrong_file_cannot_be_kept(focal: Client) -> None:
    wrong = ["Câu hỏi?", "4", "5", "", "", "", "", "F"]
    answer = focal.post(CHOOSE, {"ten": "Bài sai", "tep": workbook(GOOD, wrong)})
    page = focal.get(answer["Location"])
    assert "Không có câu trả lời “F”" in words_of(page)
    assert "Lưu bài kiểm tra" not in words_of(page)
    focal.post(answer["Location"], {"viec": "nhap"})
    assert not Questionnaire.objects.filter(title="Bài sai").exists()
    refused = focal.post(CHOOSE, {"ten": "B", "tep": SimpleUploadedFile("a.xlsx", b"khong phai")})
    assert "không phải tệp Excel" in words_of(refused)


def test_who_only_reads_makes_none(auditor: Client, asked: School) -> None:
    assert "Thêm bài kiểm tra" not in words_of(auditor.get(LIST))
    assert auditor.get(CHOOSE).status_code == HTTPStatus.NOT_FOUND
    assert auditor.get(href("class-results-enter", asked)).status_code == HTTPStatus.NOT_FOUND
    assert auditor.get(href("class-tests", asked)).status_code == HTTPStatus.OK


def test_a_participant_takes_the_test_once(asked: School) -> None:
    client, path = Client(), page_of(asked, 0, "participant-test")
    assert "Làm bài kiểm tra" in words_of(client.get(page_of(asked, 0, "participant")))
    page = client.get(path)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    # Which answer is right is nowhere on the page.
    assert "is_right" not in page.content.decode()
    answers = sent(answers_to_test(form_of(asked), 2))
    first, *_others = answers
    missing = client.post(path, {**answers, first: ""})
    assert missing.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "còn câu phải trả lời" in words_of(missing)
    assert missing.content.decode().count(" checked") == 2
    done = client.post(path, answers, follow=True)
    assert "Đã nộp bài: đúng 66,66%." in words_of(done)
    again = client.post(path, answers, follow=True)
    assert "mỗi người trả lời một lần" in words_of(again)
    assert Result.objects.count() == 1


@pytest.mark.parametrize("value", ["x", "9" * 30, "-1", "١"])
def test_nonsense_is_no_answer(asked: School, value: str) -> None:
    answers = sent(answers_to_test(form_of(asked), 3))
    answer = Client().post(page_of(asked, 0, "participant-test"), dict.fromkeys(answers, value))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_evaluation_is_handed_in(asked: School) -> None:
    client, path = Client(), page_of(asked, 1, "participant-evaluation")
    form = TrainingClass.objects.get(pk=asked.number).evaluation_id
    assert form is not None
    done = client.post(path, sent(form_answers(form, 5, "Rất bổ ích")), follow=True)
    assert "Đã nhận phiếu đánh giá" in words_of(done)
    assert Evaluation.objects.count() == 1
    assert "mỗi người trả lời một lần" in words_of(client.get(path, follow=True))
    assert client.get(reverse("participant-evaluation", kwargs={"token": "x" * 22})).status_code == HTTPStatus.NOT_FOUND


def test_results_are_told_and_the_few_forms_are_not(focal: Client, asked: School) -> None:
    Client().post(page_of(asked, 0, "participant-test"), sent(answers_to_test(form_of(asked), 2)))
    form = TrainingClass.objects.get(pk=asked.number).evaluation_id
    assert form is not None
    tokens = [Enrolment.objects.get(pk=number).token for number in asked.people]
    tokens += [enrol_people(asked.number, [a_person("Người thứ năm")])[0].token]
    for token in tokens[:4]:
        hand_in_evaluation(token=token, answers=form_answers(form, 4, "Giảng viên nhiệt tình"), by=LEARNER, at=AT)
    page = words_of(focal.get(href("class-tests", asked)))
    assert "1 người có kết quả kiểm tra, 1 người đạt; 4 phiếu đánh giá." in page
    assert "66,66%" in page
    assert "chưa đủ để xem kết quả" in page
    assert "Giảng viên nhiệt tình" not in page
    hand_in_evaluation(token=tokens[4], answers=form_answers(form, 2, "Phòng học chật"), by=LEARNER, at=AT)
    page = words_of(focal.get(href("class-tests", asked)))
    assert "3,6/5" in page
    assert page.index("Giảng viên nhiệt tình") < page.index("Phòng học chật")
    assert focal.get(href("class-tests", asked), {"ket-qua-tai-ve": "xlsx"})["Content-Type"].endswith("sheet")


def test_paper_results_are_entered(focal: Client, asked: School) -> None:
    path = href("class-results-enter", asked)
    one, two, three, four = (f"diem-{number}" for number in asked.people)
    wrong = focal.post(path, {one: "85,5", two: "101", three: "tám mươi", four: ""})
    assert "Không đọc được số" in words_of(wrong)
    wrong = focal.post(path, {one: "85,5", two: "101", three: "80%", four: ""})
    assert "Điểm phải từ 0 đến 100" in words_of(wrong)
    assert Result.objects.count() == 0
    done = focal.post(path, {one: "85,5", two: "100", three: "80%", four: ""}, follow=True)
    assert "Đã ghi điểm của 3 người." in words_of(done)
    page = focal.get(path).content.decode()
    assert 'value="85,5"' in page
    assert 'value="80"' in page


def test_somebody_may_take_it_again(focal: Client, asked: School) -> None:
    Client().post(page_of(asked, 0, "participant-test"), sent(answers_to_test(form_of(asked), 0)))
    assert "làm trên máy" in words_of(focal.get(href("class-results-enter", asked)))
    path = href("class-result-reset", asked, enrolment=asked.people[0])
    assert focal.post(path, {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    done = focal.post(path, {"reason": "Máy treo"}, follow=True)
    assert "làm lại bài được" in words_of(done)
    assert not Result.objects.exists()
    assert focal.get(path).status_code == HTTPStatus.NOT_FOUND


def test_a_class_without_forms(focal: Client, school: School) -> None:
    page = words_of(focal.get(href("class-tests", school)))
    assert "Lớp này không có phiếu đánh giá" in page
    assert Client().get(page_of(school, 0, "participant-test")).status_code == HTTPStatus.NOT_FOUND


def test_pages_ask_few_queries(focal: Client, asked: School) -> None:
    Client().post(page_of(asked, 0, "participant-test"), sent(answers_to_test(form_of(asked), 2)))
    assert Question.objects.exists()
    for path in (href("class-tests", asked), LIST, f"{LIST}{form_of(asked)}/"):
        focal.get(path)
        with CaptureQueriesContext(connection) as made:
            focal.get(path)
        assert len(made) <= MOST_QUERIES, [query["sql"] for query in made]
