"""Numbers of rows: what is one, and what may follow what."""

import pytest

from nscl.documents.reading.task_tables.numbers import NumberKind, follows, is_above, parse_number, split_number

K = NumberKind


@pytest.mark.parametrize(
    ("text", "kind", "parts", "rest"),
    [
        ("I", K.ROMAN, (1,), ""),
        ("IV. Đào tạo", K.ROMAN, (4,), "Đào tạo"),
        ("XIV Hợp tác", K.ROMAN, (14,), "Hợp tác"),
        ("A. Tuyên truyền", K.UPPER, (1,), "Tuyên truyền"),
        ("3", K.ARABIC, (3,), ""),
        ("12. Khảo sát", K.ARABIC, (12,), "Khảo sát"),
        ("7) Khảo sát", K.ARABIC, (7,), "Khảo sát"),
        ("1.2 Lập kế hoạch", K.ARABIC, (1, 2), "Lập kế hoạch"),
        ("5.1.3.", K.ARABIC, (5, 1, 3), ""),
        ("II.3 Mở lớp", K.ARABIC, (2, 3), "Mở lớp"),
        ("a) Lớp 5S", K.LETTER, (1,), "Lớp 5S"),
        ("đ) Lớp Lean", K.LETTER, (5,), "Lớp Lean"),
    ],
)
def test_a_number_is_taken_from_the_beginning(text: str, kind: NumberKind, parts: tuple[int, ...], rest: str) -> None:
    number, after = split_number(text)
    assert number is not None
    assert (number.kind, number.parts, after) == (kind, parts, rest)


@pytest.mark.parametrize(
    "text",
    ["2030", "05 lớp", "5S - Kaizen", "II/2022", "3.926.000", "a lô", "Cải tiến", "10%", "20-25 lớp", "", "IIII", "-"],
)
def test_what_is_no_number_of_a_row(text: str) -> None:
    number, rest = split_number(text)
    assert number is None
    assert rest == text.strip()


@pytest.mark.parametrize(
    ("path", "number", "gap"),
    [
        ((), "1", 0),
        ((), "I", 0),
        ((), "1.1", 0),
        ((), "4", None),
        (("1",), "2", 0),
        (("1",), "3", 1),
        (("1",), "1", None),
        (("1",), "9", None),
        (("I",), "1", 0),
        (("I",), "II", 0),
        (("I", "3"), "II", 0),
        (("II", "5", "5.1"), "5.1.1", 0),
        (("II", "5", "5.1", "5.1.3"), "5.2", 0),
        (("II", "5", "5.2", "5.2.1"), "5.2.3", 1),
        (("II", "5", "5.2", "5.2.1"), "6", 0),
        (("II",), "II.1", 0),
        (("II",), "III.1", None),
        (("2", "2.4"), "3.1", 1),
        (("1",), "a", 0),
    ],
)
def test_which_number_follows_which(path: tuple[str, ...], number: str, gap: int | None) -> None:
    inside = tuple(found for text in path if (found := parse_number(text)) is not None)
    following = parse_number(number)
    assert following is not None
    assert follows(inside[-1] if inside else None, following, inside=inside) == gap


@pytest.mark.parametrize(
    ("upper", "lower", "above"),
    [("I", "1", True), ("1", "1.1", True), ("1", "2.1", False), ("1", "a", True), ("A", "I", True), ("2", "I", False)],
)
def test_which_number_stands_over_which(upper: str, lower: str, above: bool) -> None:
    one, other = parse_number(upper), parse_number(lower)
    assert one is not None
    assert other is not None
    assert is_above(one, other) is above
