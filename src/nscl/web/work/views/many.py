"""Several activities at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.many import READY_ROWS, ROWS, many_form, refuse_rows, rows_of
from nscl.web.work.places import annual_crumbs, annual_plan_href, annual_row_or_404, today, work_page
from nscl.web.work.refusals import refuse
from nscl.web.work.views.planning import MORE
from nscl.work.operations.activities import record_many
from nscl.work.operations.errors import RowsRefused, WorkError
from nscl.work.queries.annual_plans import AnnualPlanRow
from nscl.work.queries.options import form_options

TEMPLATE: Final = "work/edit.html"


@requires(Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, number: int) -> HttpResponse:
    """A row for each activity; POST stores all of them, or none and says why."""
    annual = annual_row_or_404(request, number)
    if not annual.may_record:
        raise Http404
    editor = many_form(form_options(viewer(request), number, on=today()))
    if request.method != "POST":
        editor.show({}, {})
        editor.rows[ROWS].reshow({}, more=READY_ROWS - 1)
        return _page(request, annual, editor)
    if more := request.POST.get(MORE):
        return _page(request, annual, editor.resume(request.POST, more))
    if editor.read(request.POST).is_valid():
        rows = rows_of(editor)
        if not rows:
            editor.refuse_whole(_("Chưa ghi việc nào. Hãy điền ít nhất một khung."))
            return _page(request, annual, editor, refused=True)
        try:
            made = record_many(
                annual_plan=number, rows=rows, viewer=viewer(request), by=actor(request), at=timezone.now()
            )
        except RowsRefused as error:
            refuse_rows(editor, error.problems)
            editor.refuse_whole(str(error))
        except WorkError as error:
            refuse(editor, error)
        else:
            said = ngettext("Đã ghi %(n)s hoạt động.", "Đã ghi %(n)s hoạt động.", len(made)) % {"n": len(made)}
            messages.success(request, said)
            return go_to(request, annual_plan_href(number))
    return _page(request, annual, editor, refused=True)


def _page(request: HttpRequest, annual: AnnualPlanRow, editor: Editor, *, refused: bool = False) -> HttpResponse:
    context: dict[str, Any] = {
        "page": work_page(_("Ghi nhiều việc"), annual.plan.label, crumbs=annual_crumbs(annual)),
        "editor": editor,
        "version": None,
        "back": annual_plan_href(annual.number),
        "adding": False,
    }
    return show(request, TEMPLATE, context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
