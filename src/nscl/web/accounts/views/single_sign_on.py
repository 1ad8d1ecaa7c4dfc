"""Signing in through the province's OpenID provider."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount import views as allauth_views
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as oidc_views

from nscl.web.access import public, require_POST, require_safe, signed_in
from nscl.web.accounts.views.sign_in import require_form


class ConnectionsView(allauth_views.ConnectionsView):  # type: ignore[misc]  # allauth is untyped
    """The identities that open this account; connecting another, letting one go."""

    template_name = "socialaccount/connections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the providers that can be connected."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"providers": get_adapter().list_providers(self.request)}


connections = signed_in(require_form(ConnectionsView.as_view()))
# The protocol makes the provider send the person back with a GET; it is the one address where GET signs in.
callback = public(require_safe(oidc_views.callback))
login = public(require_POST(oidc_views.login))
cancelled = public(require_safe(allauth_views.login_cancelled))
