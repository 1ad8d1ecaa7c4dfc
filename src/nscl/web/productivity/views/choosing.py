"""The choices of a run: a new one, and a draft chosen otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.productivity.operations.run_errors import RunConflict, RunError
from nscl.productivity.operations.runs import change_options, start_run
from nscl.productivity.queries.run_proposals import Carried, propose_run
from nscl.productivity.rules.runs import RunValues
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.productivity.forms import ASKED, folded, initial_of, run_form, values_of
from nscl.web.productivity.places import RUNS, productivity_page, run_crumbs, run_href, runs_crumbs
from nscl.web.productivity.views.getting import kept_or_404
from nscl.web.productivity.words import method_words
from nscl.web.productivity.writing import refuse
from nscl.web.statistics.places import kept_unit
from nscl.web.ui.parts import Page
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import sent_version
from nscl.web.work.views.conflicts import settle, settle_title


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """The page with the form. save: returns the number; carried: the methods with what the figures lack for them."""

    page: Page
    back: str
    verb: str
    values: RunValues
    save: Callable[[RunValues], int]
    carried: tuple[Carried, ...] = ()
    version: int | None = None


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def run_start(request: HttpRequest) -> HttpResponse:
    """A new run of the chosen province: few questions, beside them what the figures carry."""
    unit = kept_unit(request)
    proposal = propose_run(unit.id, on=timezone.localdate())

    def save(chosen: RunValues) -> int:
        saved = start_run(unit_id=unit.id, values=chosen, viewer=viewer(request), by=actor(request), at=timezone.now())
        return saved.number

    answer = _("%(province)s: điền sẵn theo số liệu hiện có và mục tiêu của kế hoạch.") % {"province": unit.name}
    choosing = Choosing(
        page=productivity_page(_("Tạo lần tính"), answer, crumbs=runs_crumbs()),
        back=reverse(RUNS),
        verb=_("Tạo lần tính"),
        values=proposal.values,
        carried=proposal.carried,
        save=save,
    )
    return _write(request, choosing)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def run_options(request: HttpRequest, number: int) -> HttpResponse:
    """Choose otherwise; what was computed by other choices goes."""
    found = kept_or_404(request, number)
    row, values = found.row, found.values

    def save(chosen: RunValues) -> int:
        names = initial_of(values)
        theirs = {name: getattr(values, name) for name in chosen_theirs(request.POST) if name in names}
        change_options(
            number=number,
            version=sent_version(request),
            values=replace(chosen, **theirs),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return number

    choosing = Choosing(
        page=productivity_page(
            _("Sửa lựa chọn"),
            _("Đổi lựa chọn thì phải tính lại; tên và ghi chú đổi được mà không phải tính lại."),
            crumbs=run_crumbs(number, row.title, is_sample=row.is_sample),
        ),
        back=run_href(number),
        verb=_("Lưu lựa chọn"),
        values=values,
        save=save,
        version=row.version,
    )
    return _write(request, choosing)


def _write(request: HttpRequest, choosing: Choosing) -> HttpResponse:
    """GET: the form. POST: what was chosen is kept; refusals and conflicts are told in place, nothing typed is lost."""
    editor = run_form()
    if request.method != "POST":
        editor.show(initial_of(choosing.values), {})
        return _form(request, choosing, editor)
    if editor.read(request.POST).is_valid():
        try:
            number = choosing.save(values_of(editor.values()))
        except RunConflict as conflict:
            page = replace(choosing.page, title=settle_title(), answer=str(conflict))
            return settle(request, page, conflict, choosing.back)
        except RunError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã lưu. Bấm “Tính” để xem kết quả."))
            return go_to(request, run_href(number))
    sent = replace(choosing, version=None if choosing.version is None else sent_version(request))
    return _form(request, sent, editor, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(
    request: HttpRequest, choosing: Choosing, editor: Editor, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    groups = [(heading, editor.bound(*names)) for heading, names in folded()]
    context: dict[str, Any] = {
        "page": choosing.page,
        "editor": editor,
        "asked": [editor.bound(*names) for names in ASKED],
        "groups": groups,
        "is_open": any(bound.errors for _heading, fields in groups for bound in fields),
        "carried": [(method_words(one.method), one.words) for one in choosing.carried],
        "back": choosing.back,
        "verb": choosing.verb,
        "version": choosing.version,
    }
    return show(request, "productivity/run_form.html", context, status)
