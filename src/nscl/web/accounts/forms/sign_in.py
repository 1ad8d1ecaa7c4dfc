"""allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_RULES = _(
    "Ít nhất 12 ký tự, không chỉ gồm chữ số, không giống tên hay thư điện tử của bạn và không phải mật khẩu hay gặp."
)
# A code is six digits, a recovery code eight letters and digits: the keyboard must offer both.
CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


def _name(form: forms.Form, labels: dict[str, Any]) -> None:
    """Set labels, and drop allauth's placeholders: they repeat the label in English."""
    for key, label in labels.items():
        form.fields[key].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """Account name (or e-mail address) and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"login": _("Tên đăng nhập hoặc thư điện tử"), "password": _("Mật khẩu")})
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "off", "autofocus": True}


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Mật khẩu đang dùng"),
            "password1": _("Mật khẩu mới"),
            "password2": _("Nhập lại mật khẩu mới"),
        }
        _name(self, labels)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = PASSWORD_RULES

    def clean(self) -> dict[str, Any]:
        """Compare the two, in our words."""
        given: dict[str, Any] = forms.Form.clean(self) or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới chưa giống nhau."))
        return given


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"password": _("Mật khẩu")})
        self.fields["password"].help_text = ""


def _name_code(form: forms.Form, label: Any) -> None:
    _name(form, {"code": label})
    form.fields["code"].widget.attrs |= CODE_ATTRIBUTES


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator application, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("Mã 6 số của ứng dụng, hoặc một mã dự phòng"))
        self.fields["code"].widget.attrs["autofocus"] = True


class SecondStepAgainForm(CodeAgainForm):  # type: ignore[misc]
    """The code once more, before something that needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("Mã 6 số của ứng dụng, hoặc một mã dự phòng"))


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator application that has just read the key.

    allauth makes a new key whenever the page is opened and stores it in the session: a GET that writes. Here the key
    is made by the POST that begins (`views.second_factor`), and the page shows that one.
    """

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = secret
        _name_code(self, _("Mã 6 số mà ứng dụng đang hiện"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
