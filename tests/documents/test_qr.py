"""QR codes: the same modules as the package `qrcode` draws, and readable."""

from __future__ import annotations

import pytest
from qrcode import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from nscl.documents.qr import CORRECTION, MASK, QUIET_ZONE, qr_rows, qr_svg

LIMIT = 2953


# One of each step of versions: short and long length fields, with and without remainder bits, one block and several.
@pytest.mark.parametrize("length", [0, 1, 17, 18, 78, 120, 271, 300, 600, 1100, 1800, LIMIT])
def test_the_modules_are_those_of_the_package(length: int) -> None:
    text = "".join(chr(33 + (number * 37 + length) % 90) for number in range(length))
    code = QRCode(error_correction=CORRECTION, mask_pattern=MASK, border=0)
    code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
    code.make(fit=True)
    assert qr_rows(text) == ["".join("1" if module else "0" for module in row) for row in code.get_matrix()]


def test_marks_are_kept_as_utf8() -> None:
    assert len(qr_rows("ế" * 300)) == len(qr_rows("e" * 900))


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=str(LIMIT + 1)):
        qr_rows("a" * (LIMIT + 1))


def test_the_drawing_has_its_white_margin() -> None:
    side = len(qr_rows("nscl")) + 2 * QUIET_ZONE
    svg = qr_svg("nscl")
    assert f'viewBox="0 0 {side} {side}"' in svg
    assert f"M{QUIET_ZONE} {QUIET_ZONE}.5h7" in svg
    assert "M0 0.5h7" in qr_svg("nscl", quiet_zone=0)
