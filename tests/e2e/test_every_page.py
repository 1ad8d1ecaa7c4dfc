"""Every page that a role reaches by its links: no accessibility fault, no browser complaint, no sideways scroll.

The crawl takes one page of each shape (digits of an address count as one shape, its query does not count), so that
a new page is looked at as soon as something links to it.
"""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Error, Page, ViewportSize

from tests.e2e.conftest import Site, Visit, on_postgresql, sign_in, visit

pytestmark = pytest.mark.e2e

WIDE: ViewportSize = {"width": 1360, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
# What a link may lead to that is no page: files, and the way out.
NO_PAGE = re.compile(
    r"tai-ve=|\.(yaml|xlsx|docx|csv|png|svg|ics|pdf|pem)(\?|$)|/static/|dang-xuat|/minh-chung/\d+/(xem|nho|goc)/"
    r"|/(giay-to|mau|goi)/\d+/tep/|/(lan-tinh|tinh)/\d+/tep/.|/(mau/chuan|goi/gui/tep)/"
)
MOST_PAGES = 250
# Name → where the crawl begins, and what the addresses of its pages begin with.
AREAS: dict[str, tuple[str, tuple[str, ...]]] = {
    "training": ("dao-tao/", ("/dao-tao/", "/lop-hoc/", "/chung-nhan/", "/hoc-vien/", "/diem-danh/")),
    "work": (
        "hoat-dong/",
        ("/hoat-dong/", "/ke-hoach-nam/", "/tien-do/", "/vuong-mac/", "/khen-thuong/", "/kinh-phi/"),
    ),
    "support": ("ho-tro/", ("/ho-tro/", "/to-chuc/")),
    "productivity": ("nang-suat/", ("/nang-suat/",)),
    "reports": ("bao-cao/", ("/bao-cao/",)),
    "rest": ("", ()),
}
# Who crawls an area, where it is not the officer alone.
WHO = {"rest": ("canbo", "daumoi", "quantri"), "reports": ("canbo", "bokhcn")}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WCAG = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# The contrast of every text takes as long as all other rules together, and all pages have one stylesheet.
WITHOUT_CONTRAST = {**WCAG, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST_EVERY = 3


def shape(address: str) -> str:
    """The address without its query; every number, plan's name, content and case of one's own as one."""
    path = re.sub(r"/ho-tro/cua-toi/(ho-so|noi-dung)/[\w-]+", r"/ho-tro/cua-toi/\1/X", urlsplit(address).path)
    return re.sub(r"\d+", "0", re.sub(r"/(ke-hoach|kinh-phi)/[a-z-]+-\d{4}-\d{4}", r"/\1/X", path))


def links(page: Page, address: str) -> list[str]:
    """Addresses of this site to which the page links."""
    found = page.eval_on_selector_all("a[href]", "anchors => anchors.map(a => a.href)")
    return sorted({urldefrag(href).url for href in found if href.startswith(address) and not NO_PAGE.search(href)})


def faults(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe-core objects to."""
    # Not by the package's own `run`: that brings every element that passed out of the browser, and takes three times as
    # long.
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
    violations = page.evaluate(
        "options => axe.run(document, options).then(results => results.violations)",
        WCAG if contrast else WITHOUT_CONTRAST,
    )
    return [
        f"{violation['id']}: {violation['help']} ({node['html'][:160]})"
        for violation in violations
        for node in violation["nodes"][:2]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def look_at(someone: Visit, address: str, dark: bool, *, contrast: bool = True) -> list[str]:
    """Everything wrong with one page, wide and narrow.

    Without the accessibility audit, which takes longest, on PostgreSQL: the pages are the same as on SQLite.
    """
    page = someone.page
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size(WIDE)
    try:
        answer = page.goto(address, wait_until="load")
    except Error as error:
        if "Download is starting" in str(error):  # a file, no page
            return []
        raise
    wrong = [] if answer is not None and answer.ok else [f"status {answer.status if answer else '?'}"]
    if not on_postgresql():
        wrong += faults(page, contrast=contrast)
    if not page.locator("h1").count():
        wrong.append("no h1")
    page.set_viewport_size(NARROW)
    if sideways(page) > 0:
        wrong.append(f"{sideways(page)} px too wide at 360 px")
    return wrong


def area(address: str) -> str:
    """Which of the crawls looks at a page: they go side by side, each through its own part of the site."""
    path = urlsplit(address).path
    return next((name for name, (_start, prefixes) in AREAS.items() if path.startswith(prefixes)), "rest")


def crawl(someone: Visit, site: str, name: str, seen: set[str]) -> dict[str, list[str]]:
    """What is wrong with each page of an area within reach whose shape nobody has seen, and with its first page."""
    waiting, wrong, number = [site + AREAS[name][0]], {}, 0
    while waiting:
        address = waiting.pop(0)
        found = look_at(someone, address, dark=number % 2 == 1, contrast=number % CONTRAST_EVERY == 0)
        number += 1
        if found:
            wrong[address] = found
        for link in links(someone.page, site):
            if shape(link) not in seen and area(link) == name:
                seen.add(shape(link))
                waiting.append(link)
        assert number <= MOST_PAGES, f"more than {MOST_PAGES} shapes of page: {address}"
    return wrong


@pytest.mark.parametrize("name", AREAS)
def test_every_page_that_a_role_reaches(site: Site, browser: Browser, name: str) -> None:
    # One test for all roles: they share most pages. What each role may open is held by the access matrix.
    seen: set[str] = {shape(site.address + AREAS[name][0])}
    for username in WHO.get(name, ("canbo",)):
        context = browser.new_context(viewport=WIDE, locale="vi-VN")
        someone = visit(context, site.address)
        sign_in(someone, username)
        wrong = crawl(someone, site.address, name, seen)
        context.close()
        assert not wrong, username + "".join(f"\n{address}\n    " + "\n    ".join(wrong[address]) for address in wrong)
        assert not someone.complaints, "\n".join(someone.complaints[:20])
    assert len(seen) > 5


def test_the_pages_that_a_leader_begins_with(site: Site, browser: Browser) -> None:
    """The others are those that the officer reaches too."""
    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    someone = visit(context, site.address)
    sign_in(someone, "lanhdao")
    wrong = {path: look_at(someone, f"{site.address}{path}", dark=bool(path)) for path in ("", "viec-cua-toi/")}
    context.close()
    assert not any(wrong.values()), wrong
    assert not someone.complaints, someone.complaints


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_sign_in_page(site: Site, browser: Browser, dark: bool) -> None:
    context = browser.new_context(locale="vi-VN")
    someone = visit(context, site.address)
    wrong = look_at(someone, site.address, dark=dark)
    context.close()
    assert not wrong, wrong
    assert not someone.complaints, someone.complaints
