"""Where outreach has its pages; the tabs that they share; who is let in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.support.queries.outreach.reach import require_outreach
from nscl.web.access import signed_in, viewer
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Tab, Tabs, Text

SECTION = "support"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def outreach_only(view: View[P]) -> View[P]:
    """Let in who sees support in some province, or visits for an agency; others get 404."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require_outreach(viewer(request))
        return view(request, *args, **kwargs)

    return signed_in(checked)


def outreach_page(
    title: Text,
    answer: Text = "",
    *,
    crumbs: Sequence[Crumb] = (),
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page of outreach."""
    return Page(title, answer, [Crumb(_("Tiếp cận tổ chức"), reverse("outreach")), *crumbs], SECTION, acts, chip)


def outreach_tabs(current: str) -> Tabs:
    """Funnel, visits, surveys."""
    return Tabs(
        _("Tiếp cận tổ chức"),
        [
            Tab(label, reverse(name), current=name == current, icon=icon)
            for name, label, icon in (
                ("outreach", _("Từ thăm đến chi"), "funnel"),
                ("visit-list", _("Chuyến thăm"), "map-pin"),
                ("needs-survey-list", _("Khảo sát nhu cầu"), "clipboard-list"),
            )
        ],
    )


def visit_href(number: int) -> str:
    """The page of a visit."""
    return reverse("visit", kwargs={"number": number})


def survey_href(number: int) -> str:
    """The page of a survey."""
    return reverse("needs-survey", kwargs={"number": number})


def visit_crumb() -> Crumb:
    """The way to the list of visits."""
    return Crumb(_("Chuyến thăm"), reverse("visit-list"))


def survey_crumb() -> Crumb:
    """The way to the list of surveys."""
    return Crumb(_("Khảo sát nhu cầu"), reverse("needs-survey-list"))
