"""The jobs of this release in a real browser: amend, edit, meet another's edit, compare; check, search, sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect

from nscl.accounts.sample import SAMPLE_PASSWORD
from tests.e2e.conftest import Site, Visit, on_postgresql, sign_in, visit
from tests.e2e.test_every_page import CONTRAST_EVERY, WIDE, faults, links, look_at, shape

pytestmark = pytest.mark.e2e

LANG_SON = "/ke-hoach/lang-son-2026-2030"
BAC_NINH = "/ke-hoach/bac-ninh-2026-2030"
BAC_GIANG = "/ke-hoach/bac-giang-2021-2025"
PACKS = Path(__file__).resolve().parents[2] / "data" / "plans"


@pytest.fixture
def people(site: Site, browser: Browser) -> Iterator[dict[str, Visit]]:
    """The officer, the leader and the administrator of the sample, each in a browser of their own."""
    contexts, visits = [], {}
    for username in ("canbo", "lanhdao", "quantri"):
        context = browser.new_context(viewport=WIDE, locale="vi-VN")
        contexts.append(context)
        visits[username] = visit(context, site.address)
        sign_in(visits[username], username)
    yield visits
    for context in contexts:
        context.close()
    complaints = [complaint for one in visits.values() for complaint in one.complaints]
    assert not complaints, complaints[:10]


def open_first_item(page: Page) -> None:
    page.locator("main table tbody a").first.click()
    page.wait_for_load_state("networkidle")


def test_amend_edit_conflict_compare_and_look_at_every_editing_page(people: dict[str, Visit]) -> None:
    leader, officer = people["lanhdao"], people["canbo"]
    page = leader.open(f"{BAC_NINH}/ban-1/mo-dieu-chinh/")
    page.get_by_role("button", name="Mở bản điều chỉnh").click()
    page.wait_for_url(re.compile("ban-2/$"))

    # The officer and the leader's colleague open the same target; the second to save is told what changed.
    mine = officer.open(f"{BAC_NINH}/ban-2/muc-tieu/")
    open_first_item(mine)
    form = mine.url.rstrip("/") + "/sua/"
    mine.goto(form)
    theirs = mine.context.new_page()
    theirs.goto(form)
    theirs.fill("textarea[name=text]", "Câu của người thứ nhất")
    theirs.get_by_role("button", name="Lưu", exact=True).click()
    expect(theirs.locator("main")).to_contain_text("Câu của người thứ nhất")
    mine.fill("textarea[name=text]", "Câu của người thứ hai")
    mine.get_by_role("button", name="Lưu", exact=True).click()
    expect(mine.locator("main")).to_contain_text("Câu của người thứ nhất")
    expect(mine.locator("main")).to_contain_text("Câu của người thứ hai")
    theirs.close()

    compared = officer.open(f"{BAC_NINH}/ban-2/dieu-chinh/")
    expect(compared.locator("main")).to_contain_text("Câu của người thứ nhất")
    refused = leader.open(f"{BAC_NINH}/ban-2/ban-hanh/")
    expect(refused.locator("main")).to_contain_text("chưa ban hành được")
    assert not faults(refused)

    if not on_postgresql():  # the pages are the same
        _every_page_of_the_draft(officer)


def _every_page_of_the_draft(officer: Visit) -> None:
    start = officer.address.rstrip("/") + f"{BAC_NINH}/ban-2/soan/"
    waiting, seen, wrong = [start], {shape(start)}, {}
    while waiting:
        address = waiting.pop(0)
        found = look_at(officer, address, dark=len(seen) % 2 == 1, contrast=len(waiting) % CONTRAST_EVERY == 0)
        if found:
            wrong[address] = found
        for link in links(officer.page, officer.address):
            if "/ban-2/" in link and shape(link) not in seen:
                seen.add(shape(link))
                waiting.append(link)
    assert not wrong, wrong
    assert len(seen) > 25


def test_a_plan_is_checked_without_being_loaded(people: dict[str, Visit]) -> None:
    page = people["canbo"].open("/kiem-tra/")
    page.set_input_files("input[type=file] >> nth=0", PACKS / "bac-giang-2021-2025" / "plan.yaml")
    page.get_by_role("button", name=re.compile("Kiểm tra")).first.click()
    expect(page.locator("main")).to_contain_text("3.926.000.000 đồng")


def test_everything_is_found_without_diacritics(people: dict[str, Visit]) -> None:
    page = people["canbo"].open("/")
    page.keyboard.press("/")
    page.keyboard.type("cau lac bo")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("tim-kiem"))
    expect(page.locator("main")).to_contain_text("câu lạc bộ")


def test_a_table_is_filtered_in_place_as_a_fresh_load_would_show_it(people: dict[str, Visit]) -> None:
    page = people["canbo"].open(f"{BAC_GIANG}/ban-1/nhiem-vu/")
    page.fill("main input[type=search] >> nth=0", "phong su")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=phong"))
    page.wait_for_load_state("networkidle")
    swapped = page.locator("main table tbody").first.inner_text()
    page.reload(wait_until="networkidle")
    assert page.locator("main table tbody").first.inner_text() == swapped
    assert "phóng sự" in swapped.lower()


def test_the_budget_reads_without_script(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False, locale="vi-VN")
    someone = visit(context, site.address)
    sign_in(someone, "taichinh")
    page = someone.open(f"{BAC_GIANG}/ban-1/du-toan/")
    expect(page.locator("main")).to_contain_text("14.767,55")
    page.goto(site.address.rstrip("/") + f"{BAC_GIANG}/ban-1/nhiem-vu/?q=phong+su")
    expect(page.locator("main")).to_contain_text("phóng sự")
    context.close()


def test_english_is_a_choice(people: dict[str, Visit]) -> None:
    page = people["quantri"].open("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.locator("header details summary, header button[aria-haspopup]").last.click()
    page.get_by_role("button", name=re.compile("English|Tiếng Anh")).click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).not_to_have_text("Tổng quan")


def test_a_second_factor_is_set_up_and_asked_for(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    someone = visit(context, site.address)
    sign_in(someone, "tuvan")
    page = someone.open("/tai-khoan/hai-lop/")
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    page.wait_for_url(re.compile("/xac-nhan/"))  # who changes the way in says once more who they are
    page.fill("input[name=password]", SAMPLE_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/hai-lop/$"))
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    page.wait_for_url(re.compile("/hai-lop/bat/$"))
    secret = page.locator("code.secret").inner_text()
    page.fill("input[name=code]", one_time_code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/bat/"))  # not idle: the page that was left is that too
    context.clear_cookies()
    page.goto(site.address)
    page.fill("input[name=login]", "tuvan")
    page.fill("input[name=password]", SAMPLE_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("input[name=code]")).to_be_visible()
    context.close()


def one_time_code(secret: str) -> str:
    """What an authenticator shows now for a secret."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
