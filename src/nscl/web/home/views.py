"""The first page: the answer first, then the figures as doors, then what waits."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.web import context_choice
from nscl.web.access import require_POST, require_safe, signed_in, viewer
from nscl.web.home.answers import account_counts, overview, own_work
from nscl.web.home.sentences import answer_of, place_words
from nscl.web.home.stats import account_stats, own_stats, plan_stats
from nscl.web.home.tables import due_table, plans_table, tasks_table
from nscl.web.ui.errors import bad_request
from nscl.web.ui.parts import Act, Empty, Page
from nscl.web.ui.tables import TableQuery

SECTION = "home"


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What concerns this person now."""
    person = viewer(request)
    if not person.grants:
        return render(request, "home/no_role.html", {"page": Page(_("Tổng quan"), section=SECTION)})
    choice, today = context_choice.current(request), timezone.localdate()
    seen = overview(person, unit_ids=context_choice.territory(request), year=choice.year, today=today)
    work, accounts = own_work(person, seen), account_counts(person)
    query = TableQuery.of(request)
    in_force = plans_table("ke-hoach", _("Kế hoạch đang có hiệu lực"), seen.in_force, _no_plan(request))
    context: dict[str, Any] = {
        "page": Page(_("Tổng quan"), answer=answer_of(seen, choice, today, work), section=SECTION),
        "stats": own_stats(work, today) if work else plan_stats(person, seen, today),
        "accounts": account_stats(accounts) if accounts else None,
        "in_force": in_force.present(query),
        "drafts": _drafts(request, seen.drafts),
        "due": None,
        "leads": None,
        "coordinates": None,
    }
    if choice.unit is not None and seen.in_force:
        context["due"] = due_table(work.due if work else seen.due, today, own=work is not None).present(query)
    if work is not None:
        context["leads"] = tasks_table("chu-tri", _("Nhiệm vụ chủ trì"), work.leads).present(query)
        context["coordinates"] = tasks_table("phoi-hop", _("Nhiệm vụ phối hợp"), work.coordinates).present(query)
    return render(request, "home/home.html", context)


def _no_plan(request: HttpRequest) -> Empty:
    choice = context_choice.current(request)
    place = place_words(choice)
    acts = []
    if viewer(request).may(Permission.EDIT_PLANS):
        acts.append(Act(_("Đọc văn bản kế hoạch"), reverse("plan-read"), "scan-text", "primary"))
        acts.append(Act(_("Nạp gói kế hoạch"), reverse("plan-load"), "file-up"))
    return Empty(
        _("Năm %(year)d, %(place)s chưa có kế hoạch nào có hiệu lực") % {"place": place, "year": choice.year},
        _("Đổi tỉnh hoặc năm ở đầu trang, hoặc xem danh sách mọi kế hoạch."),
        "file-text",
        [*acts, Act(_("Mọi kế hoạch"), reverse("plan-list"), "files")],
    )


def _drafts(request: HttpRequest, rows: Any) -> Any:
    """The drafts, for who may see them and where there are any."""
    if not rows or not viewer(request).may(Permission.VIEW_DRAFTS):
        return None
    table = plans_table("ban-nhap", _("Bản nháp đang chờ"), rows, Empty(_("Không có bản nháp nào")))
    return table.present(TableQuery.of(request))


@signed_in
@require_POST
def choose_context(request: HttpRequest) -> HttpResponse:
    """Remember the province or the year of a switch, and come back to the same page."""
    kept = context_choice.choose(
        request,
        province=request.POST.get(context_choice.PROVINCE_FIELD),
        year=request.POST.get(context_choice.YEAR_FIELD),
    )
    if not kept:
        return bad_request(request)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if is_ours else settings.LOGIN_REDIRECT_URL)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
