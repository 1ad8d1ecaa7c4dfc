"""From a document to an issued plan in a real browser: the real reader in its own process, the review by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site, Visit, sign_in, visit
from tests.e2e.test_every_page import WIDE, look_at

pytestmark = pytest.mark.e2e

# A plan of our own, of years that no other plan of the sample has; its number is blank and one target says two things.
DOCUMENT = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số:      /KH-UBND                  Bắc Ninh, ngày 15 tháng 9 năm 2026

KẾ HOẠCH
Thử nghiệm nâng cao năng suất và chất lượng tỉnh Bắc Ninh giai đoạn 2027 - 2031

Căn cứ Quyết định số 1322/QĐ-TTg ngày 31/8/2020 phê duyệt Chương trình quốc gia.

I. MỤC TIÊU
1. Mục tiêu chung
Lấy năng suất làm động lực cho doanh nghiệp trong tỉnh.
2. Mục tiêu cụ thể
- Mỗi năm đào tạo ít nhất 3 - 5 chuyên gia năng suất chất lượng.
- Hỗ trợ tối thiểu 20 doanh nghiệp áp dụng công cụ cải tiến.

II. NHIỆM VỤ
1. Đào tạo
- Mở các lớp tập huấn về năng suất.
2. Hỗ trợ doanh nghiệp
- Xây dựng mô hình điểm tại doanh nghiệp.

III. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ngành triển khai Kế hoạch này.
2. Các sở, ngành báo cáo kết quả trước ngày 20 tháng 11 hằng năm về Sở Khoa học và Công nghệ.

Đoạn này nói về một chuyện khác hẳn mà không bảng nào có.
"""
READ_WITHIN_MS = 60_000
# More keys than the document can have things to look at.
MOST_KEYS = 40


@pytest.fixture
def people(site: Site, browser: Browser) -> Iterator[dict[str, Visit]]:
    """The officer and the leader of the sample, each in a browser of their own."""
    contexts, visits = [], {}
    for username in ("canbo", "lanhdao"):
        context = browser.new_context(viewport=WIDE, locale="vi-VN")
        contexts.append(context)
        visits[username] = visit(context, site.address)
        sign_in(visits[username], username)
    yield visits
    for context in contexts:
        context.close()
    complaints = [complaint for one in visits.values() for complaint in one.complaints]
    assert not complaints, complaints[:10]


def upload(someone: Visit, document: Path) -> Page:
    """Upload and wait until the page says by itself that the document is read."""
    page = someone.open("/ke-hoach/doc/")
    page.set_input_files("input[type=file]", document)
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.locator(".answer")).to_contain_text("Đã đọc xong", timeout=READ_WITHIN_MS)
    return page


def press(page: Page, key: str) -> None:
    """Press a key and wait until what follows stands still."""
    page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def looked_at(page: Page) -> str:
    """What the review shows now."""
    return page.locator("#dang-xem-ten").inner_text()


def test_a_document_becomes_an_issued_plan_by_the_keyboard_alone(people: dict[str, Visit], tmp_path: Path) -> None:
    officer, leader = people["canbo"], people["lanhdao"]
    document = tmp_path / "ke-hoach-da-ky.txt"
    document.write_text(DOCUMENT, encoding="utf-8")
    page = upload(officer, document)
    reading = page.url
    assert not look_at(officer, reading, dark=False)
    page.goto(reading, wait_until="networkidle")
    page.get_by_role("button", name="Lập bản nháp và rà soát").click()
    page.wait_for_url(re.compile("/ra-soat/"))
    review = page.url.split("?")[0]
    assert not look_at(officer, review, dark=True)
    assert not look_at(officer, f"{review}?phan=chua-doc", dark=False)
    assert not look_at(officer, f"{review}?phan=muc-khac", dark=False)

    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.goto(review, wait_until="networkidle")
    _go_through_by_keys(page)
    _edit_by_keys(page)
    _add_by_keys(page)
    _accept_all_by_keys(page)
    expect(page.locator(".answer")).to_contain_text("Không còn mục nghi ngờ hay đoạn chưa được đọc nào")

    slug = review.split("/ke-hoach/")[1].split("/")[0]
    issuing = leader.open(f"/ke-hoach/{slug}/ban-1/ban-hanh/")
    issuing.get_by_role("button", name="Ban hành", exact=True).click()
    issuing.wait_for_url(re.compile(rf"{slug}/ban-1/$"))
    expect(issuing.locator("main")).to_contain_text("Đã ban hành")

    again = officer.open("/ke-hoach/doc/")
    again.set_input_files("input[type=file]", document)
    again.get_by_role("button", name="Tải lên và đọc").click()
    again.wait_for_load_state("networkidle")
    expect(again.locator("main")).to_contain_text("đã tải văn bản này lên rồi")
    assert again.url.endswith(f"{slug}/ban-1/")


