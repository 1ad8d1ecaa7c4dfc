"""Attendance on a phone: a class is opened, people are put down, each touch is kept, and without script too."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Site
from tests.e2e.test_every_page import NARROW, WIDE
from tests.e2e.test_work import annual_plan, fine, signed_in

pytestmark = pytest.mark.e2e
YEAR = date.today().year  # noqa: DTZ011  (the site's clock is this machine's)


def test_attendance_is_taken_on_a_phone(site: Site, browser: Browser) -> None:
    with signed_in(site, browser, "daumoi", WIDE) as someone:
        page = someone.page
        number = re.search(r"(\d+)/$", annual_plan(someone))
        assert number is not None
        someone.open("/dao-tao/khoa-hoc/them/")
        page.locator("[name=title]").fill("Khóa trên điện thoại")
        page.locator("[name=topic]").select_option("productivity")
        page.locator("[name=level]").select_option("basic")
        page.locator("[name=hours]").fill("7")
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.get_by_role("link", name="Mở lớp").first.wait_for()
        course = re.search(r"(\d+)/$", page.url)
        assert course is not None
        someone.open(f"/dao-tao/mo-lop/?ke-hoach-nam={number[1]}&khoa-hoc={course[1]}")
        page.locator("[name=task_id]").select_option(index=1)
        page.locator("[name='sessions.0.on']").fill(f"05/01/{YEAR}")
        page.locator("[name='sessions.0.starts']").fill("8h")
        page.locator("[name='sessions.0.ends']").fill("11h30")
        page.get_by_role("button", name="Mở lớp").last.click()
        expect(page.get_by_text("Đã mở lớp.")).to_be_visible()
        fine(page)
        address = page.url
        page.goto(f"{address}hoc-vien/them-nhieu/")
        page.locator("[name='people.0.name']").fill("Nguyễn Thị An")
        page.get_by_role("button", name="Ghi danh", exact=True).click()
        expect(page.get_by_text("Đã ghi danh 1 người.")).to_be_visible()

        page.set_viewport_size(NARROW)
        page.goto(f"{address}diem-danh/")
        page.get_by_role("link", name="Điểm danh").last.click()
        fine(page)
        page.locator(".sheet-line").get_by_text("Có mặt").click()
        expect(page.locator(".sheet-line [role=status]")).to_contain_text(
            "ghi lúc"
        )  # kept before any button is touched
        expect(page.locator("#tong-diem-danh .good")).to_contain_text("1")
        page.reload()
        expect(page.get_by_label("Có mặt")).to_be_checked()
        page.get_by_label("Vắng", exact=True).check()
        page.get_by_role("button", name="Lưu điểm danh").click()
        expect(page.get_by_label("Vắng", exact=True)).to_be_checked()
        fine(page)
