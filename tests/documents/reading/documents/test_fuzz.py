"""Whatever is handed to the reader: a reading, or its own error with message and remedy; never beyond its time."""

from __future__ import annotations

import string
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.layouts import LAYOUTS, plain
from tests.documents.reading.documents.places import gazetteer
from tests.documents.reading.documents.styles import Style

# Far above what such small documents take, far below what a search gone wild would: the machine may be busy.
DEADLINE = timedelta(seconds=20)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

PIECES = tuple(
    line for seed in (0, 1, 3) for line in plain.pasted(compose(invent(seed), list(Style)[seed])).split("\n") if line
)
FRAGMENTS = (
    "Số:      /KH-UBND",
    "ngày      /8/2023",
    "I. MỤC TIÊU",
    "II. TỔ CHỨC THỰC HIỆN",
    "PHỤ LỤC",
    "Điều 5. ",
    "5.1\n.1",
    "a) ",
    "- ",
    "+ ",
    "Năm 2024: 3.926.000 (Ba tỷ đồng)",
    "Đơn vị: triệu đồng",
    "TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\tSản phẩm",
    "TT\tNội dung\tTổng cộng\tNăm 2023\tNăm 2024",
    "900 900   750   50   50   50",
    "1.580 952 628 238 157",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "từ 10 - đến 5%",
    "ít nhất ít nhất 03 - 05 - 07",
    "100%%",
    "99.999.999.999.999.999 đồng",
    "Từ quý IX năm 2023 và những năm tiếp theo",
    "trước ngày 31 tháng 02 hằng năm",
    "Căn cứ Quyết định số /QĐ-TTg ngày 31/13/2020",
    "tỉnh Cà Mau giai đoạn 2030-2020",
    "\f",
    "\u200b\u00a0\ufeff",
    "Ca\u0323\u0302n cu\u031b\u0301",
)
LINES = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(FRAGMENTS),
    st.text(st.sampled_from(string.digits + " .,%/-+()|\t"), max_size=40),
    st.text(max_size=30),
)
OPENING = "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nSố: 12/KH-UBND\nKẾ HOẠCH\nNâng cao năng suất giai đoạn 2023-2027\n"


def _read(data: bytes, name: str) -> Reading | None:
    """The reading; None where the reader refused, which it must do in its own words."""
    refusal = None
    try:
        return read_document(data, name=name, gazetteer=gazetteer())
    except ReadingError as error:
        refusal = error
    assert refusal.code
    assert refusal.message.strip()
    assert refusal.remedy.strip()
    return None


def _sound(reading: Reading) -> None:
    """Spans lie inside the text, and the pack is one that can be written and read again."""
    last = len(reading.document.lines)
    for doubt in reading.doubts:
        assert doubt.at is None or 1 <= doubt.at.first <= doubt.at.last <= last
    for passage in reading.unread:
        assert 1 <= passage.at.first <= passage.at.last <= last
    assert read_pack(write_pack(reading.pack).encode(), name="plan.yaml") == reading.pack


@settings(max_examples=60, deadline=DEADLINE, suppress_health_check=SLOW)
@given(st.lists(LINES, max_size=60), st.sampled_from(["\n", "\n\n", " \n\n", "\r\n", "\n \n"]), st.booleans())
def test_text_of_plan_like_fragments(lines: list[str], between: str, opened: bool) -> None:
    text = (OPENING if opened else "") + between.join(lines)
    reading = _read(text.encode("utf-8", "replace"), "ke-hoach.txt")
    if reading is not None:
        _sound(reading)


@settings(max_examples=30, deadline=DEADLINE, suppress_health_check=SLOW)
@given(st.data())
def test_a_plan_with_lines_lost_doubled_and_exchanged(data: st.DataObject) -> None:
    lines = plain.spaced(compose(invent(0), Style.ROMAN)).split("\n")
    for _ in range(data.draw(st.integers(1, 12))):
        one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        act = data.draw(st.sampled_from(["lose", "double", "exchange", "join"]))
        if act == "lose":
            del lines[min(one, other) : min(one, other) + 20]
        elif act == "double":
            lines[one:one] = lines[other : other + 20]
        elif act == "exchange":
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines[one] = f"{lines[one]} {lines[other]}"
    reading = _read("\n".join(lines).encode(), "ke-hoach.txt")
    if reading is not None:
        _sound(reading)


@pytest.mark.parametrize("layout", ["docx, automatic numbers", "pdf, ruled tables", "text in VNI", "markdown"])
@settings(max_examples=20, deadline=DEADLINE, suppress_health_check=SLOW)
@given(data=st.data())
def test_damaged_files(layout: str, data: st.DataObject) -> None:
    whole, name = LAYOUTS[layout](compose(invent(2), Style.ARTICLES))
    damaged = bytearray(whole)
    act = data.draw(st.sampled_from(["cut", "flip", "splice", "noise"]))
    place = data.draw(st.integers(0, len(damaged) - 1))
    if act == "cut":
        del damaged[place:]
    elif act == "flip":
        for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=30)):
            damaged[at] ^= data.draw(st.integers(1, 255))
    elif act == "splice":
        damaged[place:place] = damaged[: data.draw(st.integers(1, 4000))]
    else:
        damaged[place : place + 200] = data.draw(st.binary(max_size=200))
    reading = _read(bytes(damaged), name)
    if reading is not None:
        _sound(reading)


@settings(max_examples=40, deadline=DEADLINE, suppress_health_check=SLOW)
@given(st.binary(max_size=4000), st.sampled_from(["a.docx", "a.pdf", "a.txt", "a.md", "a", "a.xlsx"]))
def test_any_bytes(data: bytes, name: str) -> None:
    _read(data, name)
