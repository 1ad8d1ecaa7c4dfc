"""Forms of the administration of accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nscl.accounts.enums import Role, Scope
from nscl.accounts.operations import RoleScope
from nscl.accounts.rules import SCOPE_OF_ROLE

# As wide as the columns of accounts.User.
NAME_LENGTH = 150


class AccountForm(forms.Form):
    """A new account: whose it is. The first password is made by the machine."""

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=NAME_LENGTH, widget=forms.TextInput({"autocomplete": "off"})
    )
    position = forms.CharField(
        label=_("Chức vụ, đơn vị"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Ví dụ: Chuyên viên Chi cục Tiêu chuẩn Đo lường Chất lượng."),
    )
    email = forms.EmailField(label=_("Thư điện tử công vụ"), widget=forms.EmailInput({"autocomplete": "off"}))
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=NAME_LENGTH,
        validators=[
            UnicodeUsernameValidator(
                message=_("Tên đăng nhập chỉ gồm chữ, số và các dấu @ . + - _, không có khoảng trắng.")
            )
        ],
        help_text=_("Chữ, số và các dấu @ . + - _. Người dùng đăng nhập bằng tên này hoặc bằng thư điện tử."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "off"}),
    )


def _role_choices() -> list[tuple[str, str]]:
    return [(role.value, f"{capfirst(role.label)} – {SCOPE_OF_ROLE[role].label}") for role in Role]


class RoleChoiceForm(forms.Form):
    """Which role to give; the rest of the way depends on it."""

    vai_tro = forms.ChoiceField(label=_("Vai trò"), choices=_role_choices, widget=forms.RadioSelect)


class ProvinceForm(forms.Form):
    """Whose agencies to offer; `tinh` stands in the address."""

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tinh"] = forms.ChoiceField(label=_("Cơ quan thuộc tỉnh nào"), choices=offered)


class ScopeForm(forms.Form):
    """What a role is given for: one of the offered provinces, agencies or organisations."""

    def __init__(self, *args: Any, role: Role, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = SCOPE_OF_ROLE[role]
        choices = [("", _("Chọn trong danh sách")), *offered]
        self.fields["scope"] = forms.TypedChoiceField(label=LABELS[self.kind], choices=choices, coerce=int)

    def role_scope(self) -> RoleScope:
        """The choice as operations take it."""
        number = self.cleaned_data["scope"]
        match self.kind:
            case Scope.PROVINCE:
                return RoleScope(unit_id=number)
            case Scope.AGENCY:
                return RoleScope(agency_id=number)
            case Scope.ORGANISATION:
                return RoleScope(organisation_id=number)
            case _:
                return RoleScope()


LABELS = {
    Scope.NATION: _("Phạm vi"),
    Scope.PROVINCE: _("Tỉnh"),
    Scope.AGENCY: _("Cơ quan"),
    Scope.ORGANISATION: _("Tổ chức"),
}
