"""What an organisation could get, and which rule it picks: before a case is begun, and in one that has no rule yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.organisations.queries.rows import OrganisationMissing
from nscl.support.enums import CaseState
from nscl.support.operations.cases import save_draft, start_case
from nscl.support.operations.errors import Refused, SupportError
from nscl.support.queries.access import CaseHeader, find_own_case
from nscl.support.queries.cases import list_own_cases
from nscl.support.queries.drafts import draft_of
from nscl.support.queries.offers import Offer, OfferStatus, offers_for
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.support_apply.offers import BEST, groups_of, lacking, options_of
from nscl.web.support_apply.owners import Owner, chosen_owner, owners
from nscl.web.support_apply.places import SECTION, CasePlace, case_page
from nscl.web.support_apply.reading import is_open
from nscl.web.support_apply.words import CASE_CHIPS, due_words
from nscl.web.ui.parts import Act, Chip, Crumb, Empty, Notice, Page, Text, Tone, Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.unlisted import unlisted

ITEM: Final = "muc"
OWNER: Final = "don-vi"


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in the list of one's own."""

    title: Text
    href: str
    chip: Chip
    lines: list[str]
    act: Act | None = None


@requires(Permission.APPLY_SUPPORT)
@unlisted
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the organisation could get first, then its cases with where they stand."""
    known = owners(viewer(request), timezone.localdate())
    if not known:
        empty = Empty(
            _("Tài khoản chưa gắn với đơn vị nào"),
            _("Hãy báo quản trị hệ thống gắn tài khoản với đơn vị."),
            "building-2",
        )
        return _overview(request, Page(_("Hỗ trợ của đơn vị"), section=SECTION), empty=empty)
    owner = chosen_owner(known, request.GET.get(OWNER))
    offers = offers_for(owner.number, timezone.localdate())
    cases = [one for one in list_own_cases(viewer(request)) if one.organisation_id == owner.number]
    page = Page(
        _("Hỗ trợ của đơn vị"),
        _answer(owner, offers, cases),
        section=SECTION,
        acts=[*_switch(known, owner), _policies()],
    )
    return _overview(
        request,
        page,
        notices=[*sample_notices(is_sample=any(one.is_sample for one in cases)), *_waiting(cases), *_lacking(offers)],
        groups=groups_of(offers, _content_href(owner, known)),
        cases=[_card(one) for one in cases],
        empty=None if offers else _no_offers(),
    )


def _overview(request: HttpRequest, page: Page, **context: Any) -> HttpResponse:
    return show(
        request, "support_apply/overview.html", {"page": page, "frame": "support_apply/account.html", **context}
    )


def _no_offers() -> Empty:
    return Empty(
        _("Chưa có quy định hỗ trợ nào cho đơn vị"),
        _("Khi tỉnh ban hành quy định mới, trang này hiện ngay."),
        "scroll-text",
    )


def _content_href(owner: Owner, known: tuple[Owner, ...]) -> Callable[[str], str]:
    query = f"?{OWNER}={owner.number}" if len(known) > 1 else ""
    return lambda content: reverse("own-support-content", kwargs={"content": content}) + query


def _switch(known: tuple[Owner, ...], owner: Owner) -> list[Act]:
    """The doors to the other organisations that the account is for."""
    others = [one for one in known if one.number != owner.number]
    return [Act(one.name, f"?{OWNER}={one.number}", "building-2", Weight.QUIET) for one in others]


def _policies() -> Act:
    return Act(_("Chính sách hỗ trợ"), reverse("policy-list"), "scale", Weight.QUIET)


def _answer(owner: Owner, offers: tuple[Offer, ...], cases: list[CaseHeader]) -> str:
    count = sum(one.status is OfferStatus.OPEN for one in offers)
    can = ngettext("%(n)s nội dung có thể đề nghị", "%(n)s nội dung có thể đề nghị", count) % {"n": count}
    running = sum(one.state not in _ENDED for one in cases)
    on_way = ngettext("%(n)s hồ sơ đang làm", "%(n)s hồ sơ đang làm", running) % {"n": running}
    return _("%(name)s: %(can)s; %(on_way)s.") % {"name": owner.name, "can": can, "on_way": on_way}


_ENDED: Final = frozenset(
    {CaseState.REFUSED, CaseState.REJECTED, CaseState.PAID, CaseState.CLOSED, CaseState.WITHDRAWN}
)


def _waiting(cases: list[CaseHeader]) -> list[Notice]:
    """The cases that wait for the organisation come before everything else."""
    notices = []
    for one in cases:
        if one.state is CaseState.SUPPLEMENT:
            until = due_words(one, timezone.localdate())
            text = _("Hạn bổ sung: %(day)s") % {"day": until} if until else ""
            door = Act(_("Mở hồ sơ"), _href(one), "arrow-right", Weight.PRIMARY)
            title = _("Hồ sơ %(label)s cần đơn vị bổ sung") % {"label": one.label}
            notices.append(Notice(title, text, Tone.WARN, [door]))
    return notices


def _lacking(offers: tuple[Offer, ...]) -> list[Notice]:
    """What the registry does not know: said once, not on every card."""
    names = lacking(offers)
    if not names:
        return []
    text = _("Có thông tin này thì mức hỗ trợ tính được chính xác: %(what)s. Báo cơ quan quản lý bổ sung.")
    door = Act(_("Xem thông tin đơn vị trong sổ"), reverse("organisation-own"), "building-2")
    words = text % {"what": ", ".join(names)}
    return [Notice(_("Sổ đăng ký tổ chức còn thiếu thông tin về đơn vị"), words, Tone.INFO, [door])]


def _href(case: CaseHeader) -> str:
    return reverse("own-case", kwargs={"public_id": case.public_id})


def _card(case: CaseHeader) -> CaseCard:
    title = capital(case.content_name) or _("Chưa chọn nội dung")
    lines = [_("Hồ sơ %(label)s") % {"label": case.label}, case.subject]
    if until := due_words(case, timezone.localdate()):
        lines.append(_("Hạn bước này: %(day)s") % {"day": until})
    act = None
    if case.state is CaseState.DRAFT:
        act = Act(_("Làm tiếp"), reverse("own-case-need", kwargs={"public_id": case.public_id}), "pencil")
    return CaseCard(title, _href(case), CASE_CHIPS[case.state], [one for one in lines if one], act)


# --- one content: the rules side by side


@requires(Permission.APPLY_SUPPORT)
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def content(request: HttpRequest, content: str) -> HttpResponse:
    """The rules about a content side by side; POST begins a case under the one that is picked."""
    known = owners(viewer(request), timezone.localdate())
    if not known:
        raise Http404
    owner = chosen_owner(known, request.GET.get(OWNER))
    offer = _offer(owner.number, content)
    crumbs = [Crumb(_("Hỗ trợ của đơn vị"), reverse("own-support"))]
    page = Page(capital(offer.name), _content_answer(offer), crumbs, SECTION)
    frame = {"page": page, "frame": "support_apply/account.html", "back": reverse("own-support")}
    if request.method != "POST":
        return show(request, "support_apply/content.html", {**frame, **_side_by_side(offer)})
    item = _picked(offer, request)
    same = next((one for one in list_own_cases(viewer(request)) if _is_draft_of(one, owner, item)), None)
    if same is not None:
        return redirect("own-case-need", public_id=same.public_id)
    try:
        saved = start_case(
            organisation=owner.number, item=item, viewer=viewer(request), by=actor(request), at=timezone.now()
        )
    except SupportError as error:
        notice = Notice(_("Chưa lập được hồ sơ"), str(error), Tone.BAD)
        context = {**frame, **_side_by_side(offer), "notices": [notice]}
        return show(request, "support_apply/content.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    started = next(one for one in list_own_cases(viewer(request)) if one.number == saved.number)
    return redirect("own-case-need", public_id=started.public_id)


def _is_draft_of(case: CaseHeader, owner: Owner, item: str) -> bool:
    return case.state is CaseState.DRAFT and case.organisation_id == owner.number and case.item == item


def _offer(organisation: int, content: str) -> Offer:
    try:
        found = offers_for(organisation, timezone.localdate(), content=content)
    except (OrganisationMissing, KeyError) as unknown:
        raise Http404 from unknown
    if not found:
        raise Http404
    return found[0]


def _picked(offer: Offer, request: HttpRequest) -> str:
    """The rule that was picked. Raises Http404 for one that is not offered."""
    item = str(request.POST.get(ITEM, ""))
    if item not in {one.item for one in options_of(offer) if one.may_pick}:
        raise Http404
    return item


def _content_answer(offer: Offer) -> str:
    count = sum(one.status is OfferStatus.OPEN for one in offer.rules)
    if count > 1:
        return _("%(n)s quy định áp dụng được cho nội dung này; đơn vị chọn một.") % {"n": count}
    if count == 1:
        return _("Một quy định áp dụng được cho nội dung này.")
    return _("Hiện chưa có quy định nào áp dụng được ngay; xem lý do từng quy định.")


def _side_by_side(offer: Offer) -> dict[str, Any]:
    several = len(offer.rules) > 1
    return {"options": options_of(offer), "choice": offer.choice if several else None, "best": BEST, "notices": []}


# --- within a case that has no rule yet, or is to have another


def contents(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """What the organisation could get, for a case in which nothing is chosen yet."""
    if not is_open(place):
        return redirect(place.href())
    offers = offers_for(place.case.organisation_id, timezone.localdate())
    count = sum(one.status is OfferStatus.OPEN for one in offers)
    words = _("%(name)s có thể đề nghị %(n)s nội dung. Chọn một nội dung để làm hồ sơ.")
    page = place.page(_("Chọn nội dung hỗ trợ"), words % {"name": place.case.organisation, "n": count})
    context: dict[str, object] = {
        "page": page,
        "notices": sample_notices(is_sample=place.case.is_sample),
        "groups": groups_of(offers, lambda content: place.href("rules", content=content)),
        "empty": None if offers else _no_offers(),
    }
    return case_page(request, place, "support_apply/overview.html", context)


def rules(request: HttpRequest, place: CasePlace, content: str) -> HttpResponse:
    """The rules about a content side by side; POST takes the case under the one that is picked."""
    if not is_open(place):
        return redirect(place.href())
    offer = _offer(place.case.organisation_id, content)
    context: dict[str, object] = {
        "page": place.page(capital(offer.name), _content_answer(offer)),
        "back": place.href("contents"),
        **_side_by_side(offer),
    }
    if request.method != "POST":
        return case_page(request, place, "support_apply/content.html", context)
    try:
        _take_rule(place, _picked(offer, request), content)
    except SupportError as error:
        words = str(error) if not isinstance(error, Refused) else " ".join(map(str, error.problems))
        context["notices"] = [Notice(_("Chưa chọn được quy định này"), words, Tone.BAD)]
        return case_page(request, place, "support_apply/content.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã chọn quy định. Những gì đã ghi vẫn còn."))
    return go_to(request, place.href("need"))


def _take_rule(place: CasePlace, item: str, content: str) -> None:
    """Keep the application as it is, under another rule. Raises SupportError."""
    now = find_own_case(place.asker, place.case.public_id)
    values = replace(draft_of(now.number, timezone.localdate()).values, item=item, content=content)
    save_draft(
        number=now.number, version=now.version, values=values, viewer=place.asker, by=place.by, at=timezone.now()
    )
