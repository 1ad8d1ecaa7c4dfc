"""Forms of keys and packages: whose public key it is, what is sent, whether a sample is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.reporting.operations.keys import MAX_PEM, NAME_LENGTH
from nscl.web.plan_editing.forms.files import SmallFileField
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.support.forms.fields import RadioField
from nscl.web.work.forms.fields import NumberedField

NAME, UNIT, PEM, FILE = "ten", "tinh", "khoa", "tep"
PACKAGE: Final = "goi"
ACCEPT_SAMPLE: Final = "nhan-mau"


class KeyForm(forms.Form):
    """A public key (PEM), pasted or as a file, of one province."""

    def __init__(self, provinces: Sequence[Choice], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.fields[UNIT] = NumberedField(
            provinces,
            label=_("Tỉnh"),
            help_text=_("Gói ký bằng khóa này chỉ được nhận cho tỉnh ấy và các tỉnh đã nhập vào nó."),
        )
        self.fields[NAME] = forms.CharField(
            label=_("Khóa của"),
            max_length=NAME_LENGTH,
            widget=forms.TextInput({"autocomplete": "off", "maxlength": NAME_LENGTH}),
            help_text=_("Cơ quan giữ khóa, ví dụ: Sở Khoa học và Công nghệ tỉnh Hưng Yên."),
        )
        self.fields[PEM] = forms.CharField(
            label=_("Khóa công khai"),
            required=False,
            max_length=MAX_PEM,
            widget=forms.Textarea({"rows": 4, "spellcheck": "false", "placeholder": "-----BEGIN PUBLIC KEY-----"}),
            help_text=_("Dán cả hai dòng BEGIN và END."),
        )
        self.fields[FILE] = SmallFileField(
            label=_("Hoặc chọn tệp .pem"),
            limit=MAX_PEM,
            accept=".pem",
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """One of the two. Raises ValidationError where there is neither, or both, or the file is no text."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned.get(FILE)) == bool(cleaned.get(PEM)):
            raise ValidationError(_("Hãy dán khóa hoặc chọn một tệp: đúng một trong hai cách."))
        if cleaned.get(FILE):
            try:
                cleaned[PEM] = cleaned[FILE].read().decode()
            except UnicodeDecodeError as error:
                self.add_error(FILE, ValidationError(_("Tệp không phải văn bản. Chọn tệp .pem mà tỉnh gửi.")))
                raise ValidationError([]) from error
        return cleaned


class SendForm(forms.Form):
    """Which plan and year to send. likely: the choice that is ticked at first."""

    def __init__(self, choices: Sequence[Choice], data: Any = None, *, likely: str = "") -> None:
        super().__init__(data, initial={PACKAGE: likely}, use_required_attribute=False)
        self.fields[PACKAGE] = RadioField(choices, label=_("Gửi số liệu của"))


class SampleForm(forms.Form):
    """Made-up figures are offered to a deployment with real ones; that they are taken in must be wanted."""

    def __init__(self) -> None:
        super().__init__(use_required_attribute=False)
        self.fields[ACCEPT_SAMPLE] = forms.BooleanField(
            label=_("Nhận dù đây là số liệu mẫu, không phải số liệu chính thức"),
        )
