from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.web.search.views import marked
from tests.factories.world import World, built_world


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        yield built


@pytest.fixture
def world(_world: World, db: None) -> World:  # noqa: ARG001  (nothing is written; the world stays)
    return _world


def page_of(world: World, role: Role, q: str) -> str:
    client = Client()
    client.force_login(world.people[role])
    with CaptureQueriesContext(connection) as made:
        answer = client.get("/tim-kiem/", {"q": q})
    assert answer.status_code == 200
    assert len(made) <= 12
    return answer.content.decode()


def test_marks_are_not_needed_and_matches_are_shown(world: World) -> None:
    page = page_of(world, Role.PROVINCE_OFFICER, "mo lop dao tao nang suat")
    assert "<mark>Mở</mark> <mark>lớp</mark>" in page
    assert 'href="/mo/plans.task/' in page
    assert "Nhiệm vụ" in page


def test_a_draft_is_not_found_by_who_may_not_see_it(world: World) -> None:
    assert "<mark>" not in page_of(world, Role.NATIONAL_VIEWER, "mo lop dao tao nang suat thu nghiem")
    assert "Không tìm thấy" in page_of(world, Role.NATIONAL_VIEWER, "Xây dựng mô hình điểm tại doanh nghiệp thử nghiệm")


def test_every_hit_opens(world: World) -> None:
    client = Client()
    client.force_login(world.people[Role.PROVINCE_OFFICER])
    page = client.get("/tim-kiem/", {"q": "đào tạo"}).content.decode()
    doors = re.findall(r'<li><a href="(/[^"]+)"', page)
    assert doors
    for door in doors[:10]:
        assert client.get(door, follow=True).status_code == 200, door


def test_places_and_bodies_are_found(world: World) -> None:
    page = page_of(world, Role.PROVINCE_OFFICER, "Bắc Ninh")
    assert 'href="/don-vi/' in page
    assert "Đơn vị hành chính" in page


def test_empty_states(world: World) -> None:
    assert "Nhập từ cần tìm" in page_of(world, Role.PROVINCE_OFFICER, "  ")
    assert "Không tìm thấy “zzzz”." in page_of(world, Role.PROVINCE_OFFICER, "zzzz")


def test_what_was_typed_is_escaped(world: World) -> None:
    page = page_of(world, Role.PROVINCE_OFFICER, '<script>"')
    assert "<script>&quot;" not in page
    assert "&lt;script&gt;" in page


def test_words_are_marked_by_their_beginning() -> None:
    assert marked("Đào <tạo> năng suất", ["dao", "na"]) == "<mark>Đào</mark> &lt;tạo&gt; <mark>năng</mark> suất"
