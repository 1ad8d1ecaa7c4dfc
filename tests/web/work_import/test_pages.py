"""A template, a file, what it would do, and the doing, through the pages."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.plans.models import Task
from nscl.records.spreadsheets.reading import MAX_BYTES, read_sheet
from nscl.work.imports.columns import ACTIVITIES
from nscl.work.models import Activity, ActivityImport
from tests.factories.xlsx import filled
from tests.web.work.conftest import Work

pytestmark = pytest.mark.django_db


def rows_of(work: Work, count: int = 2, **changes: Any) -> bytes:
    label = Task.objects.get(pk=work.task).title
    return filled(
        {"task": label, "kind": "hội nghị", "title": f"Việc {n}", "starts_on": date(2026, 3, 1), **changes}
        for n in range(count)
    )


def address(work: Work, name: str = "activity-import", **kwargs: Any) -> str:
    return reverse(name, kwargs={"number": work.annual, **kwargs})


def send(client: Client, work: Work, data: bytes) -> Any:
    return client.post(address(work), {"tep": SimpleUploadedFile("việc.xlsx", data)})


def test_a_file_is_seen_and_then_taken_in(work: Work, officer: Client, focal: Client) -> None:
    before = Activity.objects.count()
    preview = send(officer, work, rows_of(work)).headers["Location"]
    page = unescape(officer.get(preview).content.decode())
    assert "2 dòng sẽ thành hoạt động" in page
    assert "Việc 1" in page
    assert Activity.objects.count() == before
    assert focal.get(preview).status_code == 404  # another person's file
    done = officer.post(preview, {"viec": "nhap"}, follow=True)
    assert "Đã nhập 2 hoạt động." in unescape(done.content.decode())
    assert Activity.objects.count() == before + 2
    assert ActivityImport.objects.get().file_name == "việc.xlsx"
    assert officer.get(preview).status_code == 404


def test_the_same_file_is_known_again(work: Work, officer: Client) -> None:
    data = rows_of(work)
    officer.post(send(officer, work, data).headers["Location"], {"viec": "nhap"})
    again = send(officer, work, data)
    assert again.status_code == 422
    assert "Tệp này đã nhập rồi" in unescape(again.content.decode())


def test_wrong_rows_are_shown_and_nothing_can_be_taken_in(work: Work, officer: Client) -> None:
    before = Activity.objects.count()
    preview = send(officer, work, rows_of(work, planned_cost="12,34")).headers["Location"]
    page = unescape(officer.get(preview).content.decode())
    assert "2 dòng phải sửa" in page
    assert "F2" in page
    assert 'value="nhap"' not in page
    assert officer.post(preview, {"viec": "nhap"}).status_code == 409
    assert Activity.objects.count() == before


def test_what_is_dropped_is_gone(work: Work, officer: Client) -> None:
    preview = send(officer, work, rows_of(work)).headers["Location"]
    assert officer.post(preview, {"viec": "bo"}).status_code == 302
    assert officer.get(preview).status_code == 404


@pytest.mark.parametrize("data", [b"MZ", b"PK\x03\x04", bytes(MAX_BYTES + 1)], ids=["program", "cut", "large"])
def test_a_file_that_is_not_what_it_says_is_refused_in_the_form(work: Work, officer: Client, data: bytes) -> None:
    answer = send(officer, work, data)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_template_is_an_excel_file_that_the_import_reads(work: Work, focal: Client) -> None:
    answer = focal.get(address(work, "activity-import-template"))
    assert read_sheet(answer.content, ACTIVITIES).rows == ()
    assert "hoat-dong-2026.xlsx" in answer.headers["Content-Disposition"]


def test_the_page_of_the_annual_plan_leads_here(work: Work, officer: Client) -> None:
    page = officer.get(reverse("annual-plan", kwargs={"number": work.annual}))
    assert address(work) in page.content.decode()


def test_the_queries_do_not_grow_with_the_rows(work: Work, officer: Client) -> None:
    def queries(count: int) -> int:
        preview = send(officer, work, rows_of(work, count)).headers["Location"]
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(preview).status_code == 200
        return len(captured)

    assert queries(1) == queries(30)
