"""Filling an annual plan many activities at a time: from the plan's tasks, from an earlier year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.queries import answered_for_ids
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Empty, Text
from nscl.web.work.forms.steps import ReasonForm
from nscl.web.work.places import (
    act_href,
    annual_crumbs,
    annual_plan_href,
    annual_row_or_404,
    number_of,
    today,
    work_page,
)
from nscl.web.work.words import days_words, million_words
from nscl.work.enums import ActivityStatus
from nscl.work.operations.annual_plans import Left, copy_from_year, draw_from_tasks
from nscl.work.operations.errors import ReasonMissing, WorkError
from nscl.work.queries.activities import list_activities
from nscl.work.queries.annual_plans import AnnualPlanRow
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.parts import TaskPart
from nscl.work.queries.rows import ActivityRow
from nscl.work.queries.tasks import DrawableTask, drawable_tasks
from nscl.work.rules.moves import Planning
from nscl.work.rules.schedules import Due

CHOSEN: Final = "chon"
REASON: Final = "ly_do"
FROM_YEAR: Final = "tu-nam"
# A page of messages is no place for hundreds of reasons.
MOST_REASONS: Final = 12


@dataclass(frozen=True)
class Line:
    """Something that can be taken over: what it is called, what it would be, and whether it is ticked beforehand."""

    number: int
    label: str
    notes: tuple[str, ...]
    ticked: bool


@dataclass(frozen=True)
class LineGroup:
    """Lines under one heading."""

    title: Text
    lines: Sequence[Line]


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """The tasks of the plan with boxes to tick; POST makes an activity of each that is ticked."""
    annual = _with(request, number)
    form = _reason(request, annual)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            drawn = draw_from_tasks(
                annual_plan=number,
                tasks=_chosen(request),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
                reason=_given(form),
            )
        except WorkError as error:
            refused = _refusal(form, error)
        else:
            _say(request, len(drawn.created), drawn.left)
            return go_to(request, annual_plan_href(number))
    tasks = drawable_tasks(viewer(request), number)
    context = {
        **_frame(annual, _("Đưa nhiệm vụ vào kế hoạch năm"), _draw_answer(tasks)),
        "groups": _task_groups(tasks, set(_chosen(request)) if request.method == "POST" else None),
        "verb": _("Đưa vào kế hoạch năm"),
        "icon": "list-plus",
        "form": form,
        "refused": refused,
        "empty": Empty(_("Kế hoạch của tỉnh không có nhiệm vụ nào"), icon="list-checks"),
    }
    return render(request, "work/choose.html", context, status=_status(request))


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """What was planned in an earlier year with boxes to tick; POST plans it again. `?tu-nam=`: another year."""
    annual = _with(request, number)
    form = _reason(request, annual)
    year = number_of(request.GET.get(FROM_YEAR)) or annual.year - 1
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            copied = copy_from_year(
                annual_plan=number,
                from_year=year,
                activities=_chosen(request),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
                reason=_given(form),
            )
        except WorkError as error:
            refused = _refusal(form, error)
        else:
            _say(request, len(copied.created), copied.left, copied.incomplete)
            return go_to(request, annual_plan_href(number))
    wanted = ActivityFilter(plan=annual.plan.number, agency_ids=answered_for_ids(annual.agency.number), year=year)
    rows = list_activities(viewer(request), wanted, on=today())
    answer = _("%(n)s hoạt động của năm %(year)s; ngày tháng chuyển sang năm %(now)s, kết quả không chép.")
    context = {
        **_frame(annual, _("Chép từ năm trước"), answer % {"n": len(rows), "year": year, "now": annual.year}),
        "groups": _activity_groups(rows, year, set(_chosen(request)) if request.method == "POST" else None),
        "verb": _("Chép vào kế hoạch năm"),
        "icon": "copy",
        "form": form,
        "refused": refused,
        "empty": _nothing_to_copy(annual, year),
    }
    return render(request, "work/choose.html", context, status=_status(request))


def _with(request: HttpRequest, number: int) -> AnnualPlanRow:
    annual = annual_row_or_404(request, number)
    if not viewer(request).may(Permission.PLAN_WORK, annual.plan.unit_id, annual.agency.number):
        raise Http404
    return annual


def _status(request: HttpRequest) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK


def _reason(request: HttpRequest, annual: AnnualPlanRow) -> ReasonForm | None:
    """Asked for once the annual plan is approved."""
    if annual.planning is not Planning.WITH_REASON:
        return None
    words = _("Kế hoạch năm đã duyệt, nên thêm hoạt động phải ghi lý do.")
    return ReasonForm(request.POST if request.method == "POST" else None, label=_("Lý do bổ sung"), help_text=words)


def _given(form: ReasonForm | None) -> str:
    if form is None:
        return ""
    form.is_valid()
    return str(form.cleaned_data.get(REASON, ""))


def _refusal(form: ReasonForm | None, error: WorkError) -> tuple[str, ...]:
    """A lacking reason is said at its field, where the form says so itself."""
    if isinstance(error, ReasonMissing) and form is not None:
        return ()
    return (str(error),)


def _chosen(request: HttpRequest) -> list[int]:
    return [number for text in request.POST.getlist(CHOSEN) if (number := number_of(text)) is not None]


def _say(request: HttpRequest, created: int, left: Sequence[Left], incomplete: Sequence[Left] = ()) -> None:
    """How many came of it, and why the others did not."""
    if created:
        said = ngettext("Đã thêm %(n)s hoạt động.", "Đã thêm %(n)s hoạt động.", created) % {"n": created}
        messages.success(request, said)
    elif not left:
        messages.info(request, _("Chưa chọn mục nào nên không thêm gì."))
    for one in left[:MOST_REASONS]:
        words = _("Chưa thêm “%(label)s”: %(why)s.") % {"label": one.label, "why": one.why}
        messages.warning(request, words)
    for one in incomplete[:MOST_REASONS]:
        words = _("“%(label)s” đã thêm nhưng còn thiếu: %(why)s.") % {"label": one.label, "why": one.why}
        messages.warning(request, words)
    if len(left) > MOST_REASONS:
        messages.warning(request, _("Còn %(n)s mục khác chưa thêm được.") % {"n": len(left) - MOST_REASONS})


def _frame(annual: AnnualPlanRow, title: str, answer: str) -> dict[str, Any]:
    return {
        "page": work_page(title, answer, crumbs=annual_crumbs(annual)),
        "back": annual_plan_href(annual.number),
        "field": CHOSEN,
    }


# --- tasks


def _draw_answer(tasks: Sequence[DrawableTask]) -> str:
    led = [task for task in tasks if task.part is TaskPart.LEAD]
    due = sum(task.due is Due.YES and not task.own for task in led)
    return _("Cơ quan chủ trì %(led)s nhiệm vụ; %(due)s nhiệm vụ đến hạn trong năm chưa có hoạt động.") % {
        "led": len(led),
        "due": due,
    }


def _task_groups(tasks: Sequence[DrawableTask], chosen: set[int] | None) -> list[LineGroup]:
    names: dict[TaskPart | None, Text] = {
        TaskPart.LEAD: _("Cơ quan chủ trì"),
        TaskPart.COORDINATE: _("Cơ quan phối hợp"),
        TaskPart.LEAD_IN_GROUP: _("Giao chung cho các cơ quan"),
        TaskPart.COORDINATE_IN_GROUP: _("Các cơ quan cùng phối hợp"),
        None: _("Nhiệm vụ của cơ quan khác"),
    }
    groups = [
        LineGroup(name, [_task_line(task, chosen) for task in tasks if task.part is part])
        for part, name in names.items()
    ]
    return [group for group in groups if group.lines]


def _task_line(task: DrawableTask, chosen: set[int] | None) -> Line:
    dues = {Due.YES: _("đến hạn trong năm"), Due.NO: _("kế hoạch đặt vào năm khác"), Due.OPEN: ""}
    notes = [
        _("thành: %(kind)s") % {"kind": capital(task.proposal.kind.label).lower()},
        dues[task.due],
        _("đã có %(n)s hoạt động") % {"n": task.own} if task.own else "",
        _("cơ quan khác có %(n)s") % {"n": task.others} if task.others else "",
    ]
    due = task.part is TaskPart.LEAD and task.due is Due.YES and not task.own
    ticked = due if chosen is None else task.task.number in chosen
    return Line(task.task.number, task.task.label, tuple(filter(None, notes)), ticked)


# --- activities of an earlier year


def _activity_groups(rows: Sequence[ActivityRow], year: int, chosen: set[int] | None) -> list[LineGroup]:
    if not rows:
        return []
    lines = [_activity_line(row, chosen) for row in rows]
    return [LineGroup(_("Hoạt động năm %(year)s") % {"year": year}, lines)]


def _activity_line(row: ActivityRow, chosen: set[int] | None) -> Line:
    is_cancelled = row.status is ActivityStatus.CANCELLED
    notes = [days_words(row), row.place, million_words(row.planned_vnd), str(row.status.label) if is_cancelled else ""]
    ticked = not is_cancelled if chosen is None else row.number in chosen
    return Line(row.number, row.title, tuple(filter(None, notes)), ticked)


def _nothing_to_copy(annual: AnnualPlanRow, year: int) -> Empty:
    return Empty(
        _("Năm %(year)s cơ quan không có hoạt động nào để chép") % {"year": year},
        _("Đưa nhiệm vụ của kế hoạch vào, hoặc tự thêm từng hoạt động."),
        "copy",
        [Act(_("Đưa nhiệm vụ vào"), act_href("annual-plan-draw", annual.number), "list-plus")],
    )
