"""Difficulties on the screen: raised from anything, taken their way, nothing typed is lost."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.plans.enums import ItemKind
from nscl.plans.models import Plan, Task
from nscl.plans.queries.targets import list_targets
from nscl.web.evidence.subjects import add_href
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.models import Difficulty
from tests.factories.difficulties import DUE, TEXT, TITLE, assigned, closed, raised, today_agency
from tests.factories.people import AT, make_person
from tests.factories.work import a_plan, add, open_year
from tests.factories.world import World
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST, RAISE = "/vuong-mac/", "/vuong-mac/neu/"
MOST_QUERIES = 15


def one(difficulty: Difficulty, act: str = "") -> str:
    return f"{LIST}{difficulty.pk}/{act}/" if act else f"{LIST}{difficulty.pk}/"


def filled(**changes: str) -> dict[str, str]:
    return {"co_quan": "", "tieu_de": TITLE, "noi_dung": TEXT, **changes}


def now(difficulty: Difficulty) -> Difficulty:
    return Difficulty.objects.get(pk=difficulty.pk)


# --- the list


def test_an_empty_list_says_what_to_do(officer: Client, auditor: Client) -> None:
    text = words_of(officer.get(LIST))
    assert "Chưa ai nêu vướng mắc nào." in text
    assert "Chưa có vướng mắc nào" in text
    assert RAISE in officer.get(LIST).content.decode()
    assert RAISE not in auditor.get(LIST).content.decode()


def test_the_list_says_what_waits_and_narrows(plan: Plan, officer: Client, focal: Client) -> None:
    raised(plan, title="Một")
    assigned(plan, to=today_agency(), title="Hai")
    late = assigned(plan, to=today_agency("so-khcn"), title="Ba")
    Difficulty.objects.filter(pk=late.pk).update(answer_due="2026-11-20")
    closed(plan, title="Bốn")
    text = words_of(officer.get(LIST))
    assert "3 vướng mắc chưa xong; 1 quá hạn trả lời." in text
    assert text.index("Ba ") < text.index("Một ") < text.index("Bốn "), "what waits longest first, what is over last"
    assert "Cơ quan tôi phải trả lời" not in text
    mine = words_of(focal.get(f"{LIST}?cua-ai=cho-toi-tra-loi"))
    assert "Hai Chung của tỉnh" in mine
    assert "Một Chung của tỉnh" not in mine
    to_steer = words_of(officer.get(f"{LIST}?cua-ai=cho-toi-xu-ly"))
    assert "Một Chung của tỉnh" in to_steer
    assert "Hai Chung của tỉnh" not in to_steer, "its agency has to answer first"
    overdue = words_of(officer.get(f"{LIST}?trang-thai=qua-han"))
    assert "Ba Chung của tỉnh" in overdue
    assert "Hai Chung của tỉnh" not in overdue


def test_the_list_costs_as_much_for_three_as_for_one(plan: Plan, officer: Client) -> None:
    counts = []
    for names in (["Một"], ["Hai", "Ba"]):
        for name in names:
            assigned(plan, to=today_agency(), title=name)
        with CaptureQueriesContext(connection) as queries:
            officer.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_sample_data_are_marked_on_the_page_and_in_the_file(plan: Plan, officer: Client) -> None:
    raised(plan)
    assert "Số liệu mẫu" not in words_of(officer.get(LIST))
    sample = raised(plan, title="Của năm mẫu", is_sample=True)
    assert "Trang này có số liệu mẫu" in words_of(officer.get(LIST))
    assert "Trang này có số liệu mẫu" in words_of(officer.get(one(sample)))
    file = officer.get(f"{LIST}?tai-ve=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    assert "Số liệu mẫu" in {str(cell.value) for row in sheet.iter_rows() for cell in row}


# --- raising


def test_one_is_raised_from_a_task(world: World, plan: Plan, focal: Client) -> None:
    task = Task.objects.filter(edition=world.edition_id).order_by("pk")[0]
    door = focal.get(f"/ke-hoach/{world.slug}/ban-{world.ordinal}/nhiem-vu/{task.pk}/").content.decode()
    href = f"{RAISE}?loai={ItemKind.TASK.value}&amp;so={task.pk}"
    assert href in door
    path = href.replace("&amp;", "&")
    form = focal.get(path)
    assert f"{task.key}. " in words_of(form)
    assert "Chung của tỉnh" not in words_of(form), "a focal point does not speak for the province"
    answer = focal.post(path, filled(co_quan=str(today_agency())))
    made = Difficulty.objects.get()
    assert answer.headers["Location"] == one(made)
    assert (made.subject_kind, made.subject_id, made.plan_id) == (ItemKind.TASK.value, task.pk, plan.pk)
    assert made.agency_id == today_agency()
    page = words_of(focal.get(one(made)))
    assert "Đã nêu vướng mắc." in page
    assert "Đề nghị Sở Tài chính hướng dẫn." in page
    subject = reverse("item-door", kwargs={"kind": ItemKind.TASK.value, "number": task.pk})
    assert f'href="{subject}"' in focal.get(one(made)).content.decode()


def test_one_is_raised_from_target_line_and_plan(world: World, officer: Client, auditor: Client) -> None:
    person = viewer_of(world.people[Role.PROVINCE_OFFICER])
    target = list_targets(person, world.edition_id)[0].number
    page = f"/ke-hoach/{world.slug}/ban-{world.ordinal}/"
    assert f"loai={ItemKind.TARGET.value}&amp;so={target}" in officer.get(f"{page}muc-tieu/{target}/").content.decode()
    assert f"{RAISE}?loai=&amp;so=" in officer.get(page).content.decode()
    assert RAISE not in auditor.get(page).content.decode()
    draft = f"/ke-hoach/{world.draft_slug}/ban-{world.draft_ordinal}/"
    assert RAISE not in officer.get(draft).content.decode(), "a draft may be gone tomorrow"


def test_without_a_subject_a_plan_is_chosen(plan: Plan, officer: Client) -> None:
    form = officer.get(RAISE).content.decode()
    assert "Kế hoạch Bắc Ninh 2026–2030" in form
    assert "Chung của tỉnh" in form
    assert officer.post(RAISE, filled(ke_hoach=str(plan.pk))).status_code == HTTPStatus.FOUND
    assert Difficulty.objects.get().agency_id is None


def test_a_form_with_errors_keeps_what_was_typed(plan: Plan, officer: Client) -> None:
    answer = officer.post(RAISE, filled(ke_hoach=str(plan.pk), tieu_de=""))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert TEXT.splitlines()[0] in answer.content.decode()
    assert not Difficulty.objects.exists()


def test_the_same_raised_twice_leads_to_the_first(plan: Plan, officer: Client) -> None:
    first = raised(plan)
    answer = officer.post(RAISE, filled(ke_hoach=str(plan.pk)), follow=True)
    assert answer.redirect_chain == [(one(first), HTTPStatus.FOUND)]
    assert "đã được nêu" in words_of(answer)


@pytest.mark.parametrize("query", ["loai=plans.task&so=abc", "loai=plans.task&so=999999", "loai=gi-do&so=1", "so=²"])
def test_a_subject_that_is_none_is_not_found(officer: Client, query: str) -> None:
    assert officer.get(f"{RAISE}?{query}").status_code == HTTPStatus.NOT_FOUND


def test_without_a_plan_in_force_it_says_so(plan: Plan, officer: Client) -> None:
    plan.editions.filter(state="issued").update(state="superseded", superseded_at="2026-11-20T00:00:00Z")
    assert "Chưa có kế hoạch nào đã ban hành" in words_of(officer.get(RAISE))


# --- the way


def test_the_whole_way(plan: Plan, officer: Client, focal: Client) -> None:
    difficulty = raised(plan)
    give = {"phien-ban": "1", "co_quan": str(today_agency()), "han": "05/12/2026", "noi_dung": ""}
    assert officer.post(one(difficulty, "giao"), give).status_code == HTTPStatus.FOUND
    page = words_of(officer.get(one(difficulty)))
    assert "Sở Giáo dục và Đào tạo phải trả lời đến hết 05/12/2026, còn 14 ngày." in page
    assert "Đã giao trả lời vướng mắc." in page
    reply = {"phien-ban": "2", "noi_dung": "Áp dụng mức mới.\nKể từ tháng sau."}
    assert focal.post(one(difficulty, "tra-loi"), reply).status_code == HTTPStatus.FOUND
    assert "Áp dụng mức mới.<br>" in focal.get(one(difficulty)).content.decode()
    report = {"phien-ban": "3", "noi_dung": "Tờ trình số 12"}
    assert officer.post(one(difficulty, "bao-cao"), report).status_code == HTTPStatus.FOUND
    assert "Đang chờ ý kiến của UBND tỉnh." in words_of(officer.get(one(difficulty)))
    assert officer.post(one(difficulty, "ket-thuc"), {"phien-ban": "4", "noi_dung": "Đã gỡ"}).status_code == 302
    assert "Đã xong ngày 21/11/2026." in words_of(officer.get(one(difficulty)))
    assert officer.post(one(difficulty, "mo-lai"), {"phien-ban": "5", "noi_dung": "Lại vướng"}).status_code == 302
    assert now(difficulty).state == DifficultyState.OPEN
    assert "Lại vướng" in words_of(officer.get(one(difficulty)))


def test_acts_stand_only_where_they_are_possible(plan: Plan, officer: Client, focal: Client, auditor: Client) -> None:
    difficulty = assigned(plan, to=today_agency())
    for act in ("giao", "tra-loi", "bao-cao", "ket-thuc"):
        assert one(difficulty, act) in officer.get(one(difficulty)).content.decode()
    seen = focal.get(one(difficulty)).content.decode()
    assert one(difficulty, "tra-loi") in seen
    assert one(difficulty, "bao-cao") not in seen
    assert one(difficulty, "tra-loi") not in auditor.get(one(difficulty)).content.decode()
    assert focal.get(one(difficulty, "ket-thuc")).status_code == HTTPStatus.NOT_FOUND, "the province's, not its own"
    over = closed(plan, title="Đã qua")
    moved = officer.get(one(over, "tra-loi"), follow=True)
    assert moved.redirect_chain == [(one(over), HTTPStatus.FOUND)]
    assert "đã chuyển sang bước khác" in words_of(moved)


def test_the_second_of_two_people_loses_nothing(plan: Plan, officer: Client, focal: Client) -> None:
    difficulty = assigned(plan, to=today_agency())
    focal.post(one(difficulty, "tra-loi"), {"phien-ban": "2", "noi_dung": "Một"})
    second = officer.post(one(difficulty, "tra-loi"), {"phien-ban": "2", "noi_dung": "Hai, dài và công phu"})
    assert second.status_code == HTTPStatus.CONFLICT
    html = second.content.decode()
    assert "Hai, dài và công phu" in html
    assert 'name="phien-ban" value="3"' in html
    assert "Một" in words_of(second), "what was done meanwhile stands beside"
    again = officer.post(one(difficulty, "tra-loi"), {"phien-ban": "3", "noi_dung": "Hai, dài và công phu"})
    assert again.status_code == HTTPStatus.FOUND


def test_what_was_typed_stays_where_it_is_over_meanwhile(plan: Plan, officer: Client) -> None:
    difficulty = closed(plan)
    late = officer.post(one(difficulty, "tra-loi"), {"phien-ban": "1", "noi_dung": "Trả lời muộn"})
    assert late.status_code == HTTPStatus.CONFLICT
    assert "Trả lời muộn" in late.content.decode()
    assert "đã xong" in words_of(late)


def test_wrong_values_are_told_under_their_fields(plan: Plan, officer: Client) -> None:
    difficulty = raised(plan)
    give = {"phien-ban": "1", "co_quan": str(today_agency()), "han": "20/11/2026", "noi_dung": ""}
    answer = officer.post(one(difficulty, "giao"), give)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "hạn trả lời 20/11/2026 đã qua" in words_of(answer)
    assert now(difficulty).state == DifficultyState.OPEN


def test_words_are_mended_and_a_conflict_shows_both(plan: Plan, officer: Client) -> None:
    difficulty = raised(plan)
    mine = {"phien-ban": "1", "tieu_de": "Thiếu định mức", "noi_dung": TEXT}
    assert officer.post(one(difficulty, "sua"), mine).status_code == HTTPStatus.FOUND
    other = officer.post(one(difficulty, "sua"), {**mine, "tieu_de": "Định mức thấp"})
    assert other.status_code == HTTPStatus.CONFLICT
    text = words_of(other)
    assert "Thiếu định mức" in text
    assert "Định mức thấp" in other.content.decode()
    assigned_one = assigned(plan, to=today_agency(), title="Việc khác")
    assert officer.get(one(assigned_one, "sua")).status_code == HTTPStatus.FOUND


def test_the_trail_is_for_who_may_read_it(plan: Plan, officer: Client, focal: Client) -> None:
    difficulty = assigned(plan, to=today_agency())
    assert "Giao cho: – → Sở Giáo dục và Đào tạo" in words_of(officer.get(one(difficulty)))
    assert "Giao cho: –" not in words_of(focal.get(one(difficulty)))


def test_another_province_is_not_found(plan: Plan, world: World) -> None:
    stranger = Client()
    stranger.force_login(make_person(Role.PROVINCE_OFFICER, province="20"))
    difficulty = raised(plan)
    assert world.province.id == difficulty.unit_id
    assert stranger.get(one(difficulty)).status_code == HTTPStatus.NOT_FOUND
    assert TITLE not in words_of(stranger.get(LIST))


def test_it_is_found_by_the_search(plan: Plan, officer: Client) -> None:
    difficulty = raised(plan)
    html = officer.get(reverse("search"), {"q": "dinh muc chi cho lop"}).content.decode()
    assert f'href="{one(difficulty)}"' in html


def test_the_page_costs_few_queries(plan: Plan, officer: Client) -> None:
    difficulty = assigned(plan, to=today_agency())
    for path in (one(difficulty), one(difficulty, "giao"), one(difficulty, "tra-loi"), RAISE):
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == HTTPStatus.OK
        assert len(queries) <= MOST_QUERIES, path


def test_pages_are_in_english_too(plan: Plan, officer: Client) -> None:
    difficulty = assigned(plan, to=today_agency())
    officer.cookies["django_language"] = "en"
    assert "Difficulties" in words_of(officer.get(LIST))
    assert DUE.strftime("%d/%m/%Y") in words_of(officer.get(one(difficulty)))
    assert "phải trả lời" not in words_of(officer.get(one(difficulty)))


def test_one_is_raised_from_an_activity_and_its_annual_plan(plan: Plan, officer: Client) -> None:
    annual = open_year(plan, year=2026, on=AT.date())
    task = Task.objects.filter(edition__plan=plan, edition__state="issued").order_by("pk")[0].pk
    activity = add(annual, a_plan(task, starts_on=AT.date())).number
    for kind, page, number in [
        (WorkKind.ACTIVITY, reverse("activity", kwargs={"number": activity}), activity),
        (WorkKind.ANNUAL_PLAN, reverse("annual-plan", kwargs={"number": annual}), annual),
    ]:
        path = f"{RAISE}?loai={kind}&so={number}"
        assert path.replace("&", "&amp;") in officer.get(page).content.decode()
        own = str(today_agency("so-khcn"))
        assert f'<option value="{own}" selected>' in officer.get(path).content.decode(), "whose work it is"
        officer.post(path, filled(co_quan=own))
        made = Difficulty.objects.get(subject_kind=kind)
        assert f'href="{page}"' in officer.get(one(made)).content.decode()


def test_evidence_stands_on_the_page(plan: Plan, officer: Client, auditor: Client) -> None:
    difficulty = raised(plan)
    door = add_href(WorkKind.DIFFICULTY, difficulty.pk)
    assert door in officer.get(one(difficulty)).content.decode()
    assert door not in auditor.get(one(difficulty)).content.decode()
    assert "Công văn, quyết định, bản quét, ảnh, đường dẫn." in words_of(auditor.get(one(difficulty)))
