"""The access-checked getters of the registry's pages, and where things stand in the address space."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.queries import provinces_among
from nscl.organisations.queries.detail import find_organisation
from nscl.organisations.queries.rows import OrganisationDetail, OrganisationMissing
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Text
from nscl.web.ui.samples import sample_title
from nscl.web.work.places import today

SECTION: Final = "organisations"
LIST: Final = "organisation-list"
DOUBLES: Final = "organisation-doubles"
OWN: Final = "organisation-own"
DETAIL: Final = "organisation"
# What addresses name: an organisation that was chosen, words to look for, a tax code to look up.
ORGANISATION: Final = "to-chuc"
SEARCH: Final = "q"
TAX_CODE: Final = "ma-so-thue"
WITHOUT_CODE: Final = "khong-ma"


def organisation_or_404(request: HttpRequest, number: int) -> OrganisationDetail:
    """The organisation as the person may see it. Raises Http404."""
    try:
        return find_organisation(viewer(request), number, on=today())
    except OrganisationMissing as missing:
        raise Http404 from missing


def kept_or_404(request: HttpRequest, number: int) -> OrganisationDetail:
    """The organisation, for who keeps the registry. Raises Http404."""
    detail = organisation_or_404(request, number)
    if not detail.may_edit:
        raise Http404
    return detail


def related_or_404(request: HttpRequest, number: int) -> OrganisationDetail:
    """The organisation, for who says how organisations are related. Raises Http404."""
    detail = organisation_or_404(request, number)
    if not detail.may_merge:
        raise Http404
    return detail


def unit_to_keep(request: HttpRequest) -> int:
    """The province whose registry the person keeps: the chosen one, else their own. Raises Http404 for none."""
    choice = context_choice.current(request)
    person = viewer(request)
    if choice.unit is not None and person.may(Permission.KEEP_REGISTRY, choice.unit.id):
        return choice.unit.id
    own = provinces_among(person.units_with(Permission.KEEP_REGISTRY))
    if not own:
        raise Http404
    return own[0].id


def units_in_view(request: HttpRequest, permission: Permission) -> frozenset[int] | None:
    """The provinces in which the person may, within the chosen province; None: all of them."""
    own, chosen = viewer(request).units_with(permission), context_choice.territory(request)
    if own is None or chosen is None:
        return own if chosen is None else chosen
    return own & chosen


def organisation_href(number: int, name: str = DETAIL) -> str:
    """A page of an organisation, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def registry_crumbs(*further: OrganisationDetail) -> list[Crumb]:
    """The way to a page below the registry, or below an organisation."""
    below = [Crumb(sample_title(one.name, is_sample=one.is_sample), organisation_href(one.number)) for one in further]
    return [Crumb(_("Tổ chức"), reverse(LIST)), *below]


def registry_page(
    title: Text, answer: Text = "", *, crumbs: list[Crumb], acts: list[Act] | None = None, chip: Chip | None = None
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs, SECTION, acts or [], chip=chip)
