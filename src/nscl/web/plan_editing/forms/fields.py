"""Fields that read what officials type: numbers as 1.234,5, dates as 20/11/2026, lines as 60–64."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR, MonthDay, Span
from nscl.text.dates import DateFormatError, PartialDate, format_partial, parse_partial
from nscl.text.decimals import NumberFormatError, format_number, parse_number
from nscl.text.formats import AmountError, parse_vnd
from nscl.web.plan_editing.forms.rendering import selects_html, suggestions_html

_DASHES: Final = re.compile(r"\s*(?:[-–—]|đến)\s*")
_MONTH_DAY: Final = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})", re.ASCII)
# More years than any planning cycle: an endless range is a slip of the finger.
MOST_YEARS: Final = 40


class TextField(forms.CharField):
    """A text; where it may be left blank, blank is None as in the pack."""

    def __init__(self, *, required: bool = True, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=required, empty_value="" if required else None, **kwargs)


class Suggestions(forms.TextInput):
    """A text box that offers codes in use, each with what it means; another may be typed."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"})
        self.known = known

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """The box and its list."""
        identity = f"{(attrs or {}).get('id', name)}_suggestions"
        box = super().render(name, value, {**(attrs or {}), "list": identity}, renderer)
        return suggestions_html(box, identity, self.known)


