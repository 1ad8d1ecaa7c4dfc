"""What allauth asks of us: who may come in, and in which words it refuses.

Accounts are made by an administrator; nobody signs up, neither with a password nor through the province's single
sign-on. A single sign-on identity opens the account that its owner connected it to *while signed in to that account*.
An e-mail address alone never connects the two: whoever controls an address at the provider would otherwise walk into
the account of the official who has it here (hypha, issue 2760).
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_WRONG_PASSWORD = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại.")
_TOO_OFTEN = _("Bạn đã thử quá nhiều lần. Hãy đợi ít phút rồi thử lại.")
_WRONG_CODE = _("Mã chưa đúng hoặc đã dùng rồi. Đợi ứng dụng hiện mã mới rồi nhập lại.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-in with a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đang bị khóa."),
        "email_password_mismatch": _WRONG_PASSWORD,
        "username_password_mismatch": _WRONG_PASSWORD,
        "invalid_login": _WRONG_PASSWORD,
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes the accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Turn a locked name away before the password is looked at, so that every further try meets the same page."""
        if not AxesProxyHandler.is_allowed(request, get_credentials(**credentials)):
            from nscl.web.accounts.views.sign_in import locked_out  # noqa: PLC0415  (the views import the adapter)

            raise ImmediateHttpResponse(locked_out(request))
        super().pre_authenticate(request, **credentials)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show once more who one is, in our words."""
        words = {
            "reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã của ứng dụng xác thực"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": words.get(method["id"], method["description"])} for method in methods]


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through the province's OpenID provider, for accounts that were connected before."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "invalid_token": _("Hệ thống đăng nhập một lần trả lời không hợp lệ."),
        "no_password": _("Tài khoản chưa có mật khẩu nên chưa thể hủy liên kết."),
        "connected_other": _("Danh tính đăng nhập một lần này đã liên kết với một tài khoản khác."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an unknown identity is told to sign in with its password and connect first."""
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of signing in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Không tắt được xác thực hai lớp."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai lớp trước khi tạo mã dự phòng."),
        "incorrect_code": _WRONG_CODE,
    }
