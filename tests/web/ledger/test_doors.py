"""The ways to the money from elsewhere: the rail, the first page, the plan's own budget; evidence of a voucher."""

from __future__ import annotations

from http import HTTPStatus

from django.test import Client

from nscl.accounts.enums import Role
from nscl.finance.enums import MoneyKind
from nscl.plans.models import Plan
from nscl.records.models import Evidence
from tests.factories.ledger import allocated, entry
from tests.finance.conftest import Site
from tests.web.ledger.conftest import client_of
from tests.web.ledger.test_pages import ledger, text_of


def test_the_first_page_tells_the_money_of_the_year(site: Site, plan: Plan) -> None:
    leader = client_of(site, Role.PROVINCE_LEADER)
    leader.post("/boi-canh/", {"nam": "2025"})
    allocated(plan, entry(plan, 180), entry(plan, 20, "2"))
    page = text_of(leader.get("/", {}))
    assert "Sổ kinh phí năm 2025" in page
    assert 'href="/kinh-phi/"' in leader.get("/").content.decode()


def test_the_plans_budget_leads_to_its_estimates_and_its_ledger(officer: Client, plan: Plan) -> None:
    page = officer.get(f"/ke-hoach/{plan.slug}/ban-1/du-toan/").content.decode()
    assert f'href="{ledger(plan)}"' in page
    assert f'href="/kinh-phi/{plan.slug}/du-toan/"' in page


def test_evidence_is_added_to_a_voucher_by_who_records_money(officer: Client, focal: Client, plan: Plan) -> None:
    booked = allocated(plan, entry(plan, 50))
    href = f"/minh-chung/chung-tu/{booked.voucher}/them/"
    assert href in officer.get(ledger(plan, f"chung-tu/{booked.voucher}/")).content.decode()
    assert focal.get(href).status_code == HTTPStatus.NOT_FOUND
    link = {"duong_dan": "https://example.org/qd-01", "ten_duong_dan": "Quyết định 01", "chu_thich": "Bản quét"}
    officer.post(href, link)
    assert Evidence.objects.get(subject_kind=MoneyKind.VOUCHER, subject_id=booked.voucher).name == "Quyết định 01"
    page = text_of(officer.get(ledger(plan, f"chung-tu/{booked.voucher}/")))
    assert "Thêm minh chứng: Quyết định 01" in page  # in the history too
