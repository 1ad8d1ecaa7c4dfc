"""The access-checked getters of these pages, and where things stand in the address space."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.plans.enums import ItemKind
from nscl.web.access import acting, viewer
from nscl.web.ui.parts import Act, Crumb, Page, Text
from nscl.web.ui.parts.chips import Chip
from nscl.web.ui.samples import sample_title
from nscl.work.queries.access import ActivityNotFound, AnnualPlanNotFound
from nscl.work.queries.activities import ActivityDetail, get_activity
from nscl.work.queries.annual_plans import AnnualPlanDetail, AnnualPlanRow, find_annual_plan, get_annual_plan
from nscl.work.queries.rows import ActivityRow

SECTION: Final = "activities"
VERSION: Final = "phien-ban"
# As many digits as a primary key of these tables will ever have.
MOST_DIGITS: Final = 10


def today() -> date:
    """The day by which something is late."""
    return timezone.localdate()


def number_of(text: str | None) -> int | None:
    """A number of an address or a hidden field; None for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def sent_version(request: HttpRequest) -> int:
    """The version that the person saw; 0, which nothing has, where it was not sent."""
    return number_of(request.POST.get(VERSION)) or 0


def seen_act(request: HttpRequest, number: int) -> dict[str, Any]:
    """What an act on a thing is told: which one, of the version that was seen, by whom, when."""
    return {"number": number, "version": sent_version(request), **acting(request)}


def activity_or_404(request: HttpRequest, number: int) -> ActivityDetail:
    """The activity as the person may see it. Raises Http404."""
    try:
        return get_activity(viewer(request), number, on=today())
    except ActivityNotFound as missing:
        raise Http404 from missing


def annual_plan_or_404(request: HttpRequest, number: int) -> AnnualPlanDetail:
    """The annual plan whole. Raises Http404."""
    try:
        return get_annual_plan(viewer(request), number, on=today())
    except AnnualPlanNotFound as missing:
        raise Http404 from missing


def annual_row_or_404(request: HttpRequest, number: int) -> AnnualPlanRow:
    """The head of the annual plan. Raises Http404."""
    try:
        return find_annual_plan(viewer(request), number, on=today())
    except AnnualPlanNotFound as missing:
        raise Http404 from missing


def activity_href(number: int) -> str:
    """The page of an activity."""
    return reverse("activity", kwargs={"number": number})


def annual_plan_href(number: int) -> str:
    """The page of an annual plan."""
    return reverse("annual-plan", kwargs={"number": number})


def item_href(kind: ItemKind, number: int) -> str:
    """The page of an item of the plan, whatever its edition."""
    return reverse("item-door", kwargs={"kind": kind.value, "number": number})


def act_href(name: str, number: int) -> str:
    """An act on an activity or an annual plan, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def annual_title(row: AnnualPlanRow) -> str:
    """What an annual plan is called."""
    return _("Kế hoạch năm %(year)s, %(agency)s") % {"year": row.year, "agency": row.agency.name}


def annual_crumbs(row: AnnualPlanRow | None = None) -> list[Crumb]:
    """The way to a page below an annual plan."""
    way = [Crumb(_("Hoạt động"), reverse("annual-plan-list"))]
    if row is None:
        return way
    return [*way, Crumb(sample_title(annual_title(row), is_sample=row.is_sample), annual_plan_href(row.number))]


def activity_crumbs(row: ActivityRow, *, own: bool = False) -> list[Crumb]:
    """The way to an activity (`own`: and to a page below it)."""
    label = _("Kế hoạch năm %(year)s, %(agency)s") % {"year": row.year, "agency": row.owner.name}
    way = [Crumb(_("Hoạt động"), reverse("annual-plan-list")), Crumb(label, annual_plan_href(row.annual_plan))]
    if not own:
        return way
    return [*way, Crumb(sample_title(row.title, is_sample=row.is_sample), activity_href(row.number))]


def work_page(
    title: Text, answer: Text = "", *, crumbs: list[Crumb], acts: list[Act] | None = None, chip: Chip | None = None
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs, SECTION, acts or [], chip=chip)
