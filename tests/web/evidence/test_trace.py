"""Evidence in the history of what it proves, and what becomes of it when that is taken away."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.plans.models import Plan
from nscl.records.models import Evidence
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_link
from nscl.work.enums import WorkKind
from nscl.work.models import Activity, Commendation
from tests.factories.difficulties import proposed, raised, today_agency
from tests.factories.evidence import LINK, a_photograph
from tests.factories.people import AT
from tests.factories.world import World
from tests.web.evidence.conftest import SignedIn

REASON = "gửi nhầm ảnh"


def removed(client: Client, number: int) -> None:
    assert client.post(f"/minh-chung/{number}/go/", {"ly_do": REASON}).status_code == 302


def test_the_history_of_an_activity_names_its_evidence(signed_in: SignedIn, activity: int) -> None:
    officer = signed_in(Role.PROVINCE_OFFICER)
    number = a_photograph(activity)
    officer.post(f"/minh-chung/{number}/chu-thich/", {"chu_thich": "Toàn cảnh"})
    removed(officer, number)
    page = officer.get(f"/hoat-dong/{activity}/").content.decode()
    for words in (
        "Thêm minh chứng: khai-mac.jpg",
        "Sửa chú thích của minh chứng: khai-mac.jpg",
        "Chú thích: Khai mạc → Toàn cảnh",
        "Gỡ minh chứng: khai-mac.jpg",
        REASON,
        "Thêm hoạt động",
    ):
        assert words in page
    assert "evidence." not in page
    officer.cookies["django_language"] = "en"
    english = officer.get(f"/hoat-dong/{activity}/").content.decode()
    assert "Evidence removed: khai-mac.jpg" in english
    assert "Thêm minh chứng" not in english
    stranger = signed_in(Role.NATIONAL_VIEWER).get(f"/hoat-dong/{activity}/").content.decode()
    assert "Gỡ minh chứng" not in stranger


def test_an_activity_with_evidence_is_cancelled_not_removed(signed_in: SignedIn, activity: int) -> None:
    focal = signed_in(Role.AGENCY_FOCAL_POINT)
    number = a_photograph(activity)
    version = Activity.objects.get(pk=activity).version
    refused = focal.post(f"/hoat-dong/{activity}/xoa/", {"phien-ban": str(version)})
    assert refused.status_code == 409
    words = refused.content.decode()
    assert "có 1 minh chứng nên không xóa được" in words
    assert "Hãy hủy hoạt động" in words
    assert Activity.objects.filter(pk=activity).exists()
    removed(focal, number)
    assert focal.post(f"/hoat-dong/{activity}/xoa/", {"phien-ban": str(version)}).status_code == 302
    trace = Evidence.objects.get(pk=number)
    assert (trace.subject_id, trace.removal_reason) == (activity, REASON)


@pytest.mark.usefixtures("activity")
def test_a_withdrawn_candidate_takes_its_evidence_along(signed_in: SignedIn, world: World) -> None:
    candidate = proposed(Plan.objects.get(slug=world.slug), year=2026)
    subject = EvidenceSubject(
        kind=WorkKind.COMMENDATION, number=candidate.pk, label="x", unit_id=Plan.objects.get(slug=world.slug).unit_id
    )
    number = add_link(subject=subject, link=LINK, by=SYSTEM, at=AT)
    officer = signed_in(Role.PROVINCE_OFFICER)
    assert "Thêm minh chứng" in officer.get(f"/khen-thuong/{candidate.pk}/").content.decode()
    sent = {"phien-ban": str(candidate.version), "reason": "trùng đối tượng", "ly_do": "trùng đối tượng"}
    assert officer.post(f"/khen-thuong/{candidate.pk}/rut/", sent).status_code == 302
    assert not Commendation.objects.filter(pk=candidate.pk).exists()
    trace = Evidence.objects.get(pk=number)
    assert trace.removed_at is not None
    assert "trùng đối tượng" in trace.removal_reason


def test_the_history_of_a_difficulty_names_its_evidence(signed_in: SignedIn, world: World) -> None:
    difficulty = raised(Plan.objects.get(slug=world.slug), agency=today_agency())
    officer = signed_in(Role.PROVINCE_OFFICER)
    officer.post(f"/minh-chung/vuong-mac/{difficulty.pk}/them/", {"duong_dan": LINK, "ten_duong_dan": "Công văn"})
    assert "Thêm minh chứng: Công văn" in officer.get(f"/vuong-mac/{difficulty.pk}/").content.decode()
