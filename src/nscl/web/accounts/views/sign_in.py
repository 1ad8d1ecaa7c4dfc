"""Signing in and out, the password, and the page for who tried too often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account import views as allauth_views
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from axes.helpers import get_cool_off
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nscl.accounts.sample import SAMPLE_ACCOUNTS, SAMPLE_PASSWORD
from nscl.web.access import public, require_POST, require_safe, signed_in
from nscl.web.accounts.forms.sign_in import PasswordAgainForm, PasswordForm, SignInForm
from nscl.web.ui.errors import too_many_requests

require_form = require_http_methods(["GET", "HEAD", "POST"])


class SignInView(allauth_views.LoginView):  # type: ignore[misc]  # allauth is untyped
    """Name and password; on a site with sample accounts these are listed, with their published password."""

    form_class = SignInForm
    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sample accounts and the single sign-on, where there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.SAMPLE:
            context["sample_accounts"] = SAMPLE_ACCOUNTS
            context["sample_password"] = SAMPLE_PASSWORD
        context["providers"] = get_social_adapter().list_providers(self.request)
        return context

    def get_initial(self) -> dict[str, Any]:
        """The name of the sample account that was clicked, where there are sample accounts."""
        names = {account.username for account in SAMPLE_ACCOUNTS} if settings.SAMPLE else set()
        wanted = self.request.GET.get("mau", "")
        initial: dict[str, Any] = super().get_initial()
        return initial | ({"login": wanted} if wanted in names else {})


class PasswordChangeView(allauth_views.PasswordChangeView):  # type: ignore[misc]
    """A new password of one's own. The other sessions of the account end."""

    form_class = PasswordForm
    template_name = "account/password_change.html"

    def get_default_success_url(self) -> str:
        """Home again, with the message that it was done."""
        return str(settings.LOGIN_REDIRECT_URL)


class ReauthenticateView(allauth_views.ReauthenticateView):  # type: ignore[misc]
    """The password once more, before something that needs it."""

    form_class = PasswordAgainForm
    template_name = "account/reauthenticate.html"


sign_in = public(require_form(SignInView.as_view()))
# For strangers too: a session that ran out meanwhile must not send them to sign in in order to sign out.
sign_out = public(require_POST(allauth_views.logout))
inactive = public(require_safe(allauth_views.account_inactive))
password_change = signed_in(require_form(PasswordChangeView.as_view()))
reauthenticate = signed_in(require_form(ReauthenticateView.as_view()))


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,  # noqa: ARG001  (axes passes what it would have answered)
    credentials: Mapping[str, Any] | None = None,  # noqa: ARG001
) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: this name, from this address, was refused too often; says when the next try is let in."""
    wait: timedelta = get_cool_off(request)
    return too_many_requests(request, minutes=round(wait.total_seconds() / 60))
