"""The first page: the answer first, then the figures as doors, then what waits."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.plans.queries.editions import EditionRow
from nscl.progress.queries.duties import has_duties
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_POST, require_safe, signed_in, viewer
from nscl.web.duties.bell import tell_bell
from nscl.web.duties.tables import first_duties
from nscl.web.home.answers import Seen, read_home
from nscl.web.home.sentences import answer_of, place_words
from nscl.web.home.stats import account_stats, own_stats, plan_stats, province_groups
from nscl.web.home.tables import due_table, late_table, own_tasks_table, plans_table
from nscl.web.ui.errors import bad_request
from nscl.web.ui.parts import Act, Empty, Page, Weight
from nscl.web.ui.samples import sample_notice
from nscl.web.ui.tables import TableQuery, TableView
from nscl.web.work.places import act_href
from nscl.work.queries.duties import Duty

SECTION: Final = "home"
# What stands on the first page of a longer list of duties.
MOST_DUTIES: Final = 8


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What concerns this person now: their work first, or where the province stands, by role; each part once."""
    person = viewer(request)
    if not person.grants:
        return render(request, "home/no_role.html", {"page": Page(_("Tổng quan"), section=SECTION)})
    seen, query = read_home(request), TableQuery.of(request)
    if has_duties(person):
        tell_bell(request, seen.work.duties)
    own = seen.work.own
    context: dict[str, Any] = {
        "page": Page(_("Tổng quan"), answer=answer_of(seen), section=SECTION, acts=_doors(seen)),
        "acts": recording_acts(seen),
        "sample": sample_notice(is_sample=seen.is_sample),
        "accounts": account_stats(seen.accounts) if seen.accounts else None,
        "works_daily": seen.works_daily,
        "duties": _duties(seen, query),
        "more": _more(seen),
        "own_stats": own_stats(seen, own) if own and seen.in_force else None,
        "own_tasks": own_tasks_table(own.tasks, seen.choice.year).present(query) if own and seen.in_force else None,
        "groups": province_groups(seen),
        "stats": None if seen.plans or own else plan_stats(seen),
        "late": late_table(seen.work.province.late).present(query) if seen.plans and seen.work.province else None,
        "due": due_table(seen).present(query) if seen.choice.unit is not None and seen.in_force else None,
        "in_force": plans_table("ke-hoach", _("Kế hoạch đang có hiệu lực"), seen.in_force, _no_plan(seen)).present(
            query
        ),
        "drafts": _drafts(seen, query),
    }
    return render(request, "home/home.html", context)


def _doors(seen: Seen) -> list[Act]:
    """For who looks at the whole country: its work stands on a page of its own."""
    if seen.choice.unit is not None or not seen.viewer.may(Permission.VIEW_WORK):
        return []
    return [Act(_("Tiến độ cả nước"), reverse("progress-nation"), "trending-up", Weight.PRIMARY)]


def _duties(seen: Seen, query: TableQuery) -> TableView[Duty] | None:
    """The most urgent duties, for who works; a leader without any is not told so."""
    rows = seen.work.duties.rows
    if not has_duties(seen.viewer) or not (rows or seen.works_daily):
        return None
    return first_duties(rows, seen.viewer, seen.today, most=MOST_DUTIES).present(query)


def _more(seen: Seen) -> Act | None:
    """The door to all duties, where not all of them stand here."""
    total = seen.work.duties.total
    if total <= MOST_DUTIES:
        return None
    words = ngettext("Xem tất cả %(n)s việc", "Xem tất cả %(n)s việc", total) % {"n": format_number(total)}
    return Act(words, reverse("duty-list"), "list-todo")


def recording_acts(seen: Seen) -> list[Act]:
    """The two great buttons of who records an agency's work; before there is an annual plan, the one to open it."""
    if seen.work.own is None or not seen.viewer.may(Permission.RECORD_WORK):
        return []
    plan = next(iter(seen.work.own.plans), None)
    if plan is None:
        words = _("Lập kế hoạch năm %(year)s") % {"year": seen.choice.year}
        return [Act(words, reverse("annual-plan-list"), "calendar-plus", Weight.PRIMARY)] if seen.in_force else []
    many = Act(_("Ghi nhanh nhiều hoạt động"), act_href("activity-many", plan.number), "list-plus")
    if not plan.may_grow:
        return [many]
    return [Act(_("Ghi hoạt động"), act_href("activity-add", plan.number), "calendar-plus", Weight.PRIMARY), many]


def _no_plan(seen: Seen) -> Empty:
    acts = []
    if seen.viewer.may(Permission.EDIT_PLANS):
        acts.append(Act(_("Đọc văn bản kế hoạch"), reverse("plan-read"), "scan-text", Weight.PRIMARY))
        acts.append(Act(_("Nạp gói kế hoạch"), reverse("plan-load"), "file-up"))
    return Empty(
        _("Năm %(year)d, %(place)s chưa có kế hoạch nào có hiệu lực")
        % {"place": place_words(seen.choice), "year": seen.choice.year},
        _("Đổi tỉnh hoặc năm ở đầu trang, hoặc xem danh sách mọi kế hoạch."),
        "file-text",
        [*acts, Act(_("Mọi kế hoạch"), reverse("plan-list"), "files")],
    )


def _drafts(seen: Seen, query: TableQuery) -> TableView[EditionRow] | None:
    """The drafts, for who may see them and where there are any."""
    if not seen.drafts or not seen.viewer.may(Permission.VIEW_DRAFTS):
        return None
    table = plans_table("ban-nhap", _("Bản nháp đang chờ"), seen.drafts, Empty(_("Không có bản nháp nào")))
    return table.present(query)


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
