"""The first page by role."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.accounts.operations import grant_role
from nscl.accounts.queries import viewer_of
from nscl.finance.models import BudgetAmount
from nscl.finance.operations.editions import open_amendment
from nscl.finance.queries.budget import budget_table
from nscl.institutions.queries import unit_by_code
from nscl.plans.enums import AgencyRole
from nscl.plans.models import Measure, Plan, PlanEdition, TaskAgency
from nscl.plans.queries.editions import find_edition
from nscl.progress.models import StatedValue
from nscl.progress.queries import programme_table, who_owes
from nscl.records.operations import SYSTEM
from nscl.web.progress.programme_tables import status_filter
from nscl.work.enums import ActivityKind, AnnualPlanState
from nscl.work.models import AnnualPlan, Difficulty
from tests.factories.difficulties import assigned, raised, today_agency
from tests.factories.people import AT, make_person, scope_for
from tests.factories.plans import load_small_plan
from tests.factories.work import amend_plan
from tests.progress.conftest import Country, Recorder

Recorders = Callable[[str], Recorder]
SWITCH = "/boi-canh/"
BAC_NINH, BAC_GIANG, HUNG_YEN = "bac-ninh-2026-2030", "bac-giang-2021-2025", "hung-yen-2021-2030"
TODAY = AT.date()
# Fifteen, and two of training: what its registers hold, and how many were trained.
MOST_QUERIES = 17


def client_of(country: Country, role: Role) -> Client:
    client = Client()
    client.force_login(country.people[role])
    return client


def home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def stat(text: str, label: str) -> tuple[str, str]:
    """The figure under a label, and where it leads."""
    found = re.search(rf"<span>{re.escape(label)}</span></p><p class=\"stat-value\"><a href=\"([^\"]*)\">([^<]*)", text)
    assert found, label
    return found[2].strip(), found[1].replace("&amp;", "&")


def row_of(text: str, words: str) -> str:
    """The row of a table in which these words stand, without its markup."""
    (row,) = [part for part in text.split("</tr>") if words in part]
    return re.sub(r"<[^>]+>", " ", row)


# --- the leader


def test_a_leaders_page_says_where_the_province_stands_and_who_is_late(country: Country, recorder: Recorders) -> None:
    plan = Plan.objects.get(slug=BAC_NINH)
    for number in range(3):
        recorder(BAC_NINH).planned(ActivityKind.CONFERENCE, date(2026, 3, 1 + number))
    recorder(BAC_NINH).done(ActivityKind.CONFERENCE, date(2026, 4, 1))
    raised(plan)
    Difficulty.objects.update(state="escalated")
    text = home(client_of(country, Role.PROVINCE_LEADER))
    table = programme_table(country.nation, country.header(BAC_NINH), TODAY)
    assert f"Đến 21/11/2026, trong {len(table.rows)} chỉ tiêu: " in text
    assert "1 cơ quan có 3 hoạt động chậm. 1 vướng mắc chờ UBND tỉnh." in text
    for status, count in table.by_status.items():
        if count:
            assert f"tien-do/?{status_filter(status)[0]}={status}{status_filter(status)[1]}" in text
    assert stat(text, "Hoạt động chậm") == ("3", "#bang-cham")
    agency = AnnualPlan.objects.get().agency.name
    assert re.search(r"3\s+01/03/2026", row_of(text, f"{agency}</a>"))
    assert stat(text, "Hoạt động đã xong")[0] == "1"
    owed = who_owes(country.nation, country.header(BAC_NINH), TODAY)
    assert stat(text, "Nhiệm vụ chưa có hoạt động")[0] == str(len(owed.idle))
    assert stat(text, "Đã báo cáo UBND tỉnh") == ("1", "/vuong-mac/?trang-thai=escalated")
    assert text.index("Chỉ tiêu đến 21/11/2026") < text.index("Cơ quan có hoạt động chậm")
    assert "Ghi hoạt động" not in text


def test_the_figures_are_those_behind_their_doors(country: Country, recorder: Recorders) -> None:
    for number in range(2):
        recorder(BAC_NINH).planned(ActivityKind.WORKSHOP, date(2026, 2, 1 + number))
    recorder(BAC_NINH).done(ActivityKind.ARTICLE, date(2026, 5, 1))
    AnnualPlan.objects.update(state=AnnualPlanState.SUBMITTED, submitted_at=AT)
    client = client_of(country, Role.PROVINCE_OFFICER)
    text = home(client)
    done, href = stat(text, "Hoạt động đã xong")
    behind = client.get(href).content.decode()
    assert done == stat(behind, "Đã xong")[0] == "1"
    waiting, href = stat(text, "Kế hoạch năm chờ duyệt")
    assert waiting == stat(client.get(href).content.decode(), "Kế hoạch chờ duyệt")[0] == "1"
    idle, href = stat(text, "Nhiệm vụ chưa có hoạt động")
    year = "Nhiệm vụ năm 2026 chưa có hoạt động"
    assert idle == stat(client.get(href).content.decode(), year)[0]


@pytest.mark.parametrize("slug", [BAC_GIANG, BAC_NINH, "lang-son-2026-2030", HUNG_YEN])
def test_the_years_money_is_that_of_the_plans_table(country: Country, slug: str) -> None:
    viewer, edition = country.nation, country.editions[slug]
    plan = PlanEdition.objects.get(pk=edition).plan
    table, year = budget_table(viewer, edition), max(plan.period_start, 2024)
    client = client_of(country, Role.NATIONAL_VIEWER)
    code = unit_by_code(country.header(slug).province_code, on=TODAY)
    client.post(SWITCH, {"tinh": str(code.id), "nam": str(year)})
    text = home(client)
    total = None if table is None else table.grand.get(year, None)
    assert ("Dự toán của kế hoạch" in text) == (total is not None)
    if total is not None:
        figure, href = stat(text, "Dự toán của kế hoạch")
        assert Decimal(figure.replace(".", "").replace(",", ".")) * 1_000_000 == total
        assert client.get(href).status_code == HTTPStatus.OK
    assert BudgetAmount.objects.filter(edition=edition, year=year).exists() == (total is not None)


# --- the officer


def test_an_officers_page_begins_with_what_waits(country: Country, recorder: Recorders) -> None:
    plan = Plan.objects.get(slug=BAC_NINH)
    recorder(BAC_NINH).planned(ActivityKind.CONFERENCE, date(2026, 3, 1))
    AnnualPlan.objects.update(state=AnnualPlanState.SUBMITTED, submitted_at=AT)
    raised(plan, title="Chưa giao")
    text = home(client_of(country, Role.PROVINCE_OFFICER))
    assert "3 việc cần làm, không việc nào quá hạn. Hạn báo cáo gần nhất: 30/11/2026 (còn 9 ngày)." in text
    for words in ("Duyệt kế hoạch năm", "Giao cơ quan trả lời", "Báo cáo gửi Bộ Khoa học và Công nghệ"):
        assert words in text
    assert text.index('id="bang-viec"') < text.index("Chỉ tiêu đến 21/11/2026")
    assert '<span class="count">3</span>' in text  # the bell
    assert "Phát hiện chưa xử lý" in text
    assert "Kế hoạch Bắc Ninh 2026–2030" in text
    assert "Bản nháp đang chờ" not in text


def test_an_amendment_being_drafted_does_not_add_to_what_waits_in_plans_in_force(country: Country) -> None:
    officer = client_of(country, Role.PROVINCE_OFFICER)
    leader = viewer_of(country.people[Role.PROVINCE_LEADER])
    before = row_of(home(officer), "Kế hoạch Bắc Ninh 2026–2030</a>")
    plan = find_edition(leader, BAC_NINH)
    open_amendment(edition_id=plan.edition_id, viewer=leader, by=SYSTEM, at=AT)
    text = home(officer)
    assert "Bản nháp đang chờ" in text
    in_force = text.split('id="bang-ke-hoach"')[1].split('id="bang-ban-nhap"')[0]
    assert row_of(in_force, "Kế hoạch Bắc Ninh 2026–2030</a>") == before


def test_drafts_are_for_who_may_see_them(country: Country) -> None:
    load_small_plan()
    for role, sees in ((Role.PROVINCE_OFFICER, True), (Role.BENEFICIARY, False)):
        client = client_of(country, role)
        client.post(SWITCH, {"nam": "2024"})
        assert ("Bản nháp đang chờ" in home(client)) == sees


# --- the focal point


def an_own_plan(state: AnnualPlanState = AnnualPlanState.DRAFT) -> AnnualPlan:
    """An annual plan of the focal point's agency (Sở GD&ĐT) for 2026."""
    decided = AT if state in {AnnualPlanState.RETURNED, AnnualPlanState.APPROVED} else None
    submitted = None if state is AnnualPlanState.DRAFT else AT
    plan = Plan.objects.get(slug=BAC_NINH)
    return AnnualPlan.objects.create(
        plan=plan,
        agency_id=today_agency(),
        year=2026,
        state=state,
        created_at=AT,
        submitted_at=submitted,
        decided_at=decided,
    )


