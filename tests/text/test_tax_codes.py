"""Tax codes of 10, 12 and 13 digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.tax_codes import TaxCode, TaxCodeError, TaxCodeKind, parse_tax_code

# Published codes of large enterprises (vietnam.md C5).
PUBLISHED = ["0100109106", "0300588569", "0101248141", "0100686174", "0100112437", "0100233488"]


@pytest.mark.parametrize("digits", PUBLISHED)
def test_published_codes_pass(digits: str) -> None:
    assert parse_tax_code(digits) == TaxCode(digits, TaxCodeKind.ENTERPRISE)


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("0314409058-002", TaxCodeKind.DEPENDENT_UNIT, "0314409058-002"),
        ("0314409058002", TaxCodeKind.DEPENDENT_UNIT, "0314409058-002"),
        ("0314409058 – 002", TaxCodeKind.DEPENDENT_UNIT, "0314409058-002"),
        (" 01.00.112.437 ", TaxCodeKind.ENTERPRISE, "0100112437"),
        ("024085001234", TaxCodeKind.PERSON, "024085001234"),
        ("001 304 012 345", TaxCodeKind.PERSON, "001304012345"),
        ("100085001234", TaxCodeKind.PERSON, "100085001234"),  # born abroad: a country's code
    ],
)
def test_marks_are_ignored_and_the_printed_form_is_given(text: str, kind: TaxCodeKind, written: str) -> None:
    code = parse_tax_code(text)
    assert (code.kind, code.text, str(code)) == (kind, written, written)
    assert parse_tax_code(code.text) == code


def test_a_dependent_unit_knows_its_enterprise() -> None:
    assert parse_tax_code("0314409058-002").parent == parse_tax_code("0314409058")
    assert parse_tax_code("0314409058").parent is None
    assert parse_tax_code("024085001234").parent is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "để trống"),
        ("100233488", "có 9 chữ số"),  # Excel dropped the zero: reported, not guessed
        ("01002334880", "có 11 chữ số"),
        ("0100233489", "số kiểm tra"),
        ("0100233489-001", "số kiểm tra"),
        ("0100233488-000", "từ 001 đến 999"),
        ("0100000000", "toàn số 0"),
        ("MST0100233488", "chỉ được có chữ số"),
        ("٠١٠٠٢٣٣٤٨٨", "chỉ được có chữ số"),
        ("003085001234", "“003” không phải mã tỉnh"),
        ("000085001234", "“000” không phải mã tỉnh"),
        ("097085001234", "“097” không phải mã tỉnh"),
        ("024485001234", "chữ số thứ tư “4”"),
    ],
)
def test_a_wrong_code_is_refused_with_the_way_out(text: str, reason: str) -> None:
    with pytest.raises(TaxCodeError) as refused:
        parse_tax_code(text)
    assert reason in refused.value.reason
    assert "hãy" in str(refused.value).lower()


@given(st.sampled_from(PUBLISHED), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, shift: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    with pytest.raises(TaxCodeError):
        parse_tax_code(wrong)
