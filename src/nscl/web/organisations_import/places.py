"""Where the import stands, and who may be there."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from django.urls import reverse

from nscl.accounts.enums import Permission
from nscl.institutions.queries import UnitRow, provinces_among
from nscl.web.access import viewer
from nscl.web.organisations.places import LIST, registry_crumbs, registry_page, unit_to_keep
from nscl.web.ui.parts import Act, Page, Text


def list_href() -> str:
    """The list of organisations."""
    return reverse(LIST)


def rehearsal_href(unit: int, token: str) -> str:
    """The page of a file that was chosen for a province."""
    return reverse("organisation-import-rehearsal", kwargs={"unit": unit, "token": token})


def import_page(title: Text, answer: Text = "", acts: Sequence[Act] = ()) -> Page:
    """The head of a page of the import."""
    return registry_page(title, answer, crumbs=registry_crumbs(), acts=list(acts))


def chosen_unit(request: HttpRequest) -> UnitRow:
    """The province that a file would be taken into: the chosen one, else the person's own. Raises Http404."""
    return kept_unit(request, unit_to_keep(request))


def kept_unit(request: HttpRequest, unit: int) -> UnitRow:
    """A province whose registry the person keeps. Raises Http404."""
    if not viewer(request).may(Permission.KEEP_REGISTRY, unit):
        raise Http404
    found = provinces_among([unit])
    if not found:
        raise Http404
    return found[0]
