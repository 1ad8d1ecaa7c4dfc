"""The list of studies, and one study: how far it is, what came of it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.queries.studies import StudyDetail, list_studies
from nscl.records.enums import FileRunState
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.firm_studies.events import study_timeline
from nscl.web.firm_studies.places import STUDIES, studies_crumbs, study_href, study_or_404
from nscl.web.firm_studies.tables import result_tables, studies_table
from nscl.web.firm_studies.words import estimators_words, finding, state_chip
from nscl.web.plan_editing.views.pages import show
from nscl.web.productivity.places import overview_crumbs, productivity_page
from nscl.web.productivity.sections import section_tabs
from nscl.web.statistics.places import may_keep
from nscl.web.ui.parts import Act, Fact, Facts, Notice, Tone, Weight, Work
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

_ANCHOR: Final = "dang-tinh"


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def study_list(request: HttpRequest) -> HttpResponse:
    """Every study of the chosen province that the person sees, the newest first."""
    rows = list_studies(viewer(request), context_choice.territory(request))
    can_start = may_keep(request)
    view = studies_table(rows, can_start=can_start).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Nghiên cứu doanh nghiệp"), at=timezone.localtime())
    published = sum(row.published_at is not None and row.withdrawn_at is None for row in rows)
    answer = _("%(n)s nghiên cứu, %(published)s đang công bố.")
    context = {
        "page": productivity_page(
            _("Năng suất của doanh nghiệp"),
            answer % {"n": format_number(len(rows)), "published": format_number(published)} if rows else "",
            crumbs=overview_crumbs(),
            acts=[Act(_("Tạo nghiên cứu"), reverse("study-choose"), "plus", Weight.PRIMARY)] if can_start else [],
        ),
        "sections": section_tabs(STUDIES),
        "view": view,
    }
    return render(request, "firm_studies/list.html", context)


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def study(request: HttpRequest, number: int) -> HttpResponse:
    """A study: how far its process is, what came of it, or why nothing did."""
    found = study_or_404(request, number)
    is_waiting = found.row.is_alive(timezone.now())
    if request.headers.get("HX-Target") == _ANCHOR and not is_waiting:
        # What was waited for has happened: the page is to be loaded anew.
        return HttpResponse(headers={"HX-Refresh": "true"})
    views = [table.present(TableQuery.of(request, prefix=f"{table.name}-")) for table in result_tables(found)]
    asked = next((view for view in views if view.query.wants_xlsx), None)
    if asked is not None:
        return xlsx_response(views, title=found.row.title, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": productivity_page(
            found.row.title,
            finding(found),
            crumbs=studies_crumbs(),
            acts=_acts(found, is_waiting=is_waiting),
            chip=state_chip(found.row),
        ),
        "work": _work(request, found) if is_waiting else None,
        "notices": [] if is_waiting else _notices(found),
        "facts": _facts(found),
        "views": views,
        "remarks": found.notes,
        "timeline": study_timeline(number) if _sees_history(viewer(request), found) else None,
        "again": study_href(number, "study-again") if _may_begin_again(found, is_waiting=is_waiting) else "",
    }
    return show(request, "firm_studies/study.html", context)


def _sees_history(person: Viewer, found: StudyDetail) -> bool:
    """Who did what is for those who work on the study and those who oversee."""
    return found.may_keep or found.may_publish or person.may(Permission.VIEW_HISTORY, found.row.unit_id)


def _work(request: HttpRequest, found: StudyDetail) -> Work:
    words = _("Trang này tự cập nhật. Có thể rời trang rồi quay lại.")
    row = found.row
    title = _("Đang chờ đến lượt") if row.state is FileRunState.QUEUED else _("Đang đọc tệp và ước lượng")
    done = min(row.steps_done, row.steps - 1) if row.steps else 0
    return Work(title, done, row.steps, words, request.path, anchor=_ANCHOR)


def _may_begin_again(found: StudyDetail, *, is_waiting: bool) -> bool:
    return found.may_keep and not is_waiting and found.row.state is not FileRunState.DONE


def _notices(found: StudyDetail) -> list[Notice]:
    row = found.row
    if row.withdrawn_at is not None:
        return [Notice(_("Nghiên cứu này đã thu hồi."), found.withdrawal_reason, Tone.WARN)]
    if row.state is FileRunState.FAILED:
        return [Notice(_("Chưa tính được."), row.problem, Tone.BAD)]
    if row.state is not FileRunState.DONE:
        return [
            Notice(
                _("Việc tính đã dừng giữa chừng."),
                _("Máy chủ có thể vừa khởi động lại. Bấm Tính lại; nếu tệp đã quá một ngày thì tạo nghiên cứu mới."),
                Tone.WARN,
            )
        ]
    return []


def _acts(found: StudyDetail, *, is_waiting: bool) -> list[Act]:
    row, acts = found.row, []
    if row.published_at is None and row.state is FileRunState.DONE and found.may_publish:
        acts.append(Act(_("Công bố"), study_href(row.number, "study-publish"), "badge-check", Weight.PRIMARY))
    if row.published_at is not None and row.withdrawn_at is None and found.may_publish:
        acts.append(Act(_("Thu hồi"), study_href(row.number, "study-withdraw"), "undo-2"))
    if row.published_at is None and not is_waiting and found.may_keep:
        acts.append(Act(_("Xóa"), study_href(row.number, "study-remove"), "trash-2"))
    return acts


def _facts(found: StudyDetail) -> Facts:
    values, row = found.values, found.row
    items = [
        Fact(_("Tỉnh"), row.province),
        Fact(_("Tệp"), row.file_name),
        Fact(_("Phương pháp"), estimators_words(row)),
        Fact(_("Giá trị gia tăng"), values.output),
        Fact(_("Lao động"), ", ".join(values.labour)),
        Fact(_("Vốn"), ", ".join(values.capital)),
        *([Fact(_("Cột đại diện"), values.proxy)] if values.proxy else []),
        *([Fact(_("Ngành"), values.group)] if values.group else []),
    ]
    if row.state is FileRunState.DONE:
        read = _("đọc %(read)s dòng, dùng %(used)s") % {
            "read": format_number(found.rows_read),
            "used": format_number(row.rows_used),
        }
        items.append(Fact(_("Số dòng"), read))
        if found.moved:
            items.append(Fact(_("Doanh nghiệp đổi ngành"), format_number(found.moved)))
        if values.draws:
            drawn = _("%(draws)s (số gieo %(seed)s)") % {"draws": values.draws, "seed": values.seed}
            items.append(Fact(_("Số mẫu bootstrap"), drawn))
        items.append(Fact(_("Phần mềm"), found.software))
    if found.published_by:
        items.append(Fact(_("Người công bố"), found.published_by))
    return Facts(items)
