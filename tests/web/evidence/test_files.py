"""The files: previews without metadata for all who may see, originals for few; harmless wherever they are opened."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import FileResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from nscl.accounts.enums import Role
from nscl.records.evidence_files.storage import evidence_store
from nscl.records.models import EvidenceFile
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import remove_evidence
from tests.factories import files
from tests.factories.evidence import a_document, a_link, a_photograph

SignedIn = Callable[[Role], Client]
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
AUDITORS = (Role.PROVINCE_OFFICER, Role.AUDITOR, Role.AGENCY_FOCAL_POINT)


def content(response: object) -> bytes:
    assert isinstance(response, FileResponse)
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


@pytest.mark.parametrize("which", ["xem", "nho"])
def test_whoever_sees_the_activity_sees_the_picture_without_what_the_camera_wrote(
    signed_in: SignedIn, activity: int, which: str
) -> None:
    number = a_photograph(activity)
    response = signed_in(Role.NATIONAL_VIEWER).get(f"/minh-chung/{number}/{which}/")
    data = content(response)
    assert Image.open(io.BytesIO(data)).format == "JPEG"
    assert files.GPS_MARK not in data
    assert files.AUTHOR.encode() not in data
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "attachment" not in response.headers.get("Content-Disposition", "")


def test_the_original_of_a_photograph_is_for_those_who_answer_for_it_or_audit_it(
    signed_in: SignedIn, activity: int
) -> None:
    number = a_photograph(activity)
    for role in AUDITORS:
        data = content(signed_in(role).get(f"/minh-chung/{number}/goc/"))
        assert files.GPS_MARK in data
    assert signed_in(Role.NATIONAL_VIEWER).get(f"/minh-chung/{number}/goc/").status_code == 404


def test_a_document_is_for_all_who_see_the_activity_and_only_to_be_saved(signed_in: SignedIn, activity: int) -> None:
    number = a_document(activity)
    response = signed_in(Role.NATIONAL_VIEWER).get(f"/minh-chung/{number}/goc/")
    assert content(response).startswith(b"PK")
    assert response.headers["Content-Disposition"] == 'attachment; filename="bien-ban.docx"'
    for which in ("xem", "nho"):
        assert signed_in(Role.PROVINCE_OFFICER).get(f"/minh-chung/{number}/{which}/").status_code == 404


@pytest.mark.parametrize("which", ["xem", "nho", "goc"])
def test_a_file_runs_nothing_wherever_it_is_opened(signed_in: SignedIn, activity: int, which: str) -> None:
    number = a_photograph(activity)
    response = signed_in(Role.PROVINCE_OFFICER).get(f"/minh-chung/{number}/{which}/")
    content(response)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_browser_that_has_it_is_told_so_as_long_as_it_may(signed_in: SignedIn, activity: int) -> None:
    address = f"/minh-chung/{a_photograph(activity)}/xem/"
    client = signed_in(Role.PROVINCE_OFFICER)
    first = client.get(address)
    content(first)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Content-Security-Policy"] == POLICY
    stranger = signed_in(Role.BENEFICIARY).get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert stranger.status_code == 404


def test_removed_evidence_is_for_auditors_until_its_bytes_go(signed_in: SignedIn, activity: int) -> None:
    number = a_photograph(activity)
    remove_evidence(number=number, reason="nhầm", by=SYSTEM, at=timezone.now())
    address = f"/minh-chung/{number}/xem/"
    content(signed_in(Role.AUDITOR).get(address))
    assert signed_in(Role.NATIONAL_VIEWER).get(address).status_code == 404
    EvidenceFile.objects.update(discarded_at=timezone.now() + timedelta(days=100))
    assert signed_in(Role.AUDITOR).get(address).status_code == 404


def test_a_file_that_the_disk_lost_is_not_found(signed_in: SignedIn, activity: int) -> None:
    number = a_photograph(activity)
    evidence_store().preview(EvidenceFile.objects.get().sha256).unlink()
    assert signed_in(Role.PROVINCE_OFFICER).get(f"/minh-chung/{number}/xem/").status_code == 404


def test_a_link_has_no_file(signed_in: SignedIn, activity: int) -> None:
    number = a_link(activity)
    for which in ("xem", "nho", "goc"):
        assert signed_in(Role.PROVINCE_OFFICER).get(f"/minh-chung/{number}/{which}/").status_code == 404


def test_a_page_of_photographs_costs_the_same_queries_each(
    signed_in: SignedIn, activity: int, django_assert_max_num_queries: object
) -> None:
    number = a_photograph(activity)
    client = signed_in(Role.AGENCY_FOCAL_POINT)
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # pytest-django's fixture
        content(client.get(f"/minh-chung/{number}/nho/"))
