"""Certificates as PDF: what stands on the page, and that nothing typed is taken for markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from nscl.documents.certificate import CertificateSheet, write_certificates
from nscl.documents.qr import qr_rows
from nscl.web.ui.assets import font_folders

SHEET = CertificateSheet(
    serial="24-2026-000001",
    holder="Nguyễn Thị Ánh Tuyết",
    course="Công cụ 5S và quản lý trực quan",
    issuer="Sở Khoa học và Công nghệ thành phố Bắc Ninh",
    place="Bắc Ninh",
    issued_on=date(2026, 11, 2),
    valid_to=date(2028, 11, 2),
    code="https://nscl.example/chung-nhan/abc/#" + "a" * 500,
    address="nscl.example/chung-nhan/abc/",
)
A4_ACROSS = (842, 595)


def pages_of(*sheets: CertificateSheet) -> list[str]:
    document = pypdfium2.PdfDocument(write_certificates(sheets, fonts=font_folders()))
    assert all(tuple(round(side) for side in page.get_size()) == A4_ACROSS for page in document)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_it_says_what_was_signed() -> None:
    (page,) = pages_of(SHEET)
    for words in (
        "GIẤY CHỨNG NHẬN",
        "Số: 24-2026-000001",
        "Nguyễn Thị Ánh Tuyết",
        "Công cụ 5S và quản lý trực quan",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ THÀNH PHỐ BẮC NINH",
        "Bắc Ninh, ngày 02 tháng 11 năm 2026",
        "Có giá trị đến hết ngày 02/11/2028",
    ):
        assert words in page
    assert "SỐ LIỆU MẪU" not in page


def test_the_address_is_never_broken_at_a_hyphen() -> None:
    address = "nang-suat.bacninh.gov.vn/chung-nhan/8vEC-46Jj9sJKe-Srmcl2Q/"
    (page,) = pages_of(replace(SHEET, address=address))
    assert address in page.replace(" ", "")


def test_one_without_end_says_nothing_of_an_end() -> None:
    (page,) = pages_of(replace(SHEET, valid_to=None))
    assert "giá trị đến" not in page


def test_a_sample_is_stamped() -> None:
    first, second = pages_of(replace(SHEET, is_sample=True), replace(SHEET, holder="Trần Văn Bình"))
    assert "SỐ LIỆU MẪU" in first
    assert "SỐ LIỆU MẪU" not in second
    assert "Trần Văn Bình" in second


@pytest.mark.parametrize(
    "typed", ["#panic()", '"); #sys.inputs', "*đậm* _nghiêng_ $x$ \\", "<script>", "@ref #[x] // hết", "= Tiêu đề"]
)
def test_what_was_typed_is_text(typed: str) -> None:
    (page,) = pages_of(replace(SHEET, holder=typed, course=typed))
    assert page.count(" ".join(typed.split())) == 2


def test_the_longest_names_stay_on_one_page() -> None:
    long = replace(
        SHEET, holder="Nguyễn Phước " * 11, course="Hệ thống quản lý " * 14, issuer="Chi cục Tiêu chuẩn " * 10
    )
    (page,) = pages_of(long)
    assert page.count("Phước") == 11
    assert page.count("Hệ thống") == 14


def test_the_same_input_gives_the_same_bytes() -> None:
    fonts = font_folders()
    assert write_certificates([SHEET], fonts=fonts) == write_certificates([SHEET], fonts=fonts)


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[\]"):
        write_certificates([], fonts=font_folders())


def test_the_code_stands_on_the_page_as_it_was_drawn() -> None:
    """Every module of the page's code, read back from the rendered pixels."""
    document = pypdfium2.PdfDocument(write_certificates([SHEET], fonts=font_folders()))
    scale = 6
    picture = document[0].render(scale=scale).to_pil().convert("L")
    rows = qr_rows(SHEET.code)
    side = len(rows)
    # 22 mm from the left edge and 18 from the foot, in a frame of 36 mm with 1,6 mm inside.
    unit = 72 / 25.4 * scale
    left, top, size = (22 + 1.6) * unit, (210 - 18 - 36 + 1.6) * unit, (36 - 3.2) * unit
    step = size / side
    dark = [
        [picture.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) < 128 for x in range(side)]
        for y in range(side)
    ]
    assert dark == [[module == "1" for module in row] for row in rows]
