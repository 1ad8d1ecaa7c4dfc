from __future__ import annotations

import pytest

from nscl.plans.queries.document import document_lines, split_lines, whole_document
from tests.plans.queries.conftest import Shelf


def test_lines_of_the_document_with_some_around_them(shelf: Shelf) -> None:
    excerpt = document_lines(shelf.officer, shelf.draft, 10, 11, around=2)
    assert excerpt is not None
    assert (excerpt.first, excerpt.last, excerpt.total) == (10, 11, 60)
    assert [(line.number, line.inside) for line in excerpt.lines] == [
        (8, False),
        (9, False),
        (10, True),
        (11, True),
        (12, False),
        (13, False),
    ]
    assert excerpt.lines[2].text == "dòng 10"


@pytest.mark.parametrize(("first", "last", "shown"), [(1, 1, [1, 2]), (60, 60, [59, 60]), (59, 99, [58, 59, 60])])
def test_nothing_is_shown_beyond_the_ends(shelf: Shelf, first: int, last: int, shown: list[int]) -> None:
    excerpt = document_lines(shelf.officer, shelf.draft, first, last, around=1)
    assert excerpt is not None
    assert [line.number for line in excerpt.lines] == shown


def test_lines_that_the_document_does_not_have(shelf: Shelf) -> None:
    excerpt = document_lines(shelf.officer, shelf.draft, 61, 70)
    assert excerpt is not None
    assert excerpt.lines == ()


def test_the_whole_document(shelf: Shelf) -> None:
    document = whole_document(shelf.officer, shelf.draft)
    assert document is not None
    assert len(document.lines) == document.total == 60
    assert all(line.inside for line in document.lines)


def test_no_text_is_stored(shelf: Shelf) -> None:
    assert document_lines(shelf.officer, shelf.issued, 1, 2) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\n", ["a", "b"]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\fb\n\nc", ["a\fb", "", "c"]),  # a form feed begins a page, not a line
        ("a\n\n", ["a", ""]),
        ("a\u2028b\n", ["a\u2028b"]),
    ],
)
def test_lines_are_counted_as_the_spans_count_them(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines
