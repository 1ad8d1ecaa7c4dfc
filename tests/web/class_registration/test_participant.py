"""A participant's own page: what it shows, withdrawal, the calendar, and who gets the place."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nscl.organisations.models import Person
from nscl.records.operations import SYSTEM
from nscl.training.enums import EnrolmentState
from nscl.training.models import Enrolment, TrainingClass
from nscl.training.operations.classes import cancel_session
from nscl.web.class_registration.places import WRONG
from tests.factories.open_class import TITLE, OpenClass
from tests.factories.training import a_person, enrol_people, mark_present

pytestmark = pytest.mark.django_db


def address(lesson: OpenClass, name: str = "participant", place: int = 0) -> str:
    return reverse(name, kwargs={"token": lesson.people[place].token})


def test_the_page_shows_the_class_the_code_and_what_was_marked(lesson: OpenClass) -> None:
    mark_present(lesson.sessions[0], [lesson.people[0].number], at=timezone.now())
    answer = Client().get(address(lesson))
    page = answer.content.decode()
    for words in (TITLE, "Nguyễn Thị An", lesson.people[0].code, "Có mặt", "08:00–11:30"):
        assert words in page, words
    assert "Trần Văn Bình" not in page
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["participant", "participant-withdraw", "participant-calendar"])
def test_a_wrong_address_is_not_there_and_trying_is_stopped(lesson: OpenClass, name: str) -> None:
    wrong = Client().get(reverse(name, kwargs={"token": "A" * 22}))
    assert wrong.status_code == HTTPStatus.NOT_FOUND
    assert TITLE not in wrong.content.decode()
    if name == "participant":
        for _time in range(WRONG.most):
            Client().get(reverse(name, kwargs={"token": "A" * 22}))
        assert Client().get(address(lesson)).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_who_withdraws_gives_the_place_to_the_next_who_is_told(lesson: OpenClass) -> None:
    TrainingClass.objects.filter(pk=lesson.number).update(capacity=2)
    (waiting,) = enrol_people(lesson.number, [a_person("Đỗ Văn Chờ", email="cho@thu.example")])
    own = Client().get(reverse("participant", kwargs={"token": waiting.token})).content.decode()
    assert "thứ 1 trong danh sách chờ" in own

    asked = Client().get(address(lesson, "participant-withdraw")).content.decode()
    assert "Chỗ của bạn được chuyển ngay" in asked
    assert Enrolment.objects.get(pk=lesson.people[0].number).state == EnrolmentState.ENROLLED
    client = Client()
    done = client.post(address(lesson, "participant-withdraw"), {"ly_do": "Bận việc"}, follow=True)
    assert "Đã rút tên" in done.content.decode()
    row = Enrolment.objects.get(pk=lesson.people[0].number)
    assert (row.state, row.withdrawn_why) == (EnrolmentState.WITHDRAWN, "Bận việc")
    assert Enrolment.objects.get(pk=waiting.number).state == EnrolmentState.ENROLLED
    (letter,) = mail.outbox
    assert letter.to == ["cho@thu.example"]
    assert "Đã có chỗ" in letter.subject
    assert waiting.code in letter.body
    # A second time there is nothing to withdraw from, and nothing to show.
    again = client.post(address(lesson, "participant-withdraw"), {}, follow=True).content.decode()
    assert "Không còn rút tên được" in again
    assert lesson.people[0].code not in again


def test_a_mail_server_that_does_not_answer_takes_nobodys_place_away(
    lesson: OpenClass, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    data = {"name": "Lê Thị Mai", "email": "mai@thu.example", "dong_y": "on"}
    path = reverse("class-enrol", kwargs={"public_id": lesson.public_id})
    page = Client().post(path, data, follow=True).content.decode()
    assert "Chưa gửi được 1 thư" in page
    assert Enrolment.objects.filter(person=Person.objects.get(name="Lê Thị Mai")).exists()


def test_the_calendar_has_each_session_at_its_hour(lesson: OpenClass) -> None:
    cancel_session(session=lesson.sessions[1], reason="Mưa bão", viewer=None, by=SYSTEM, at=timezone.now())
    answer = Client().get(address(lesson, "participant-calendar"))
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20261121T010000Z\r\nDTEND:20261121T043000Z" in text
    assert "STATUS:CONFIRMED" in text
    assert "STATUS:CANCELLED" in text
