"""Findings decided, editions issued, amended, compared, discarded; the document's text kept."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.plans.models import EditionText, Finding, Plan, PlanEdition, Task
from tests.factories.world import World
from tests.web.plan_editing.pages import opened, words_of

pytestmark = pytest.mark.django_db


def base(world: World) -> str:
    return f"/ke-hoach/{world.draft_slug}/ban-{world.draft_ordinal}/"


def errors_of(world: World) -> list[Finding]:
    return list(Finding.objects.filter(edition=world.draft_id, severity="error").order_by("pk"))


def decide(client: Client, world: World, finding: Finding, decision: str, reason: str = "") -> object:
    path = f"{base(world)}phat-hien/{finding.pk}/xu-ly/"
    return client.post(path, {"quyet_dinh": decision, "ly_do": reason})


def test_a_waiver_needs_a_reason(officer: Client, world: World) -> None:
    finding = errors_of(world)[0]
    refused = decide(officer, world, finding, "waived")
    assert "phải nêu lý do" in words_of(refused)
    decide(officer, world, finding, "waived", "Lỗi in, đã có đính chính")
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == ("waived", "Lỗi in, đã có đính chính")
    decide(officer, world, finding, "open")
    finding.refresh_from_db()
    assert finding.state == "open"


def test_what_is_still_found_is_not_fixed(officer: Client, world: World) -> None:
    finding = Finding.objects.filter(edition=world.draft_id).exclude(rule="").order_by("pk")[0]
    assert "vẫn thấy mâu thuẫn này" in words_of(decide(officer, world, finding, "fixed"))


def test_hints_are_accepted_together_and_nothing_else(officer: Client, world: World) -> None:
    path = f"{base(world)}phat-hien/ghi-nhan-luu-y/"
    hints = Finding.objects.filter(edition=world.draft_id, severity="info", state="open")
    count = hints.count()
    assert count
    assert f"Ghi nhận {count} lưu ý" in words_of(officer.get(path))
    assert hints.count() == count
    officer.post(path)
    assert hints.count() == 0
    assert all(finding.state == "open" for finding in errors_of(world))


def test_a_plan_with_undecided_errors_is_not_issued(officer: Client, leader: Client, world: World) -> None:
    path = f"{base(world)}ban-hanh/"
    errors = errors_of(world)
    words = words_of(leader.get(path))
    assert f"Còn {len(errors)} chỗ sai chưa xử lý" in words
    assert errors[0].says in words
    assert leader.post(path).status_code == 409
    assert PlanEdition.objects.get(pk=world.draft_id).state == "draft"
    for finding in errors:
        decide(officer, world, finding, "accepted")
    assert "Không còn chỗ sai nào chưa xử lý" in words_of(leader.get(path))
    assert leader.post(path)["Location"] == base(world)
    assert PlanEdition.objects.get(pk=world.draft_id).state == "issued"
    assert leader.post(path).status_code == 409


def test_the_list_before_issuing_links_only_what_the_leader_may_open(leader: Client, world: World) -> None:
    page = leader.get(f"{base(world)}ban-hanh/").content.decode()
    assert "Số, ký hiệu văn bản" in page
    links = set(re.findall(r'<dt><a href="([^"]+)"', page))
    assert links
    assert {link: leader.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_an_amendment_shows_its_difference_item_by_item(officer: Client, leader: Client, world: World) -> None:
    issued = f"/ke-hoach/{world.slug}/ban-{world.ordinal}/"
    assert "giống" not in words_of(leader.get(f"{issued}mo-dieu-chinh/"))
    answer = leader.post(f"{issued}mo-dieu-chinh/")
    amendment = f"/ke-hoach/{world.slug}/ban-{world.ordinal + 1}/"
    assert answer["Location"] == amendment
    task = Task.objects.filter(edition__plan__slug=world.slug, edition__state="draft").order_by("position")[0]
    path = f"{amendment}nhiem-vu/{task.pk}/sua/"
    assert officer.post(path, opened(officer, path) | {"title": ["Tên sau điều chỉnh"]}).status_code == 302
    words = words_of(officer.get(f"{amendment}dieu-chinh/"))
    assert "Tên sau điều chỉnh" in words
    assert task.title in words
    again = leader.post(f"{issued}mo-dieu-chinh/", follow=True)
    assert "đang có một bản nháp" in words_of(again)


def test_the_first_edition_has_nothing_to_compare_with(officer: Client, world: World) -> None:
    assert "Bản đầu tiên của kế hoạch" in words_of(officer.get(f"{base(world)}dieu-chinh/"))


def test_a_draft_is_discarded_after_asking(officer: Client, world: World) -> None:
    path = f"{base(world)}bo-ban-nhap/"
    assert "không lấy lại được" in words_of(officer.get(path))
    assert PlanEdition.objects.filter(pk=world.draft_id).exists()
    assert officer.post(path)["Location"] == "/ke-hoach/"
    assert not Plan.objects.filter(slug=world.draft_slug).exists()


def test_an_issued_edition_is_not_discarded(officer: Client, world: World) -> None:
    path = f"/ke-hoach/{world.slug}/ban-{world.ordinal}/bo-ban-nhap/"
    assert "không hủy được" in words_of(officer.get(path))
    assert officer.post(path).status_code == 409
    assert PlanEdition.objects.filter(pk=world.edition_id).exists()


def test_another_text_than_the_documents_is_refused_with_both_counts(officer: Client, world: World) -> None:
    path = f"/ke-hoach/{world.slug}/ban-{world.ordinal}/luu-van-ban/"
    lines = PlanEdition.objects.get(pk=world.edition_id).source_lines
    assert f"văn bản có {lines} dòng" in words_of(officer.get(path))
    answer = officer.post(path, {"van_ban": SimpleUploadedFile("van-ban.txt", b"mot\nhai\n")})
    assert answer.status_code == 422
    assert f"tệp này có 2 dòng, văn bản đã đọc có {lines} dòng" in words_of(answer)
    assert not EditionText.objects.filter(edition=world.edition_id).exists()


def test_an_officer_cannot_issue_nor_a_leader_edit(officer: Client, leader: Client, world: World) -> None:
    assert officer.post(f"{base(world)}ban-hanh/").status_code == 404
    task = Task.objects.filter(edition=world.draft_id).order_by("pk")[0]
    assert leader.post(f"{base(world)}nhiem-vu/{task.pk}/sua/", {"title": "x"}).status_code == 404
