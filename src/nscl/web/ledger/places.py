"""The access-checked getter of these pages, their heads, and where things stand in the address space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource, Stage
from nscl.finance.queries.ledger import MoneyPlan, MoneyPlanNotFound, find_money_plan
from nscl.web.access import viewer
from nscl.web.estimates.places import SECTION
from nscl.web.ui.parts import Act, Chip, Crumb, Empty, Page, Tab, Tabs, Text, Weight

# Parameters of the lists and of what a figure leads to.
LINE: Final = "dong"
TASK: Final = "nhiem-vu"
AGENCY: Final = "co-quan"
YEAR: Final = "nam"
SOURCE: Final = "nguon"
STAGE: Final = "buoc"
KIND: Final = "loai"
# A line without task or agency.
NONE: Final = "khong"


def plan_or_404(request: HttpRequest, slug: str) -> MoneyPlan:
    """A plan whose money the person may see. Raises Http404."""
    try:
        return find_money_plan(viewer(request), slug)
    except MoneyPlanNotFound as missing:
        raise Http404 from missing


def source_of(text: str | None) -> MoneySource | None:
    """A source of an address; None for what is none."""
    return MoneySource(text) if text in MoneySource.values else None


def year_or_404(plan: MoneyPlan, year: int) -> int:
    """A year of the plan's money. Raises Http404."""
    if year not in plan.years:
        raise Http404
    return year


def ledger_href(plan: MoneyPlan, name: str = "ledger", **kwargs: int) -> str:
    """A page of the plan's ledger, by the name of its address."""
    return reverse(name, kwargs={"slug": plan.slug, **kwargs})


def voucher_href(slug: str, number: int, name: str = "voucher") -> str:
    """A page of a voucher."""
    return reverse(name, kwargs={"slug": slug, "number": number})


def entries_href(plan: MoneyPlan, *, stage: Stage | None, **wanted: str | int | None) -> str:
    """The entries behind a figure; `wanted`: by the names of `EntryFilter` (line, task, agency, year, source)."""
    names = {"line": LINE, "task": TASK, "agency": AGENCY, "year": YEAR, "source": SOURCE}
    query = {names[name]: value for name, value in wanted.items() if value is not None}
    if stage is not None:
        query[STAGE] = stage.value
    return f"{ledger_href(plan, 'ledger-entries')}?{urlencode(query)}" if query else ledger_href(plan, "ledger-entries")


def new_voucher_href(plan: MoneyPlan, **query: str | int) -> str:
    """The form of a new voucher, with what is chosen already."""
    href = ledger_href(plan, "voucher-new")
    return f"{href}?{urlencode(query)}" if query else href


def ledger_tabs(plan: MoneyPlan, current: str, year: int) -> Tabs:
    """The parts of a plan's ledger; current: the name of this page's address; year: that of the yearly pages."""
    items = [
        (_("Sổ kinh phí"), "ledger", "table-2", ledger_href(plan)),
        (_("Chứng từ"), "voucher-list", "receipt-text", ledger_href(plan, "voucher-list")),
    ]
    if year in plan.years:
        items += [
            (_("Cuối năm"), "ledger-year", "calendar-check", ledger_href(plan, "ledger-year", year=year)),
            (_("Dự báo"), "ledger-forecast", "trending-up", ledger_href(plan, "ledger-forecast", year=year)),
        ]
    items.append((_("Dự toán"), "plan-estimates", "coins", ledger_href(plan, "plan-estimates")))
    return Tabs(
        _("Kinh phí của kế hoạch"), [Tab(label, href, name == current, icon=icon) for label, name, icon, href in items]
    )


def money_page(
    plan: MoneyPlan,
    title: Text,
    answer: Text = "",
    *,
    below: Sequence[Crumb] | None = None,
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page of the ledger; below: the way to a page below the ledger's own, None for the ledger itself."""
    way = [Crumb(_("Kinh phí"), reverse("money"))]
    if below is not None:
        way += [Crumb(plan.label, ledger_href(plan)), *below]
    return Page(title, answer, way, SECTION, acts, chip)


def no_ledger(plan: MoneyPlan) -> Empty:
    """What stands in place of a ledger that is not open yet."""
    return Empty(
        _("Sổ kinh phí chưa mở"),
        _("Sổ mở khi dự toán của kế hoạch được duyệt: mỗi dòng, năm, nguồn của dự toán là một tài khoản của sổ."),
        "wallet",
        [Act(_("Mở dự toán"), ledger_href(plan, "plan-estimates"), "coins", Weight.PRIMARY)],
    )
