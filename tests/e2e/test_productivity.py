"""The officer computes TFP, the leader publishes it: through the real pages, which axe finds nothing in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Site
from tests.e2e.test_every_page import NARROW
from tests.e2e.test_work import fine, signed_in

pytestmark = pytest.mark.e2e


def test_the_officer_computes_and_the_leader_publishes(site: Site, browser: Browser) -> None:
    with signed_in(site, browser, "canbo") as someone:
        page = someone.open("/nang-suat/")
        fine(page)
        page.get_by_role("link", name="Tạo lần tính").first.click()
        page.locator("[name=title]").fill("TFP thử công bố")
        page.get_by_text("Tùy chọn nâng cao").click()
        page.locator("[name=draws]").fill("500")
        page.get_by_role("button", name="Tạo lần tính").last.click()
        page.get_by_role("button", name="Tính", exact=True).click()
        expect(page.get_by_text("Đã tính xong.")).to_be_visible()
        figure = page.locator("details.worked").first
        figure.locator("summary").click()
        expect(figure.locator(".note")).to_be_visible()
        fine(page)
        address = page.url
    with signed_in(site, browser, "lanhdao", NARROW) as someone:
        page = someone.open(address.removeprefix(site.address.rstrip("/")))
        page.get_by_role("link", name="Công bố").click()
        page.get_by_role("button", name="Công bố").click()
        expect(page.get_by_text("Đã công bố.")).to_be_visible()
        fine(page)
