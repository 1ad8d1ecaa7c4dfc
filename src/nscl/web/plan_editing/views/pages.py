"""What the writing pages have in common: the head of a page, answers to htmx, a message with its undo."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.plans.queries.editions import EditionHeader
from nscl.web.plans.addresses import EditionAddress
from nscl.web.plans.words import EDITION_CHIPS
from nscl.web.ui.parts import Act, Crumb, Page, Text

SECTION = "plans"


def address_of(edition: EditionHeader) -> EditionAddress:
    """Where the edition stands."""
    return EditionAddress(edition.slug, edition.ordinal)


def act_href(name: str, edition: EditionHeader, **kwargs: str | int) -> str:
    """The address of an act on an edition."""
    return reverse(name, kwargs={"slug": edition.slug, "ordinal": edition.ordinal, **kwargs})


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
