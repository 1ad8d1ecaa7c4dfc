"""Head and foot of the report: subject, number and day, who signs, who receives it, by which template."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.operations.edition_errors import EditionConflict, EditionError, InvalidFront
from nscl.reporting.operations.editions import change_front, give_number
from nscl.reporting.queries.editions import EditionDetail
from nscl.reporting.queries.templates import list_templates
from nscl.reporting.rules.fronts import FrontValues
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.report_editions.asking import ask
from nscl.web.report_editions.forms import FRONT_ROWS, front_form, front_initial, front_of, number_form
from nscl.web.report_editions.frame import FRONT, edition_frame
from nscl.web.report_editions.places import act_page, edition_href, edition_or_404, sent_version, written_or_404
from nscl.web.ui.parts import Confirmation
from nscl.web.work.forms.editor import Editor
from nscl.web.work.views.conflicts import settle, settle_title

writes = requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def report_front(request: HttpRequest, number: int) -> HttpResponse:
    """The form; two people who change it choose field by field."""
    found = written_or_404(request, number)
    editor = front_form(list_templates(viewer(request), found.row.unit_id), found.front.template)
    if request.method != "POST":
        editor.show(front_initial(found.front), {})
        return _form(request, found, editor, version=found.row.version)
    if editor.read(request.POST).is_valid():
        try:
            saved = change_front(
                number=number,
                version=sent_version(request),
                values=_chosen(request, found, editor),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except EditionConflict as conflict:
            if conflict.fields:
                page = act_page(found.row, settle_title(), str(conflict))
                return settle(request, page, conflict, edition_href(number, FRONT))
            # Somebody else wrote the same: the front is as the person wants it.
            return go_to(request, edition_href(number, FRONT))
        except InvalidFront as invalid:
            editor.refuse(invalid.problems)
        except EditionError as error:
            editor.refuse_whole(str(error))
        else:
            messages.success(request, _("Đã lưu thể thức.") if saved.changed else _("Không có gì thay đổi."))
            return go_to(request, edition_href(number, FRONT))
    return _form(request, found, editor, version=sent_version(request), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _chosen(request: HttpRequest, found: EditionDetail, editor: Editor) -> FrontValues:
    """What was typed; where a conflict was settled for the stored value, that."""
    stored = found.front
    values = front_of(editor.values())
    kept = {name: getattr(stored, name) for name in chosen_theirs(request.POST) if hasattr(stored, name)}
    return FrontValues(**{name: kept.get(name, getattr(values, name)) for name in FrontValues.__dataclass_fields__})


def _form(
    request: HttpRequest,
    found: EditionDetail,
    editor: Editor,
    *,
    version: int,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        **edition_frame(request, found, FRONT),
        "editor": editor,
        "rows": [editor.bound(*names) for names in FRONT_ROWS],
        "version": version,
        "back": edition_href(found.row.number),
    }
    return show(request, "report_editions/front.html", context, status)


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def report_number(request: HttpRequest, number: int) -> HttpResponse:
    """Number and day that the office gave after the report was issued: once."""
    found = edition_or_404(request, number)
    if not found.may_number:
        raise Http404

    def act(values: dict[str, Any]) -> str:
        give_number(
            number=number,
            paper_number=values["number"],
            issued_on=values["issued_on"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return edition_href(number)

    question = Confirmation(
        _("Ghi số và ngày văn thư đã cấp"),
        [
            _("Chỉ ghi một lần; ghi nhầm thì phải lập bản tiếp theo."),
            _("Các tệp đã ban hành giữ nguyên, số và ngày hiện trên trang và trong danh sách."),
        ],
        _("Ghi số, ngày"),
        edition_href(number),
        icon="hash",
    )
    page = act_page(found.row, _("Ghi số, ngày"))
    return ask(request, page, question, act, said=_("Đã ghi số và ngày."), editor=number_form())
