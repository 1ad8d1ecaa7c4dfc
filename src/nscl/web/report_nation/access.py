"""Who sees the roll-up: people who see the reports of every province. What one province sees of itself is elsewhere."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.web.access import View, requires, viewer

P = ParamSpec("P")


def sees_every_province(person: Viewer) -> bool:
    """Whether the person sees the reports of all provinces."""
    return person.units_with(Permission.VIEW_REPORTS) is None


def sees_nation(view: View[P]) -> View[P]:
    """Let in who sees the reports of all provinces; others get 404. The outermost mark of a view, as `requires`."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not sees_every_province(viewer(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return requires(Permission.VIEW_REPORTS)(guarded)
