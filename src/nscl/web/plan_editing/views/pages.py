"""What the writing pages have in common: the head of a page, answers to htmx, a message with its undo."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.plans.queries.editions import EditionHeader
from nscl.web.plans.addresses import EditionAddress
from nscl.web.plans.words import EDITION_CHIPS
from nscl.web.ui.parts import Act, Crumb, Page, Text

SECTION = "plans"
# `?ve=nhiem-vu-12`: the page was opened from the review of what was read, and leads back to that entry of it.
BACK: Final = "ve"
CHOSEN: Final = "muc"
_ENTRY: Final = re.compile(r"[a-z-]{2,30}-\d{1,10}")


def address_of(edition: EditionHeader) -> EditionAddress:
    """Where the edition stands."""
    return EditionAddress(edition.slug, edition.ordinal)


def act_href(name: str, edition: EditionHeader, **kwargs: str | int) -> str:
    """The address of an act on an edition."""
    return reverse(name, kwargs={"slug": edition.slug, "ordinal": edition.ordinal, **kwargs})


def entry_of(given: str | None) -> str:
    """The entry of the review that an address or a form names; "" for none, or for what is no such name."""
    return given if given and _ENTRY.fullmatch(given) else ""


def way_back(request: HttpRequest, edition: EditionHeader, otherwise: str) -> str:
    """Where a page of editing leads when it is done: the review that it was opened from, else `otherwise`."""
    entry = entry_of(request.GET.get(BACK))
    return f"{act_href('edition-review', edition)}?{CHOSEN}={entry}" if entry else otherwise


def edition_head(
    edition: EditionHeader,
    title: Text,
    answer: Text = "",
    *,
    crumbs: tuple[Crumb, ...] = (),
    acts: tuple[Act, ...] = (),
) -> Page:
    """The head of a page about an edition."""
    way = [
        Crumb(_("Kế hoạch"), reverse("plan-list")),
        Crumb(edition.label, address_of(edition).overview),
        *crumbs,
    ]
    return Page(title, answer, way, SECTION, acts, chip=EDITION_CHIPS[edition.state])


def go_to(request: HttpRequest, href: str) -> HttpResponse:
    """To another page: a redirect, or for htmx, which would swap the page into the form, a header that says where."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": href})
    return HttpResponseRedirect(href)


def show(
    request: HttpRequest, template: str, context: dict[str, Any], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """A page; htmx swaps only what is answered with 200."""
    is_swap = request.headers.get("HX-Request") == "true"
    return render(request, template, context, status=HTTPStatus.OK if is_swap else status)
