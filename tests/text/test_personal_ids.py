"""Personal numbers."""

from __future__ import annotations

import pytest

from nscl.text.personal_ids import PersonalIdError, parse_personal_id


def test_a_number_tells_sex_and_birth_year() -> None:
    number = parse_personal_id(" 024 185 001 234 ")
    assert (number.digits, number.is_female, number.birth_year) == ("024185001234", True, 1985)
    assert parse_personal_id("027202001234").birth_year == 2002


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("24185001234", "mất số 0 ở đầu"),
        ("123456789", "chứng minh nhân dân cũ"),
        ("0241850012345", "có 13 chữ số"),
        ("003185001234", "ba chữ số đầu “003”"),
        ("024585001234", "chữ số thứ tư “5”"),
        ("02418500123x", "chỉ được có chữ số"),
    ],
)
def test_what_cannot_be_one_is_refused(written: str, said: str) -> None:
    with pytest.raises(PersonalIdError, match=said):
        parse_personal_id(written)
