"""Asking for a link to one's cases; why one withdraws."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.text.tax_codes import parse_tax_code
from nscl.web.training.forms.people import ReadField

REASON: Final = "ly_do"
REASON_LENGTH: Final = 1000
# A field that no person sees and every robot fills in.
TRAP: Final = "trang_web"


class FindForm(forms.Form):
    """By what an organisation is known, and where the link goes."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["ma_so_thue"] = ReadField(
            lambda text: parse_tax_code(text).text,
            label=_("Mã số thuế"),
            required=True,
            attrs={"inputmode": "numeric"},
        )
        self.fields["thu"] = forms.EmailField(
            label=_("Thư điện tử của đơn vị"),
            widget=forms.EmailInput({"autocomplete": "email"}),
            help_text=_("Thư đã ghi trong sổ đăng ký tổ chức."),
        )


class ReasonForm(forms.Form):
    """Why an application is withdrawn."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields[REASON] = forms.CharField(
            label=_("Lý do rút"),
            max_length=REASON_LENGTH,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("Cơ quan xử lý đọc lý do này; hồ sơ đã rút vẫn được lưu."),
        )
