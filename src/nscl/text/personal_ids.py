"""Personal numbers (số định danh cá nhân, on the identity card): 12 digits that tell where, when and who was born."""

import re
from dataclasses import dataclass

from nscl.text.errors import TextError

DIGITS = 12
_OLD_DIGITS = 9  # the identity card (CMND) that ended on 31 December 2024 (Law on Identity 26/2023/QH15, article 46)
_MARKS = re.compile(r"[\s.\-\u2010-\u2015\u2212]")
# First three digits of a personal number: where the birth was registered. The 63 provinces as they were before
# 1 July 2025 (Circular 07/2016/TT-BCA, annex 1); numbers never change, so mergers do not touch them.
_BIRTH_PROVINCE_LIST = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 "
    "044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 "
    "089 091 092 093 094 095 096"
)
_BIRTH_PROVINCES = frozenset(_BIRTH_PROVINCE_LIST.split())
# From 100 on: codes of the country of a birth registered abroad (Decree 137/2015/NĐ-CP, article 13); list not at hand.
_FIRST_COUNTRY = "100"
# Fourth digit: 0 and 1 born 1900–1999, 2 and 3 born 2000–2099, male and female (Circular 59/2021/TT-BCA, article 4).
_CENTURY_SEX_DIGITS = "0123"
_FIRST_CENTURY = 1900


class PersonalIdError(TextError):
    """A text that is no personal number."""

    template = "Số định danh “{text}” không hợp lệ: {reason}"


@dataclass(frozen=True, slots=True)
class PersonalId:
    """A personal number that can be one: 12 digits. Made by `parse_personal_id`."""

    digits: str

    @property
    def is_female(self) -> bool:
        """As the fourth digit says."""
        return int(self.digits[3]) % 2 == 1

    @property
    def birth_year(self) -> int:
        """As digits four to six say."""
        return _FIRST_CENTURY + 100 * (int(self.digits[3]) // 2) + int(self.digits[4:6])


def parse_personal_id(text: str) -> PersonalId:
    """Read a personal number; spaces, full stops and hyphens between the digits are ignored.

    It has no check digit: its structure alone is looked at. Digits are never added: a leading zero that Excel took
    away is reported, not guessed. Raises PersonalIdError.
    """
    digits = _MARKS.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise PersonalIdError(text, "chỉ được có chữ số; hãy ghi đủ 12 chữ số như trên thẻ căn cước.")
    if len(digits) == _OLD_DIGITS:
        raise PersonalIdError(
            text, "có 9 chữ số như chứng minh nhân dân cũ, đã hết giá trị; hãy ghi 12 chữ số trên thẻ căn cước."
        )
    if len(digits) != DIGITS:
        raise PersonalIdError(
            text,
            f"có {len(digits)} chữ số, phải có 12. Hãy xem có mất số 0 ở đầu (thường do Excel) hay thừa chữ số.",
        )
    problem = structure_problem(digits)
    if problem is not None:
        raise PersonalIdError(text, problem)
    return PersonalId(digits)


def structure_problem(digits: str) -> str | None:
    """What is wrong with the place, century or sex that 12 digits tell; None where nothing is."""
    place = digits[:3]
    if place not in _BIRTH_PROVINCES and place < _FIRST_COUNTRY:
        return f"ba chữ số đầu “{place}” không phải mã tỉnh nơi đăng ký khai sinh; hãy đối chiếu với thẻ căn cước."
    if digits[3] not in _CENTURY_SEX_DIGITS:
        return (
            f"chữ số thứ tư “{digits[3]}” phải từ 0 đến 3 (thế kỷ sinh và giới tính); hãy đối chiếu với thẻ căn cước."
        )
    return None