def test_a_focal_points_page_is_the_agencys_day(country: Country, recorder: Recorders) -> None:
    annual = an_own_plan(AnnualPlanState.RETURNED)
    # The plan may name the body that has become the agency of today.
    mine = sorted(country.viewer(Role.AGENCY_FOCAL_POINT).agencies)
    led = TaskAgency.objects.filter(edition=country.editions[BAC_NINH], role=AgencyRole.LEAD)
    task = led.get(agency__agency__in=mine).task
    annual.steps.create(from_state="submitted", to_state="returned", comment="Chưa có kinh phí", at=AT)
    recorder(BAC_NINH).planned(ActivityKind.WORKSHOP, date(2026, 11, 1), agency=today_agency(), task=task)
    recorder(BAC_NINH).planned(ActivityKind.WORKSHOP, date(2026, 11, 30), agency=today_agency(), task=task)
    recorder(BAC_NINH).planned(ActivityKind.WORKSHOP, date(2026, 11, 1))  # another agency's
    assigned(Plan.objects.get(slug=BAC_NINH), to=today_agency())
    text = home(client_of(country, Role.AGENCY_FOCAL_POINT))
    assert "4 việc cần làm, 1 việc đã quá hạn." in text
    assert "Kế hoạch năm 2026 của Sở Giáo dục và Đào tạo: trả lại để bổ sung." in text
    assert "Bị trả lại: Chưa có kinh phí" in text
    assert "Chậm 20 ngày" in text
    assert "Còn 9 ngày" in text
    assert f'href="/hoat-dong/ke-hoach-nam/{annual.pk}/them/"' in text
    assert f'href="/hoat-dong/ke-hoach-nam/{annual.pk}/ghi-nhieu/"' in text
    assert text.index("Ghi nhanh nhiều hoạt động") < text.index('id="bang-viec"')
    assert stat(text, "Nhiệm vụ chủ trì") == ("1", "#bang-nhiem-vu")
    assert stat(text, "Nhiệm vụ phối hợp")[0] == "3"
    assert "2 hoạt động" in row_of(text, task.title)
    assert "20/11/2027" in text  # asked of all departments together; that of 2026 was yesterday
    assert "30/11/2026 (còn" not in text  # the province's own report
    assert "Cơ quan có hoạt động chậm" not in text


