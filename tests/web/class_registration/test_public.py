"""The public list and page of classes: what everybody may know, and nothing else."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nscl.organisations.models import Person
from nscl.records.operations import SYSTEM
from nscl.training.enums import Registration
from nscl.training.models import TrainingClass
from nscl.training.operations.classes import set_registration
from tests.factories.open_class import TITLE, OpenClass, make_open_class
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def opened(name: str, lesson: OpenClass) -> str:
    answer = Client().get(reverse(name, kwargs={"public_id": lesson.public_id}))
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    return answer.content.decode()


@pytest.mark.usefixtures("lesson")
def test_a_stranger_sees_the_open_classes() -> None:
    page = Client().get(reverse("open-classes")).content.decode()
    assert "1 lớp đang nhận ghi danh" in page
    assert TITLE in page
    assert "Còn 1 chỗ" in page


def test_a_class_tells_when_where_for_whom_by_whom_and_no_names(lesson: OpenClass) -> None:
    page = opened("public-class", lesson)
    for words in (TITLE, "08:00–11:30", "Doanh nghiệp nhỏ và vừa", "Lê Thị Giảng, Viện Năng suất", "Còn 1 chỗ"):
        assert words in page, words
    for row in Person.objects.order_by("pk"):
        assert row.name not in page


def test_a_full_class_says_so_before_anybody_types(lesson: OpenClass) -> None:
    TrainingClass.objects.filter(pk=lesson.number).update(capacity=2)
    for name in ("public-class", "class-enrol", "class-enrol-people"):
        assert "vào danh sách chờ" in opened(name, lesson)


def test_a_closed_class_takes_no_name_and_leads_elsewhere(lesson: OpenClass) -> None:
    closed = Registration.CLOSED
    set_registration(number=lesson.number, registration=closed, viewer=None, by=SYSTEM, at=timezone.now())
    assert "Chưa có lớp nào đang nhận ghi danh" in Client().get(reverse("open-classes")).content.decode()
    assert "không nhận ghi danh" in opened("public-class", lesson)
    assert "không nhận ghi danh" in opened("class-enrol", lesson)
    sent = Client().post(reverse("class-enrol", kwargs={"public_id": lesson.public_id}), {"name": "Lê Văn Muộn"})
    assert sent.status_code == HTTPStatus.CONFLICT
    assert not Person.objects.filter(name="Lê Văn Muộn").exists()


def test_a_class_that_was_never_opened_is_not_there(lesson: OpenClass) -> None:
    TrainingClass.objects.filter(pk=lesson.number).update(registration=Registration.NOT_OPEN)
    for public_id in (lesson.public_id, "khong-co"):
        assert (
            Client().get(reverse("public-class", kwargs={"public_id": public_id})).status_code == HTTPStatus.NOT_FOUND
        )


@pytest.mark.usefixtures("lesson")
def test_the_list_asks_as_much_for_three_as_for_one(world: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(reverse("open-classes"))
        return len(queries)

    one = count()
    make_open_class(world.slug, title="Lớp thứ hai")
    make_open_class(world.slug, title="Lớp thứ ba")
    assert count() == one <= 3
