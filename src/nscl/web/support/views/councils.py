"""Councils: the list, one with its members and meetings, established, changed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.support.operations.councils import edit_council, end_council, establish_council
from nscl.support.queries.councils import CouncilDetail, CouncilMissing, CouncilRow, find_council, list_councils
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.access import actor, require_safe, requires, signed_in, viewer
from nscl.web.support.choices import people_options, unit_to_act
from nscl.web.support.council_tables import councils_table, members_table, sessions_table
from nscl.web.support.forms.councils import MEMBERS, council_form, council_values
from nscl.web.support.forms.deciding import day_form
from nscl.web.support.places import council_crumb, council_crumbs, support_crumbs, support_page, thing_href, today
from nscl.web.support.sections import COUNCILS, section_tabs
from nscl.web.support.words import council_chip
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty, Fact, Facts, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@signed_in
@require_safe
def council_list(request: HttpRequest) -> HttpResponse:
    """The councils that the person sees, or sits on."""
    person = viewer(request)
    rows = list_councils(person)
    sees_cases = person.may(Permission.VIEW_SUPPORT)  # who only sits on a council does not see them all
    if not rows and not sees_cases:
        raise Http404
    may_add = person.may(Permission.HANDLE_SUPPORT)
    add = [Act(_("Lập hội đồng"), reverse("council-new"), "plus", Weight.PRIMARY)] if may_add else []
    view = councils_table(rows, empty=_nobody(add)).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    if view.query.wants_xlsx:
        title = sample_title(_("Hội đồng thẩm định"), is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": support_page(
            _("Hội đồng thẩm định"), _answer(rows), crumbs=support_crumbs() if sees_cases else [], acts=add
        ),
        "sections": section_tabs(COUNCILS) if sees_cases else None,
        "notices": sample_notices(is_sample=is_sample),
        "views": [view],
    }
    return render(request, "support/list.html", context)


def _answer(rows: Sequence[CouncilRow]) -> str:
    going = [row for row in rows if row.ended_on is None]
    if not going:
        return _("Chưa có hội đồng nào đang hoạt động.")
    words = ngettext("%(n)s hội đồng đang hoạt động", "%(n)s hội đồng đang hoạt động", len(going))
    parts = [words % {"n": format_number(len(going))}]
    coming = min((row.next_on for row in going if row.next_on is not None), default=None)
    if coming is not None:
        parts.append(_("phiên họp tới ngày %(day)s") % {"day": format_date(coming)})
    return f"{', '.join(parts)}."


def _nobody(acts: list[Act]) -> Empty:
    return Empty(
        _("Chưa có hội đồng nào"),
        _("Lập hội đồng theo quyết định đã ký; hồ sơ đủ điều kiện được đưa ra phiên họp của hội đồng."),
        "users",
        acts,
    )


@signed_in
@require_safe
def council(request: HttpRequest, number: int) -> HttpResponse:
    """One council: its decision, members, meetings."""
    detail = council_or_404(request, number)
    query = TableQuery.of(request)
    context: dict[str, Any] = {
        "page": support_page(
            detail.name, _council_answer(detail), crumbs=council_crumbs(), acts=_acts(detail), chip=council_chip(detail)
        ),
        "notices": sample_notices(is_sample=detail.is_sample),
        "facts": Facts(
            [
                Fact(_("Quyết định thành lập"), detail.decision_number),
                Fact(_("Ngày quyết định"), format_date(detail.decided_on)),
                Fact(_("Tỉnh"), detail.province),
            ]
        ),
        "views": [
            sessions_table(detail.sessions, empty=_no_meeting(detail)).present(query),
            members_table(detail.members).present(query),
        ],
    }
    return render(request, "support/council.html", context)


def _council_answer(detail: CouncilDetail) -> str:
    words = ngettext("%(n)s thành viên", "%(n)s thành viên", len(detail.in_office))
    members = words % {"n": format_number(len(detail.in_office))}
    meetings = ngettext("%(n)s phiên họp", "%(n)s phiên họp", len(detail.sessions))
    return f"{members}, {meetings % {'n': format_number(len(detail.sessions))}}."


def _acts(detail: CouncilDetail) -> list[Act]:
    if detail.ended_on is not None:
        return []
    acts = []
    if detail.may_edit:
        acts += [
            Act(_("Kết thúc hội đồng"), thing_href("council-end", detail.number), "archive", Weight.QUIET),
            Act(_("Sửa, đổi thành viên"), thing_href("council-edit", detail.number), "pencil"),
        ]
    if detail.may_run:
        acts.append(Act(_("Lập phiên họp"), thing_href("session-plan", detail.number), "calendar-plus", Weight.PRIMARY))
    return acts


def _no_meeting(detail: CouncilDetail) -> Empty:
    return Empty(
        _("Chưa có phiên họp nào"),
        _("Lập phiên họp rồi đưa hồ sơ đủ điều kiện vào chương trình."),
        "calendar-plus",
        [one for one in _acts(detail) if one.weight == Weight.PRIMARY],
    )


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def establish(request: HttpRequest) -> HttpResponse:
    """A new council, with its members."""
    unit_id = unit_to_act(request, Permission.HANDLE_SUPPORT)
    editor = council_form(people_options(unit_id))
    made: list[int] = []
    page = ActPage(
        page=support_page(_("Lập hội đồng"), crumbs=council_crumbs()),
        question=Confirmation(
            _("Hội đồng thẩm định theo quyết định đã ký"),
            [_("Ít nhất ba thành viên, đúng một chủ tịch; thư ký ghi phiên họp và biên bản.")],
            _("Lập hội đồng"),
            reverse(COUNCILS),
            icon="users",
        ),
        editor=editor,
        values={"decided_on": today()},
        onward=lambda: thing_href("council", made[0]),
    )

    def act(_sent: Sent) -> None:
        saved = establish_council(
            unit_id=unit_id,
            values=council_values(editor),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        made.append(saved.number)

    return answer(request, page, act, said=_("Đã lập hội đồng."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The decision and the members; who is left out leaves the council today."""
    detail = _editable_or_404(request, number)
    editor = council_form(people_options(detail.unit_id, detail.in_office))
    page = ActPage(
        page=support_page(_("Sửa hội đồng"), detail.name, crumbs=_below(detail)),
        question=Confirmation(
            _("Quyết định, thành viên"),
            [_("Người không còn trong danh sách thôi là thành viên từ hôm nay; phiếu đã chấm vẫn còn.")],
            _("Lưu"),
            thing_href("council", number),
            icon="save",
        ),
        editor=editor,
        values={
            "name": detail.name,
            "decision_number": detail.decision_number,
            "decided_on": detail.decided_on,
        },
        rows={MEMBERS: detail.in_office},
        version=detail.version,
    )

    def act(sent: Sent) -> None:
        edit_council(
            council=number,
            version=sent.version,
            values=council_values(editor),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã lưu hội đồng."))


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """A council that meets no more."""
    detail = _editable_or_404(request, number)
    page = ActPage(
        page=support_page(_("Kết thúc hội đồng"), detail.name, crumbs=_below(detail)),
        question=Confirmation(
            _("Kết thúc %(name)s?") % {"name": detail.name},
            [_("Hội đồng không họp nữa; phiên họp, phiếu chấm, biên bản đã có vẫn còn."), _("Không mở lại được.")],
            _("Kết thúc hội đồng"),
            thing_href("council", number),
            danger=True,
            icon="archive",
        ),
        editor=day_form(_("Từ ngày")),
        values={"on": today()},
        version=detail.version,
    )

    def act(sent: Sent) -> None:
        end_council(
            council=number,
            version=sent.version,
            on=sent.values["on"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã kết thúc hội đồng."))


def council_or_404(request: HttpRequest, number: int) -> CouncilDetail:
    """The council as the person may see it. Raises Http404."""
    try:
        return find_council(viewer(request), number)
    except CouncilMissing as missing:
        raise Http404 from missing


def _editable_or_404(request: HttpRequest, number: int) -> CouncilDetail:
    detail = council_or_404(request, number)
    if not detail.may_edit:
        raise Http404
    return detail


def _below(detail: CouncilDetail) -> list[Crumb]:
    return council_crumbs(council_crumb(detail.number, detail.name, is_sample=detail.is_sample))
