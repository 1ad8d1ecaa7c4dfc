"""How a view knows the person, and who may open it.

Every view of ours carries exactly one of three marks, outermost:

    @requires(Permission.EDIT_PLANS)   who lacks the permission gets 404, as if the page did not exist (domain.md)
    @signed_in                         anybody with an account
    @public                            anybody at all

and below it `require_safe` or `require_POST`, so that GET never writes. `tests/architecture/test_access.py` holds
the marks and the table of every address against every role.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from nscl.accounts.enums import Permission
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.operations import Actor

__all__ = [
    "acting",
    "actor",
    "public",
    "require_GET",
    "require_POST",
    "require_safe",
    "requires",
    "signed_in",
    "viewer",
]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# The mark that the decorators leave on a view, for the test that no view goes without one.
MARK: Final = "nscl_access"
_VIEWER: Final = "nscl_viewer"


def viewer(request: HttpRequest) -> Viewer:
    """The person who asks, with their roles: read once a request (at most three queries).

    Raises Http404 for a stranger: only a public view can meet one, and it must not ask.
    """
    known: Viewer | None = getattr(request, _VIEWER, None)
    if known is None:
        if not request.user.is_authenticated:
            raise Http404
        known = viewer_of(request.user)
        setattr(request, _VIEWER, known)
    return known


def actor(request: HttpRequest) -> Actor:
    """The person as the audit trail names them: `by=actor(request)` for operations."""
    person = viewer(request)
    return Actor(number=person.number, name=person.name)


def acting(request: HttpRequest) -> dict[str, Any]:
    """What every operation is told of who acts, and when."""
    return {"viewer": viewer(request), "by": actor(request), "at": timezone.now()}


def requires(*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """Let in who has every one of `permissions` somewhere; others get 404.

    In which province a permission holds is asked by the queries and operations that the view calls; their NotAllowed
    becomes 404 too.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                for permission in permissions:
                    viewer(request).require(permission)
                return view(request, *args, **kwargs)
            except NotAllowed as refused:
                raise Http404 from refused

        setattr(guarded, MARK, permissions)
        return guarded

    return decorate


def signed_in(view: View[P]) -> View[P]:
    """Let in whoever has an account, whatever their roles: home, the own account, the switches of the top bar."""
    return requires()(view)


def public(view: View[P]) -> View[P]:
    """Let in anybody: without it, LoginRequiredMiddleware sends strangers to the sign-in page."""
    opened = login_not_required(view)
    setattr(opened, MARK, None)
    return opened
