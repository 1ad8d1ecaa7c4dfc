"""Pages of the province's report: what is read, by whom, in how many queries."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.plans.models import Plan
from tests.factories.report_editions import Editions, a_settling_draft
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
# The table of measures counts every kind of record; an issued report stands with all its sealed tables on one page.
MOST_OF_FIGURES = 16
# Two whole sets of sealed figures are read to be compared.
MOST_OF_TWO_SETS = 20
# What was sealed last year is read, and counted anew with the records behind it.
MOST_OF_SETTLED = 27
HOME = "/bao-cao/tinh"


def get(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == HTTPStatus.OK, path
    return words_of(page)


def test_every_page_answers_in_few_queries_and_says_that_it_is_a_sample(world: World, made: Editions) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    draft = f"{HOME}/{made.draft}/"
    parts = ("", "soan/", "chon-doan/", "so-lieu/", "uoc-va-thuc-hien/", "the-thuc/", "ban-hanh/", "tep/", "lich-su/")
    issued = f"{HOME}/{made.second}/"
    paths = [f"{draft}{part}" for part in parts]
    paths += [f"{draft}so-lieu/?bang={code}" for code in ("tasks", "money", "agencies", "organisations")]
    paths += [f"{issued}{part}" for part in ("", "so-lieu/", "so-sanh/", "tep/")]
    paths += [f"{HOME}/ky/{made.round}/", f"{HOME}/ky/{made.old_round}/"]
    limits = dict.fromkeys((f"{draft}so-lieu/", issued), MOST_OF_FIGURES) | {f"{issued}so-sanh/": MOST_OF_TWO_SETS}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            page = officer.get(path)
        assert page.status_code == HTTPStatus.OK, path
        most = limits.get(path, MOST_QUERIES)
        assert len(queries) <= most, (path, len(queries), [one["sql"][:90] for one in queries])
        assert "Số liệu mẫu" in words_of(page), path


def test_the_last_year_of_the_plan_before_leads_to_the_pages_of_that_plan(world: World) -> None:
    draft, slug, measure = a_settling_draft(Plan.objects.get(slug=world.slug))
    officer = client_of(world, Role.PROVINCE_OFFICER)
    with CaptureQueriesContext(connection) as queries:
        page = officer.get(f"{HOME}/{draft}/uoc-va-thuc-hien/")
    assert len(queries) <= MOST_OF_SETTLED, len(queries)
    assert "Kế hoạch Bắc Giang 2021–2025" in words_of(page)
    href = reverse("progress-measure", kwargs={"slug": slug, "number": measure})
    assert f'href="{href}"' in page.content.decode()
    assert officer.get(href).status_code == HTTPStatus.OK
