"""Opening a class: of a course, for a task, for an activity that is planned already."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.training.enums import ClassMode
from nscl.training.operations.classes import Opening, open_class, set_trainers
from nscl.training.operations.errors import TrainingError
from nscl.web import context_choice
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.forms.choosing import Offered, offered, rules_of
from nscl.web.training.forms.classes import (
    TRAINERS,
    activity_plan,
    class_values,
    new_class_form,
    sessions_of,
    trainers_of,
)
from nscl.web.training.forms.courses import RULE_FIELDS, blank_rules
from nscl.web.training.forms.repeating import RepeatForm
from nscl.web.training.forms.sessions import SESSIONS, with_sittings
from nscl.web.training.places import (
    ACTIVITY,
    ANNUAL,
    COURSE,
    TASK,
    class_href,
    open_href,
    training_crumbs,
    training_page,
)
from nscl.web.training.refusals import refuse
from nscl.web.training.sections import OVERVIEW
from nscl.web.ui.parts import Act, Empty, Fact, Facts
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.planning import PLANNED_COSTS
from nscl.web.work.places import (
    activity_href,
    activity_or_404,
    annual_row_or_404,
    annual_title,
    number_of,
    today,
)
from nscl.web.work.words import days_words
from nscl.work.operations.errors import WorkError
from nscl.work.queries.activities import ActivityDetail
from nscl.work.queries.annual_plans import AnnualPlanRow, list_annual_plans
from nscl.work.queries.options import form_options

MORE: Final = "them-dong"
REPEAT: Final = "lap-lai"


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """The form (`?ke-hoach-nam=…` or `?hoat-dong=…`, with `&khoa-hoc=…&nhiem-vu=…`); POST opens the class.

    Without either: which annual plan the class is to stand in.
    """
    activity = number_of(request.GET.get(ACTIVITY))
    if activity is not None:
        detail = activity_or_404(request, activity)
        return _form(request, annual_row_or_404(request, detail.row.annual_plan), detail)
    annual = number_of(request.GET.get(ANNUAL))
    if annual is not None:
        return _form(request, annual_row_or_404(request, annual), None)
    if request.method == "POST":
        raise Http404
    return _choose(request)


def _choose(request: HttpRequest) -> HttpResponse:
    """The annual plans of the chosen province and year in which the person may open classes; straight on to one."""
    choice = context_choice.current(request)
    rows = list_annual_plans(viewer(request), on=today(), unit_ids=context_choice.territory(request), year=choice.year)
    own = [row for row in rows if _may_run(request, row)]
    hrefs = [(row, _href(request, row)) for row in own]
    if len(hrefs) == 1:
        return go_to(request, hrefs[0][1])
    page = training_page(
        _("Mở lớp"),
        _("Lớp là một hoạt động của kế hoạch năm: chọn kế hoạch năm của cơ quan mở lớp."),
        crumbs=training_crumbs(),
    )
    # Around a merger two bodies of one name have an annual plan each.
    acts = [Act(f"{row.agency.label} · {row.plan.label}", href, "calendar-check") for row, href in hrefs]
    empty = Empty(
        _("Mở lớp trong kế hoạch năm nào?") if acts else _("Chưa có kế hoạch năm để mở lớp"),
        "" if acts else _("Lập kế hoạch năm %(year)s của cơ quan trước, rồi mở lớp.") % {"year": choice.year},
        "calendar-check",
        acts or [Act(_("Kế hoạch năm"), reverse("annual-plan-list"), "calendar-plus")],
    )
    return show(request, "work/closed.html", {"page": page, "empty": empty})


def _may_run(request: HttpRequest, row: AnnualPlanRow) -> bool:
    return viewer(request).may(Permission.RUN_CLASSES, row.plan.unit_id, row.agency.number)


def _href(request: HttpRequest, row: AnnualPlanRow) -> str:
    kept = {name: request.GET[name] for name in (COURSE, TASK) if name in request.GET}
    return open_href({ANNUAL: row.number, **kept})


def _form(request: HttpRequest, annual: AnnualPlanRow, detail: ActivityDetail | None) -> HttpResponse:
    if not _may_run(request, annual):
        raise Http404
    options = form_options(viewer(request), annual.number, on=detail.row.starts_on if detail else today())
    choices = offered(viewer(request), annual.plan.unit_id)
    editor = new_class_form(options, choices, of_activity=detail is not None)
    if request.method != "POST":
        return _page(request, annual, detail, _begun(request, editor, choices))
    if REPEAT in request.POST:
        return _repeated(request, annual, detail, editor)
    if more := request.POST.get(MORE):
        return _page(request, annual, detail, editor.resume(request.POST, more))
    if editor.read(request.POST).is_valid() and _has_days(editor, detail):
        try:
            number = _open(request, annual, detail, editor)
        except (TrainingError, WorkError) as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã mở lớp. Ghi danh học viên, hoặc mở cho mọi người tự ghi danh."))
            return go_to(request, class_href(number))
    return _page(request, annual, detail, editor, refused=True)


def _begun(request: HttpRequest, editor: Editor, choices: Offered) -> Editor:
    """A blank form, with what the chosen course brings."""
    chosen = number_of(request.GET.get(COURSE))
    course = next((one for one in choices.rows if one.number == chosen), None)
    values: dict[str, Any] = {"mode": ClassMode.ON_SITE.value, "task_id": number_of(request.GET.get(TASK))}
    if course is None:
        values |= blank_rules()
    else:
        values |= {"course_id": course.number, "title": course.title, **rules_of(course)}
    return editor.show(values, {})


def _repeated(
    request: HttpRequest, annual: AnnualPlanRow, detail: ActivityDetail | None, editor: Editor
) -> HttpResponse:
    """The form again with the repeated sessions written out, or with what is wrong of the repetition."""
    repeat = RepeatForm(request.POST)
    if repeat.is_valid():
        grown = with_sittings(request.POST, repeat.sittings())
        return _page(request, annual, detail, editor.resume(grown, SESSIONS))
    return _page(request, annual, detail, editor.resume(request.POST, ""), repeat=repeat, refused=True)


def _has_days(editor: Editor, detail: ActivityDetail | None) -> bool:
    """Whether it is known when the class is: an activity has its planned days, a new one needs a session."""
    if detail is not None or editor.rows[SESSIONS].kept:
        return True
    editor.refuse_whole(_("Chưa có buổi học nào. Hãy ghi ít nhất một buổi; các buổi khác thêm sau cũng được."))
    return False


def _open(request: HttpRequest, annual: AnnualPlanRow, detail: ActivityDetail | None, editor: Editor) -> int:
    """Open the class with its sessions and trainers, all or nothing. Raises TrainingError, WorkError."""
    sessions = sessions_of(editor)
    if detail is not None:
        opening = Opening(activity=detail.row.number)
    else:
        opening = Opening(annual_plan=annual.number, plan=activity_plan(editor, sessions))
    person, by, at = viewer(request), actor(request), timezone.now()
    with transaction.atomic():
        values = class_values(editor)
        number = open_class(opening=opening, values=values, sessions=sessions, viewer=person, by=by, at=at).number
        if trainers := trainers_of(editor):
            set_trainers(training_class=number, trainers=trainers, viewer=person, by=by, at=at)
    return number


def _page(
    request: HttpRequest,
    annual: AnnualPlanRow,
    detail: ActivityDetail | None,
    editor: Editor,
    *,
    repeat: RepeatForm | None = None,
    refused: bool = False,
) -> HttpResponse:
    bound = editor.bound
    groups = [
        (_("Lớp"), bound("course_id", "title", "task_id", "capacity", "responsible_id")),
        (_("Hình thức, địa điểm"), bound("mode", "place", "commune_id", "link", "notice")),
        (_("Giấy chứng nhận, kiểm tra, đánh giá"), bound(*RULE_FIELDS)),
    ]
    # Sessions first, money last: in the order in which people think of a class.
    editor.rows = {name: editor.rows[name] for name in (SESSIONS, TRAINERS, PLANNED_COSTS) if name in editor.rows}
    back = activity_href(detail.row.number) if detail is not None else reverse(OVERVIEW)
    context: dict[str, Any] = {
        "page": training_page(_("Mở lớp"), annual_title(annual), crumbs=training_crumbs()),
        "facts": None if detail is None else _facts(detail),
        "editor": editor,
        "groups": groups,
        "repeat": repeat or RepeatForm(),
        "back": back,
        "verb": _("Mở lớp"),
        "icon": "presentation",
    }
    return show(request, "training/edit.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _facts(detail: ActivityDetail) -> Facts:
    row = detail.row
    return Facts(
        [
            Fact(_("Hoạt động"), row.title, activity_href(row.number)),
            Fact(_("Nhiệm vụ"), row.task.label if row.task is not None else None),
            Fact(_("Thời gian dự kiến"), days_words(row)),
            Fact(_("Địa điểm"), ", ".join(filter(None, [row.place, row.commune])) or None),
        ]
    )
