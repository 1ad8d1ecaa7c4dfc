"""An estimate in a browser: typed and pasted as in a spreadsheet, asked about, undone; appraised by somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Site, sign_in, visit
from tests.e2e.test_every_page import NARROW, WIDE, faults, sideways

pytestmark = pytest.mark.e2e
PLAN = "bac-ninh-2026-2030"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def columns(page: Page) -> list[str]:
    found = page.eval_on_selector_all("col", "all => all.map(c => c.dataset.kind + (c.dataset.year ?? ''))")
    return [str(kind) for kind in found]


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell of the nth line that carries money, `column` counted over all columns."""
    return page.locator("tbody tr:not([data-heading])").nth(row).locator("td").nth(column - 1)


def settled(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")


def test_from_the_printed_lines_to_the_approval(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    someone = visit(context, site.address)
    sign_in(someone, "canbo")
    page = someone.open(f"/kinh-phi/{PLAN}/du-toan/lap/")
    page.get_by_role("button", name="Lập dự toán").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dự toán kế hoạch")
    assert faults(page) == []
    address = page.url
    typed_pasted_and_undone(page)

    page.set_viewport_size(NARROW)
    assert sideways(page) <= 0
    page.locator("tbody a").last.click()
    assert sideways(page) <= 0
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text(re.compile("Đã lưu dòng"))).to_be_visible()
    page.set_viewport_size(WIDE)
    page.goto(f"{address}trinh/")
    page.get_by_role("button", name="Trình thẩm định").click()
    expect(page.get_by_text("Đã trình dự toán để thẩm định.")).to_be_visible()
    context.close()
    assert not someone.complaints, someone.complaints

    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    other = visit(context, site.address)
    sign_in(other, "taichinh")
    appraised(other.page, address)
    context.close()
    assert not other.complaints, other.complaints


def typed_pasted_and_undone(page: Page) -> None:
    at = columns(page)
    first, total = at.index("amount2026"), at.index("total")
    target, below = cell(page, 0, first), cell(page, 1, first)
    before = below.inner_text()
    target.click()
    page.keyboard.type("12,5 triệu")
    page.keyboard.press("Enter")
    settled(page)
    expect(target).to_have_text("12,5")
    expect(below).to_be_focused()

    target.click()
    page.evaluate(PASTE, "1.234\t20\nabc\t40")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1,234 triệu đồng (1.234.000 đồng)")
    expect(dialog).to_contain_text("không phải số tiền")
    assert faults(page) == []
    dialog.get_by_role("button", name="Tất cả theo kiểu Anh").click()
    dialog.get_by_role("button", name="Ghi theo lựa chọn").click()
    settled(page)
    expect(target).to_have_text("1,234")
    expect(below).to_have_attribute("aria-invalid", "true")
    for _act in range(2):
        page.get_by_role("button", name="Hoàn tác").click()
        settled(page)
    below.click()
    page.keyboard.press("F2")
    page.keyboard.press("Escape")
    expect(below).to_have_text(before)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Phím tắt")).to_be_focused()
    expect(page.locator("tfoot td").nth(total - 1)).to_have_text("20.410")


def appraised(page: Page, address: str) -> None:
    page.goto(f"{address}tham-dinh/")
    page.get_by_role("button", name="Nhận số đề nghị cho các ô còn lại").click()
    expect(page.get_by_text(re.compile("Đã nhận số đề nghị"))).to_be_visible()
    at = columns(page)
    cell(page, 0, at.index("amount2026")).click()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    cell(page, 0, at.index("reason")).click()
    page.keyboard.type("Chưa cần trong năm đầu")
    page.keyboard.press("Enter")
    settled(page)
    assert faults(page) == []
    page.goto(f"{address}duyet/")
    page.get_by_label("Số quyết định phê duyệt").fill("99/QĐ-UBND")
    page.get_by_label("Ngày của quyết định").fill("20/11/2026")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt dự toán; sổ kinh phí đã mở.")).to_be_visible()
