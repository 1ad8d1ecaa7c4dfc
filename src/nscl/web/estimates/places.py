"""The access-checked getters of these pages, and where things stand in the address space."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.finance.queries.estimates.access import EstimateNotFound
from nscl.finance.queries.estimates.grid import EstimateGrid, estimate_grid
from nscl.finance.queries.estimates.listing import EstimateRow, find_estimate
from nscl.web.access import viewer
from nscl.web.ui.parts import Act, Chip, Crumb, Notice, Page, Text, Tone
from nscl.web.ui.samples import sample_title

SECTION: Final = "money"
VERSION: Final = "phien-ban"
# As many digits as a primary key of these tables will ever have.
MOST_DIGITS: Final = 10


def today() -> date:
    """The day whose norms hold."""
    return timezone.localdate()


def number_of(text: str | None) -> int | None:
    """A number of an address or a field; None for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def sent_version(request: HttpRequest) -> int:
    """The version that the person saw; 0, which nothing has, where it was not sent."""
    return number_of(request.POST.get(VERSION)) or 0


def estimate_or_404(request: HttpRequest, slug: str, number: int) -> EstimateRow:
    """The head of an estimate of this plan as the person may see it. Raises Http404."""
    try:
        row = find_estimate(viewer(request), number)
    except EstimateNotFound as missing:
        raise Http404 from missing
    if row.plan_slug != slug:
        raise Http404
    return row


def grid_or_404(request: HttpRequest, slug: str, number: int) -> EstimateGrid:
    """The estimate with all its lines and cells. Raises Http404."""
    try:
        grid = estimate_grid(viewer(request), number, on=today())
    except EstimateNotFound as missing:
        raise Http404 from missing
    if grid.row.plan_slug != slug:
        raise Http404
    return grid


def plan_href(slug: str) -> str:
    """The estimates of a plan."""
    return reverse("plan-estimates", kwargs={"slug": slug})


def estimate_href(row: EstimateRow, name: str = "estimate") -> str:
    """A page of an estimate, by the name of its address."""
    return reverse(name, kwargs={"slug": row.plan_slug, "number": row.number})


def line_href(row: EstimateRow, line: int, name: str = "estimate-line") -> str:
    """A page of a line of it."""
    return reverse(name, kwargs={"slug": row.plan_slug, "number": row.number, "line": line})


def crumbs_of(row: EstimateRow, *more: Crumb, own: bool = False) -> list[Crumb]:
    """The way to an estimate (`own`: and to a page below it)."""
    way = [Crumb(_("Dự toán kinh phí"), reverse("estimate-list")), Crumb(row.plan_label, plan_href(row.plan_slug))]
    if own or more:
        label = sample_title(row.title, is_sample=row.is_sample)
        way.append(Crumb(label, estimate_href(row)))
    return [*way, *more]


def money_page(
    title: Text,
    answer: Text = "",
    *,
    crumbs: Sequence[Crumb] = (),
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs, SECTION, acts, chip)


def sample_notice(*, is_sample: bool) -> Notice | None:
    """What a reader must know before relying on figures that were made up."""
    if not is_sample:
        return None
    return Notice(_("Số liệu mẫu."), _("Dự toán này là số liệu mẫu, không phải số liệu chính thức."), Tone.WARN)
