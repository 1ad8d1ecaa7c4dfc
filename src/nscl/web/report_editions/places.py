"""The access-checked getters of these pages, their heads, and where things stand in the address space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.documents.report_papers.tables import TableCode
from nscl.reporting.enums import FileForm
from nscl.reporting.queries.editions import EditionDetail, EditionMissing, EditionRow, edition_page
from nscl.web.access import viewer
from nscl.web.reports.places import VERSION, crumbs, report_head, round_href, sent_version, today
from nscl.web.ui.parts import Crumb, Page, Text
from nscl.web.ui.samples import sample_title

__all__ = ["VERSION", "report_head", "sent_version", "today"]

# Of a page of figures: which table; of a page of paragraphs to pick: which part of the report, whose.
TABLE: Final = "bang"
PART: Final = "phan"
AGENCY: Final = "co-quan"


def edition_or_404(request: HttpRequest, number: int, *, with_words: bool = True) -> EditionDetail:
    """The edition as the person may see it; with_words False: for a page of figures. Raises Http404."""
    try:
        return edition_page(viewer(request), number, today=today(), with_words=with_words)
    except EditionMissing as missing:
        raise Http404 from missing


def written_or_404(request: HttpRequest, number: int) -> EditionDetail:
    """A draft, for who writes the reports of its province. Raises Http404."""
    found = edition_or_404(request, number)
    if not found.may_write:
        raise Http404
    return found


def edition_href(number: int, name: str = "report-edition") -> str:
    """A page of an edition, or something done to it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def editions_href(round_number: int, name: str = "report-editions") -> str:
    """The editions of a round, or the beginning of one."""
    return reverse(name, kwargs={"number": round_number})


def table_href(number: int, code: TableCode) -> str:
    """One table of an edition."""
    if code is TableCode.SETTLED:
        return edition_href(number, "report-settled")
    return f"{edition_href(number, 'report-figures')}?{TABLE}={code.value}"


def file_href(number: int, form: FileForm) -> str:
    """An edition as a file."""
    return reverse("report-file", kwargs={"number": number, "form": form.value})


def edition_name(row: EditionRow) -> str:
    """What an edition is called."""
    return _("Báo cáo của tỉnh, bản %(n)s") % {"n": row.ordinal}


def edition_crumbs(row: EditionRow, *, below: bool = False) -> list[Crumb]:
    """The way to an edition; below: to a page below it."""
    title = sample_title(row.round_title, is_sample=row.is_sample)
    way = [*crumbs(), Crumb(title, round_href(row.round))]
    return [*way, Crumb(edition_name(row), edition_href(row.number))] if below else way


def act_page(row: EditionRow, title: Text, answer: Text = "") -> Page:
    """The head of a page that does one thing to an edition."""
    return report_head(title, answer, way=edition_crumbs(row, below=True))


def with_query(href: str, *pairs: tuple[str, str]) -> str:
    """An address with parameters; those without a value are left out."""
    asked: Sequence[tuple[str, str]] = [pair for pair in pairs if pair[1]]
    return f"{href}?{urlencode(asked)}" if asked else href
