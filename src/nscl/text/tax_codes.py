"""Tax codes (mã số thuế) of enterprises, their dependent units, and households (vietnam.md C5)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.vn import mst

from nscl.text.errors import TextError
from nscl.text.personal_ids import structure_problem

_MARKS = re.compile(r"[\s.\-\u2010-\u2015\u2212]")
_UNIT_DIGITS = 3


class TaxCodeKind(StrEnum):
    """What a tax code is the code of, told by its length."""

    ENTERPRISE = "enterprise"  # 10 digits
    DEPENDENT_UNIT = "dependent_unit"  # 13 digits: the enterprise's, then 001 to 999
    PERSON = "person"  # 12 digits: the personal number of a household's head or a person, since 1 July 2025


_KIND_OF_LENGTH = {10: TaxCodeKind.ENTERPRISE, 12: TaxCodeKind.PERSON, 13: TaxCodeKind.DEPENDENT_UNIT}


class TaxCodeError(TextError):
    """A text that is no valid tax code."""

    template = "Mã số thuế “{text}” không hợp lệ: {reason}"


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A valid tax code: `digits` without marks (10, 12 or 13), and the kind. Made by `parse_tax_code`."""

    digits: str
    kind: TaxCodeKind

    @property
    def text(self) -> str:
        """As printed: "0100233488", "0100233488-001", "024085001234"."""
        if self.kind is TaxCodeKind.DEPENDENT_UNIT:
            return f"{self.digits[:-_UNIT_DIGITS]}-{self.digits[-_UNIT_DIGITS:]}"
        return self.digits

    @property
    def parent(self) -> "TaxCode | None":
        """The enterprise's own code, of a dependent unit; None otherwise."""
        if self.kind is TaxCodeKind.DEPENDENT_UNIT:
            return TaxCode(self.digits[:-_UNIT_DIGITS], TaxCodeKind.ENTERPRISE)
        return None

    def __str__(self) -> str:
        return self.text


def parse_tax_code(text: str) -> TaxCode:
    """Read a tax code of 10, 12 or 13 digits; spaces, full stops and hyphens between them are ignored.

    10 and 13 digits: weighted check digit (vietnam.md C5; `stdnum.vn.mst`). 12 digits: the structure of the personal
    number (place of birth registration, century and sex, year, serial), which has no check digit. Digits are never
    added, dropped or turned into another kind: a lost leading zero is reported, not guessed. Raises TaxCodeError.
    """
    digits = _MARKS.sub("", text)
    if not digits:
        raise TaxCodeError(text, "để trống; hãy nhập 10, 12 hoặc 13 chữ số.")
    if not re.fullmatch(r"[0-9]+", digits):
        raise TaxCodeError(text, "chỉ được có chữ số, khoảng trắng, dấu chấm và dấu gạch; hãy bỏ ký tự khác.")
    kind = _KIND_OF_LENGTH.get(len(digits))
    if kind is None:
        raise TaxCodeError(
            text,
            f"có {len(digits)} chữ số; doanh nghiệp có 10, đơn vị phụ thuộc có 13, hộ kinh doanh và cá nhân có 12. "
            "Hãy kiểm tra xem có mất số 0 ở đầu (thường do Excel) hay thừa chữ số.",
        )
    if kind is TaxCodeKind.PERSON:
        problem = structure_problem(digits)
        if problem is not None:
            raise TaxCodeError(text, problem)
    else:
        _check_enterprise_code(digits, kind, text)
    return TaxCode(digits, kind)


def _check_enterprise_code(digits: str, kind: TaxCodeKind, text: str) -> None:
    try:
        mst.validate(digits)
    except InvalidChecksum:
        raise TaxCodeError(
            text, "chữ số thứ 10 (số kiểm tra) không khớp; hãy đối chiếu với giấy chứng nhận đăng ký doanh nghiệp."
        ) from None
    except ValidationError:
        reason = "số thứ tự (chữ số thứ 3 đến 9) toàn số 0; hãy đối chiếu với giấy chứng nhận đăng ký."
        if kind is TaxCodeKind.DEPENDENT_UNIT and digits.endswith("000"):
            reason = "số đơn vị phụ thuộc đi từ 001 đến 999; hãy ghi ba chữ số cuối đúng hoặc dùng mã 10 chữ số."
        raise TaxCodeError(text, reason) from None
