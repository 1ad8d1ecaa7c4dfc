"""Signing in through the province's OpenID provider."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.socialaccount import views as allauth_views
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.http import HttpRequest, HttpResponse

from nscl.web.access import public, require_POST, require_safe, signed_in
from nscl.web.accounts.views.sign_in import require_form


class ConnectionsView(allauth_views.ConnectionsView):  # type: ignore[misc]  # allauth is untyped
    """The identities that open this account; connecting another, letting one go."""

    template_name = "socialaccount/connections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the providers that can be connected."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"providers": get_adapter().list_providers(self.request)}


def _told_when_silent(view: Callable[..., HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Say so where the provider does not answer: allauth asks it for its addresses outside its own error handling."""

    @wraps(view)
    def told(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id=provider_id)
        except requests.RequestException as silence:
            provider = get_adapter().get_provider(request, provider_id)
            answer: HttpResponse = render_authentication_error(request, provider, exception=silence)
            return answer

    return told


connections = signed_in(require_form(ConnectionsView.as_view()))
# The protocol makes the provider send the person back with a GET; it is the one address where GET signs in.
callback = public(require_safe(_told_when_silent(oidc_views.callback)))
login = public(require_POST(_told_when_silent(oidc_views.login)))
cancelled = public(require_safe(allauth_views.login_cancelled))
