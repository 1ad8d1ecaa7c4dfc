"""The year's work in a browser: an agency opens its annual plan, draws from tasks, records on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site, sign_in, visit
from tests.e2e.test_every_page import NARROW, WIDE, faults, sideways

pytestmark = pytest.mark.e2e


def fine(page: Page) -> None:
    """No accessibility fault, nothing wider than the window."""
    assert faults(page) == []
    assert sideways(page) <= 0


def test_from_the_plans_tasks_to_a_recorded_result(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    someone = visit(context, site.address)
    sign_in(someone, "daumoi")
    page = someone.open("/hoat-dong/")
    page.get_by_role("link", name="Lập kế hoạch").first.click()
    page.get_by_role("button", name="Lập kế hoạch năm").click()
    fine(page)

    page.get_by_role("link", name="Đưa nhiệm vụ vào").first.click()
    fine(page)
    first = page.locator(".choose-lines input").first
    first.check()
    page.get_by_role("button", name="Đưa vào kế hoạch năm").click()
    expect(page.get_by_text(re.compile(r"Đã thêm \d+ hoạt động"))).to_be_visible()

    page.set_viewport_size(NARROW)
    page.locator("#bang-hoat-dong tbody a").first.click()
    fine(page)
    page.get_by_role("link", name="Ghi kết quả").click()
    fine(page)
    page.get_by_label("Đang làm").check()
    page.get_by_label("Kết quả, ghi chú").fill("Đã bắt đầu")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_text("Đã ghi kết quả.")).to_be_visible()
    expect(page.get_by_text("Đang làm", exact=True).first).to_be_visible()
    fine(page)
    context.close()
    assert not someone.complaints, someone.complaints
