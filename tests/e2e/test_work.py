"""The year's work in a browser: planned, recorded on a phone with its photograph, drafts, many at once, signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.conftest import Site, Visit, sign_in, visit
from tests.e2e.test_every_page import NARROW, WIDE, faults, sideways
from tests.factories.files import photograph
from tests.factories.xlsx import filled

pytestmark = pytest.mark.e2e
# Longer than the script of drafts waits after the last key.
KEPT_MS = 700
YEAR = date.today().year  # noqa: DTZ011  (the site's clock is this machine's)


def fine(page: Page) -> None:
    """No accessibility fault, nothing wider than the window."""
    assert faults(page) == []
    assert sideways(page) <= 0


@contextmanager
def signed_in(site: Site, browser: Browser, username: str, viewport: ViewportSize = WIDE) -> Iterator[Visit]:
    """A person at the site; in the end the browser had nothing to complain of."""
    context = browser.new_context(viewport=viewport, locale="vi-VN")
    someone = visit(context, site.address)
    someone.page.on("dialog", lambda dialog: dialog.accept())
    sign_in(someone, username)
    yield someone
    context.close()
    assert not someone.complaints, someone.complaints


def annual_plan(someone: Visit) -> str:
    """The address of this year's annual plan of the agency, not submitted yet; opened where there is none."""
    page, size = someone.page, someone.page.viewport_size
    page.set_viewport_size(WIDE)
    someone.open("/hoat-dong/")
    none_yet = page.locator(f"a[href*='/lap/'][href$='nam={YEAR}']")
    if none_yet.count():
        none_yet.first.click()
        page.get_by_role("button", name="Lập kế hoạch năm").click()
        page.wait_for_url(re.compile(r"/ke-hoach-nam/\d+/$"))
        address = page.url
    else:
        open_ones = page.get_by_role("link", name=re.compile("Đang soạn|Trả lại để bổ sung")).all()
        addresses = [str(link.evaluate("link => link.href")) for link in open_ones]
        address = next(one for one in addresses if page.request.get(f"{one}them/").ok)
    if size is not None:
        page.set_viewport_size(size)
    return address


def a_planned_activity(someone: Visit, title: str) -> Page:
    """The page of a new activity, planned by its form."""
    page = someone.page
    page.goto(f"{annual_plan(someone)}them/")
    page.locator("[name=task_id]").select_option(index=1)
    page.locator("[name=kind]").select_option("workshop")
    page.locator("[name=title]").fill(title)
    page.locator("[name=starts_on]").fill(f"05/01/{YEAR}")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã thêm hoạt động.")).to_be_visible()
    return page


def drafts(page: Page) -> int:
    """How many drafts lie on the machine."""
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    return sum(name.startswith("nscl-draft:") for name in names)


def test_from_the_plans_tasks_to_a_recorded_result(site: Site, browser: Browser) -> None:
    with signed_in(site, browser, "daumoi") as someone:
        annual = annual_plan(someone)
        page = someone.page
        page.goto(annual)
        page.get_by_role("link", name="Đưa nhiệm vụ vào").first.click()
        fine(page)
        page.locator(".choose-lines input").first.check()
        page.get_by_role("button", name="Đưa vào kế hoạch năm").click()
        expect(page.get_by_text(re.compile(r"Đã thêm \d+ hoạt động|Chưa thêm")).first).to_be_visible()

        page.goto(f"{annual}ghi-nhieu/")
        page.set_viewport_size(NARROW)
        fine(page)
        for place, title in ((0, "Hội thảo một"), (1, "Hội thảo hai")):
            page.locator(f"[name='viec.{place}.title']").fill(title)
            page.locator(f"[name='viec.{place}.task_id']").select_option(index=1)
            page.locator(f"[name='viec.{place}.kind']").select_option("workshop")
            page.locator(f"[name='viec.{place}.status']").select_option("running")
        page.locator("[name='viec.0.starts_on']").fill(f"03/02/{YEAR}")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Chưa lưu được")).to_be_visible()  # the second one has no day; nothing typed is lost
        expect(page.locator("[name='viec.0.title']")).to_have_value("Hội thảo một")
        fine(page)
        page.locator("[name='viec.1.starts_on']").fill(f"04/02/{YEAR}")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Đã ghi 2 hoạt động.")).to_be_visible()