def test_before_there_is_an_annual_plan_the_focal_point_is_led_to_it(country: Country) -> None:
    text = home(client_of(country, Role.AGENCY_FOCAL_POINT))
    assert "Cơ quan bạn chưa lập kế hoạch năm 2026." in text
    assert "Lập kế hoạch năm 2026" in text
    assert "Ghi nhanh nhiều hoạt động" not in text
    waiting = an_own_plan(AnnualPlanState.SUBMITTED)
    text = home(client_of(country, Role.AGENCY_FOCAL_POINT))
    assert f"/ke-hoach-nam/{waiting.pk}/them/" not in text  # somebody is reading it
    assert f"/ke-hoach-nam/{waiting.pk}/ghi-nhieu/" in text


# --- others, and several at once


def test_the_ministry_sees_the_country_and_may_choose_a_province(country: Country) -> None:
    client = client_of(country, Role.NATIONAL_VIEWER)
    assert "cả nước có 4 kế hoạch đang có hiệu lực" in home(client)
    lang_son = unit_by_code("20", on=TODAY)
    answer = client.post(SWITCH, {"tinh": str(lang_son.id), "next": "/don-vi/?q=a"})
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/don-vi/?q=a")
    assert "Đến 21/11/2026, trong " in home(client)
    client.post(SWITCH, {"nam": "2022"})
    assert "Năm 2022, Lạng Sơn chưa có kế hoạch" in home(client)
    client.post(SWITCH, {"tinh": "ca-nuoc"})
    assert "Năm 2022, cả nước có 3 kế hoạch" in home(client)


def test_bac_ninh_of_2022_is_bac_giangs_plan_as_it_stood_then(country: Country) -> None:
    client = client_of(country, Role.PROVINCE_LEADER)
    client.post(SWITCH, {"nam": "2022"})
    text = home(client)
    assert "Kế hoạch Bắc Giang 2021–2025" in text
    assert "Đến 31/12/2022, trong " in text
    assert f"{BAC_GIANG}/tien-do/?trang-thai=late&amp;ngay=2022-12-31" in text


def test_an_administrator_sees_the_accounts_and_no_work(country: Country) -> None:
    make_person()
    text = home(client_of(country, Role.ADMINISTRATOR))
    assert "Tài khoản của hệ thống" in text
    assert "Chưa có vai trò" in text
    assert "Việc cần làm" not in text


