"""Two people wrote the same activity: both values side by side, what was typed kept, one choice a field."""

from __future__ import annotations

from http import HTTPStatus
from typing import Protocol

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from nscl.web.plan_editing.views.conflicts import CHOICE, MINE, THEIRS, Choice, chosen_theirs
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Page
from nscl.web.work.places import VERSION, activity_crumbs, activity_href, work_page
from nscl.work.operations.errors import ActivityConflict, FieldConflict
from nscl.work.queries.rows import ActivityRow

_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", VERSION})


class AnyConflict(Protocol):
    """What a conflict says: the version now, and the fields in which the two differ."""

    current_version: int
    fields: tuple[FieldConflict, ...]


def show_conflict(request: HttpRequest, row: ActivityRow, conflict: ActivityConflict) -> HttpResponse:
    """The page on which a person settles it: their typing is carried along, so nothing is lost."""
    page = work_page(settle_title(), str(conflict), crumbs=activity_crumbs(row, own=True))
    return settle(request, page, conflict, activity_href(row.number))


def settle_title() -> str:
    """What the page is called."""
    return _("Chọn giá trị đúng rồi lưu lại")


def settle(request: HttpRequest, page: Page, conflict: AnyConflict, back: str) -> HttpResponse:
    """The page for whatever two people wrote."""
    theirs = set(chosen_theirs(request.POST))
    choices = [Choice(f"{CHOICE}{one.field}", (one,), one.field in theirs) for one in conflict.fields]
    context = {
        "page": page,
        "choices": choices,
        "mine": MINE,
        "theirs": THEIRS,
        "carried": _carried(request.POST),
        "version": conflict.current_version,
        "back": back,
    }
    return show(request, "plan_editing/conflict.html", context, HTTPStatus.CONFLICT)


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    names = [name for name in data if name not in _NOT_CARRIED and not name.startswith(CHOICE)]
    return [(name, str(value)) for name in names for value in data.getlist(name)]
