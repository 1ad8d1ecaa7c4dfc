"""Pages for what went wrong: what, why, what next. Denied and not found look the same (404), so nothing leaks."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: the request itself is malformed."""
    return render(request, "ui/errors/400.html", status=HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return render(request, "ui/errors/404.html", status=HTTPStatus.NOT_FOUND)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403: answers 404, for whoever may not see a thing may not learn that it exists."""
    return not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: drawn without the database and without context processors, for they may be what failed."""
    language = getattr(request, "LANGUAGE_CODE", None)
    with translation.override(language or translation.get_language()):
        return HttpResponse(render_to_string("ui/errors/500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form was too old or came from elsewhere; nothing was saved."""
    return render(request, "ui/errors/csrf.html", status=HTTPStatus.FORBIDDEN)


def too_many_requests(request: HttpRequest, *, minutes: int) -> HttpResponse:
    """Too many tries: says after how many minutes the next one is let in."""
    return render(request, "ui/errors/429.html", {"minutes": minutes}, status=HTTPStatus.TOO_MANY_REQUESTS)
