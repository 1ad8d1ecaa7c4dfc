"""A voucher in a browser: refused in place, mended, booked, reversed; at every step fine on a phone too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.test_every_page import NARROW, WIDE
from tests.e2e.test_work import fine, signed_in

pytestmark = pytest.mark.e2e
PLAN = "/kinh-phi/bac-giang-2021-2025"


def take_over(page: Page) -> None:
    """Open the plan's ledger: its money as the plan itself decided it."""
    page.check("input[value=signed]")
    page.fill("input[name=document]", "01/KH-UBND")
    page.get_by_role("button", name="Lập dự toán").click()
    page.wait_for_url(re.compile(r"/du-toan/\d+/$"))


def test_a_voucher_is_refused_mended_booked_and_reversed(site: Site, browser: Browser) -> None:
    with signed_in(site, browser, "canbo") as officer:
        page = officer.open(f"{PLAN}/du-toan/lap/")
        take_over(page)
        officer.open(f"{PLAN}/so/chung-tu/ghi/?loai=allocation&nam=2025")
        amount = page.locator("input[name^=tien-]").first
        page.fill("input[name=number]", "01/QĐ-UBND")
        page.fill("input[name=on]", "10/01/2025")
        page.fill("textarea[name=about]", "Giao dự toán năm 2025")
        amount.fill("900 tỷ")
        page.get_by_role("button", name="Ghi sổ").last.click()
        expect(page.get_by_role("alert").first).to_contain_text("chỉ còn")
        expect(amount).to_have_value("900 tỷ")
        expect(page.get_by_label("Cho ghi vượt, có lý do")).to_be_visible()
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            fine(page)
        amount.fill("10 triệu")
        page.get_by_role("button", name="Ghi sổ").last.click()
        expect(page.get_by_text("Đã ghi chứng từ 10.000.000 đồng.")).to_be_visible()
        fine(page)
        page.get_by_role("link", name="Hủy chứng từ").click()
        page.fill("textarea[name=reason]", "Ghi nhầm dòng")
        fine(page)
        page.get_by_role("button", name="Hủy chứng từ").click()
        expect(page.get_by_text("Đã hủy chứng từ; số tiền đã trả về các dòng.")).to_be_visible()
        officer.open(f"{PLAN}/so/?theo=nam")
        page.set_viewport_size(NARROW)
        fine(page)
