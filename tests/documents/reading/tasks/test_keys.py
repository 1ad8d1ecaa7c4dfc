"""Keys of rows: the number printed, prefixed where numbers restart."""

import pytest

from nscl.documents.pack.values import Span
from nscl.documents.reading.task_tables import RowRemark, TaskRow
from nscl.documents.reading.tasks.keys import assign_keys


def rows(*texts: str) -> list[TaskRow]:
    """Rows of their numbers: "#II" is a heading, "-" has no number."""
    made = []
    for line, text in enumerate(texts, start=1):
        number = text.lstrip("#") or None
        made.append(TaskRow(None if number == "-" else number, "Việc", Span(line, line), text.startswith("#")))
    return made


@pytest.mark.parametrize(
    ("numbers", "keys"),
    [
        (("1", "2", "3"), ["1", "2", "3"]),
        (("#I", "1", "2", "#II", "1"), ["I", "I.1", "I.2", "II", "II.1"]),
        (("#I", "1", "2", "#II", "3"), ["I", "1", "2", "II", "3"]),
        (("#1", "1.1", "1.2", "#2", "2.1"), ["1", "1.1", "1.2", "2", "2.1"]),
        (
            ("#I", "1", "#II", "#1", "1.1", "#5", "#5.1", "5.1.1", "#III", "1"),
            ["I", "I.1", "II", "II.1", "II.1.1", "II.5", "II.5.1", "II.5.1.1", "III", "III.1"],
        ),
        (("#A", "#I", "1", "#II", "1", "#B", "#I", "1"), ["A", "A.I", "A.I.1", "A.II", "A.II.1", "B", "B.I", "B.I.1"]),
        (("#II", "II.1", "II.2"), ["II", "II.1", "II.2"]),
        (("#1", "a", "b", "2"), ["1", "1.a", "1.b", "2"]),
        (("-", "-"), ["1", "2"]),
        (("#I", "1", "-", "3"), ["I", "1", "2", "3"]),
        (("#-", "1", "#-", "1"), ["N1", "N1.1", "N2", "N2.1"]),
        (("1", "1"), ["1", "1-2"]),
        (("1", "-", "2"), ["1", "1-2", "2"]),
        (("#II", "II.1", "-", "-"), ["II", "II.1", "II.2", "II.3"]),
    ],
)
def test_keys(numbers: tuple[str, ...], keys: list[str]) -> None:
    assert [row.key for row in assign_keys(rows(*numbers))] == keys


def test_the_group_is_the_heading_right_above() -> None:
    keyed = assign_keys(rows("1", "#II", "#1", "1.1", "#2", "2.1"))
    assert [row.group for row in keyed] == [None, None, "II", "II.1", "II", "II.2"]


def test_a_left_out_a_doubled_and_a_missing_number_are_marked() -> None:
    remarks = [row.remarks for row in assign_keys(rows("1", "3", "3", "-", "5"))]
    assert remarks[0] == ()
    assert remarks[1] == (RowRemark.NUMBER_JUMP,)
    assert remarks[2] == (RowRemark.NUMBER_JUMP,)
    assert remarks[3] == (RowRemark.NUMBER_MISSING,)


def test_numbers_that_go_on_over_headings_are_in_order() -> None:
    assert all(row.remarks == () for row in assign_keys(rows("#I", "1", "2", "#II", "3", "#III", "4")))
