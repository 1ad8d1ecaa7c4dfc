"""Telephone numbers of Viet Nam, as people write them and as Excel spoils them."""

import re
from decimal import Decimal, InvalidOperation

from nscl.text.errors import TextError

_COUNTRY = "84"
_MARKS = re.compile(r"[\s.\-()\u2010-\u2015\u2212]")
# What Excel makes of a number typed without an apostrophe: "912345678.0", "9.12345678E8".
_NUMBER = re.compile(r"[0-9]+\.0+|[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
_SEVERAL = re.compile(r"[,;/|\n]|\s(?:và|hoặc|hay)\s", re.IGNORECASE)
# After the trunk zero: mobile 3, 5, 7, 8, 9 with nine digits; fixed lines 2 with ten (Circular 22/2014/TT-BTTTT as
# carried out by Decision 2036/QĐ-BTTTT in 2017 for fixed lines and Decision 798/QĐ-BTTTT in 2018 for mobile).
_MOBILE = re.compile(r"[35789][0-9]{8}")
_FIXED = re.compile(r"2[0-9]{9}")
# Mobile numbers of eleven digits until 14 September 2018 (Decision 798/QĐ-BTTTT): old prefix → what became of it.
_BEFORE_2018 = {
    **{f"12{last}": new for last, new in zip("01268", ("70", "79", "77", "76", "78"), strict=True)},
    **{f"12{last}": new for last, new in zip("34579", ("83", "84", "85", "81", "82"), strict=True)},
    **{f"16{last}": f"3{last}" for last in "23456789"},
    "186": "56",
    "188": "58",
    "199": "59",
}
_OLD_LENGTH = 10


class PhoneError(TextError):
    """A text that is no telephone number."""

    template = "Số điện thoại “{text}” không đọc được: {reason}"


def parse_phone(text: str) -> str:
    """Read one number and return it in the form of E.164: "+84912345678".

    Spaces, full stops, hyphens and brackets are ignored; with or without the trunk zero or the country's 84; a number
    that Excel turned into one ("912345678.0", "9.12345678E8") is restored. A mobile number of before September 2018 is
    returned as it is now. Raises PhoneError, with what to write instead, for anything else, and for two numbers.
    """
    bare = text.strip()
    if _SEVERAL.search(bare):
        raise PhoneError(text, "có hơn một số; hãy ghi một số, số chính của người ấy.")
    if _NUMBER.fullmatch(bare):
        bare = _restored(bare)
    has_country = bare.startswith(("+", "00"))
    digits = _MARKS.sub("", bare).removeprefix("+").removeprefix("00")
    if not re.fullmatch(r"[0-9]+", digits):
        raise PhoneError(text, "chỉ được có chữ số, khoảng trắng và dấu phân cách; ví dụ 0912 345 678.")
    if has_country and not digits.startswith(_COUNTRY):
        raise PhoneError(text, "là số nước ngoài; hãy ghi số ở Việt Nam hoặc để trống và ghi thư điện tử.")
    national = _national(digits)
    if national is None:
        raise PhoneError(
            text, f"có {len(digits)} chữ số; số di động có 10 (03, 05, 07, 08, 09), số cố định có 11 (02…)."
        )
    return f"+{_COUNTRY}{national}"


def shown_phone(phone: str) -> str:
    """A stored number as people read it: "0912 345 678", "0204 3855 123"."""
    national = "0" + phone.removeprefix(f"+{_COUNTRY}")
    middle = 7 if len(national) == _OLD_LENGTH else 8
    return f"{national[:4]} {national[4:middle]} {national[middle:]}"


def _restored(number: str) -> str:
    try:
        return format(Decimal(number).to_integral_value(), "f")
    except InvalidOperation:  # an exponent beyond all bounds
        return number


def _national(digits: str) -> str | None:
    """The number after the trunk zero; None where none of the plans of numbering has it."""
    readings = [digits.removeprefix("0")]
    if digits.startswith(_COUNTRY):
        readings.append(digits.removeprefix(_COUNTRY).removeprefix("0"))
    for reading in readings:
        if _MOBILE.fullmatch(reading) or _FIXED.fullmatch(reading):
            return reading
    for reading in readings:
        if len(reading) == _OLD_LENGTH and reading[:3] in _BEFORE_2018:
            return _BEFORE_2018[reading[:3]] + reading[3:]
    return None
