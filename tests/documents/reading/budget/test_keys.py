"""Labels of rows and the tree that they make."""

import pytest

from nscl.documents.reading.budget.keys import UNLABELLED, RowLabel, RowLabelKind, assign_keys, read_label


def keys(*marks: str) -> list[tuple[str, str | None]]:
    labels = [read_label(mark) or UNLABELLED for mark in marks]
    return [(key.key, key.parent) for key in assign_keys(labels)]


def test_numbers_under_roman_headings() -> None:
    assert keys("I.", "1", "2", "II.", "1") == [("I", None), ("I.1", "I"), ("I.2", "I"), ("II", None), ("II.1", "II")]


def test_decimal_numbers_stand_under_their_own_prefix() -> None:
    assert keys("1", "1.1", "1.2", "2", "2.1") == [
        ("1", None),
        ("1.1", "1"),
        ("1.2", "1"),
        ("2", None),
        ("2.1", "2"),
    ]
    assert keys("A", "I", "1", "1.1") == [("A", None), ("A.I", "A"), ("A.I.1", "A.I"), ("A.I.1.1", "A.I.1")]


def test_rows_without_labels_are_siblings_of_the_deepest_rows() -> None:
    assert keys("I.", "1", "", "II.", "", "") == [
        ("I", None),
        ("I.1", "I"),
        ("I.2", "I"),
        ("II", None),
        ("II.1", "II"),
        ("II.2", "II"),
    ]


def test_a_table_without_any_label() -> None:
    assert keys("", "", "") == [("1", None), ("2", None), ("3", None)]


def test_a_number_printed_twice() -> None:
    assert keys("1", "2", "2") == [("1", None), ("2", None), ("2-2", None)]


def test_letters_and_bullets() -> None:
    assert keys("1", "a)", "b)", "-", "-") == [
        ("1", None),
        ("1.a", "1"),
        ("1.b", "1"),
        ("1.b.1", "1.b"),
        ("1.b.2", "1.b"),
    ]


@pytest.mark.parametrize(
    ("mark", "kind", "text"),
    [
        ("IV.", RowLabelKind.ROMAN, "IV"),
        ("(2)", RowLabelKind.ARABIC, "2"),
        ("1.2.", RowLabelKind.DECIMAL, "1.2"),
        ("B.", RowLabelKind.CAPITAL, "B"),
        ("đ)", RowLabelKind.LETTER, "đ"),
        ("+", RowLabelKind.BULLET, ""),
    ],
)
def test_labels(mark: str, kind: RowLabelKind, text: str) -> None:
    assert read_label(mark) == RowLabel(kind, text)


@pytest.mark.parametrize("mark", ["", "(25", "5S", "2.500.000", "Sở", "1.2.3.4.5", "ISO"])
def test_no_labels(mark: str) -> None:
    assert read_label(mark) is None or mark == "2.500.000"


@pytest.mark.parametrize(("mark", "text"), [("I11.", "III"), ("Il.", "II"), ("lV.", "IV"), ("!", "1")])
def test_labels_that_recognition_has_damaged(mark: str, text: str) -> None:
    label = read_label(mark, damaged=True)
    assert label is not None
    assert label.text == text
