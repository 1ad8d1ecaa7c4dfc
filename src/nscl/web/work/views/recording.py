"""Recording what was done: on a phone in the field, or at a desk."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.web.access import actor, requires, viewer
from nscl.web.evidence.subjects import add_href
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Act, Empty
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.recording import (
    ACTUAL_COSTS,
    FIRST_FIELDS,
    FOLDED_FIELDS,
    OUTPUTS,
    PARTICIPATIONS,
    begun,
    record_form,
    record_of,
    stored_record,
)
from nscl.web.work.places import (
    act_href,
    activity_crumbs,
    activity_href,
    activity_or_404,
    sent_version,
    today,
    work_page,
)
from nscl.web.work.refusals import refuse
from nscl.web.work.views.conflicts import show_conflict
from nscl.web.work.views.planning import MORE
from nscl.web.work.words import activity_chip, days_words
from nscl.work.enums import ActivityStatus, WorkKind
from nscl.work.operations.activities import Saved, record_activity
from nscl.work.operations.errors import ActivityConflict, WorkError
from nscl.work.queries.activities import ActivityDetail
from nscl.work.queries.options import form_options
from nscl.work.rules.values import ActivityRecord

TEMPLATE: Final = "work/record.html"
# Sent by the button that leads on to the photographs.
AND_EVIDENCE: Final = "va-minh-chung"


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, number: int) -> HttpResponse:
    """The form of what was done; POST keeps it."""
    detail = activity_or_404(request, number)
    if not detail.may_record:
        raise Http404
    if not detail.statuses:
        return _closed(request, detail)
    editor = record_form(detail, form_options(viewer(request), detail.row.annual_plan, on=detail.row.starts_on))
    if request.method != "POST":
        return _page(request, detail, begun(editor, detail, today()), detail.row.version)
    version = sent_version(request)
    if more := request.POST.get(MORE):
        return _page(request, detail, editor.resume(request.POST, more), version)
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
            messages.success(request, _said(editor, saved))
            proves = AND_EVIDENCE in request.POST
            return go_to(request, add_href(WorkKind.ACTIVITY, number) if proves else activity_href(number))
    return _page(request, detail, editor, version, refused=True)


def _write(request: HttpRequest, detail: ActivityDetail, editor: Editor, version: int) -> Saved:
    sent = _merged(record_of(editor, detail), stored_record(detail), chosen_theirs(request.POST))
    return record_activity(
        number=detail.row.number,
        version=version,
        record=sent,
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _merged(sent: ActivityRecord, stored: ActivityRecord, theirs: list[str]) -> ActivityRecord:
    """What was sent, with the stored values where the person chose them."""
    names = {ACTUAL_COSTS: "costs"}
    taken = {names.get(name, name) for name in theirs} & ActivityRecord.__dataclass_fields__.keys()
    if "status" in taken:
        taken.add("done_on")
    return replace(sent, **{name: getattr(stored, name) for name in taken})


def _said(editor: Editor, saved: Saved) -> str:
    if not saved.changed:
        return _("Không có gì thay đổi nên không lưu gì.")
    if editor.values()["status"] == ActivityStatus.DONE:
        return _("Đã ghi: hoạt động đã xong.")
    return _("Đã ghi kết quả.")


def _page(
    request: HttpRequest, detail: ActivityDetail, editor: Editor, version: int, *, refused: bool = False
) -> HttpResponse:
    row = detail.row
    outputs = [name for name in editor.form.fields if name.startswith(f"{OUTPUTS}.")]
    folded = editor.bound(*FOLDED_FIELDS)
    costs = editor.rows[ACTUAL_COSTS]
    context: dict[str, Any] = {
        "page": work_page(
            _("Ghi kết quả"),
            f"{row.title}, {days_words(row)}",
            crumbs=activity_crumbs(row, own=True),
            chip=activity_chip(row),
        ),
        "editor": editor,
        "first": editor.bound(*FIRST_FIELDS),
        "outputs": editor.bound(*outputs),
        "people": editor.rows.get(PARTICIPATIONS),
        "words": editor.bound("result"),
        "folded": folded,
        "costs": costs,
        "is_unfolded": any(bound.errors for bound in folded) or _says_something(costs.forms) or MORE in request.POST,
        "version": version,
        "back": activity_href(row.number),
    }
    return show(request, TEMPLATE, context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _says_something(rows: list[Any]) -> bool:
    return any(not row.is_new or (row.is_bound and row.errors) for row in rows)


def _closed(request: HttpRequest, detail: ActivityDetail) -> HttpResponse:
    """A cancelled activity is opened again first."""
    row = detail.row
    empty = Empty(
        _("Hoạt động đã hủy nên không ghi kết quả được"),
        detail.cancel_reason,
        "ban",
        [Act(_("Mở lại"), act_href("activity-reopen", row.number), "rotate-ccw")],
    )
    page = work_page(_("Ghi kết quả"), row.title, crumbs=activity_crumbs(row, own=True), chip=activity_chip(row))
    return render(request, "work/closed.html", {"page": page, "empty": empty}, status=HTTPStatus.CONFLICT)
