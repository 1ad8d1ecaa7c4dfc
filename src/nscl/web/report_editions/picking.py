"""What the agencies wrote, side by side, as parts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.reporting.enums import Section
from nscl.reporting.queries.picking import Offer, PickAgency, Picking
from nscl.text.formats import format_number
from nscl.web.report_editions.editor import written_href
from nscl.web.report_editions.places import AGENCY, PART, edition_href, with_query
from nscl.web.reports.places import submission_href
from nscl.web.ui.parts import Act, Tab, Tabs, Weight

# A text longer than this is folded, so that several stand in sight beside each other.
LONG_TEXT = 700


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An agency's paragraph: its words (folded where long), where it stands, and the act on it."""

    offer: Offer
    href: str
    act: Act

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return f"cua-co-quan-{self.offer.source}"

    @property
    def is_long(self) -> bool:
        """Whether it is folded."""
        return len(self.offer.text) > LONG_TEXT

    @property
    def beginning(self) -> str:
        """Of a long text, what stands in sight."""
        return f"{self.offer.text[:LONG_TEXT].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class Own:
    """A paragraph that the report has already."""

    text: str
    agency: str
    href: str


@dataclass(frozen=True, slots=True)
class PickPage:
    """A part of the report: what it has, what is offered; the other parts as tabs, the agencies to choose from."""

    heading: str
    tabs: Tabs
    own: Sequence[Own]
    cards: Sequence[OfferCard]
    agencies: Sequence[PickAgency]
    agency: int | None
    section: Section


def pick_page(number: int, found: Picking, section: Section, agency: int | None) -> PickPage:
    """The page of one part. found: everything that is offered, of the chosen agency where one was."""
    part = next(one for one in found.sections if one.section is section)
    return PickPage(
        heading=part.heading,
        tabs=_tabs(number, found, section, agency),
        own=[Own(one.text, one.picked_agency, written_href(number, one.number)) for one in part.own],
        cards=[_card(number, offer, section, agency) for offer in part.offers],
        agencies=found.agencies,
        agency=agency,
        section=section,
    )


def pick_href(number: int, section: Section, agency: int | None) -> str:
    """One part of the report, of all agencies or of one."""
    pairs = ((PART, section.value), (AGENCY, "" if agency is None else str(agency)))
    return with_query(edition_href(number, "report-pick"), *pairs)


def picked_words(found: Picking) -> str:
    """How much of what is offered was picked."""
    agencies, offered = len(found.agencies), sum(one.paragraphs for one in found.agencies)
    picked = sum(one.picked for one in found.agencies)
    words = _("%(agencies)s cơ quan có báo cáo đã nhận, %(offered)s đoạn; đã chọn %(picked)s.")
    figures = {"agencies": agencies, "offered": offered, "picked": picked}
    return words % {name: format_number(value) for name, value in figures.items()}


def _tabs(number: int, found: Picking, section: Section, agency: int | None) -> Tabs:
    items = [
        Tab(
            one.heading,
            pick_href(number, one.section, agency),
            current=one.section is section,
            count=len(one.offers),
        )
        for one in found.sections
    ]
    return Tabs(_("Các phần của báo cáo"), items)


def _card(number: int, offer: Offer, section: Section, agency: int | None) -> OfferCard:
    href = f"{submission_href(offer.submission)}#doan-{offer.source}"
    if offer.is_picked:
        out = reverse("report-unpick", kwargs={"number": number, "source": offer.source})
        return OfferCard(offer, href, Act(_("Bỏ chọn"), out, "undo-2", Weight.QUIET, post=True))
    values = [("doan", str(offer.source)), (AGENCY, "" if agency is None else str(agency)), (PART, section.value)]
    pick = edition_href(number, "report-pick")
    return OfferCard(offer, href, Act(_("Chọn đoạn này"), pick, "plus", post=True, values=values))
