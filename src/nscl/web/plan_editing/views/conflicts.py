"""Two people edited the same item: both values side by side, what was typed kept, one choice a field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from nscl.plans.operations.errors import EditConflict, FieldConflict
from nscl.web.plan_editing.forms.paths import field_group
from nscl.web.plan_editing.places import ItemPlace
from nscl.web.plan_editing.views.pages import edition_head, show, way_back

CHOICE = "chon."
MINE, THEIRS = "cua-toi", "dang-luu"
_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "phien-ban"})


@dataclass(frozen=True)
class Choice:
    """What people choose as one thing: the lines in which it differs, and the name of the choice."""

    name: str
    lines: tuple[FieldConflict, ...]
    takes_theirs: bool

    @property
    def label(self) -> str:
        """What it is about."""
        return self.lines[0].label if len(self.lines) == 1 else ", ".join(line.label for line in self.lines)


def chosen_theirs(data: QueryDict) -> list[str]:
    """The places for which the person chose the stored value."""
    return [name.removeprefix(CHOICE) for name in data if name.startswith(CHOICE) and data[name] == THEIRS]


def show_conflict(request: HttpRequest, place: ItemPlace, conflict: EditConflict) -> HttpResponse:
    """The page on which a person settles it: their typing is carried along, so nothing is lost."""
    return show(request, "plan_editing/conflict.html", _context(request, place, conflict), HTTPStatus.CONFLICT)


def _context(request: HttpRequest, place: ItemPlace, conflict: EditConflict) -> dict[str, Any]:
    choices = _choices(conflict.fields, set(chosen_theirs(request.POST)))
    answer = _("Người khác vừa sửa mục này sau khi bạn mở. Chưa lưu gì; hai bên khác nhau ở %(count)s chỗ.")
    return {
        "page": edition_head(place.edition, _("Chọn giá trị đúng rồi lưu lại"), answer % {"count": len(choices)}),
        "choices": choices,
        "mine": MINE,
        "theirs": THEIRS,
        "carried": _carried(request.POST),
        "version": conflict.current_version,
        "back": way_back(request, place.edition, place.href),
    }


def _choices(fields: Iterable[FieldConflict], theirs: set[str]) -> list[Choice]:
    """Fields that are chosen together, in order: rows of a list are taken as they stand with one person."""
    groups: dict[str, list[FieldConflict]] = {}
    for field in fields:
        groups.setdefault(field_group(field.field), []).append(field)
    return [Choice(f"{CHOICE}{name}", tuple(lines), name in theirs) for name, lines in groups.items()]


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    """Everything that was typed, for hidden fields; earlier choices are asked again."""
    names = [name for name in data if name not in _NOT_CARRIED and not name.startswith(CHOICE)]
    return [(name, str(value)) for name in names for value in data.getlist(name)]
