"""Who may open the pages of reports at all; what they see of them is for the queries to say."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.web.access import View, signed_in, viewer

P = ParamSpec("P")


def may_read(person: Viewer) -> bool:
    """Whether there is anything of reports for this person: all of a province, or those of an agency."""
    return person.may(Permission.VIEW_REPORTS) or person.may(Permission.WRITE_REPORTS)


def reads_reports(view: View[P]) -> View[P]:
    """Let in who may read reports somewhere; others get 404. The outermost mark of a view, as `requires`."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_read(viewer(request)):
            raise Http404
        return view(request, *args, **kwargs)

    let_in: View[P] = signed_in(guarded)
    return let_in
