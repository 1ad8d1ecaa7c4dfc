"""The screen in front of the class: the code of now, how many are in, and why there is none."""

from __future__ import annotations

import re
from http import HTTPStatus

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nscl.accounts.enums import Role
from nscl.documents.qr import qr_svg
from nscl.records.operations import SYSTEM
from nscl.training.operations.classes import add_staff
from nscl.training.rules.check_in import code_at
from tests.factories.open_class import OpenClass
from tests.factories.training import mark_present
from tests.factories.world import World
from tests.web.check_in.conftest import signed_in


def screen_of(lesson: OpenClass, client: Client, session: int = 0, *, by_htmx: bool = False) -> str:
    path = reverse("check-in-code", kwargs={"number": lesson.number, "session": lesson.sessions[session]})
    answer = client.get(path, headers={"HX-Request": "true"} if by_htmx else {})
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_the_code_of_now_and_who_is_in(lesson: OpenClass, focal: Client) -> None:
    mark_present(lesson.sessions[0], [lesson.people[0].number], at=timezone.now())
    page = screen_of(lesson, focal)
    code = code_at(lesson.key, timezone.now())
    address = f"http://testserver/diem-danh/{lesson.address}/{code}/"
    assert qr_svg(address) in page
    assert re.search(r"<strong>1</strong> trên 2 học viên có mặt", page)
    assert '<noscript><meta http-equiv="refresh"' in page
    # The key is nowhere, and no style that the policy would refuse.
    assert lesson.key not in page
    assert " style=" not in page


def test_htmx_gets_the_code_alone_with_the_moment_of_the_next(lesson: OpenClass, focal: Client) -> None:
    with time_machine.travel("2026-11-21T08:30:25+07:00", tick=False):
        part = screen_of(lesson, focal, by_htmx=True)
    assert part.lstrip().startswith('<div id="ma-diem-danh"')
    assert 'hx-trigger="load delay:5s"' in part


def test_before_and_after_there_is_no_code(lesson: OpenClass, focal: Client) -> None:
    tomorrow = screen_of(lesson, focal, session=1)
    assert "Mã hiện ở đây lúc 07:45" in tomorrow
    assert "<svg xmlns" not in tomorrow
    with time_machine.travel("2026-11-21T12:00:00+07:00", tick=False):
        over = screen_of(lesson, focal)
    assert "Buổi học đã kết thúc" in over
    assert "hx-get" not in over


def test_who_runs_the_class_without_working_for_its_agency_may_show_it(lesson: OpenClass, world: World) -> None:
    reader, path = (
        signed_in(world, Role.PROVINCE_LEADER),
        reverse("check-in-code", kwargs={"number": lesson.number, "session": lesson.sessions[0]}),
    )
    assert reader.get(path).status_code == HTTPStatus.NOT_FOUND
    leader = world.people[Role.PROVINCE_LEADER]
    add_staff(training_class=lesson.number, user=leader.pk, viewer=None, by=SYSTEM, at=timezone.now())
    assert reader.get(path).status_code == HTTPStatus.OK


def test_a_session_of_another_class_is_not_there(lesson: OpenClass, focal: Client) -> None:
    path = reverse("check-in-code", kwargs={"number": lesson.number, "session": 999999})
    assert focal.get(path).status_code == HTTPStatus.NOT_FOUND
