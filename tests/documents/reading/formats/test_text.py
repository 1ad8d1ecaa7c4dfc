"""Plain text: lines are numbered as editors number them, and stay as they were written."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.reader import count_lines
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Paragraph
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import decode
from nscl.documents.reading.formats.limits import MAX_CHARACTERS, MAX_LINE_CHARACTERS, MAX_LINES

PLANS = Path(__file__).parents[5] / "shared" / "plans"


def lines_of(text: str) -> list[str]:
    return [line.text for line in decode(text.encode(), name="a.txt").lines]


def test_each_line_with_words_is_a_broken_paragraph_at_its_line() -> None:
    document = decode("KẾ HOẠCH\n\n  I. MỤC TIÊU \n".encode(), name="a.txt")
    assert document.blocks == (
        Paragraph("KẾ HOẠCH", Span(1, 1), whole=False),
        Paragraph("I. MỤC TIÊU", Span(3, 3), whole=False),
    )
    assert [line.number for line in document.lines] == [1, 2, 3]
    assert document.lines[2].text == "  I. MỤC TIÊU "


@pytest.mark.parametrize("text", ["một\r\nhai\r\n", "một\rhai\r", "một\nhai", "\ufeffmột\nhai\n"])
def test_line_ends_and_marks_of_every_system(text: str) -> None:
    assert lines_of(text) == ["một", "hai"]


def test_characters_that_browsers_take_for_line_ends_do_not_shift_numbers() -> None:
    text = "một\x0bhai\u2028ba\x85bốn\rnăm\nsáu\n"
    assert lines_of(text) == ["một hai ba bốn năm", "sáu"]
    assert len("\n".join(lines_of(text)).splitlines()) == 2


def test_form_feeds_count_pages_and_do_not_begin_lines() -> None:
    document = decode("trang một\n\ftrang hai\ncuối \f trang ba\nvẫn ba\n".encode(), name="a.txt")
    assert [line.page for line in document.lines] == [1, 2, 2, 3]
    assert len(document.lines) == 4


def test_decomposed_letters_are_composed() -> None:
    assert lines_of(unicodedata.normalize("NFD", "Kế hoạch số 5")) == ["Kế hoạch số 5"]


def test_bullets_of_symbol_fonts() -> None:
    assert lines_of("\uf0b7 một\n\uf02d hai\n") == ["• một", "- hai"]


def test_utf16_with_and_without_mark() -> None:
    text = "Kế hoạch nâng cao năng suất\nGiai đoạn mới\n"
    for data in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        assert [line.text for line in decode(data, name="a.txt").lines] == text.split("\n")[:-1]


def test_too_many_lines_and_too_long_a_line_are_refused() -> None:
    with pytest.raises(ReadingError, match="100000 dòng") as refusal:
        decode(b"a\n" * (MAX_LINES + 1), name="a.txt")
    assert refusal.value.code == "too-long"
    with pytest.raises(ReadingError) as refusal:
        decode(b"a\n" + b"b" * (MAX_LINE_CHARACTERS + 1), name="a.txt")
    assert (refusal.value.code, refusal.value.line) == ("too-long", 2)
    with pytest.raises(ReadingError, match="ký tự"):
        decode((b"b" * 99 + b"\n") * (MAX_CHARACTERS // 99 + 1), name="a.txt")


def test_lost_marks_are_told_from_vietnamese_and_from_english() -> None:
    vietnamese = (
        "Ủy ban nhân dân tỉnh giao các sở triển khai nhiệm vụ hỗ trợ doanh nghiệp nâng cao năng suất chất lượng "
    )
    bare = "Uy ban nhan dan tinh giao cac so trien khai nhiem vu ho tro doanh nghiep nang cao nang suat chat luong "
    english = "The provincial committee shall promote support for enterprises that improve productivity and quality "
    assert not decode(vietnamese.encode() * 3, name="a.txt").marks_lost
    assert decode(bare.encode() * 3, name="a.txt").marks_lost
    assert not decode(english.encode() * 3, name="a.txt").marks_lost


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cn")), max_size=300))
def test_any_text_keeps_its_lines(text: str) -> None:
    try:
        document = decode(text.encode(), name="a.txt")
    except ReadingError:
        return
    if "\n" in text and "\x00" not in text:
        assert len(document.lines) == count_lines(text.encode())
    assert document.text.count("\n") == len(document.lines)
    for block in document.blocks:
        assert 1 <= block.span.first <= block.span.last <= len(document.lines)


@pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
@pytest.mark.parametrize("path", sorted(PLANS.glob("*/source.txt")), ids=lambda path: path.parent.name)
def test_published_texts_keep_every_line(path: Path) -> None:
    data = path.read_bytes()
    document = decode(data, name=path.name)
    assert document.text.removesuffix("\n") == data.decode().removesuffix("\n")
    assert len(document.lines) == count_lines(data)
    assert document.notes == ()
    # The one text that OCR left without diacritics.
    few_marks = (
        sum(letter in "ạảấầẩậắằẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵđ" for letter in data.decode()) < len(data) / 100
    )
    assert document.marks_lost is few_marks
