"""Numbers in digits, the Vietnamese way: a full stop between thousands, a comma before the decimals (1.234.567,8)."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from nscl.text.errors import TextError

_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:,(?P<decimals>[0-9]+))?")
_GROUPED = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<decimals>[0-9]+))?")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_MINUS_SIGNS = "-\u2212\u2013"  # hyphen, minus sign, and the dash that word processors put in its place
MOST_DIGITS = 60  # far above 10^18 with decimals; keeps a pasted page of digits out


class NumberFormatError(TextError):
    """A number in digits that cannot be read in one way only."""

    template = "Không đọc được số “{text}”: {reason}"


def format_number(value: int | Decimal, places: int | None = None) -> str:
    """Write a number with full stops between thousands and a decimal comma: 1234567.8 → "1.234.567,8".

    `places`: number of decimals to show, rounded half away from zero as accountants do; None shows the value's own
    decimals, none lost. Raises ValueError for a NaN or an infinity, TypeError for a float (never exact).
    """
    if not isinstance(value, int | Decimal):
        raise TypeError(f"format_number nhận int hoặc Decimal, không nhận {type(value).__name__}")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"Không viết được giá trị {number} thành số: phải là một số hữu hạn")
    if places is not None:
        # Wide enough for every digit: the default context would refuse or round more than 28.
        context = Context(prec=max(number.adjusted(), 0) + abs(places) + len(number.as_tuple().digits) + 2)
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=context)
    whole, _, decimals = f"{number.copy_abs():f}".partition(".")
    sign = "-" if number < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def parse_number(text: str) -> Decimal:
    """Read a number written the Vietnamese way; the inverse of `format_number`.

    Thousands may be left ungrouped ("3926000,5"). Refused with the reason, because a guess would be wrong by a factor
    of a thousand: a full stop that does not stand before exactly three digits ("1.23"), English grouping
    ("1,234,567.8"), spaces inside, anything that is not a number. Raises NumberFormatError.
    """
    body = text.strip()
    negative = body[:1] in tuple(_MINUS_SIGNS)
    body = body[1:].lstrip() if negative else body.removeprefix("+")
    match = _PLAIN.fullmatch(body) or _GROUPED.fullmatch(body)
    if match is None or len(body) > MOST_DIGITS:
        raise NumberFormatError(text.strip(), _why_refused(body))
    digits = match["whole"].replace(".", "")
    decimals = match["decimals"] or ""
    return Decimal(f"{'-' if negative else ''}{digits}{'.' + decimals if decimals else ''}")


def _why_refused(body: str) -> str:
    """Name the mistake and how to write the number instead."""
    if not body:
        return "để trống; hãy ghi số, ví dụ 1.234,5."
    if len(body) > MOST_DIGITS:
        return f"dài quá {MOST_DIGITS} ký tự; hãy kiểm tra lại ô này."
    if re.fullmatch(r"[0-9.,]+", body):
        return _why_marks_refused(body)
    if re.fullmatch(r"[0-9.,\s]+", body):
        return "có khoảng trắng ở giữa; hãy ngăn hàng nghìn bằng dấu chấm (1.234.567,8)."
    return "chỉ được có chữ số, dấu chấm ngăn hàng nghìn và một dấu phẩy thập phân (1.234.567,8)."


def _why_marks_refused(body: str) -> str:
    """The same where only the full stops and commas are at fault."""
    if _ENGLISH.fullmatch(body):
        vietnamese = body.replace(",", "\0").replace(".", ",").replace("\0", ".")
        return f"viết theo kiểu Anh (dấu phẩy ngăn hàng nghìn); hãy viết “{vietnamese}”."
    if re.fullmatch(r"[0-9]+\.[0-9]+", body):
        return (
            "dấu chấm ngăn hàng nghìn nên sau nó phải đủ ba chữ số và trước nó không bắt đầu bằng 0; "
            f"nếu là phần thập phân, hãy viết “{body.replace('.', ',')}”."
        )
    return "dấu chấm, dấu phẩy đặt sai chỗ; dấu chấm ngăn hàng nghìn, phần thập phân sau một dấu phẩy (1.234.567,8)."
