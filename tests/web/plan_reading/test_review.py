"""The review screen without script: links and forms do all that the keys do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.documents.pack.values import Span
from nscl.documents.reading.results import Doubt, Unread
from nscl.plans.enums import ItemKind, PassageState, ReviewState
from nscl.plans.models import EditionText, ItemReview, SupportRule, Task
from nscl.plans.queries.reviews import list_item_reviews, list_passages
from nscl.web.plan_reading.review.course import ListKey, sequence_of
from tests.factories.plans import SMALL_TEXT, accept_all_findings, small_pack
from tests.factories.readings import drafted, small_reading
from tests.factories.world import World
from tests.web.plan_editing.pages import form_of, opened, words_of
from tests.web.plan_reading.conftest import REVIEW, SLUG

DRAFT = f"/ke-hoach/{SLUG}/ban-1/"


def code_of(edition: int, kind: ItemKind, segment: str) -> str:
    return f"{segment}-{ItemReview.objects.get(edition=edition, kind=kind.value).number}"


def marked(page: str) -> list[int]:
    """The lines that the page marks in the document."""
    return [int(number) for number in re.findall(r'class="[^"]*marked"\s+data-line="(\d+)"', page)]


def door(page: str, key: str) -> str:
    """Where the link of a key leads."""
    found = re.search(rf'href="([^"]+)" data-key="{key}"', page)
    return unescape(found[1]) if found else ""


def heading(page: str) -> str:
    found = re.search(r'id="dang-xem-ten">([^<]*)<', page)
    return unescape(found[1]) if found else ""


def test_it_opens_at_the_first_doubtful_item_with_why_it_is_doubtful(officer: Client, edition: int) -> None:
    assert edition
    answer = officer.get(REVIEW)
    words = words_of(answer)
    assert "Còn 7 mục nghi ngờ, 3 đoạn chưa được đọc" in words
    assert heading(answer.content.decode()) == "Kế hoạch"
    assert "ngày ban hành: Ngày ban hành lấy từ dòng ký." in words.replace("Ngày ban hành:", "ngày ban hành:")


def test_an_item_is_shown_beside_its_lines(officer: Client, edition: int) -> None:
    code = code_of(edition, ItemKind.TASK, "nhiem-vu")
    page = officer.get(f"{REVIEW}?muc={code}")
    text, words = page.content.decode(), words_of(page)
    assert marked(text) == [20, 21, 22]
    assert heading(text) == "Nhiệm vụ 1.1"
    for said in ("Hai cơ quan cùng khớp", "Sản phẩm 1, giá trị:", "Sở Khoa học và Công nghệ", "Mở tại huyện"):
        assert said in words


def test_a_budget_line_shows_its_figures(officer: Client, edition: int) -> None:
    words = words_of(officer.get(f"{REVIEW}?muc={code_of(edition, ItemKind.BUDGET_LINE, 'dong-du-toan')}"))
    assert "Năm 2022, triệu đồng" in words
    assert "NSNN: 200,5" in words


@pytest.mark.parametrize(
    "kind", [ItemKind.BUDGET, ItemKind.STATED_SUM, ItemKind.LEGAL_BASIS, ItemKind.TARGET, ItemKind.HEADER]
)
def test_every_kind_has_its_card(officer: Client, edition: int, viewer: Viewer, kind: ItemKind) -> None:
    course = sequence_of(viewer, edition, SMALL_TEXT, chosen="", part="")
    entry = next(one for one in course.lists[ListKey.DOUBTS] if one.item and one.item.kind is kind)
    page = officer.get(f"{REVIEW}?muc={entry.code}")
    assert heading(page.content.decode()) == entry.name
    assert page.content.decode().count("<dt>") > 2


def test_next_and_previous_go_through_the_list_and_end_at_its_ends(officer: Client, edition: int) -> None:
    assert edition
    here, seen = f"{REVIEW}?phan=nghi-ngo", []
    while here:
        page = officer.get(here).content.decode()
        seen.append(heading(page))
        here = door(page, "j")
    assert len(seen) == 7
    back = []
    page = officer.get(f"{REVIEW}?phan=nghi-ngo").content.decode()
    assert door(page, "k") == ""
    while following := door(page, "j"):
        page = officer.get(following).content.decode()
    while before := door(page, "k"):
        page = officer.get(before).content.decode()
        back.append(heading(page))
    assert back == seen[-2::-1]


def test_accepting_leads_to_the_next_that_waits(officer: Client, edition: int, viewer: Viewer) -> None:
    for left in range(6, -1, -1):
        page = officer.get(REVIEW)
        fields = re.search(
            r'action="([^"]+/ra-soat/[a-z-]+/\d+/)".*?name="tiep" value="([^"]*)"', page.content.decode()
        )
        assert fields is not None
        answer = officer.post(fields[1], {"viec": "nhan", "tiep": fields[2]})
        assert answer["Location"].endswith(f"?muc={fields[2]}")
        waiting = [row for row in list_item_reviews(viewer, edition) if row.state is ReviewState.PENDING]
        assert len(waiting) == left
    assert fields is not None
    assert fields[2].startswith("doan-"), "after the last item come the passages"
    assert "Còn 0 mục nghi ngờ, 3 đoạn" in words_of(officer.get(REVIEW))


def test_items_with_the_same_reason_are_accepted_together_after_a_question(
    officer: Client, edition: int, viewer: Viewer
) -> None:
    assert edition
    page = officer.get(REVIEW).content.decode()
    asked = re.search(r'href="([^"]*cung-ly-do[^"]*)"', page)
    assert asked is not None
    assert "Chấp nhận cả 2 mục có cùng lý do này" in page
    words = words_of(officer.get(asked[1]))
    assert "Căn cứ: Nghị quyết về mức hỗ trợ" in words
    answer = officer.post(asked[1], follow=True)
    assert "Đã chấp nhận 2 mục." in words_of(answer)
    assert "Còn 5 mục nghi ngờ" in words_of(answer)
    assert officer.get(asked[1]).status_code == 404
    alone = f"{REVIEW}?muc={code_of(edition, ItemKind.BUDGET_LINE, 'dong-du-toan')}"
    assert "cung-ly-do" not in officer.get(alone).content.decode()
    waiting = [row for row in list_item_reviews(viewer, edition) if row.state is ReviewState.PENDING]
    assert len(waiting) == 5


def test_an_accepted_item_can_be_looked_at_again(officer: Client, edition: int) -> None:
    number = ItemReview.objects.get(edition=edition, kind=ItemKind.TASK.value).number
    officer.post(f"{REVIEW}nhiem-vu/{number}/", {"viec": "nhan"})
    words = words_of(officer.get(f"{REVIEW}?muc=nhiem-vu-{number}"))
    assert "Rà soát lại" in words
    assert "chuyên viên chương trình đã rà soát" in words
    officer.post(f"{REVIEW}nhiem-vu/{number}/", {"viec": "mo-lai"})
    assert ItemReview.objects.get(edition=edition, number=number, kind=ItemKind.TASK.value).state == "pending"


def test_editing_comes_back_to_the_item_and_has_reviewed_it(officer: Client, edition: int) -> None:
    code = code_of(edition, ItemKind.TASK, "nhiem-vu")
    form = door(officer.get(f"{REVIEW}?muc={code}").content.decode(), "s")
    sent = opened(officer, form)
    assert f"{REVIEW}?muc={code}" in officer.get(form).content.decode(), "the way back without saving"
    answer = officer.post(form, {**sent, "title": ["Mở lớp năng suất"]})
    assert answer["Location"] == f"{REVIEW}?muc={code}"
    words = words_of(officer.get(answer["Location"]))
    assert "Đã rà soát" in words
    assert "Còn 6 mục nghi ngờ" in words


def test_dropping_leads_on_and_undoing_leads_back_to_the_review(officer: Client, edition: int) -> None:
    code = code_of(edition, ItemKind.TASK, "nhiem-vu")
    confirm = door(officer.get(f"{REVIEW}?muc={code}").content.decode(), "x")
    following = confirm.split("ve=")[1]
    assert following not in {"", code}
    answer = officer.post(confirm, follow=True)
    assert answer.redirect_chain[-1][0] == f"{REVIEW}?muc={following}"
    assert Task.objects.filter(edition=edition).count() == 1
    undo = re.search(r'href="([^"]*hoan-tac[^"]*)"', answer.content.decode())
    assert undo is not None
    restored = officer.post(unescape(undo[1]))
    assert restored["Location"] == f"{REVIEW}?muc={following}"
    assert Task.objects.filter(edition=edition).count() == 2


def test_an_item_is_begun_from_a_passage_with_its_lines_and_words(
    officer: Client, edition: int, viewer: Viewer
) -> None:
    passage = list_passages(viewer, edition)[1]
    code = f"doan-{passage.number}"
    page = officer.get(f"{REVIEW}?muc={code}")
    assert marked(page.content.decode()) == [51, 52, 53]
    begin = officer.get(f"{REVIEW}them/", {"tu": "51", "den": "53", "loai": "ho-tro", "ve": code})
    form = begin["Location"]
    blank = officer.get(form)
    sent = form_of(blank)
    assert sent["at"] == ["51–53"]
    assert sent["text"] == ["dòng 51 dòng 52 dòng 53"]
    assert "dòng 51–53" in words_of(blank), "the document's lines stand beside the form"
    answer = officer.post(form, {**sent, "kind": ["priority"]})
    assert answer["Location"] == f"{REVIEW}?muc={code}"
    assert SupportRule.objects.get(edition=edition, first_line=51).text == "dòng 51 dòng 52 dòng 53"
    assert list_passages(viewer, edition)[1].state is PassageState.HANDLED


def test_several_items_are_added_from_one_passage_and_the_way_back_stays(officer: Client, edition: int) -> None:
    code = code_of(edition, ItemKind.TASK, "nhiem-vu")
    form = officer.get(f"{REVIEW}them/", {"tu": "51", "den": "51", "loai": "ho-tro", "ve": code})["Location"]
    sent = {**opened(officer, form), "kind": ["priority"], "ghi-va-them": ["1"]}
    again = officer.post(form, sent)["Location"]
    assert again.endswith(f"&ve={code}")
    assert f"{REVIEW}?muc={code}" in officer.get(again).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"tu": "3", "loai": "nhiem-vu"}, "?dong=3"),
        ({"tu": "9", "den": "3", "loai": "nhiem-vu"}, "?dong=9-3"),
        ({"tu": "x", "loai": "nhiem-vu"}, "?dong=x"),
        ({"loai": "nhiem-vu", "ve": "//example.org"}, "?"),
    ],
)
def test_lines_that_are_none_begin_a_blank_form(
    officer: Client, edition: int, query: dict[str, str], expected: str
) -> None:
    assert edition
    form = officer.get(f"{REVIEW}them/", query)["Location"]
    assert form == f"{DRAFT}nhiem-vu/them/{expected}"
    assert officer.get(form).status_code == 200


@pytest.mark.parametrize("segment", ["", "khong-co", "thong-tin", "bang-du-toan"])
def test_only_what_can_be_added_is_begun(officer: Client, edition: int, segment: str) -> None:
    assert edition
    assert officer.get(f"{REVIEW}them/", {"tu": "3", "loai": segment}).status_code == 404


@pytest.mark.parametrize("decision", ["da-co", "khong-can"])
def test_a_passage_is_decided_and_can_be_taken_up_again(
    officer: Client, edition: int, viewer: Viewer, decision: str
) -> None:
    first, second, *_ = list_passages(viewer, edition)
    where = f"{REVIEW}doan/{first.number}/"
    answer = officer.post(where, {"viec": decision, "tiep": f"doan-{second.number}"})
    assert answer["Location"] == f"{REVIEW}?muc=doan-{second.number}"
    assert list_passages(viewer, edition)[0].state is not PassageState.OPEN
    assert "Xử lý lại" in words_of(officer.get(f"{REVIEW}?muc=doan-{first.number}"))
    officer.post(where, {"viec": "mo-lai"})
    assert list_passages(viewer, edition)[0].state is PassageState.OPEN


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("nhiem-vu/999999/", {"viec": "nhan"}),
        ("doan/999999/", {"viec": "khong-can"}),
    ],
)
def test_what_is_gone_is_told(officer: Client, edition: int, path: str, data: dict[str, str]) -> None:
    assert edition
    assert "đã bị bỏ hoặc đã được nạp lại" in words_of(officer.post(f"{REVIEW}{path}", data, follow=True))


@pytest.mark.parametrize("path", ["nhiem-vu/1/", "doan/1/", "khong-co/1/"])
def test_an_act_that_does_not_exist_is_not_found(officer: Client, edition: int, path: str) -> None:
    assert edition
    assert officer.post(f"{REVIEW}{path}", {"viec": "khac"}).status_code == 404


def test_the_address_may_say_anything(officer: Client, edition: int) -> None:
    assert edition
    for query in ("?muc=khong-co-9", "?muc=<script>", "?phan=khac", "?muc=&phan=", "?muc=nhiem-vu-99999999999"):
        assert heading(officer.get(REVIEW + query).content.decode()) == "Kế hoạch", query


def test_each_list_can_be_opened(officer: Client, edition: int) -> None:
    assert edition
    assert heading(officer.get(f"{REVIEW}?phan=chua-doc").content.decode()) == "Dòng 47–48"
    others = officer.get(f"{REVIEW}?phan=muc-khac")
    assert "Sở Y tế" in words_of(others)
    assert "Chấp nhận" not in words_of(others)


def test_without_the_text_it_says_so_and_still_works(officer: Client, edition: int) -> None:
    EditionText.objects.filter(edition=edition).delete()
    words = words_of(officer.get(f"{REVIEW}?phan=chua-doc"))
    assert "Văn bản gốc chưa được lưu" in words
    assert "Dòng 51–53" in words


def test_an_issued_plan_is_reviewed_no_more(officer: Client, leader: Client, edition: int) -> None:
    accept_all_findings(edition)
    ItemReview.objects.filter(edition=edition).update(state="accepted", decided_at="2026-11-21T00:00Z")
    assert leader.post(f"{DRAFT}ban-hanh/").status_code == 302
    answer = officer.get(REVIEW)
    assert answer.status_code == 409
    assert "không sửa được" in words_of(answer)


def test_the_page_of_issuing_lists_what_nobody_looked_at(leader: Client, edition: int) -> None:
    accept_all_findings(edition)
    page = leader.get(f"{DRAFT}ban-hanh/")
    words = words_of(page)
    assert "Còn 7 mục nghi ngờ chưa rà soát nên chưa ban hành được" in words
    assert "Nhiệm vụ: 1.1. Mở lớp đào tạo năng suất" in words
    assert "Đoạn chưa được đọc 3" in words
    refused = leader.post(f"{DRAFT}ban-hanh/")
    assert refused.status_code == 409
    assert "Còn 7 mục nghi ngờ chưa rà soát" in words_of(refused)


def test_the_draft_itself_says_what_is_left(officer: Client, leader: Client, edition: int, world: World) -> None:
    assert edition
    assert "Còn 7 mục nghi ngờ chưa rà soát và 3 đoạn chưa được đọc." in words_of(officer.get(DRAFT))
    assert REVIEW in officer.get(DRAFT).content.decode()
    assert REVIEW not in leader.get(DRAFT).content.decode()
    other = words_of(officer.get(f"/ke-hoach/{world.draft_slug}/ban-{world.draft_ordinal}/"))
    assert "đọc từ văn bản" not in other


def test_the_history_says_who_reviewed_what(officer: Client, edition: int) -> None:
    number = ItemReview.objects.get(edition=edition, kind=ItemKind.TASK.value).number
    officer.post(f"{REVIEW}nhiem-vu/{number}/", {"viec": "nhan"})
    assert "Rà soát nhiệm vụ" in words_of(officer.get(f"{DRAFT}lich-su/"))


def test_as_many_queries_for_one_item_as_for_three(officer: Client, person: User, world: World) -> None:
    def queries(slug: str, number: int) -> int:
        """Of a draft with so many doubtful tasks and passages."""
        tasks = small_pack().tasks[0]
        pack = small_pack().model_copy(
            update={"tasks": tuple(tasks.model_copy(update={"key": f"1.{n}"}) for n in range(1, number + 1))}
        )
        doubts = tuple(Doubt(f"tasks[1.{n}].lead", Span(20, 22), "x", "Lạ.") for n in range(1, number + 1))
        unread = tuple(Unread(Span(50 + n, 50 + n), "x") for n in range(number))
        drafted(person, slug=slug, reading=small_reading(pack, doubts=doubts, unread=unread))
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(f"/ke-hoach/{slug}/ban-1/ra-soat/").status_code == 200
        return len(captured)

    assert world
    one = queries("mot-2021-2025", 1)
    assert queries("ba-2021-2025", 3) == one
    assert one <= 30
