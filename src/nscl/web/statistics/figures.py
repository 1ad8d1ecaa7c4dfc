"""Figures of statistics as people read and type them: 1.234.567,8."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.text.decimals import format_number
from nscl.web.work.forms.fields import CountField

RATE_PLACES: Final = 2


def exact(value: float) -> Decimal:
    """The shortest decimal that is this double: what a source prints, comes out as it was printed."""
    return Decimal(repr(value)).normalize() if value else Decimal(0)


def figure_words(value: float) -> str:
    """A figure with all its decimals: 101234.5 is "101.234,5"."""
    return format_number(exact(value)).replace("-", "−")


def per_cent(fraction: float) -> str:
    """A fraction as a rate with two decimals: 0.0682 is "6,82 %"."""
    return f"{format_number(exact(fraction * 100), RATE_PLACES).replace('-', '−')} %"


class FigureField(CountField):
    """A figure as an official writes it, kept as a double; None for a blank."""

    def clean(self, value: Any) -> Any:
        """The figure. Raises ValidationError for what cannot be read in one way, with the way to write it."""
        number = super().clean(value)
        return None if number is None else float(number)

    def prepare_value(self, value: Any) -> Any:
        """As it is written; what was typed stays as it was."""
        return format_number(exact(float(value))) if isinstance(value, (int, float)) else value


class YearField(forms.CharField):
    """A year of four digits; None where it may be left out and is."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 6})
        super().__init__(required=required, empty_value="", widget=box, **kwargs)

    def clean(self, value: Any) -> Any:
        """The year. Raises ValidationError for anything else."""
        text = super().clean(value)
        if not text:
            return None
        if not (len(text) == len("2026") and text.isascii() and text.isdigit()):
            raise ValidationError(_("Hãy ghi năm bằng bốn chữ số, ví dụ 2010."), code="year")
        return int(text)
