"""The pages of rounds and submissions, as each person sees them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.documents.report_papers.tables import TableCode
from nscl.reporting.models import Submission
from nscl.reporting.queries.figures import AGENCY_TABLES
from nscl.web.reports.views.figures import TABLE
from tests.factories.report_rounds import ASKED, Reports
from tests.factories.world import World
from tests.web.reports.conftest import client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
# An agency's table asks which bodies and tasks are its own; that of measures counts every kind of record besides;
# the page before submitting asks which measures are its own, to name those without an estimate.
MOST_OF_FIGURES, MOST_OF_MEASURES, MOST_BEFORE_SENDING = 18, 25, 22


def seen(client: Client, href: str, most: int = MOST_QUERIES) -> str:
    """A page, within what a page may ask of the database."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(href)
    assert response.status_code == 200, href
    assert len(queries) <= most, f"{href}: {len(queries)}"
    text: str = response.content.decode()
    return text


def href(name: str, number: int) -> str:
    return reverse(name, kwargs={"number": number})


def test_the_first_page_says_ones_own_report_first_and_the_officer_how_all_stand(world: World, made: Reports) -> None:
    focal = seen(client_of(world, Role.AGENCY_FOCAL_POINT), reverse("reports"))
    assert "Báo cáo của Sở Giáo dục và Đào tạo: đang soạn, quá hạn 1 ngày (hạn 20/11/2026)." in focal
    assert "Soạn tiếp báo cáo" in focal
    assert "cơ quan đã nộp" not in focal
    officer = seen(client_of(world, Role.PROVINCE_OFFICER), reverse("reports"))
    assert "Báo cáo năm 2026: 2/4 cơ quan đã nộp, 2 quá hạn, 1 chờ nhận" in officer
    assert "Số liệu mẫu" in officer
    assert made.round


def test_a_round_says_who_has_reported_and_leads_to_each(world: World, made: Reports) -> None:
    officer = seen(client_of(world, Role.PROVINCE_OFFICER), href("round", made.round))
    assert "Đã nộp, chờ nhận" in officer
    assert "Quá hạn 1 ngày" in officer
    assert href("submission", made.waiting) in officer
    focal = seen(client_of(world, Role.AGENCY_FOCAL_POINT), href("round", made.round))
    assert href("submission", made.own) in focal
    assert href("submission", made.waiting) not in focal
    assert "Khóa kỳ" not in focal
    file = client_of(world, Role.AUDITOR).get(f"{href('round', made.round)}?tai-ve=xlsx")
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_who_writes_sees_fields_and_remarks_beside_them_who_reads_the_text(world: World, made: Reports) -> None:
    writing = seen(client_of(world, Role.AGENCY_FOCAL_POINT), href("submission", made.own))
    assert f'id="noi-dung-{made.paragraph}"' in writing
    assert ASKED in writing
    assert "Đã xử lý" in writing
    assert "Nêu cả khó khăn." in writing
    reading = seen(client_of(world, Role.PROVINCE_LEADER), href("submission", made.own))
    assert "<textarea" not in reading
    assert "&lt;b&gt;về năng suất&lt;/b&gt;" in reading
    assert "Đã xử lý</button>" not in reading


@pytest.mark.parametrize("code", AGENCY_TABLES)
def test_every_table_of_an_agency_is_a_page_of_its_own(world: World, made: Reports, code: TableCode) -> None:
    most = MOST_OF_MEASURES if code is TableCode.MEASURES else MOST_OF_FIGURES
    focal = client_of(world, Role.AGENCY_FOCAL_POINT)
    page = seen(focal, f"{href('submission-figures', made.own)}?{TABLE}={code}", most)
    assert "tự cập nhật theo việc đã ghi" in page
    assert ('name="uoc-' in page) == (code is TableCode.MEASURES)


def test_sealed_figures_stay_and_lead_to_the_records_of_their_day(world: World, made: Reports) -> None:
    client = client_of(world, Role.AUDITOR)
    page = seen(client, href("submission-figures", made.sent), MOST_OF_FIGURES)
    assert "Số liệu đã chốt khi nộp" in page
    assert "1.234,5" in page
    records = seen(client, f"{href('submission-records', made.sent)}?bang=measures&dong=measure:12")
    assert "Lớp tập huấn 5S" in records
    nothing = client.get(f"{href('submission-records', made.sent)}?bang=measures&dong=measure:13")
    assert nothing.status_code == 404


def test_what_is_missing_stands_before_the_button(world: World, made: Reports) -> None:
    focal = client_of(world, Role.AGENCY_FOCAL_POINT)
    page = seen(focal, href("submission-sending", made.own), MOST_BEFORE_SENDING)
    assert "Đã quá hạn 1 ngày." in page
    assert "nhận xét" in page
    assert 'name="phien-ban"' in page
    Submission.objects.get(pk=made.own).paragraphs.update(text="")
    empty = seen(focal, href("submission-sending", made.own), MOST_BEFORE_SENDING)
    assert "Nộp báo cáo</button>" not in empty


def test_the_other_pages_open(world: World, made: Reports) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    assert "Sở Y tế" in seen(officer, reverse("round-timeliness"))
    for name, number in [
        ("submission-history", made.own),
        ("submission-return", made.sent),
        ("submission-accept", made.sent),
        ("submission-hand", made.waiting),
        ("submission-remove", made.waiting),
        ("round-edit", made.round),
        ("round-close", made.round),
        ("round-reopen", made.closed),
    ]:
        assert "Số liệu mẫu" in seen(officer, href(name, number), MOST_OF_FIGURES), name
