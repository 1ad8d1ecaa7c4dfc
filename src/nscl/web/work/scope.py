"""Whose activities a page shows: the chosen province and year, narrowed to the person or their agency if they ask."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Tab, Tabs, Text
from nscl.work.queries.filters import ActivityFilter

WHOSE: Final = "cua"


class Whose(StrEnum):
    """How far the page looks."""

    PROVINCE = ""
    AGENCY = "co-quan"
    MINE = "toi"


def asked(request: HttpRequest) -> Whose:
    """What the address asks for; somebody of an agency starts with its work."""
    text = request.GET.get(WHOSE)
    if text is None:
        return Whose.AGENCY if viewer(request).agencies else Whose.PROVINCE
    return Whose(text) if text in set(Whose) else Whose.PROVINCE


def wanted(request: HttpRequest) -> ActivityFilter:
    """The activities of the chosen province in the chosen year, narrowed as asked."""
    units = context_choice.territory(request)
    year = context_choice.current(request).year
    base = ActivityFilter(unit_ids=units, year=year)
    match asked(request):
        case Whose.MINE:
            return replace(base, responsible=viewer(request).number)
        case Whose.AGENCY if viewer(request).agencies:
            return replace(base, agency_ids=viewer(request).agencies)
        case _:
            return base


def whose_tabs(request: HttpRequest, name: str, kept: str = "") -> Tabs:
    """The choice as tabs; `name`: of the page's address, `kept`: what else stands in it ("&thang=2026-11")."""
    choice = context_choice.current(request)
    place = capital(choice.unit.label) if choice.unit is not None else _("Cả nước")
    labels: dict[Whose, Text] = {Whose.PROVINCE: place}
    if viewer(request).agencies:
        labels[Whose.AGENCY] = _("Cơ quan tôi")
    labels[Whose.MINE] = _("Tôi phụ trách")
    here, now = reverse(name), asked(request)
    return Tabs(
        _("Phạm vi"),
        [Tab(label, f"{here}?{WHOSE}={whose}{kept}", current=whose is now) for whose, label in labels.items()],
    )


def place_words(request: HttpRequest) -> str:
    """Where and when, for the answer of a page."""
    choice = context_choice.current(request)
    place = choice.unit.label if choice.unit is not None else _("cả nước")
    return _("%(place)s, năm %(year)s") % {"place": capital(place), "year": choice.year}
