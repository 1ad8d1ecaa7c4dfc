"""Where things stand in the address space of the roll-up, heads and tabs of its pages, the getter of packages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.queries.packages import PackageMissing, PackagePage, find_package
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.reports.places import SECTION
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Tab, Tabs, Text
from nscl.web.ui.samples import sample_title

NATION: Final = "report-nation"
INDICATOR: Final = "report-nation-indicator"
TWICE: Final = "report-nation-twice"
TIMELINESS: Final = "report-nation-timeliness"
PACKAGES: Final = "package-list"
PACKAGE: Final = "package"
TAKE_IN: Final = "package-take-in"
KEYS: Final = "package-keys"
SEND: Final = "package-send"
MEASURES_ANCHOR: Final = "#bang-chi-tieu"
SUPPORTS_ANCHOR: Final = "#bang-ho-tro"


class _Sibling(NamedTuple):
    """A page beside the roll-up: the name of its address, its label, its icon."""

    name: str
    label: Text
    icon: str


_SIBLINGS: Final = (
    _Sibling(NATION, gettext_lazy("Chỉ tiêu"), "target"),
    _Sibling(TIMELINESS, gettext_lazy("Đúng hạn"), "clock"),
    _Sibling(TWICE, gettext_lazy("Hỗ trợ nhiều lần"), "copy"),
    _Sibling(PACKAGES, gettext_lazy("Gói số liệu"), "package"),
    _Sibling(KEYS, gettext_lazy("Khóa tin cậy"), "key-round"),
)


@dataclass(frozen=True)
class Asked:
    """The year of the top bar, and as of which day its figures are: today, or the last day of a year that is over."""

    year: int
    on: date


def asked(request: HttpRequest) -> Asked:
    """The year that the page is about."""
    today = timezone.localdate()
    year = context_choice.current(request).year
    return Asked(year, min(today, date(year, 12, 31)))


def sibling_tabs(current: str) -> Tabs:
    """The pages of the country, `current` being the name of this page's address."""
    items = [Tab(one.label, reverse(one.name), current=one.name == current, icon=one.icon) for one in _SIBLINGS]
    return Tabs(_("Toàn quốc"), items)


def report_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page below the reports."""
    return [Crumb(_("Báo cáo"), reverse("reports")), *further]


def nation_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page below the roll-up."""
    return report_crumbs(Crumb(_("Toàn quốc"), reverse(NATION)), *further)


def packages_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page below the packages that were taken in."""
    return nation_crumbs(Crumb(_("Gói số liệu"), reverse(PACKAGES)), *further)


def keys_crumbs() -> list[Crumb]:
    """The way to a page below the keys."""
    return nation_crumbs(Crumb(_("Khóa tin cậy"), reverse(KEYS)))


def nation_page(
    title: Text, answer: Text = "", *, way: Sequence[Crumb], acts: Sequence[Act] = (), chip: Chip | None = None
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, way, SECTION, acts, chip=chip)


def indicator_href(code: str) -> str:
    """The page of an indicator, with each province's own words."""
    return reverse(INDICATOR, kwargs={"code": code})


def package_href(number: int, name: str = PACKAGE) -> str:
    """The page of a package, or its file, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def package_label(found: PackagePage) -> str:
    """What a package is called on the way to a page."""
    row = found.row
    return sample_title(f"{row.province}, {row.year}", is_sample=row.is_sample)


def package_or_404(request: HttpRequest, number: int) -> PackagePage:
    """A package that was taken in. Raises Http404."""
    try:
        return find_package(viewer(request), number)
    except PackageMissing as missing:
        raise Http404 from missing
