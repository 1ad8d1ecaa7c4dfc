"""A new organisation: the tax code first, answered at once; then what it is. And mending what is written of one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.queries import territory_ids
from nscl.organisations.imports.communes import communes_for
from nscl.organisations.operations.registry import edit as edit_organisation
from nscl.organisations.operations.registry import register
from nscl.organisations.queries.double_organisations import find_likely_same
from nscl.organisations.queries.reference_data import industries
from nscl.organisations.queries.rows import OrganisationRow
from nscl.organisations.queries.tax_codes import TaxCodeAnswer, TaxCodeHolder, check_tax_code
from nscl.web.access import actor, requires, viewer
from nscl.web.organisations.forms.identity import (
    CONTACT,
    RENAMED,
    WHAT,
    WHERE,
    WHO,
    entry_of,
    identity_form,
    initial_of,
)
from nscl.web.organisations.places import (
    LIST,
    TAX_CODE,
    WITHOUT_CODE,
    kept_or_404,
    organisation_href,
    registry_crumbs,
    registry_page,
    unit_to_keep,
)
from nscl.web.organisations.writing import Writing, write
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Act, Notice, Text, Tone
from nscl.web.ui.parts.acts import Weight
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import sent_version, today

# The person has seen the organisations that look the same, and says that this is another.
ANOTHER: Final = "to-chuc-khac"
GROUPS: Final = (WHO, WHERE, WHAT, CONTACT)


@dataclass(frozen=True)
class _Looked:
    """What came of looking a tax code up. code: to register with, "" for none; may_go_on: whether there is a form."""

    typed: str
    code: str
    may_go_on: bool
    notices: tuple[Notice, ...]


@requires(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """`?ma-so-thue=…` looks a tax code up; the form follows for a code that nobody has, and for `?khong-ma=1`."""
    unit = unit_to_keep(request)
    looked = _looked_up(request)
    page = registry_page(_("Thêm tổ chức"), _answer(looked), crumbs=registry_crumbs())
    step: dict[str, Any] = {
        "typed": looked.typed,
        "found": looked.notices,
        "add": reverse("organisation-add"),
        "code_name": TAX_CODE,
        "without": f"{reverse('organisation-add')}?{WITHOUT_CODE}=1",
    }
    if not looked.may_go_on:
        return show(request, "organisations/add.html", {"page": page, **step})
    editor = identity_form(communes_for(unit, today()))

    def save() -> str:
        entry = entry_of(editor.values(), looked.code)
        number = register(entry=entry, unit_id=unit, viewer=viewer(request), by=actor(request), at=timezone.now())
        return organisation_href(number)

    alike: list[tuple[OrganisationRow, str]] = []
    writing = Writing(
        page,
        editor,
        _groups(),
        reverse(LIST),
        "organisation",
        values={"industry_edition": industries().edition_on(today()).key},
        verb=_("Thêm vào sổ"),
        icon="plus",
        template="organisations/add.html",
        more={**step, "alike": alike, "another": ANOTHER},
    )
    return write(
        request,
        writing,
        save,
        said=_("Đã thêm tổ chức vào sổ."),
        judge=lambda one: _is_another(request, one, unit, alike),
    )


def _looked_up(request: HttpRequest) -> _Looked:
    typed = request.GET.get(TAX_CODE, "").strip()
    if not typed:
        return _Looked("", "", WITHOUT_CODE in request.GET, ())
    answer = check_tax_code(typed)
    notices = tuple(_notices(answer))
    return _Looked(typed, answer.code, bool(answer.code) and answer.holder is None, notices)


def _answer(looked: _Looked) -> Text:
    if looked.may_go_on and looked.code:
        return _("Mã số thuế %(code)s đúng và chưa có trong sổ.") % {"code": looked.code}
    if looked.may_go_on:
        return _("Tổ chức không có mã số thuế: trường, cơ sở y tế, cơ quan chưa được cấp mã.")
    return _("Ghi mã số thuế trước: biết ngay tổ chức đã có trong sổ hay chưa.")


def _notices(answer: TaxCodeAnswer) -> list[Notice]:
    """What is to be said of a code before anything else is asked."""
    if answer.problem:
        near = [_door(holder) for holder in answer.near]
        text = _("Trong sổ có mã gần giống:") if near else ""
        return [Notice(answer.problem, text, Tone.BAD, near)]
    if answer.holder is not None:
        holder = answer.holder
        doors = [] if holder.kept is not None else [_door(holder)]
        further = holder.kept or holder.successor
        if further is not None:
            doors.append(Act(further.name, organisation_href(further.number), "arrow-right"))
        return [Notice(_("Mã số thuế này đã có trong sổ"), holder.words, Tone.WARN, doors)]
    if answer.parent is not None:
        text = _("Đây là mã của đơn vị phụ thuộc. Thêm xong, hãy ghi quan hệ chi nhánh ở trang của tổ chức.")
        return [Notice(answer.parent.words, text, Tone.INFO, [_door(answer.parent)])]
    return []


def _door(holder: TaxCodeHolder) -> Act:
    label = f"{holder.tax_code} · {holder.name}" if holder.tax_code else holder.name
    return Act(label, organisation_href(holder.number), "arrow-right", Weight.PLAIN)


def _is_another(request: HttpRequest, editor: Editor, unit: int, alike: list[tuple[OrganisationRow, str]]) -> bool:
    """Whether nothing in the registry has that name there, or the person says that this is another."""
    values = editor.form.cleaned_data
    if request.POST.get(ANOTHER) or not values.get("name"):
        return True
    found = find_likely_same(
        name=values["name"], unit_ids=territory_ids(unit), commune_id=values.get("commune"), on=today()
    )
    alike += [(row, organisation_href(row.number)) for row in found]
    if alike:
        editor.refuse_whole(_("Trong sổ đã có tổ chức cùng tên. Hãy xem có phải là một không."))
    return not alike


def _groups() -> list[tuple[Text, tuple[str, ...]]]:
    return list(zip([_("Tổ chức"), _("Trụ sở"), _("Ngành"), _("Liên hệ")], GROUPS, strict=True))


@requires(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Mend what is written; a seat that moved, figures and flags have forms of their own."""
    detail = kept_or_404(request, number)
    editor = identity_form(communes_for(detail.unit_id, today()), detail)

    def save() -> str:
        values = editor.values()
        theirs = {_COLUMN.get(name, name) for name in chosen_theirs(request.POST)}
        stored = asdict(entry_of({**initial_of(detail), RENAMED: None}))
        entry = replace(entry_of(values), **{name: stored[name] for name in theirs if name in stored})
        edit_organisation(
            number=number,
            version=sent_version(request),
            entry=entry,
            on=values[RENAMED] or today(),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return organisation_href(number)

    writing = Writing(
        registry_page(_("Sửa thông tin tổ chức"), detail.name, crumbs=registry_crumbs(detail)),
        editor,
        _groups(),
        organisation_href(number),
        "organisation",
        values=initial_of(detail),
        version=detail.version,
    )
    return write(request, writing, save, said=_("Đã lưu."))


# What the page of a conflict calls a field, and what the entry calls it, where they differ.
_COLUMN: Final = {"commune": "commune_id"}
