"""Fields of an activity: a day, a count, one thing of a list known by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.text.dates import DateFormatError, format_date, parse_date
from nscl.text.decimals import NumberFormatError, format_number, parse_number
from nscl.web.plan_editing.forms.spec import Choice

# More digits than any count that is stored: what is longer is a slip, and slow to read.
MOST_DIGITS: Final = 20
_DIGITS: Final = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class DayField(forms.CharField):
    """A day, written 20/11/2026 wherever it is read.

    Not the browser's own calendar: that shows 11/20/2026 on a machine set up in English, and nobody can tell.
    """

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")})
        super().__init__(required=required, empty_value="", widget=box, **kwargs)

    def clean(self, value: Any) -> Any:
        """The day; None for a blank."""
        text = super().clean(value)
        return read_day(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """As it is written; what was typed stays as it was."""
        return format_date(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


def read_day(text: str) -> date:
    """20/11/2026 → the day; the keys of a phone's pad suffice (20112026), as does a paste from elsewhere (2026-11-20).

    Raises ValidationError saying how to write it.
    """
    digits = _DIGITS.fullmatch(text)
    try:
        if digits:
            return date(int(digits[3]), int(digits[2]), int(digits[1]))
        return date.fromisoformat(text) if _ISO.fullmatch(text) else parse_date(text)
    except DateFormatError as error:
        raise ValidationError(str(error), code="date") from error
    except ValueError as error:
        message = _("“%(text)s” không có trên lịch; hãy ghi ngày/tháng/năm, ví dụ 20/11/2026.") % {"text": text}
        raise ValidationError(message, code="date") from error


class CountField(forms.CharField):
    """How many: a number as officials write it (1.200). Whether it may be that many is judged with the others."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(required=required, empty_value="", max_length=MOST_DIGITS, **kwargs)

    def clean(self, value: Any) -> Any:
        """The Decimal; None for a blank."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text)
        except NumberFormatError as error:
            raise ValidationError(str(error), code="number") from error

    def prepare_value(self, value: Any) -> Any:
        """With full stops between thousands."""
        return format_number(value) if isinstance(value, (int, Decimal)) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


class WholeField(CountField):
    """A count that is kept as a whole number."""

    def clean(self, value: Any) -> Any:
        """The int; None for a blank."""
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValidationError(_("Hãy ghi số nguyên."), code="whole")
        return int(number)


class NumberedField(forms.TypedChoiceField):
    """One thing of a list, known by its number; None where it may be left out and is."""

    def __init__(self, choices: Sequence[Choice], *, required: bool = True, blank: str = "", **kwargs: Any) -> None:
        empty = blank or (_("– chọn –") if required else _("– không có –"))
        super().__init__(choices=[("", empty), *choices], coerce=int, empty_value=None, required=required, **kwargs)
