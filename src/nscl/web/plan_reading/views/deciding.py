"""What a person decides on the review screen: this item is right, this passage needs none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts.enums import Permission
from nscl.plans.enums import PassageState, ReviewState
from nscl.plans.operations.errors import PlanError
from nscl.plans.operations.reviews.deciding import accept_alike, decide_passage, decide_review
from nscl.plans.queries.reviews import list_item_reviews
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.places import edition_with, spec_or_404
from nscl.web.plan_editing.views.pages import address_of, edition_head, entry_of, go_to, show
from nscl.web.plan_reading.review.addresses import item_code, passage_code, review_href
from nscl.web.plan_reading.review.course import shortened
from nscl.web.plans.words import KIND_NAMES
from nscl.web.ui.parts import Confirmation, Crumb

_REVIEWS: Final[Mapping[str, ReviewState]] = {"nhan": ReviewState.ACCEPTED, "mo-lai": ReviewState.PENDING}
_PASSAGES: Final[Mapping[str, PassageState]] = {
    "da-co": PassageState.HANDLED,
    "khong-can": PassageState.DISMISSED,
    "mo-lai": PassageState.OPEN,
}


@requires(Permission.EDIT_PLANS)
@require_POST
def decide_item(request: HttpRequest, slug: str, ordinal: int, segment: str, number: int) -> HttpResponse:
    """Accept a doubtful item (`viec=nhan`), or look at it again (`viec=mo-lai`); then on to the next that waits."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    kind = spec_or_404(segment).kind
    decision = _REVIEWS.get(request.POST.get("viec", ""))
    if decision is None:
        raise Http404
    try:
        decide_review(
            edition_id=edition.edition_id,
            kind=kind.value,
            number=number,
            decision=decision,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Đã chấp nhận mục.") if decision is ReviewState.ACCEPTED else _("Mục chờ rà soát lại.")
        )
    return redirect(review_href(address_of(edition), chosen=_following(request) or item_code(kind, number)))


@requires(Permission.EDIT_PLANS)
@require_POST
def decide_lines(request: HttpRequest, slug: str, ordinal: int, number: int) -> HttpResponse:
    """Say what was made of a passage (`viec=da-co`, `khong-can`, `mo-lai`); then on to the next that waits."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    decision = _PASSAGES.get(request.POST.get("viec", ""))
    if decision is None:
        raise Http404
    try:
        decide_passage(
            edition_id=edition.edition_id,
            number=number,
            decision=decision,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đoạn chờ xử lý lại.") if decision is PassageState.OPEN else _("Đã ghi nhận đoạn."))
    return redirect(review_href(address_of(edition), chosen=_following(request) or passage_code(number)))


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def accept_all_alike(request: HttpRequest, slug: str, ordinal: int, rule: str) -> HttpResponse:
    """Ask, then accept every item that is doubtful for one and the same reason."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    person, address = viewer(request), address_of(edition)
    waiting = [row for row in list_item_reviews(person, edition.edition_id) if row.only_rule == rule]
    if not waiting:
        raise Http404
    if request.method == "POST":
        try:
            count = accept_alike(
                edition_id=edition.edition_id, rule=rule, viewer=person, by=actor(request), at=timezone.now()
            )
        except PlanError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã chấp nhận %(count)s mục.") % {"count": count})
        return go_to(request, review_href(address))
    context = {
        "page": edition_head(
            edition,
            _("Chấp nhận các mục cùng lý do"),
            waiting[0].reasons[0].reason,
            crumbs=(Crumb(_("Rà soát bản nháp"), review_href(address)),),
        ),
        "confirmation": Confirmation(
            _("Chấp nhận cả %(count)s mục này?") % {"count": len(waiting)},
            [f"{KIND_NAMES[row.kind]}: {shortened(row.label)}" for row in waiting],
            _("Chấp nhận tất cả"),
            review_href(address, chosen=item_code(waiting[0].kind, waiting[0].number)),
            icon="check-check",
        ),
        "refused": (),
        "form": None,
    }
    return show(request, "plan_editing/confirm.html", context)


def _following(request: HttpRequest) -> str:
    """The entry to look at next, as the page that sent the form says."""
    return entry_of(request.POST.get("tiep"))
