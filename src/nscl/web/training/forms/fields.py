"""Fields of a class: a time of the day as officials write it, a share in per cent."""

from __future__ import annotations

import re
from datetime import time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.training.rules.values import PERCENT_MAX
from nscl.web.work.forms.fields import WholeField

# 08:00, 8.30, 8h, 8h30, 8 giờ 30, and the keys of a phone's pad: 0830.
_TIME: Final = re.compile(r"(\d{1,2})\s*(?:[:.hg]|giờ)\s*(\d{2})?(?:\s*(?:phút|p))?", re.IGNORECASE | re.ASCII)
_DIGITS: Final = re.compile(r"(\d{2})(\d{2})", re.ASCII)


class TimeField(forms.CharField):
    """A time of the day, written 08:30 wherever it is read.

    Not the browser's own box: that shows AM and PM on a machine set up in English.
    """

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        box = forms.TextInput({"autocomplete": "off", "placeholder": _("giờ:phút"), "maxlength": 12})
        super().__init__(required=required, empty_value="", widget=box, **kwargs)

    def clean(self, value: Any) -> Any:
        """The time; None for a blank."""
        text = super().clean(value)
        return read_time(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """As it is written; what was typed stays as it was."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


def read_time(text: str) -> time:
    """8:30, 8h30, 8 giờ or 0830 → the time. Raises ValidationError saying how to write it."""
    match = _DIGITS.fullmatch(text) or _TIME.fullmatch(text)
    try:
        if match is not None:
            return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        pass
    message = _("“%(text)s” không phải giờ trong ngày; hãy ghi giờ:phút, ví dụ 08:00 hoặc 13:30.") % {"text": text}
    raise ValidationError(message, code="time")


class PercentField(WholeField):
    """A share from 0 to 100; None for a blank."""

    def clean(self, value: Any) -> Any:
        """The int. Raises ValidationError beyond 100."""
        number = super().clean(value)
        if number is not None and not 0 <= number <= PERCENT_MAX:
            raise ValidationError(_("Hãy ghi từ 0 đến 100."), code="percent")
        return number
