"""Tax codes in cells: as text, or as the numbers that Excel makes of them, which have lost a nought or half of it."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from nscl.records.spreadsheets.cells import CellError, CellValue, text_of
from nscl.text.tax_codes import TaxCode, TaxCodeError, parse_tax_code

_SCIENTIFIC: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_SEVERAL: Final = re.compile(r"[,;/|\n]|\s(?:và|hoặc|hay)\s", re.IGNORECASE)
_ENTERPRISE_DIGITS: Final = 10


def tax_code_of(value: CellValue) -> TaxCode | None:
    """The tax code of a cell, None for an empty one. Digits are never added or guessed. Raises CellError.

    What Excel does: a number drops the noughts at its front (nine digits are told what the code may have been), and a
    long one is shown, and saved as text, as "1.01E+09", of which the last digits are gone.
    """
    text = text_of(value)
    if not text:
        return None
    again = _("ghi lại theo giấy đăng ký, định dạng ô là văn bản (Text) trước khi gõ")
    if _SCIENTIFIC.fullmatch(text):
        raise CellError(
            _("Excel đã rút gọn mã số thuế thành “%(value)s”, các chữ số cuối đã mất") % {"value": text}, again
        )
    if _SEVERAL.search(text):
        raise CellError(_("ô “%(value)s” có hơn một mã số thuế") % {"value": text[:40]}, _("ghi một mã mỗi dòng"))
    try:
        return parse_tax_code(text)
    except TaxCodeError as error:
        lost = _with_nought(text)
        if lost is not None:
            message = _("mã số thuế “%(value)s” có 9 chữ số, Excel có lẽ đã bỏ số 0 ở đầu") % {"value": text}
            raise CellError(message, _("nếu đúng là %(code)s thì ghi lại đủ 10 chữ số") % {"code": lost}) from error
        raise CellError(_lower(str(error)), again) from error


def _with_nought(text: str) -> str | None:
    """The code that nine digits may have been; None where they cannot."""
    if not text.isdigit() or len(text) != _ENTERPRISE_DIGITS - 1:
        return None
    try:
        return parse_tax_code(f"0{text}").text
    except TaxCodeError:
        return None


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
