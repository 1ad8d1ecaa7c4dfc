"""Editing items in place: kept, refused in place, two people at once, rows, removal and its undo, order."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from nscl.plans.models import Output, Task, TaskGroup
from nscl.records.models import AuditEvent
from nscl.web.plans.addresses import SEGMENTS
from tests.factories.world import World
from tests.web.plan_editing.pages import form_of, opened, words_of

pytestmark = pytest.mark.django_db


def base(world: World) -> str:
    return f"/ke-hoach/{world.draft_slug}/ban-{world.draft_ordinal}/"


def task(world: World, key: str = "1.1") -> Task:
    return Task.objects.get(edition=world.draft_id, key=key)


def edit_path(world: World, key: str = "1.1") -> str:
    return f"{base(world)}nhiem-vu/{task(world, key).pk}/sua/"


def keys(world: World) -> list[str]:
    return list(Task.objects.filter(edition=world.draft_id).order_by("position").values_list("key", flat=True))


def test_an_unchanged_form_writes_nothing(officer: Client, world: World) -> None:
    path = edit_path(world)
    events = AuditEvent.objects.count()
    answer = officer.post(path, opened(officer, path), follow=True)
    assert "Không có gì thay đổi" in words_of(answer)
    assert task(world).version == 1
    assert AuditEvent.objects.count() == events


def test_a_change_is_kept_and_recorded(officer: Client, world: World) -> None:
    path = edit_path(world)
    sent = opened(officer, path) | {"title": ["Mở lớp cho cán bộ xã"], "outputs.0.value": ["1.234,5"]}
    answer = officer.post(path, sent)
    assert answer.status_code == 302
    assert answer["Location"] == f"{base(world)}nhiem-vu/{task(world).pk}/"
    assert task(world).title == "Mở lớp cho cán bộ xã"
    assert Output.objects.get(task=task(world), position=1).value == Decimal("1234.5")
    event = AuditEvent.objects.order_by("-pk")[0]
    assert (event.action, event.subject_id) == ("task.changed", task(world).pk)


def test_mistakes_are_shown_at_their_fields_and_typing_is_kept(officer: Client, world: World) -> None:
    path = edit_path(world)
    wrong = {"title": [""], "at": ["30–20"], "schedule.end": [""], "outputs.0.value": ["1.5"]}
    answer = officer.post(path, opened(officer, path) | wrong | {"note": ["ghi chú đang viết"]})
    assert answer.status_code == 422
    words = words_of(answer)
    assert "Tên nhiệm vụ: Chưa điền mục này." in words
    assert "Đoạn dòng 30–20 không có" in words
    assert "Thời gian này phải có năm kết thúc" in words
    assert "nếu là phần thập phân, hãy viết “1,5”" in words
    assert form_of(answer)["note"] == ["ghi chú đang viết"]
    assert task(world).version == 1


def test_refusals_of_the_operation_stand_at_their_fields(officer: Client, world: World) -> None:
    path = edit_path(world)
    answer = officer.post(path, opened(officer, path) | {"at": ["59–600"]})
    assert answer.status_code == 422
    assert re.search(r'href="#id_at">Dòng trong văn bản: dòng 600 nằm ngoài văn bản', answer.content.decode())
    taken = officer.post(path, opened(officer, path) | {"key": ["2.1"]})
    assert 'href="#id_key"' in taken.content.decode()


def test_rows_grow_and_shrink_without_script(officer: Client, world: World) -> None:
    path = edit_path(world)
    sent = opened(officer, path)
    assert sent["outputs.so-dong"] == ["3"]
    more = officer.post(path, sent | {"them-dong": ["outputs"], "title": ["đang viết dở"]})
    grown = form_of(more)
    assert (grown["outputs.so-dong"], grown["title"]) == (["4"], ["đang viết dở"])
    assert "error-summary" not in more.content.decode()
    grown |= {"outputs.2.text": ["12 cuộc hội thảo"], "outputs.0.bo-dong": ["on"]}
    assert officer.post(path, grown).status_code == 302
    texts = Output.objects.filter(task=task(world)).order_by("position").values_list("text", flat=True)
    assert list(texts) == ["báo cáo", "12 cuộc hội thảo"]


def test_the_second_of_two_people_loses_nothing(officer: Client, world: World) -> None:
    path = edit_path(world)
    mine = opened(officer, path) | {"title": ["Tên của tôi"], "note": ["Ghi chú của tôi"]}
    theirs = opened(officer, path) | {"title": ["Tên của họ"]}
    assert officer.post(path, theirs).status_code == 302
    answer = officer.post(path, mine)
    assert answer.status_code == 409
    assert "Tên của họ" in words_of(answer)
    assert "Tên của tôi" in words_of(answer)
    assert task(world).title == "Tên của họ"
    settled = form_of(answer)
    assert settled["note"] == ["Ghi chú của tôi"]
    settled["chon.title"] = ["dang-luu"]
    assert officer.post(path, settled).status_code == 302
    assert (task(world).title, task(world).note) == ("Tên của họ", "Ghi chú của tôi")


def test_adding_after_an_item(officer: Client, world: World) -> None:
    path = f"{base(world)}nhiem-vu/them/?sau={task(world).pk}"
    sent = opened(officer, path) | {
        "key": ["1.2"],
        "group": ["1"],
        "title": ["Nhiệm vụ thêm"],
        "schedule.kind": ["annual"],
        "lead": ["so-y-te", ""],
        "at": ["25"],
    }
    answer = officer.post(path, sent)
    assert answer.status_code == 302
    assert keys(world) == ["1.1", "1.2", "2.1"]


def test_removal_and_its_undo(officer: Client, world: World) -> None:
    path = f"{base(world)}nhiem-vu/{task(world).pk}/bo/"
    before = opened(officer, edit_path(world))
    asked = officer.get(path)
    assert "Bỏ Nhiệm vụ 1.1 khỏi bản nháp?" in words_of(asked)
    listed = officer.post(path, {"phien-ban": "1"}, follow=True)
    assert keys(world) == ["2.1"]
    undo = re.search(r'href="([^"]+/hoan-tac/[^"]+)"', listed.content.decode())
    assert undo is not None
    assert officer.get(undo[1]).status_code == 200
    assert officer.post(undo[1]).status_code == 302
    assert keys(world) == ["1.1", "2.1"]
    assert opened(officer, edit_path(world)) == before | {"phien-ban": ["2"]}
    assert officer.post(undo[1]).status_code == 404


def test_removal_is_refused_while_something_refers_to_it(officer: Client, world: World) -> None:
    group = TaskGroup.objects.get(edition=world.draft_id, key="1")
    answer = officer.post(f"{base(world)}nhom-nhiem-vu/{group.pk}/bo/")
    assert "đang được dùng" in words_of(answer)
    assert TaskGroup.objects.filter(pk=group.pk).exists()


def test_moving(officer: Client, world: World) -> None:
    path = f"{base(world)}nhiem-vu/{task(world, '2.1').pk}/chuyen/"
    officer.post(path, {"huong": "len"})
    assert keys(world) == ["2.1", "1.1"]
    officer.post(path, {"huong": "len"})
    assert keys(world) == ["2.1", "1.1"]
    officer.post(path, {"huong": "xuong"})
    assert keys(world) == ["1.1", "2.1"]


def test_htmx_gets_the_same_page_and_goes_on_by_a_header(officer: Client, world: World) -> None:
    path = edit_path(world)
    sent = opened(officer, path)
    headers = {"HX-Request": "true"}
    refused = officer.post(path, sent | {"title": [""]}, headers=headers)
    assert refused.status_code == 200
    assert 'id="noi-dung"' in refused.content.decode()
    kept = officer.post(path, sent | {"title": ["Tên mới"]}, headers=headers)
    assert kept["HX-Redirect"] == f"{base(world)}nhiem-vu/{task(world).pk}/"


def test_an_issued_plan_says_why_it_cannot_be_edited(officer: Client, world: World) -> None:
    number = Task.objects.filter(edition=world.edition_id).order_by("pk")[0].pk
    path = f"/ke-hoach/{world.slug}/ban-{world.ordinal}/nhiem-vu/{number}/sua/"
    answer = officer.get(path)
    assert answer.status_code == 409
    assert "không sửa được" in words_of(answer)
    assert officer.post(path, {"title": "x"}).status_code == 409


@pytest.mark.parametrize("segment", sorted(set(SEGMENTS.values()) - {"thong-tin", "bang-du-toan"}))
def test_a_blank_form_names_what_is_missing(officer: Client, world: World, segment: str) -> None:
    answer = officer.post(f"{base(world)}{segment}/them/", {})
    assert answer.status_code == 422
    assert "Chưa điền mục này." in words_of(answer)


def test_items_of_another_edition_and_unknown_kinds_are_not_found(officer: Client, world: World) -> None:
    foreign = Task.objects.filter(edition=world.edition_id).order_by("pk")[0].pk
    assert officer.get(f"{base(world)}nhiem-vu/{foreign}/sua/").status_code == 404
    assert officer.get(f"{base(world)}chuyen-la/1/sua/").status_code == 404
    assert officer.get(f"{base(world)}thong-tin/them/").status_code == 404


def test_every_kind_of_item_has_its_door(officer: Client, world: World) -> None:
    page = officer.get(f"{base(world)}soan/").content.decode()
    for segment in SEGMENTS.values():
        assert f"{base(world)}{segment}/" in page, segment
    frame = officer.get(f"{base(world)}bang-du-toan/them/")
    assert frame.status_code == 302
    assert opened(officer, frame["Location"])["years"] == ["2021–2023"]
