"""Fields that the forms of support share: an amount, yes-no-unknown, one of a list of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.web.estimates.forms.fields import TypedMoneyField
from nscl.web.plan_editing.forms.spec import Choice

# How long texts may be, as the tables keep them.
NUMBER_LENGTH: Final = 60
NAME_LENGTH: Final = 200
BODY_LENGTH: Final = 200
CERTIFICATE_LENGTH: Final = 80
PROVIDER_LENGTH: Final = 250
REMARK_LENGTH: Final = 250
CONFLICT_LENGTH: Final = 300
TAX_CODE_LENGTH: Final = 14
INVOICE_LENGTH: Final = 20
YES, NO = "co", "khong"


class AmountField(TypedMoneyField):
    """Whole đồng that must be there, typed in any way that can be told."""

    def __init__(self, *, label: str, help_text: str = "", required: bool = True) -> None:
        super().__init__(label=label, help_text=help_text)
        self.required = required

    def clean(self, value: Any) -> Any:
        """The amount in VND. Raises ValidationError for a blank where one must be there."""
        vnd = super().clean(value)
        if vnd is None and self.required:
            raise ValidationError(_("Hãy ghi số tiền."), code="required")
        return vnd


class AnswerField(forms.TypedChoiceField):
    """Yes, no, or not known yet: None."""

    def __init__(self, *, label: str, help_text: str = "", blank: str = "", required: bool = False) -> None:
        choices = [] if required else [("", blank or _("chưa biết"))]
        super().__init__(
            label=label,
            help_text=help_text,
            choices=[*choices, (YES, _("có")), (NO, _("không"))],
            coerce=lambda text: text == YES,
            empty_value=None,
            required=required,
            widget=forms.RadioSelect,
        )

    def prepare_value(self, value: Any) -> Any:
        """The choice of an answer."""
        return (YES if value else NO) if isinstance(value, bool) else value


class RadioField(forms.ChoiceField):
    """One of a few words, all of them in sight."""

    def __init__(self, choices: Sequence[Choice], *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, choices=choices, widget=forms.RadioSelect)


def text_field(label: str, length: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A line of text."""
    box = forms.TextInput({"autocomplete": "off", "maxlength": length})
    return forms.CharField(label=label, required=required, widget=box, help_text=help_text, max_length=length)


def long_field(label: str, *, required: bool = True, help_text: str = "", rows: int = 3) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea({"rows": rows}), help_text=help_text)