@pytest.mark.usefixtures("country")
def test_who_has_several_roles_sees_every_part_once(recorder: Recorders) -> None:
    recorder(BAC_NINH).planned(ActivityKind.CONFERENCE, date(2026, 3, 1))
    person = make_person(Role.AGENCY_FOCAL_POINT)
    for role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.PROVINCE_FINANCE, Role.ADMINISTRATOR):
        grant_role(account=person.pk, role=role, scope=scope_for(role), by=SYSTEM, at=AT)
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        text = home(client)
    order = ["Tài khoản của hệ thống", "bang-viec", "Cơ quan tôi</h2>", "Chỉ tiêu đến", "bang-cham", "bang-ke-hoach"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    # The agency's own, and the accounts: three more than one role asks.
    assert len(queries) <= MOST_QUERIES + 3


def test_sample_rows_are_said_to_be_samples(country: Country, recorder: Recorders) -> None:
    client = client_of(country, Role.PROVINCE_LEADER)
    recorder(BAC_NINH).planned(ActivityKind.CONFERENCE, date(2026, 3, 1))
    assert "có số liệu mẫu" not in home(client)
    recorder(BAC_GIANG).planned(ActivityKind.CONFERENCE, date(2025, 3, 1), is_sample=True)
    assert "có số liệu mẫu" not in home(client)
    client.post(SWITCH, {"nam": "2025"})
    assert "có số liệu mẫu" in home(client)


def test_a_province_without_a_plan(country: Country) -> None:
    for role, may_load in ((Role.PROVINCE_OFFICER, True), (Role.PROVINCE_LEADER, False)):
        client = Client()
        client.force_login(make_person(role, province="01"))  # Hà Nội
        text = home(client)
        assert "Năm 2026, Hà Nội chưa có kế hoạch nào có hiệu lực" in text
        assert (reverse("plan-load") in text) == may_load
        assert "Chỉ tiêu đến" not in text
    assert country.people


def test_a_year_without_an_activity(country: Country) -> None:
    text = home(client_of(country, Role.PROVINCE_LEADER))
    assert stat(text, "Hoạt động đã xong")[0] == stat(text, "Hoạt động chậm")[0] == "0"
    assert "Không cơ quan nào có hoạt động chậm" in text
    assert "Dự kiến trong kế hoạch năm" not in text  # not given, which is not nothing


# --- at what price


def more_of_everything(recorder: Recorders, slug: str, days: range, *, agency: int) -> None:
    plan = Plan.objects.get(slug=slug)
    for day in days:
        on = date(2026, 1, 1) + timedelta(days=day)
        for body in (None, agency):
            recorder(slug).planned(ActivityKind.CONFERENCE, on, agency=body)
            recorder(slug).done(ActivityKind.SURVEY, on, agency=body)
        raised(plan, title=f"Vướng {day}")
        if slug == BAC_NINH:
            assigned(plan, to=agency, title=f"Giao {day}")
        measure = Measure.objects.filter(edition=recorder(slug).edition).order_by("position", "pk")[0]
        StatedValue.objects.create(measure=measure, on=on, value=Decimal(31), note="x", stated_at=AT)


def test_the_first_page_asks_as_much_for_thirty_rows_as_for_one(country: Country, recorder: Recorders) -> None:
    """At most as many queries as said above for every role, where most is asked.

    A national viewer has chosen a province in whose plan measures contend for records; the plans were amended, and
    everything was recorded under the editions before.
    """
    for slug in (BAC_NINH, HUNG_YEN):
        amend_plan(Plan.objects.get(slug=slug))
    clients = {role: client_of(country, role) for role in Role}
    clients[Role.NATIONAL_VIEWER].post(SWITCH, {"tinh": str(unit_by_code("33", on=TODAY).id)})
    counted: list[dict[Role, int]] = []
    for days in (range(1), range(1, 30)):
        for slug in (BAC_NINH, HUNG_YEN):
            more_of_everything(recorder, slug, days, agency=today_agency())
        counts = {}
        for role, client in clients.items():
            with CaptureQueriesContext(connection) as queries:
                home(client)
            counts[role] = len(queries)
        counted.append(counts)
    assert counted[0] == counted[1]
    assert max(counted[1].values()) <= MOST_QUERIES, counted[1]


# --- the rail


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        (Role.ADMINISTRATOR, {"home", "plans", "institutions", "accounts"}),
        (Role.BENEFICIARY, {"home", "plans", "institutions"}),
        (Role.AUDITOR, {"home", "plans", "institutions"}),
        (Role.PROVINCE_LEADER, {"home", "duties", "plans", "institutions"}),
        (Role.AGENCY_FOCAL_POINT, {"home", "duties", "plans", "institutions"}),
    ],
)
def test_the_rail_has_only_doors_that_open(country: Country, role: Role, doors: set[str]) -> None:
    text = home(client_of(country, role))
    names = {
        "home": "home",
        "duties": "duty-list",
        "plans": "plan-list",
        "institutions": "province-list",
        "accounts": "account-list",
    }
    assert {key for key, name in names.items() if f'<li><a href="{reverse(name)}"' in text} == doors
    assert ('class="button quiet bell"' in text) == ("duties" in doors)
