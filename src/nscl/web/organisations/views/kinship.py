"""How organisations are related: branches, predecessors and successors; found by search, then said how."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.organisations.enums import SuccessionKind
from nscl.organisations.operations.registry import end_branch
from nscl.organisations.queries.rows import OrganisationDetail
from nscl.organisations.queries.search import search_organisations
from nscl.progress.operations.organisations import record_branch, record_succession
from nscl.web.access import actor, requires, viewer
from nscl.web.organisations.forms.kinship import BRANCH_OF, CAME_OF, HAS_BRANCH, KIN_FIELDS, kin_form
from nscl.web.organisations.hits import hit_lines
from nscl.web.organisations.places import (
    ORGANISATION,
    SEARCH,
    organisation_href,
    registry_crumbs,
    registry_page,
    related_or_404,
    units_in_view,
)
from nscl.web.organisations.writing import Question, Writing, ask, reason_form, write
from nscl.web.plan_editing.views.pages import show
from nscl.web.training.asking import REASON
from nscl.web.ui.parts import Confirmation, Text
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import number_of

RELATES = (Permission.VIEW_REGISTRY, Permission.MERGE_ORGANISATIONS)


@requires(*RELATES)
@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: HttpRequest, number: int) -> HttpResponse:
    """`?q=` finds the other organisation, `?to-chuc=` chooses it; the form says how the two are related."""
    detail = related_or_404(request, number)
    asked = number_of(request.GET.get(ORGANISATION))
    page = registry_page(_("Ghi quan hệ"), detail.name, crumbs=registry_crumbs(detail))
    if asked is None or asked == number:
        return show(request, "organisations/relate.html", {"page": page, **_search(request, detail)})
    other = related_or_404(request, asked)
    editor = kin_form(detail.name, other.name)

    def save() -> str:
        _record(request, editor, detail, other)
        return f"{organisation_href(number)}#quan-he"

    groups: list[tuple[Text, tuple[str, ...]]] = [("", KIN_FIELDS)]
    writing = Writing(
        page,
        editor,
        groups,
        organisation_href(number),
        "organisation",
        icon="link",
        template="organisations/relate.html",
        more={"other": other, "again": organisation_href(number, "organisation-relate")},
    )
    return write(
        request,
        writing,
        save,
        said=_("Đã ghi quan hệ; hai tổ chức nay chung một lịch sử hỗ trợ."),
        judge=_says_enough,
    )


def _search(request: HttpRequest, detail: OrganisationDetail) -> dict[str, Any]:
    q = request.GET.get(SEARCH, "").strip()
    hits = search_organisations(units_in_view(request, Permission.MERGE_ORGANISATIONS), q) if q else ()
    here = organisation_href(detail.number, "organisation-relate")
    others = [hit for hit in hits if hit.number != detail.number]
    return {"q": q, "found": hit_lines(others, lambda number: f"{here}?{ORGANISATION}={number}")}


def _says_enough(editor: Editor) -> bool:
    """Whether how, when and by what paper is said, where one came of the other."""
    values = editor.form.cleaned_data
    if values.get("relation") in {None, BRANCH_OF, HAS_BRANCH}:
        return True
    lacking = [name for name in ("kind", "on") if not values.get(name) and name not in editor.form.errors]
    for name in lacking:
        editor.form.add_error(name, _("Cần ghi khi tổ chức này từ tổ chức kia mà thành."))
    return not lacking


def _record(request: HttpRequest, editor: Editor, detail: OrganisationDetail, other: OrganisationDetail) -> None:
    values, person, by, at = editor.values(), viewer(request), actor(request), timezone.now()
    relation = values["relation"]
    if relation in {BRANCH_OF, HAS_BRANCH}:
        branch, parent = (detail, other) if relation == BRANCH_OF else (other, detail)
        record_branch(branch=branch.number, parent=parent.number, viewer=person, by=by, at=at)
        return
    before, after = (other, detail) if relation == CAME_OF else (detail, other)
    record_succession(
        predecessor=before.number,
        successor=after.number,
        kind=SuccessionKind(values["kind"]),
        on=values["on"],
        basis=values["basis"],
        viewer=person,
        by=by,
        at=at,
    )


@requires(*RELATES)
@require_http_methods(["GET", "HEAD", "POST"])
def unbranch(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why; then it is nobody's branch. The shared history of support stays shared."""
    detail = related_or_404(request, number)
    whose = detail.parent.name if detail.parent is not None else ""
    question = Confirmation(
        _("Ghi %(name)s không còn là chi nhánh của %(parent)s?") % {"name": detail.name, "parent": whose},
        [_("Nội dung hai bên đã được hỗ trợ vẫn tính chung: mỗi nội dung một lần.")],
        _("Kết thúc quan hệ"),
        f"{organisation_href(number)}#quan-he",
        icon="link-2",
    )
    editor = reason_form(_("Lý do"))

    def act() -> None:
        reason = editor.values()[REASON]
        end_branch(branch=number, reason=reason, viewer=viewer(request), by=actor(request), at=timezone.now())

    page = registry_page(_("Kết thúc quan hệ chi nhánh"), detail.name, crumbs=registry_crumbs(detail))
    return ask(request, Question(page, question, "organisation", None, editor), act, said=_("Đã kết thúc quan hệ."))
