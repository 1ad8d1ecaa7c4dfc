"""The page of the evidence of a thing: answer first, what each is, what was removed by whom and why."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.records.models import Evidence
from tests.factories import files
from tests.factories.evidence import LINK, a_document, a_link, a_photograph

SignedIn = Callable[[Role], Client]
MOST_QUERIES = 15


def page(client: Client, activity: int) -> str:
    response = client.get(f"/minh-chung/hoat-dong/{activity}/")
    assert response.status_code == 200
    return response.content.decode()


def test_without_evidence_the_page_says_what_is_missing_and_what_to_do(signed_in: SignedIn, activity: int) -> None:
    body = page(signed_in(Role.AGENCY_FOCAL_POINT), activity)
    assert "Chưa có minh chứng nào." in body
    assert f"/minh-chung/hoat-dong/{activity}/them/" in body


def test_a_reader_sees_but_is_offered_nothing(signed_in: SignedIn, activity: int) -> None:
    number = a_photograph(activity)
    body = page(signed_in(Role.NATIONAL_VIEWER), activity)
    assert f"/minh-chung/{number}/nho/" in body
    assert "Khai mạc" in body
    for act in ("them/", "goc/", "go/", "chu-thich/"):
        assert f"/{act}" not in body


def test_each_kind_leads_where_it_should(signed_in: SignedIn, activity: int) -> None:
    picture, document = a_photograph(activity), a_document(activity)
    a_link(activity)
    body = page(signed_in(Role.PROVINCE_OFFICER), activity)
    assert f'href="/minh-chung/{picture}/xem/"' in body
    assert f'href="/minh-chung/{document}/goc/"' in body
    assert f'href="{LINK}" rel="noopener noreferrer external"' in body
    assert "baobacninh.vn" in body
    assert "1 đường dẫn" in body


def test_a_caption_is_changed(signed_in: SignedIn, activity: int) -> None:
    number = a_photograph(activity)
    client = signed_in(Role.AGENCY_FOCAL_POINT)
    assert "Khai mạc" in client.get(f"/minh-chung/{number}/chu-thich/").content.decode()
    client.post(f"/minh-chung/{number}/chu-thich/", {"chu_thich": "Bế mạc <b>"})
    assert "Bế mạc &lt;b&gt;" in page(client, activity)


def test_removing_asks_for_the_reason_and_shows_the_trace_to_those_who_audit(
    signed_in: SignedIn, activity: int
) -> None:
    number = a_photograph(activity)
    client = signed_in(Role.AGENCY_FOCAL_POINT)
    refused = client.post(f"/minh-chung/{number}/go/", {"ly_do": " "})
    assert refused.status_code == 422
    assert Evidence.objects.get().removed_at is None
    done = client.post(f"/minh-chung/{number}/go/", {"ly_do": "Ảnh của hội nghị khác"}, follow=True)
    assert "Đã gỡ khai-mac.jpg." in done.content.decode()
    trace = page(signed_in(Role.AUDITOR), activity)
    assert "Ảnh của hội nghị khác" in trace
    assert str(Role.AGENCY_FOCAL_POINT.label) in trace
    assert "khai-mac.jpg" not in page(signed_in(Role.NATIONAL_VIEWER), activity)
    assert client.get(f"/minh-chung/{number}/go/").status_code == 404
    assert client.get(f"/minh-chung/{number}/chu-thich/").status_code == 404


def test_a_sample_says_that_it_is_one(signed_in: SignedIn, activity: int) -> None:
    a_photograph(activity)
    Evidence.objects.update(is_sample=True)
    assert "Số liệu mẫu" in page(signed_in(Role.NATIONAL_VIEWER), activity)


def test_as_many_queries_for_three_as_for_one(signed_in: SignedIn, activity: int) -> None:
    client = signed_in(Role.PROVINCE_OFFICER)
    counts = []
    for number in range(3):
        a_photograph(activity, data=files.picture(colour=f"rgb({20 * number}, 5, 5)"), name=f"anh-{number}.jpg")
        with CaptureQueriesContext(connection) as queries:
            page(client, activity)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= MOST_QUERIES
