"""The access-checked getters of these pages, their heads, and where things stand in the address space."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.reporting.queries.access import RoundNotFound, SubmissionNotFound
from nscl.reporting.queries.rounds import RoundPage, round_page
from nscl.reporting.queries.rows import RoundRow, SubmissionRow
from nscl.reporting.queries.submissions import RoundHead, SubmissionPage, submission_page
from nscl.web.access import viewer
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Text
from nscl.web.ui.samples import sample_title
from nscl.web.work.places import VERSION, number_of, sent_version

__all__ = ["VERSION", "number_of", "sent_version"]

SECTION: Final = "reports"


def today() -> date:
    """The day by which something is late."""
    return timezone.localdate()


def round_or_404(request: HttpRequest, number: int) -> RoundPage:
    """The round as the person may see it. Raises Http404."""
    try:
        return round_page(viewer(request), number, on=today())
    except RoundNotFound as missing:
        raise Http404 from missing


def submission_or_404(request: HttpRequest, number: int) -> SubmissionPage:
    """The submission whole, as the person may see it. Raises Http404."""
    try:
        return submission_page(viewer(request), number, on=today())
    except SubmissionNotFound as missing:
        raise Http404 from missing


def head_or_404(request: HttpRequest, number: int, *, with_estimates: bool = False) -> SubmissionPage:
    """The submission without its words and remarks, its steps where it was returned. Raises Http404."""
    try:
        return submission_page(viewer(request), number, on=today(), with_words=False, with_estimates=with_estimates)
    except SubmissionNotFound as missing:
        raise Http404 from missing


def round_href(number: int, name: str = "round") -> str:
    """The page of a round, or something done to it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def submission_href(number: int, name: str = "submission") -> str:
    """The page of a submission, or a part of it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def crumbs(round_: RoundRow | RoundHead | None = None, submission: SubmissionRow | None = None) -> list[Crumb]:
    """The way to a page below the reports, below a round, below a submission of it."""
    way = [Crumb(_("Báo cáo"), reverse("reports"))]
    if round_ is not None:
        way.append(Crumb(sample_title(round_.title, is_sample=round_.is_sample), round_href(round_.number)))
    if submission is not None:
        label = sample_title(submission.agency_name, is_sample=submission.is_sample)
        way.append(Crumb(label, submission_href(submission.number)))
    return way


def report_head(
    title: Text,
    answer: Text = "",
    *,
    way: Sequence[Crumb] | None = None,
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs() if way is None else way, SECTION, acts, chip)