class CodeField(TextField):
    """A code of a list that grows: `known` says what each code in use means, in Vietnamese."""

    def __init__(self, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(widget=Suggestions(known), **kwargs)


class _ReadField(forms.CharField):
    """A text box whose text stands for another value."""

    def __init__(self, *, required: bool = True, input_mode: str = "", **kwargs: Any) -> None:
        attrs = {"autocomplete": "off"} | ({"inputmode": input_mode} if input_mode else {})
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(required=required, empty_value=None, **kwargs)

    def clean(self, value: Any) -> Any:
        """The value that the text stands for, None for a blank."""
        text = super().clean(value)
        return None if text is None else self.read(text)

    def prepare_value(self, value: Any) -> Any:
        """The value as people type it; what was typed stays as it was."""
        return value if value is None or isinstance(value, str) else self.write(value)

    def read(self, text: str) -> object:
        """The value of a text. Raises ValidationError saying how to write it."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text of a value; the inverse of `read`."""
        raise NotImplementedError


class NumberField(_ReadField):
    """A Decimal, written the Vietnamese way."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, input_mode="decimal", **kwargs)

    def read(self, text: str) -> Decimal:
        """1.234,5 → Decimal("1234.5")."""
        try:
            return parse_number(text)
        except NumberFormatError as error:
            raise ValidationError(str(error), code="number") from error

    def write(self, value: Any) -> str:
        """Decimal("1234.50") → 1.234,5."""
        number = Decimal(value)
        whole = number.to_integral_value()
        return format_number(whole.quantize(Decimal(1)) if number == whole else number.normalize())


class AmountField(NumberField):
    """A figure of the budget table; a blank cell has no entry in the record (a printed zero has)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class YearField(_ReadField):
    """A year."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, input_mode="numeric", **kwargs)

    def read(self, text: str) -> int:
        """2026 → 2026."""
        return read_year(text)

    def write(self, value: Any) -> str:
        """The year in four digits."""
        return str(value)


def read_year(text: str) -> int:
    """A year in four digits. Raises ValidationError."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = _("“%(text)s” không phải năm; hãy ghi bốn chữ số, từ %(first)s đến %(last)s.")
        raise ValidationError(message % {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR}, code="year")
    return int(text)


class YearsField(_ReadField):
    """Several years: 2021–2025, or 2021, 2023, 2025."""

    def read(self, text: str) -> tuple[int, ...]:
        """2021–2023, 2025 → (2021, 2022, 2023, 2025)."""
        years: list[int] = []
        for piece in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
            ends = [read_year(end) for end in _DASHES.split(piece, maxsplit=1)]
            if ends[-1] < ends[0] or ends[-1] - ends[0] >= MOST_YEARS:
                message = _("“%(text)s” không phải khoảng năm; hãy ghi năm đầu–năm cuối, ví dụ 2026–2030.")
                raise ValidationError(message % {"text": piece}, code="years")
            years += range(ends[0], ends[-1] + 1)
        return tuple(dict.fromkeys(years))

    def write(self, value: Any) -> str:
        """Years in a row as first–last."""
        years = tuple(value)
        if len(years) > 1 and years == tuple(range(years[0], years[-1] + 1)):
            return f"{years[0]}–{years[-1]}"
        return ", ".join(map(str, years))


class PartialDateField(_ReadField):
    """A date, of which only month or year may be known."""

    def read(self, text: str) -> PartialDate:
        """28/8/2025, 8/2021 or 2022."""
        try:
            return parse_partial(text)
        except DateFormatError as error:
            raise ValidationError(str(error), code="date") from error

    def write(self, value: Any) -> str:
        """As on paper."""
        return format_partial(value)


class MonthDayField(_ReadField):
    """A day of every year: 20/11."""

    def read(self, text: str) -> MonthDay:
        """20/11 → MonthDay(11, 20)."""
        match = _MONTH_DAY.fullmatch(text)
        try:
            if match is None:
                raise ValueError(text)
            return MonthDay.parse(f"--{int(match[2]):02d}-{int(match[1]):02d}")
        except ValueError as error:
            message = _("“%(text)s” không phải ngày trong năm; hãy ghi ngày/tháng, ví dụ 20/11.") % {"text": text}
            raise ValidationError(message, code="day") from error

    def write(self, value: Any) -> str:
        """MonthDay(11, 20) → 20/11."""
        return f"{value.day:02d}/{value.month:02d}"


class LinesField(_ReadField):
    """Lines of the document: 60–64, or 60 for one line."""

    def read(self, text: str) -> Span:
        """60–64 → Span(60, 64)."""
        ends = _DASHES.split(text.removeprefix("dòng").strip(), maxsplit=1)
        if not all(re.fullmatch(r"\d{1,7}", end, re.ASCII) for end in ends):
            message = _("“%(text)s” không phải số dòng; hãy ghi dòng đầu–dòng cuối, ví dụ 60–64, hoặc một số dòng.")
            raise ValidationError(message % {"text": text}, code="lines")
        first, last = int(ends[0]), int(ends[-1])
        if not 1 <= first <= last:
            message = _("Đoạn dòng %(first)s–%(last)s không có: dòng đầu từ 1, dòng cuối không trước dòng đầu.")
            raise ValidationError(message % {"first": first, "last": last}, code="lines")
        return Span(first, last)

    def write(self, value: Any) -> str:
        """Span(60, 64) → 60–64."""
        first, last = value
        return str(first) if first == last else f"{first}–{last}"


class MoneyField(_ReadField):
    """Whole đồng."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, input_mode="numeric", **kwargs)

    def read(self, text: str) -> int:
        """3.926.000 → 3926000."""
        try:
            return parse_vnd(text)
        except (NumberFormatError, AmountError) as error:
            raise ValidationError(str(error), code="money") from error

    def write(self, value: Any) -> str:
        """With full stops between thousands."""
        return format_number(value)


class WordField(forms.ChoiceField):
    """One of a fixed list; where it may be left blank, blank is None."""

    def __init__(self, choices: list[tuple[str, str]], *, required: bool = True, **kwargs: Any) -> None:
        blank = _("– chọn –") if required else _("– không có –")
        super().__init__(choices=[("", blank), *choices], required=required, **kwargs)

    def clean(self, value: Any) -> Any:
        """The chosen word."""
        return super().clean(value) or None


class Selects(forms.Widget):
    """Several choices in the order in which they were chosen: a drop-down each, some blank ones for more."""

    use_fieldset = True

    def __init__(self, choices: list[tuple[str, str]], blank: int) -> None:
        super().__init__()
        self.choices = choices
        self.blank = blank

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was chosen, blanks left out."""
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [str(value) for value in values if value]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """A row without drop-downs was not sent."""
        return name not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """The drop-downs, one under the other."""
        shown = [*(value or ()), *[""] * self.blank]
        return selects_html(name, shown, self.choices, attrs or {})


class SeveralField(forms.Field):
    """A tuple of keys, in order, each once."""

    def __init__(self, choices: list[tuple[str, str]], *, blank: int, **kwargs: Any) -> None:
        super().__init__(widget=Selects(choices, blank), **kwargs)
        self.known = dict(choices)

    def clean(self, value: Any) -> tuple[str, ...]:
        """The keys. Raises ValidationError for one that the plan does not have."""
        keys = tuple(dict.fromkeys(super().clean(value) or ()))
        for key in keys:
            if key not in self.known:
                raise ValidationError(_("“%(key)s” không có trong kế hoạch này.") % {"key": key}, code="unknown")
        return keys

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Order counts."""
        return tuple(initial or ()) != tuple(data or ())
