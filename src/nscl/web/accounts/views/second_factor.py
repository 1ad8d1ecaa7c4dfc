"""The second step of signing in: an authenticator application and recovery codes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.mfa.base import views as base_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from nscl.web.access import public, require_POST, require_safe, signed_in
from nscl.web.accounts.forms.sign_in import ActivateForm, SecondStepAgainForm, SecondStepForm
from nscl.web.accounts.views.sign_in import require_form


class SecondStepView(base_views.AuthenticateView):  # type: ignore[misc]  # allauth is untyped
    """The code, after the password was right."""

    form_class = SecondStepForm
    template_name = "mfa/authenticate.html"


class SecondStepAgainView(base_views.ReauthenticateView):  # type: ignore[misc]
    """The code once more, before something that needs it."""

    form_class = SecondStepAgainForm
    template_name = "mfa/reauthenticate.html"


class ActivateView(totp_views.ActivateTOTPView):  # type: ignore[misc]
    """The key as a drawing, and the first code. The key was made by `begin_totp`; without one there is nothing yet."""

    form_class = ActivateForm
    template_name = "mfa/totp/activate_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Back to the beginning where no key has been made."""
        if SECRET_SESSION_KEY not in request.session:
            return redirect("mfa_index")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form needs the key that the code is checked against."""
        given: dict[str, Any] = super().get_form_kwargs()
        return given | {"secret": self.request.session[SECRET_SESSION_KEY]}


def begin_totp(request: HttpRequest) -> HttpResponse:
    """Make the key that the authenticator application will read, and show it."""
    if is_reauthentication_required(request, app="allauth.mfa"):
        again = urlencode({"next": reverse("mfa_index")})
        return redirect(f"{reverse('account_reauthenticate')}?{again}")
    request.session[SECRET_SESSION_KEY] = generate_totp_secret()
    return redirect("mfa_activate_totp")


index = signed_in(require_safe(base_views.index))
authenticate = public(require_form(SecondStepView.as_view()))
reauthenticate = signed_in(require_form(SecondStepAgainView.as_view()))
begin = signed_in(require_POST(begin_totp))
activate = signed_in(never_cache(require_form(ActivateView.as_view())))
deactivate = signed_in(require_form(totp_views.deactivate_totp))
recovery_codes = signed_in(never_cache(require_safe(code_views.view_recovery_codes)))
generate_recovery_codes = signed_in(require_form(code_views.generate_recovery_codes))
download_recovery_codes = signed_in(require_safe(code_views.download_recovery_codes))
