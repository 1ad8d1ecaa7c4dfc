"""Numbers of documents and standards."""

import unicodedata

import pytest

from nscl.text.document_numbers import (
    DocumentNumber,
    DocumentNumberError,
    find_document_numbers,
    parse_document_number,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1322/QĐ-TTg", ("1322", None, "QĐ", "TTg")),
        ("49/KH-UBND", ("49", None, "KH", "UBND")),
        ("43/2022/NQ-HĐND", ("43", 2022, "NQ", "HĐND")),
        ("35/2021/TT-BTC", ("35", 2021, "TT", "BTC")),
        ("57-NQ/TW", ("57", None, "NQ", "TW")),
        ("238-KH/TU", ("238", None, "KH", "TU")),
        ("108/2025/QH15", ("108", 2025, None, "QH15")),
        ("237/NQ-UBTVQH16", ("237", None, "NQ", "UBTVQH16")),
        ("55/2015/TTLT-BTC-BKHCN", ("55", 2015, "TTLT", "BTC-BKHCN")),
        ("1078/VPCP-KGVX", ("1078", None, None, "VPCP-KGVX")),
        ("24a/2020/NĐ-CP", ("24a", 2020, "NĐ", "CP")),
        ("12/1945/QĐ-TTg", ("12", 1945, "QĐ", "TTg")),
        ("TCVN 13751:2023", ("13751", 2023, "TCVN", None)),
        ("TCVN ISO 9001:2015", ("ISO 9001", 2015, "TCVN", None)),
        ("TCVN ISO/IEC 17025:2017", ("ISO/IEC 17025", 2017, "TCVN", None)),
        ("TCVN 5699-2-24:1998", ("5699-2-24", 1998, "TCVN", None)),
        ("TCVN ISO 9001", ("ISO 9001", None, "TCVN", None)),
        ("QCVN 16:2019/BXD", ("16", 2019, "QCVN", "BXD")),
        ("QCĐP 01:2021/HY", ("01", 2021, "QCĐP", "HY")),
        ("TCCS 02:2024/ABC", ("02", 2024, "TCCS", "ABC")),
    ],
)
def test_well_written_numbers_are_read_and_keep_their_text(
    text: str, parts: tuple[str, int | None, str | None, str | None]
) -> None:
    assert parse_document_number(text) == DocumentNumber(*parts, text=text)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("49 /KH-UBND", "49/KH-UBND"),
        ("1322/QĐ – TTg", "1322/QĐ-TTg"),
        ("1322/QĐ\u2014TTg", "1322/QĐ-TTg"),
        ("238 - KH/TU", "238-KH/TU"),
        ("Số: 101 /KH-UBND.", "101/KH-UBND"),
        ("số 36/qđ-ttg", "36/QĐ-TTg"),
        ("36/QD-TTg", "36/QĐ-TTg"),
        ("36/QÐ-TTg", "36/QĐ-TTg"),  # Icelandic eth
        ("43/2022/NQ-HDND", "43/2022/NQ-HĐND"),
        ("57-NQ/TƯ", "57-NQ/TW"),
        (unicodedata.normalize("NFD", "57-NQ/TƯ"), "57-NQ/TW"),
        ("4/2017/QH14", "04/2017/QH14"),
        ("4a/KH-UBND", "04a/KH-UBND"),
        ("005/KH-UBND", "05/KH-UBND"),
        ("tcvn  13751 : 2023", "TCVN 13751:2023"),
        ("24A/2020/nđ-cp", "24a/2020/NĐ-CP"),
        ("12/HD-SKHCN", "12/HD-SKHCN"),  # hướng dẫn, not hợp đồng: nothing to restore
    ],
)
def test_careless_writing_is_normalised(text: str, normal: str) -> None:
    number = parse_document_number(text)
    assert number.text == normal
    assert parse_document_number(normal) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "để trống"),
        ("KH-UBND", "thiếu số thứ tự"),
        ("12/KH", "thiếu chữ viết tắt tên cơ quan"),
        ("31/8/2020", "đây là một ngày"),
        ("20/11", "hãy ghi như"),
        ("2021-2030", "hãy ghi như"),
        ("57-XX/TW", "hãy ghi như"),
        ("45/1944/QĐ-UBND", "hãy ghi như"),
        ("12/2022/KH", "hãy ghi như"),
        ("12/QH15", "thiếu năm ban hành"),
        ("30/NQ-HĐND; 31/NQ-HĐND", "hãy ghi như"),
        ("Kế hoạch 49/KH-UBND", "hãy ghi như"),
        ("123456/KH-UBND", "hãy ghi như"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(DocumentNumberError) as refused:
        parse_document_number(text)
    assert reason in refused.value.reason


def test_numbers_are_found_with_their_places() -> None:
    text = (
        "Thực hiện Quyết định số 1322/QĐ-\nTTg ngày 31/8/2020, Quyết định 36/QĐ-TTg ngày 11/01/2021; "
        "Nghị quyết số 57-NQ/TW; Luật số 108/2025/QH15; Kế hoạch số 49 /KH-UBND; công văn số 1078/VPCP-KGVX; "
        "chuyên gia theo TCVN 13751:2023 (TCVN ISO 9001), thép TCVN 197, TCCS 02:2024/KH-ABC."
    )
    found = find_document_numbers(text)
    assert [(text[start:end], number.text) for start, end, number in found] == [
        ("1322/QĐ-\nTTg", "1322/QĐ-TTg"),
        ("36/QĐ-TTg", "36/QĐ-TTg"),
        ("57-NQ/TW", "57-NQ/TW"),
        ("108/2025/QH15", "108/2025/QH15"),
        ("49 /KH-UBND", "49/KH-UBND"),
        ("1078/VPCP-KGVX", "1078/VPCP-KGVX"),
        ("TCVN 13751:2023", "TCVN 13751:2023"),
        ("TCVN ISO 9001", "TCVN ISO 9001"),
        ("TCVN 197", "TCVN 197"),
        ("TCCS 02:2024/KH-ABC", "TCCS 02:2024/KH-ABC"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "trước ngày 20/11 hằng năm, giai đoạn 2021-2030",
        "80 km/h, 02/DN-HTX, 5S/ISO 9001, ISO/IEC 17025",
        "chỉ tiêu 30-35% / năm; 10/12 huyện",
        "Kế hoạch số        /KH-UBND ngày      /8/2021",
        "theo TCVN\n44 | Sở Khoa học",
        "49/KH",
        "A49/KH-UBND",
        "49/KH-UBNDabc",
        "57-NQ/TU\u0309X",
    ],
)
def test_nothing_is_found_where_no_number_is(text: str) -> None:
    assert find_document_numbers(text) == []


def test_a_long_text_of_half_numbers_is_searched_in_time_that_grows_with_its_length() -> None:
    """Would not come back for minutes with unbounded repeats in the patterns."""
    for text in ("1/" + "A" * 200_000, "1/KH-" + "AB-" * 60_000, "TCVN " * 40_000, "1   /" * 40_000):
        assert find_document_numbers(text) == []
