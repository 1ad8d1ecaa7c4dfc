"""Planning an activity: the form, added, changed."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Page
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.planning import PLANNED_COSTS, REASON, plan_of, planning_form, shown, stored_plan
from nscl.web.work.places import (
    activity_crumbs,
    activity_href,
    activity_or_404,
    annual_crumbs,
    annual_plan_href,
    annual_row_or_404,
    number_of,
    sent_version,
    today,
    work_page,
)
from nscl.web.work.refusals import refuse
from nscl.web.work.views.conflicts import show_conflict
from nscl.work.operations.activities import Saved, add_activity, edit_activity
from nscl.work.operations.errors import ActivityConflict, WorkError
from nscl.work.queries.activities import ActivityDetail
from nscl.work.queries.annual_plans import AnnualPlanRow
from nscl.work.queries.options import form_options
from nscl.work.rules.moves import Planning
from nscl.work.rules.values import ActivityPlan

MORE: Final = "them-dong"
AND_ANOTHER: Final = "ghi-va-them"
TASK: Final = "nhiem-vu"
TEMPLATE: Final = "work/edit.html"


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: int) -> HttpResponse:
    """The blank form of an annual plan; POST adds an activity. `?nhiem-vu=` chooses the task beforehand."""
    annual = annual_row_or_404(request, number)
    if not viewer(request).may(Permission.PLAN_WORK, annual.plan.unit_id, annual.agency.number):
        raise Http404
    editor = planning_form(form_options(viewer(request), number, on=today()))
    if request.method != "POST":
        chosen = number_of(request.GET.get(TASK))
        return _page(
            request, _head_of_new(annual), editor.show({"task_id": chosen}, {}), back=_back(annual), adding=True
        )
    if more := request.POST.get(MORE):
        return _page(request, _head_of_new(annual), editor.resume(request.POST, more), back=_back(annual), adding=True)
    if editor.read(request.POST).is_valid():
        try:
            saved = add_activity(
                annual_plan=number,
                plan=plan_of(editor),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except WorkError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã thêm hoạt động."))
            again = AND_ANOTHER in request.POST
            return go_to(request, request.path if again else activity_href(saved.number))
    return _page(request, _head_of_new(annual), editor, back=_back(annual), adding=True, refused=True)


def _back(annual: AnnualPlanRow) -> str:
    return annual_plan_href(annual.number)


def _head_of_new(annual: AnnualPlanRow) -> Page:
    return work_page(_("Thêm hoạt động"), annual.plan.label, crumbs=annual_crumbs(annual))


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The form of what is planned; POST keeps it."""
    detail = activity_or_404(request, number)
    if not viewer(request).may(Permission.PLAN_WORK, detail.row.plan.unit_id, detail.row.owner.number):
        raise Http404
    editor = planning_form(
        form_options(viewer(request), detail.row.annual_plan, on=detail.row.starts_on),
        stored=detail,
        with_reason=detail.planning is Planning.WITH_REASON,
    )
    if request.method != "POST":
        return _page_of(request, detail, shown(editor, stored_plan(detail)), detail.row.version)
    version = sent_version(request)
    if more := request.POST.get(MORE):
        return _page_of(request, detail, editor.resume(request.POST, more), version)
    if editor.read(request.POST).is_valid():
        try:
            saved = _write(request, detail, editor, version)
        except ActivityConflict as conflict:
            if conflict.fields:
                return show_conflict(request, detail.row, conflict)
            version = conflict.current_version
            editor.refuse_whole(str(conflict))
        except WorkError as error:
            refuse(editor, error)
        else:
            said = _("Đã lưu phần dự kiến.") if saved.changed else _("Không có gì thay đổi nên không lưu gì.")
            messages.success(request, said)
            return go_to(request, activity_href(number))
    return _page_of(request, detail, editor, version, refused=True)


def _write(request: HttpRequest, detail: ActivityDetail, editor: Editor, version: int) -> Saved:
    plan = _merged(plan_of(editor), stored_plan(detail), chosen_theirs(request.POST))
    return edit_activity(
        number=detail.row.number,
        version=version,
        plan=plan,
        reason=editor.values().get(REASON, ""),
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _merged(sent: ActivityPlan, stored: ActivityPlan, theirs: list[str]) -> ActivityPlan:
    """What was sent, with the stored values where the person chose them."""
    names = {PLANNED_COSTS: "costs"}
    known = ActivityPlan.__dataclass_fields__
    taken = {names.get(name, name) for name in theirs} & known.keys()
    return replace(sent, **{name: getattr(stored, name) for name in taken})


def _page_of(
    request: HttpRequest, detail: ActivityDetail, editor: Editor, version: int, *, refused: bool = False
) -> HttpResponse:
    head = work_page(_("Sửa dự kiến"), detail.row.title, crumbs=activity_crumbs(detail.row, own=True))
    return _page(request, head, editor, back=activity_href(detail.row.number), version=version, refused=refused)


def _page(
    request: HttpRequest,
    head: Page,
    editor: Editor,
    *,
    back: str,
    version: int | None = None,
    adding: bool = False,
    refused: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"page": head, "editor": editor, "version": version, "back": back, "adding": adding}
    return show(request, TEMPLATE, context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