def _go_through_by_keys(page: Page) -> None:
    """j and k, and the arrows, move; ? explains; what is looked at has the focus."""
    first = looked_at(page)
    press(page, "j")
    # The address and the focus follow the swap, which a busy machine may show late: waited for, not slept for.
    expect(page.locator("#dang-xem-ten")).not_to_have_text(first)
    expect(page.locator("#dang-xem")).to_be_focused()
    second = looked_at(page)
    press(page, "ArrowUp")
    expect(page.locator("#dang-xem-ten")).to_have_text(first)
    press(page, "ArrowDown")
    expect(page.locator("#dang-xem-ten")).to_have_text(second)
    press(page, "k")
    press(page, "?")
    expect(page.locator("dialog[open]")).to_contain_text("mục sau")
    press(page, "j")
    assert looked_at(page) == first, "behind a dialog the keys rest"
    press(page, "Escape")
    assert page.locator("dialog[open]").count() == 0


def _edit_by_keys(page: Page) -> None:
    """s opens the item's form; saving comes back, and the item is reviewed."""
    name = looked_at(page)
    press(page, "s")
    page.wait_for_url(re.compile(r"/sua/\?ve="))
    page.fill("input[name=number]", "99/KH-UBND")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/ra-soat/"))
    assert looked_at(page) == name
    expect(page.locator("#dang-xem")).to_contain_text("99/KH-UBND")
    expect(page.locator("#dang-xem .chip")).to_have_text("Đã rà soát")


def _add_by_keys(page: Page) -> None:
    """n opens the form that makes an item of lines, ready to be typed into."""
    press(page, "j")
    press(page, "n")
    assert page.evaluate("document.activeElement.id") == "them-tu"
    lines = page.locator("#them-tu").input_value()
    page.select_option("#them-loai", "ho-tro")
    page.locator("#them-tu").press("Enter")
    page.wait_for_url(re.compile(r"/ho-tro/them/\?dong="))
    assert page.locator("input[name=at]").input_value().startswith(lines)
    page.select_option("select[name=kind]", "priority")
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    page.wait_for_url(re.compile("/ra-soat/"))
    page.wait_for_load_state("networkidle")


def _accept_all_by_keys(page: Page) -> None:
    """a accepts and goes on; a passage that needs no item is passed over with x."""
    for _time in range(MOST_KEYS):
        if "Không còn" in page.locator(".answer").inner_text():
            return
        passage = "doan-" in page.url
        waiting = page.locator("#dang-xem [data-key=a]").count()
        press(page, ("x" if passage else "a") if waiting else "j")


def test_without_script_it_is_links_and_forms(site: Site, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False, locale="vi-VN")
    someone = visit(context, site.address)
    sign_in(someone, "canbo")
    document = tmp_path / "khong-kich-ban.txt"
    document.write_text(DOCUMENT.replace("2027 - 2031", "2032 - 2036"), encoding="utf-8")
    page = upload(someone, document)
    page.get_by_role("button", name="Lập bản nháp và rà soát").click()
    before = looked_at(page)
    page.get_by_role("button", name="Chấp nhận").click()
    expect(page.locator("main")).to_contain_text("Đã chấp nhận mục.")
    assert looked_at(page) != before
    page.get_by_role("link", name="Trước").click()
    assert looked_at(page) == before
    expect(page.locator("#dang-xem .chip")).to_have_text("Đã rà soát")
    context.close()


def test_a_document_that_is_no_plan_is_one_clear_page(people: dict[str, Visit], tmp_path: Path) -> None:
    document = tmp_path / "la-thu.txt"
    document.write_text("Dear Sir,\nthis is a letter and no plan at all.\nYours\n" * 20, encoding="utf-8")
    page = people["canbo"].open("/ke-hoach/doc/")
    page.set_input_files("input[type=file]", document)
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.locator("main .notice.bad")).to_contain_text("Cách sửa", timeout=READ_WITHIN_MS)
    assert not look_at(people["canbo"], page.url, dark=False)
