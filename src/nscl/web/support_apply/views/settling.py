"""Two tabs, or two people, wrote one application: both values side by side, what was typed kept, one choice each."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from nscl.support.operations.errors import Conflict, FieldConflict
from nscl.web.plan_editing.views.conflicts import CHOICE, MINE, THEIRS, Choice
from nscl.web.plan_editing.views.conflicts import chosen_theirs as chosen_groups
from nscl.web.support_apply.forms.application import CERTIFICATE, CERTIFICATE_FIELDS, COSTS
from nscl.web.support_apply.places import VERSION, CasePlace, case_page

_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", VERSION})


def show_conflict(request: HttpRequest, place: CasePlace, conflict: Conflict, *, back: str) -> HttpResponse:
    """The page on which a person settles it: their typing is carried along, so nothing is lost."""
    title = _("Chọn giá trị đúng rồi lưu lại")
    context: dict[str, object] = {
        "page": place.page(title, _("Hồ sơ này vừa được sửa ở nơi khác sau khi bạn mở. Chưa lưu gì.")),
        "choices": _choices(conflict.fields, set(chosen_groups(request.POST))),
        "mine": MINE,
        "theirs": THEIRS,
        "carried": _carried(request.POST),
        "version": conflict.current_version,
        "back": back,
    }
    return case_page(request, place, "support_apply/settle.html", context, HTTPStatus.CONFLICT)


def chosen_theirs(data: QueryDict) -> list[str]:
    """The fields of the form for which the person chose what is stored."""
    names: list[str] = []
    for group in chosen_groups(data):
        names += CERTIFICATE_FIELDS if group == CERTIFICATE else [group]
    return names


def _choices(fields: Iterable[FieldConflict], theirs: set[str]) -> list[Choice]:
    """Fields that are chosen together: the costs are taken as they stand with one side."""
    groups: dict[str, list[FieldConflict]] = {}
    for one in fields:
        group = COSTS if one.field.startswith(f"{COSTS}[") else one.field
        groups.setdefault(group, []).append(one)
    return [Choice(f"{CHOICE}{name}", tuple(lines), name in theirs) for name, lines in groups.items()]


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    names = [name for name in data if name not in _NOT_CARRIED and not name.startswith(CHOICE)]
    return [(name, str(value)) for name in names for value in data.getlist(name)]
