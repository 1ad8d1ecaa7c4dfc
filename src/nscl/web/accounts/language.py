"""Choosing the language of the pages: a cookie for the browser, and for letters the person's account."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.i18n import set_language

from nscl.accounts.operations import AccountError, choose_language
from nscl.web.access import actor, public, require_POST


@public
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keep the choice, and go back."""
    if request.user.is_authenticated:
        # Another language than ours: Django's view, too, leaves everything as it is.
        with suppress(AccountError):
            choose_language(
                account=request.user.pk,
                language=request.POST.get("language", ""),
                by=actor(request),
                at=timezone.now(),
            )
    return set_language(request)