def test_a_phone_loses_nothing_and_sends_its_photograph(site: Site, browser: Browser) -> None:
    with signed_in(site, browser, "daumoi", NARROW) as someone:
        page = a_planned_activity(someone, "Tập huấn trên điện thoại")
        activity = page.url
        page.get_by_role("link", name="Ghi kết quả").click()
        page.locator("[name='participations.0.kind']").select_option(index=1)
        page.locator("[name='participations.0.people']").fill("45")
        page.locator("[name=result]").fill("Đã bắt đầu")
        expect(page.get_by_text("trên máy này")).to_be_visible()
        page.reload()  # or the network went, or the telephone
        expect(page.get_by_text("chưa lưu.")).to_be_visible()
        fine(page)
        page.get_by_role("button", name="Khôi phục bản nháp").click()
        expect(page.locator("[name='participations.0.people']")).to_have_value("45")
        page.context.clear_cookies(name="sessionid")  # the session ended meanwhile
        page.get_by_label("Đang làm").check()
        page.wait_for_timeout(KEPT_MS)
        page.get_by_role("button", name="Ghi kết quả", exact=True).click()
        page.wait_for_url("**/dang-nhap/**")
        page.fill("input[name=login]", "daumoi")
        page.fill("input[name=password]", "nang-suat-2026")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Khôi phục bản nháp").click()
        expect(page.locator("[name=result]")).to_have_value("Đã bắt đầu")
        page.get_by_role("button", name="Ghi và thêm minh chứng").click()
        expect(page.get_by_text("Đã ghi kết quả.")).to_be_visible()
        assert drafts(page) == 0

        fine(page)
        page.set_input_files(
            "input[name=anh]", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photograph((1200, 900))}
        )
        page.get_by_role("button", name="Gửi minh chứng").click()
        expect(page.get_by_text("Đã thêm 1 minh chứng.")).to_be_visible()
        page.goto(activity)
        expect(page.locator(".evidence img")).to_be_visible()
        expect(page.get_by_text("Thêm minh chứng: anh.jpg")).to_be_visible()
        fine(page)

        page.get_by_role("link", name="Ghi kết quả").click()
        page.locator("[name=result]").fill("Chưa lưu")
        expect(page.get_by_text("trên máy này")).to_be_visible()
        page.evaluate("document.querySelector('form[data-signs-out]').requestSubmit()")
        page.wait_for_url("**/dang-nhap/**")
        assert drafts(page) == 0


def test_a_file_of_activities_is_rehearsed(site: Site, browser: Browser) -> None:
    with signed_in(site, browser, "daumoi", NARROW) as someone:
        annual = annual_plan(someone)
        page = someone.page
        page.goto(f"{annual}them/")
        task = page.locator("[name=task_id] option").nth(1).inner_text().strip()
        row = {"task": re.sub(r"^[\d.]+\s+", "", task), "kind": "hội nghị"}
        data = filled(
            [
                {**row, "title": "Việc từ tệp", "starts_on": date(YEAR, 3, 1)},
                {**row, "title": "Việc sai năm", "starts_on": date(YEAR - 3, 3, 1)},
            ]
        )
        page.goto(f"{annual}nhap-tep/")
        fine(page)
        xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        page.set_input_files("input[type=file]", {"name": "viec.xlsx", "mimeType": xlsx, "buffer": data})
        page.locator("main form button.primary").click()
        expect(page.get_by_text("1 dòng phải sửa nên chưa nhập dòng nào")).to_be_visible()
        fine(page)


def test_a_value_is_stated_proved_signed_and_kept(site: Site, browser: Browser) -> None:
    """The proof of what a leader signed cannot be taken away."""
    with signed_in(site, browser, "canbo") as officer:
        page = officer.open("/tien-do/")
        fine(page)
        page.get_by_role("link", name=re.compile("rủi ro cao")).first.click()
        measure = page.url
        page.goto(f"{measure}khai-tinh/")
        fine(page)
        page.goto(measure)
        page.get_by_role("link", name="Nêu số liệu").click()
        fine(page)
        page.locator("[name=on]").fill(f"02/01/{YEAR}")  # no quarter ends here: the sample may state those itself
        page.locator("[name=numerator]").fill("20")
        page.locator("[name=denominator]").fill("50")
        page.locator("[name=note]").fill("Báo cáo của Chi cục")
        page.get_by_role("button", name="Nêu số liệu").click()
        latest = page.locator("a[href^='/minh-chung/so-neu/']").evaluate_all("links => links.map(link => link.href)")
        value = max(int(link.rstrip("/").rsplit("/", 1)[1]) for link in latest)  # the sample may have stated others
        page.goto(f"{site.address}minh-chung/so-neu/{value}/them/")
        page.locator("[name=duong_dan]").fill("https://bacninh.gov.vn/bao-cao")
        page.get_by_role("button", name="Gửi minh chứng").click()
        proof = page.url
        with signed_in(site, browser, "lanhdao", NARROW) as leader:
            signing = leader.page
            signing.goto(measure)
            signing.locator(f"a[href$='/so-neu/{value}/xac-nhan/']").first.click()
            fine(signing)
            signing.get_by_role("button", name="Xác nhận").click()
            expect(signing.get_by_text("Đã xác nhận").first).to_be_visible()
            fine(signing)
            signing.locator(f"a[href$='/so-neu/{value}/rut/']").first.click()
            fine(signing)
        page.goto(proof)
        expect(page.get_by_text("hãy rút số liệu trước")).to_be_visible()
        expect(page.get_by_role("link", name="Gỡ", exact=True)).to_have_count(0)
        fine(page)
