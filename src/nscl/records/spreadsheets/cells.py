"""Cells as values: dates and numbers however Excel and people wrote them, never silently wrong by a thousand."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from django.utils.translation import gettext as _

from nscl.text.dates import DateFormatError, parse_date
from nscl.text.decimals import MOST_DIGITS, NumberFormatError, parse_number
from nscl.text.errors import TextError
from nscl.text.numbers.typed import MOST_TYPED, Ambiguous, read_typed_amount

# What the reader gives for a cell; "" for an empty one.
CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

# Excel counts days from 30 December 1899 (ECMA-376 part 1, 18.17.4.1; the day before, for its leap year 1900).
_DAY_ZERO: Final = date(1899, 12, 30)
# 1 January 1990 and 31 December 2099: a number outside is a slip, not a day of a plan.
_FIRST_SERIAL: Final = 32874
_LAST_SERIAL: Final = 73050
# The smallest note in use is 1.000 đồng: an amount below it was meant in another unit, or lost its zeros when Excel
# in English read "1.000" as one.
LEAST_VND: Final = 1000
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")
_SPACED: Final = re.compile(r"[0-9]{1,3}( [0-9]{3})+")
_COMMA_GROUPS: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3}){2,}")
_ONE_COMMA: Final = re.compile(r"([0-9]{1,3}),([0-9]{3})")


class CellError(ValueError):
    """A cell that cannot be read in one way only; `remedy` says how to write it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def text_of(value: CellValue) -> str:
    """A cell as text; a whole number without its ".0". Lines of a cell stay lines."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def date_of(value: CellValue, *, is_1904: bool) -> date | None:
    """A cell as a day, None for an empty one. is_1904: the file counts its days from 1904. Raises CellError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if is_1904 or not _FIRST_SERIAL <= value <= _LAST_SERIAL:
            raise CellError(
                _("“%(value)s” không rõ là ngày nào") % {"value": text_of(value)},
                _("ghi ngày/tháng/năm, ví dụ 20/11/2026"),
            )
        return _DAY_ZERO + timedelta(days=int(value))
    text = text_of(value)
    if not text:
        return None
    try:
        return parse_date(text)
    except DateFormatError as error:
        raise CellError(
            _("không đọc được ngày “%(value)s”") % {"value": text[:40]}, _("ghi ngày/tháng/năm, ví dụ 20/11/2026")
        ) from error


def count_of(value: CellValue) -> Decimal | None:
    """A cell as a whole number, None for an empty one. Raises CellError where it has decimals or two readings."""
    if isinstance(value, bool | date | time | timedelta):
        raise CellError(_("“%(value)s” không phải số") % {"value": text_of(value)}, _("ghi số, ví dụ 1234"))
    if isinstance(value, int | float):
        return _whole(Decimal(repr(value)), text_of(value))
    text = _SPACES.sub(" ", value).strip()
    if not text:
        return None
    ambiguous = _ONE_COMMA.fullmatch(text.removeprefix("-"))
    if ambiguous is not None:
        raise CellError(
            _("“%(value)s” có thể là %(thousands)s hoặc %(decimal)s")
            % {"value": text, "thousands": "".join(ambiguous.groups()), "decimal": text},
            _("ghi liền các chữ số, ví dụ %(thousands)s") % {"thousands": "".join(ambiguous.groups())},
        )
    if len(text) <= MOST_DIGITS and (_SPACED.fullmatch(text) or _COMMA_GROUPS.fullmatch(text)):
        return Decimal(text.replace(" ", "").replace(",", ""))
    try:
        return _whole(parse_number(text), text)
    except NumberFormatError as error:
        raise CellError(
            _("không đọc được số “%(value)s”") % {"value": text[:40]}, _("ghi liền các chữ số, ví dụ 1234")
        ) from error


def money_of(value: CellValue) -> int | None:
    """A cell as whole đồng, None for an empty one. Raises CellError, also for an amount too small to be đồng.

    A text is read as any amount that people type is (`nscl.text.numbers.typed`).
    """
    if isinstance(value, float) and LEAST_VND <= value <= MOST_TYPED and value.is_integer():
        return int(value)
    if isinstance(value, str):
        amount = _typed(value)
    else:
        number = count_of(value)
        amount = None if number is None else int(number)
    if amount is None:
        return None
    if 0 < abs(amount) < LEAST_VND:
        raise CellError(
            _("%(value)s đồng nhỏ hơn tờ tiền nhỏ nhất, có lẽ ghi theo nghìn hoặc triệu đồng") % {"value": amount},
            _("ghi đủ số đồng, ví dụ 15000000"),
        )
    if abs(amount) > MOST_TYPED:
        raise _too_large(str(amount))
    return amount


def _too_large(text: str) -> CellError:
    return CellError(
        _("số tiền “%(value)s” lớn hơn một triệu tỷ đồng") % {"value": text[:40]},
        _("xem lại số chữ số và đơn vị tiền"),
    )


def _typed(text: str) -> int | None:
    try:
        amount = read_typed_amount(text)
    except TextError as error:
        if sum(map(str.isdigit, text)) > len(str(MOST_TYPED)):
            raise _too_large(text.strip()) from error
        raise CellError(
            _("không đọc được số tiền “%(value)s”") % {"value": text.strip()[:40]},
            _("ghi đủ số đồng, ví dụ 15000000"),
        ) from error
    if isinstance(amount, Ambiguous):
        raise CellError(
            _("“%(value)s” có thể là %(first)s đồng hoặc %(second)s đồng")
            % {"value": amount.text[:40], "first": amount.first, "second": amount.second},
            _("ghi đủ số đồng, ví dụ 15000000"),
        )
    return amount


def _whole(number: Decimal, text: str) -> Decimal:
    if not number.is_finite() or number != number.to_integral_value():
        raise CellError(
            _("“%(value)s” có phần lẻ, hoặc Excel đã hiểu dấu ngăn hàng nghìn là dấu thập phân") % {"value": text},
            _("ghi liền các chữ số của số nguyên, ví dụ 1234"),
        )
    return number.to_integral_value()
