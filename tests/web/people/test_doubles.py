"""People who stand twice: proposed with what speaks for it, made one, remembered as two."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.organisations.models import DistinctPersons, Person
from nscl.plans.models import Plan
from tests.factories import register_entries as entries
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST = "/dao-tao/nguoi-trung/"
MERGE, APART = f"{LIST}gop/", f"{LIST}hai-nguoi/"
MOST_QUERIES = 15


def two(plan: Plan, phone: str = "+84912345678") -> tuple[Person, Person]:
    firm = entries.organisation(plan, name="Công ty Một")
    both = entries.person(plan, firm, name="Nguyễn Thị Thu"), entries.person(plan, name="Nguyễn Thu")
    Person.objects.filter(pk__in=[one.pk for one in both]).update(phone=phone)
    return both


def test_a_pair_is_proposed_with_what_speaks_for_it(plan: Plan, officer: Client) -> None:
    assert "Không có ai giống nhau" in words_of(officer.get(LIST))
    two(plan)
    page = officer.get(LIST)
    words = words_of(page)
    assert "1 cặp có thể là một người" in words
    assert "Cùng số điện thoại" in words
    assert "… 678" in words
    assert "912345" not in page.content.decode()


def test_two_rows_become_one_with_the_reason(plan: Plan, officer: Client) -> None:
    old, new = two(plan)
    address = f"{MERGE}?nguoi={old.pk}&nguoi={new.pk}"
    assert "Gộp thành một người" in words_of(officer.get(address))
    assert officer.post(address, {"keep": str(new.pk), "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    answer = officer.post(address, {"keep": str(new.pk), "reason": "cùng số điện thoại"}, follow=True)
    old.refresh_from_db()
    assert old.merged_into_id == new.pk
    words = words_of(answer)
    assert "Đã gộp Nguyễn Thị Thu vào Nguyễn Thu." in words
    assert "Đã gộp gần đây" in words
    assert "cùng số điện thoại" in words
    # The absorbed row is nobody any more.
    assert officer.post(address, {"keep": str(new.pk), "reason": "lại"}).status_code == HTTPStatus.NOT_FOUND


def test_two_different_personal_numbers_are_two_people(plan: Plan, officer: Client) -> None:
    old, new = two(plan, phone="")
    for one, letter in ((old, "a"), (new, "b")):
        Person.objects.filter(pk=one.pk).update(national_id_hash=letter * 64)
    answer = officer.post(f"{MERGE}?nguoi={old.pk}&nguoi={new.pk}", {"keep": str(old.pk), "reason": "một người"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "hai số định danh khác nhau" in words_of(answer)


def test_two_who_are_two_are_proposed_no_more(plan: Plan, officer: Client) -> None:
    old, new = two(plan)
    officer.post(APART, {"nguoi": [old.pk, new.pk]})
    assert DistinctPersons.objects.count() == 1
    assert "Không có cặp nào" in words_of(officer.get(LIST))


def test_any_two_are_found_by_search_and_no_other_number_of_them(plan: Plan, officer: Client) -> None:
    entries.person(plan, name="Trần Văn Bình")
    found = officer.get(LIST, {"q": "van binh"}).content.decode()
    assert 'type="checkbox" name="nguoi"' in found
    assert officer.get(MERGE, {"nguoi": ["1"]}).headers["Location"] == LIST
    assert officer.get(MERGE, {"nguoi": ["99998", "99999"]}).status_code == HTTPStatus.NOT_FOUND


def test_the_page_asks_as_often_for_three_pairs_as_for_one(plan: Plan, officer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(LIST).status_code == HTTPStatus.OK
        return len(seen)

    two(plan)
    officer.get(LIST)
    before = queries()
    for number in (1, 2):
        two(plan, phone=f"+8491234567{number}")
    assert queries() == before
    assert before <= MOST_QUERIES
