"""From a stretch of a paragraph back to its lines."""

from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Line
from nscl.documents.reading.paragraph_places import ParagraphPlaces

LINES = (
    Line(1, "I. MỤC TIÊU"),
    Line(2, "1. Mở mười lớp. Tổ chức"),
    Line(3, ""),
    Line(4, "ba hội thảo."),
    Line(5, "2. Khác"),
)
TEXT = "Mở mười lớp. Tổ chức ba hội thảo."


def test_a_stretch_has_its_own_lines() -> None:
    places = ParagraphPlaces(TEXT, Span(2, 4), LINES)
    assert places.span_of(0, TEXT.index("Tổ")) == (2, 2)
    assert places.span_of(TEXT.index("Tổ"), len(TEXT)) == (2, 4)
    assert places.span_of(TEXT.index("ba"), len(TEXT)) == (4, 4)
    assert places.span_of(0, len(TEXT)) == (2, 4)


def test_without_lines_the_whole_span() -> None:
    assert ParagraphPlaces(TEXT, Span(2, 4), ()).span_of(0, 5) == (2, 4)


@given(st.integers(0, 40), st.integers(0, 40), st.text(max_size=30))
def test_never_outside(start: int, length: int, text: str) -> None:
    start = min(start, len(text))
    span = ParagraphPlaces(text, Span(2, 4), LINES).span_of(start, min(start + length, len(text)))
    assert 2 <= span.first <= span.last <= 4
