"""Fields that read money as people type it, and a number of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.text.decimals import NumberFormatError, format_number
from nscl.text.numbers.amounts import AmountError
from nscl.text.numbers.typed import Ambiguous, read_typed_amount, reading_words


class TypedMoneyField(forms.CharField):
    """Whole đồng, typed in any way that can be told; what can be read in two ways is asked about in its place."""

    def __init__(self, *, label: str, help_text: str = "", may_take_away: bool = False) -> None:
        """may_take_away: a negative amount is taken too."""
        box = forms.TextInput({"inputmode": "text" if may_take_away else "decimal", "autocomplete": "off"})
        super().__init__(label=label, required=False, empty_value="", widget=box, help_text=help_text)
        self.may_take_away = may_take_away

    def clean(self, value: Any) -> Any:
        """The amount in VND; None for a blank. Raises ValidationError."""
        text = super().clean(value)
        try:
            vnd = read_typed_amount(text)
        except (AmountError, NumberFormatError) as error:
            raise ValidationError(str(error), code="money") from error
        if isinstance(vnd, Ambiguous):
            message = _("“%(text)s” đọc được hai cách: %(first)s hay %(second)s. Hãy viết đủ số đồng.") % {
                "text": vnd.text,
                "first": reading_words(vnd.first, 1, "đồng"),
                "second": reading_words(vnd.second, 1, "đồng"),
            }
            raise ValidationError(message, code="ambiguous")
        if vnd is not None and vnd < 0 and not self.may_take_away:
            raise ValidationError(_("Số tiền âm; hãy ghi số từ 0 trở lên."), code="negative")
        return vnd

    def prepare_value(self, value: Any) -> Any:
        """With full stops between thousands; what was typed stays as it was."""
        return format_number(value) if isinstance(value, int) else value


class PercentField(forms.CharField):
    """A whole per cent; blank is 0."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(label=label, required=False, empty_value="", widget=box, help_text=help_text)

    def clean(self, value: Any) -> Any:
        """The number. Raises ValidationError for what is no whole number of three digits."""
        text = super().clean(value).removesuffix("%").strip()
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) <= len("100")):
            raise ValidationError(_("Hãy ghi số nguyên từ 0 đến 100."), code="percent")
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        """Nothing for 0."""
        return (str(value) if value else "") if isinstance(value, int) else value
