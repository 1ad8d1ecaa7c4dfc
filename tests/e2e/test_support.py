"""A firm applies for support on a phone: kept by itself, the amount grows as it is typed, papers, the status."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Site
from tests.e2e.test_every_page import NARROW
from tests.e2e.test_work import fine, signed_in

pytestmark = pytest.mark.e2e


def test_a_firm_applies_on_a_phone(site: Site, browser: Browser, tmp_path: Path) -> None:
    with signed_in(site, browser, "doanhnghiep", NARROW) as someone:
        page = someone.open("/ho-tro/cua-toi/")
        page.get_by_role("link", name="Tư vấn giải pháp chuyển đổi số").first.click()
        page.get_by_role("button", name="Chọn quy định này").first.click()
        page.locator("[name=contact_name]").fill("Nguyễn Văn Thử")
        page.locator("[name=contact_phone]").fill("0912 345 678")
        page.keyboard.press("Tab")
        expect(page.get_by_text("Đã tự lưu")).to_be_visible()
        page.reload()  # nothing was sent by a button, and it is there
        expect(page.locator("[name=contact_phone]")).to_have_value("0912 345 678")
        fine(page)
        page.get_by_role("button", name="Lưu và tiếp tục").last.click()
        page.locator("[name='costs.0.head']").select_option("contract")
        page.locator("[name='costs.0.vnd']").fill("80.000.000")
        page.locator("[name='costs.0.on']").fill("01/10/2026")
        page.keyboard.press("Tab")
        expect(page.get_by_text("Chi phí được tính: 80.000.000 đồng.")).to_be_attached()
        fine(page)
        page.get_by_role("button", name="Lưu và tiếp tục").last.click()
        page.wait_for_url("**/giay-to/")
        for place in range(2):
            paper = tmp_path / f"giay-to-{place}.pdf"
            paper.write_bytes(b"%PDF-1.4\n%" + str(place).encode() + b"\n%%EOF\n")
            page.locator("input[type=file]").nth(place).set_input_files(paper)
            page.get_by_role("button", name="Gửi giấy tờ này").nth(place).click()
            page.get_by_role("link", name=paper.name).wait_for()
        page.get_by_role("link", name="Xem lại rồi nộp").click()
        page.get_by_role("button", name="Nộp hồ sơ").click()
        expect(page.get_by_text("Đã nộp hồ sơ.")).to_be_visible()
        expect(page.get_by_text("Đơn vị nộp hồ sơ")).to_be_visible()
        fine(page)
