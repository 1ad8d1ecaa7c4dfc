"""Pages that are for whoever has their address: kept by no search engine, no shared cache, no browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from django.http import HttpRequest
from django.http.response import HttpResponseBase

P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def unlisted(view: View[P]) -> View[P]:
    """Tell robots and caches so; the address itself goes to no other site (`SECURE_REFERRER_POLICY`)."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return wrapped
