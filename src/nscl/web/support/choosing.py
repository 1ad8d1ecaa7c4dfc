"""Things to tick, and what is done with those that were ticked (`work/choose.html`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.support.refusals import EXPECTED
from nscl.web.ui.parts import Empty, Page, Text
from nscl.web.work.places import number_of
from nscl.web.work.views.filling import Line, LineGroup

CHOSEN: Final = "chon"


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """The page. lines: number and words of each; nothing is ticked beforehand."""

    page: Page
    title: Text
    lines: Sequence[tuple[int, str]]
    verb: Text
    icon: str
    back: str
    empty: Empty


def chosen_of(request: HttpRequest) -> list[int]:
    """The numbers that were ticked, each once."""
    numbers = (number_of(one) for one in request.POST.getlist(CHOSEN))
    return list(dict.fromkeys(one for one in numbers if one is not None))


def choose(
    request: HttpRequest, asked: Choosing, act: Callable[[Collection[int]], object], *, said: Text
) -> HttpResponse:
    """GET: the boxes. POST: what is done with the ticked ones; a refusal keeps them ticked."""
    chosen: list[int] = []
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        chosen = chosen_of(request)
        if not chosen:
            refused = (_("Chưa chọn hồ sơ nào."),)
        else:
            try:
                act(chosen)
            except EXPECTED as error:
                refused = (str(error),)
            else:
                messages.success(request, str(said))
                return go_to(request, asked.back)
    lines = [Line(number, words, (), number in chosen) for number, words in asked.lines]
    context: dict[str, Any] = {
        "page": asked.page,
        "groups": [LineGroup(asked.title, lines)] if lines else [],
        "field": CHOSEN,
        "verb": asked.verb,
        "icon": asked.icon,
        "form": None,
        "refused": refused,
        "back": asked.back,
        "empty": asked.empty,
    }
    return show(request, "work/choose.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
