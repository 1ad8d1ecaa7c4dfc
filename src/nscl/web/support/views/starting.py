"""A case begun for an organisation by an officer: found in the registry, what it could get, one rule picked."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.organisations.queries.facts import RegistryFacts, facts_of
from nscl.organisations.queries.rows import OrganisationMissing
from nscl.organisations.queries.search import search_organisations
from nscl.support.operations.cases import start_case
from nscl.support.operations.errors import Refused, SupportError
from nscl.support.queries.offers import Offer, OfferStatus, offers_for
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.organisations.hits import hit_lines
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.support.places import case_href, support_crumbs, support_page, today
from nscl.web.support_apply.offers import BEST, groups_of, options_of
from nscl.web.ui.parts import Act, Crumb, Empty, Notice, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.work.places import number_of

SEARCH: Final = "q"
ORGANISATION: Final = "to-chuc"
ITEM: Final = "muc"
FRAME: Final = "support_apply/account.html"


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Look for the organisation; once it is named, what it could get."""
    number = number_of(request.GET.get(ORGANISATION))
    if number is not None:
        return _offers(request, _organisation_or_404(request, number))
    person, text = viewer(request), request.GET.get(SEARCH, "").strip()
    hits = search_organisations(person.units_with(Permission.HANDLE_SUPPORT), text) if text else ()
    register = []
    if person.may(Permission.KEEP_REGISTRY):
        register.append(Act(_("Ghi tổ chức mới vào sổ"), reverse("organisation-add"), "plus"))
    context: dict[str, Any] = {
        "page": support_page(
            _("Lập hồ sơ"), _("Tìm tổ chức trong sổ đăng ký rồi chọn nội dung hỗ trợ."), crumbs=support_crumbs()
        ),
        "q": text,
        "lines": hit_lines(hits, _href),
        "empty": Empty(
            _("Không tìm thấy tổ chức nào"),
            _("Thử mã số thuế, hoặc vài chữ trong tên, không cần dấu. Chưa có trong sổ thì ghi tổ chức trước."),
            "search-x",
            register,
        )
        if text
        else None,
    }
    return render(request, "support/find.html", context)


def _href(number: int) -> str:
    return f"{reverse('support-new')}?{ORGANISATION}={number}"


def _offers(request: HttpRequest, known: RegistryFacts) -> HttpResponse:
    """What the organisation could get, on the pages that it sees itself."""
    offers = offers_for(known.number, today())
    count = sum(one.status is OfferStatus.OPEN for one in offers)
    words = _("%(name)s có thể đề nghị %(n)s nội dung. Chọn một nội dung để lập hồ sơ.")
    crumbs = [*support_crumbs(), Crumb(_("Lập hồ sơ"), reverse("support-new"))]
    context: dict[str, Any] = {
        "page": support_page(
            _("Nội dung hỗ trợ"), words % {"name": known.name, "n": count}, crumbs=crumbs, acts=[_registry(known)]
        ),
        "frame": FRAME,
        "notices": sample_notices(is_sample=known.is_sample),
        "groups": groups_of(offers, lambda content: _content_href(known.number, content)),
        "cases": [],
        "empty": None
        if offers
        else Empty(
            _("Chưa có quy định hỗ trợ nào cho tổ chức này"),
            _("Xem các quy định ở mục “Chính sách”."),
            "scroll-text",
        ),
    }
    return render(request, "support_apply/overview.html", context)


def _registry(known: RegistryFacts) -> Act:
    return Act(_("Mở trong sổ đăng ký"), reverse("organisation", kwargs={"number": known.number}), "building-2")


def _content_href(number: int, content: str) -> str:
    return f"{reverse('support-new-content', kwargs={'content': content})}?{ORGANISATION}={number}"


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def content(request: HttpRequest, content: str) -> HttpResponse:
    """The rules about a content side by side; POST begins a case under the one that is picked."""
    known = _organisation_or_404(request, number_of(request.GET.get(ORGANISATION)))
    offer = _offer_or_404(known, content)
    if request.method != "POST":
        return _rules_page(request, known, offer)
    item = str(request.POST.get(ITEM, ""))
    if item not in {one.item for one in options_of(offer) if one.may_pick}:
        raise Http404
    try:
        saved = start_case(
            organisation=known.number, item=item, viewer=viewer(request), by=actor(request), at=timezone.now()
        )
    except SupportError as error:
        return _rules_page(request, known, offer, error)
    return go_to(request, case_href(saved.number, "support-form"))


def _rules_page(
    request: HttpRequest, known: RegistryFacts, offer: Offer, error: SupportError | None = None
) -> HttpResponse:
    notices = sample_notices(is_sample=known.is_sample)
    if error is not None:
        words = " ".join(map(str, error.problems)) if isinstance(error, Refused) else str(error)
        notices.append(Notice(_("Chưa lập được hồ sơ"), words, Tone.BAD))
    crumbs = [
        *support_crumbs(),
        Crumb(_("Lập hồ sơ"), reverse("support-new")),
        Crumb(sample_title(known.name, is_sample=known.is_sample), _href(known.number)),
    ]
    context: dict[str, Any] = {
        "page": support_page(capital(offer.name), known.name, crumbs=crumbs),
        "frame": FRAME,
        "notices": notices,
        "options": options_of(offer),
        "choice": offer.choice if len(offer.rules) > 1 else None,
        "best": BEST,
        "back": _href(known.number),
    }
    status = HTTPStatus.OK if error is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return show(request, "support_apply/content.html", context, status)


def _offer_or_404(known: RegistryFacts, content: str) -> Offer:
    found = offers_for(known.number, today(), content=content)
    if not found:
        raise Http404
    return found[0]


def _organisation_or_404(request: HttpRequest, number: int | None) -> RegistryFacts:
    """The organisation, where the person handles cases of its province. Raises Http404."""
    try:
        known = facts_of(number or 0, today())
    except OrganisationMissing as missing:
        raise Http404 from missing
    if not _handles(viewer(request), known.unit_id):
        raise Http404
    return known


def _handles(person: Viewer, unit_id: int) -> bool:
    return person.may(Permission.HANDLE_SUPPORT, unit_id)
