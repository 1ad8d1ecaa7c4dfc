"""The phone: reads the code, says who holds it, is told what came of it; nothing can be tried out or sent on."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nscl.organisations.models import Person
from nscl.training.models import Attendance
from nscl.training.rules.check_in import code_at
from nscl.web.check_in.views.phone import NAMES_OF_PHONE
from tests.conftest import NOW
from tests.factories.open_class import TITLE, OpenClass


def scan(lesson: OpenClass, phone: Client, code: str = "") -> Any:
    """What the camera opens."""
    code = code or code_at(lesson.key, timezone.now())
    return phone.get(reverse("check-in", kwargs={"address": lesson.address, "code": code}))


def say(lesson: OpenClass, phone: Client, who: str) -> Any:
    """Who the person says to be."""
    return phone.post(reverse("check-in-phone", kwargs={"address": lesson.address}), {"ai": who})


def number_of(lesson: OpenClass, place: int) -> str:
    return "0" + Person.objects.get(pk=lesson.people[place].person).phone.removeprefix("+84")


def test_scan_say_who_done_and_the_next_person_needs_another_phone(lesson: OpenClass) -> None:
    phone = Client()
    page = scan(lesson, phone)
    assert page.status_code == HTTPStatus.OK
    assert TITLE in page.content.decode()
    assert "Nguyễn Thị An" not in page.content.decode()
    done = say(lesson, phone, number_of(lesson, 0))
    assert "Nguyễn Thị An" in done.content.decode()
    assert "Đã điểm danh có mặt" in done.content.decode()
    assert "rồi" in say(lesson, phone, number_of(lesson, 0)).content.decode()
    refused = say(lesson, phone, lesson.people[1].code).content.decode()
    assert "Máy này đã điểm danh cho một người khác" in refused
    assert "Trần Văn Bình" not in refused
    assert Attendance.objects.count() == 1


def test_the_phone_is_the_same_after_scanning_again(lesson: OpenClass) -> None:
    phone = Client()
    scan(lesson, phone)
    say(lesson, phone, lesson.people[0].code)
    scan(lesson, phone)
    assert "Máy này đã điểm danh cho một người khác" in say(lesson, phone, lesson.people[1].code).content.decode()


@pytest.mark.parametrize("page", ["nothing scanned", "an old code", "another session", "no such session"])
def test_without_a_code_of_now_every_answer_is_alike(lesson: OpenClass, page: str) -> None:
    phone = Client()
    missing = "khong-co.aaaaaaaa" if page == "no such session" else lesson.address
    answer: Any
    if page == "an old code":
        answer = scan(lesson, phone, code_at(lesson.key, timezone.now() - timedelta(seconds=60)))
    elif page == "another session":
        answer = scan(lesson, phone, code_at("f" * 64, timezone.now()))
    else:
        answer = phone.post(reverse("check-in-phone", kwargs={"address": missing}), {"ai": number_of(lesson, 0)})
    assert answer.status_code == HTTPStatus.GONE
    assert "Mã này không còn dùng được" in answer.content.decode()
    assert TITLE not in answer.content.decode()
    assert not Attendance.objects.exists()


def test_an_address_that_was_sent_on_is_worth_nothing_without_the_cookie(lesson: OpenClass) -> None:
    here, elsewhere = Client(), Client()
    scan(lesson, here)
    assert say(lesson, elsewhere, number_of(lesson, 0)).status_code == HTTPStatus.GONE
    forged = Client()
    forged.cookies["nscl-check-in"] = "WzEsICJhIiwgMV0:abc:def"
    assert say(lesson, forged, number_of(lesson, 0)).status_code == HTTPStatus.GONE


def test_the_ticket_ends_after_five_minutes_and_a_slow_reader_may_reload(lesson: OpenClass) -> None:
    phone = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        address = reverse("check-in", kwargs={"address": lesson.address, "code": code_at(lesson.key, timezone.now())})
        phone.get(address)
        clock.shift(timedelta(minutes=4))
        assert phone.get(address).status_code == HTTPStatus.OK
        clock.shift(timedelta(minutes=2))
        assert phone.get(address).status_code == HTTPStatus.GONE
        assert say(lesson, phone, number_of(lesson, 0)).status_code == HTTPStatus.GONE


@pytest.mark.parametrize(
    ("when", "said"),
    [("2026-11-21T07:30:00+07:00", "Điểm danh mở lúc 07:45"), ("2026-11-21T12:00:00+07:00", "kết thúc lúc 11:30")],
)
def test_before_and_after_it_says_when(lesson: OpenClass, when: str, said: str) -> None:
    with time_machine.travel(when, tick=False):
        assert said in scan(lesson, Client()).content.decode()


def test_what_cannot_be_read_and_who_is_not_listed_stay_on_the_page(lesson: OpenClass) -> None:
    phone = Client()
    scan(lesson, phone)
    unread = say(lesson, phone, "678")
    assert unread.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="678"' in unread.content.decode()
    unknown = say(lesson, phone, "0999999999")
    assert "Không thấy trong danh sách lớp" in unknown.content.decode()
    assert 'value="0999999999"' in unknown.content.decode()


def test_names_cannot_be_tried_out(lesson: OpenClass) -> None:
    phone = Client()
    scan(lesson, phone)
    for number in range(NAMES_OF_PHONE.most):
        assert say(lesson, phone, f"09999999{number:02d}").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert say(lesson, phone, number_of(lesson, 0)).status_code == HTTPStatus.TOO_MANY_REQUESTS
    # Others are not kept from coming in.
    other = Client()
    scan(lesson, other)
    assert "Trần Văn Bình" in say(lesson, other, number_of(lesson, 1)).content.decode()


def test_no_robot_and_no_cache_keeps_it(lesson: OpenClass) -> None:
    answer = scan(lesson, Client())
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]
    cookies = [(one.key, one["httponly"], one["samesite"], one["path"]) for one in answer.cookies.values()]
    assert ("nscl-check-in", True, "Lax", f"/diem-danh/{lesson.address}/") in cookies
    assert ("nscl-phone", True, "Lax", "/diem-danh/") in cookies
