from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.finance.rules.sums import (
    Cells,
    Difference,
    LineFigures,
    compare_sums,
    in_table_units,
    in_tree_order,
    printed_cell,
    sum_up_the_tree,
)

NOTHING = Cells()


def line(number: int, parent: int | None = None, printed: Cells = NOTHING, **amounts: int) -> LineFigures:
    """A line whose amounts are written `state_2022=…`."""
    split = {(int(name[-4:]), name[:-5]): vnd for name, vnd in amounts.items()}
    return LineFigures(number, parent, split, printed)


@pytest.mark.parametrize(
    ("vnd", "unit", "amount"),
    [(525_950_000, 1_000_000, "525.95"), (7_866_000_000, 1, "7866000000"), (0, 1_000_000, "0"), (500, 1000, "0.5")],
)
def test_dong_become_units_of_the_table_exactly(vnd: int, unit: int, amount: str) -> None:
    assert str(in_table_units(vnd, unit)) == amount


@given(vnd=st.integers(0, 10**18), unit=st.sampled_from([1, 1_000, 1_000_000, 1_000_000_000]))
def test_units_of_the_table_go_back_to_the_same_dong(vnd: int, unit: int) -> None:
    assert in_table_units(vnd, unit) * Decimal(unit) == vnd


def test_lines_stand_under_their_parents_in_the_order_of_the_table() -> None:
    table = [(1, None), (2, 1), (5, None), (3, 2), (4, 1), (6, 5)]
    assert in_tree_order(table) == [(1, 0), (2, 1), (3, 2), (4, 1), (5, 0), (6, 1)]


def test_a_heading_is_the_sum_of_the_lines_under_it() -> None:
    sums, whole = sum_up_the_tree(
        [line(1), line(2, 1, state_2022=5, enterprise_2022=2), line(3, 1, state_2023=4), line(4, state_2023=1)]
    )
    assert sums[1].cells.get(2022, "state") == 5
    assert sums[1].cells.get(2022, None) == 7
    assert sums[1].cells.get(None, "state") == 9
    assert sums[1].cells.get(None, None) == 11
    assert whole.cells.get(2023, None) == 5
    assert whole.cells.get(None, None) == 12


def test_a_printed_heading_does_not_add_to_what_stands_under_it() -> None:
    _, whole = sum_up_the_tree([line(1, printed=Cells({(None, None): 99})), line(2, 1, state_2022=5)])
    assert whole.cells.get(None, None) == 5


def test_a_line_with_a_printed_total_alone_counts_but_not_in_any_year() -> None:
    sums, whole = sum_up_the_tree(
        [line(1, state_2022=5), line(2, printed=Cells({(None, None): 10, (None, "state"): 10}))]
    )
    assert whole.value((None, None)) == 15
    assert whole.value((None, "state")) == 15
    assert whole.value((2022, None)) is None
    assert sums[1].value((2022, None)) == 5


def test_printed_years_without_a_total_add_up_to_one() -> None:
    _, whole = sum_up_the_tree([line(1, printed=Cells({(2022, "state"): 3, (2022, "own"): 1, (2023, "state"): 4}))])
    assert whole.value((None, None)) == 8
    assert whole.value((None, "state")) == 7
    assert whole.value((2022, None)) == 4


def test_an_amount_not_split_makes_the_sources_of_its_year_untold() -> None:
    _, whole = sum_up_the_tree([line(1, state_2022=5), line(2, all_2022=10), line(3, state_2023=1)])
    assert whole.value((2022, None)) == 15
    assert whole.value((2022, "state")) is None
    assert whole.value((None, "state")) is None
    assert whole.value((2023, "state")) == 1
    assert whole.cells.get(2022, "all") == 10
    assert whole.cells.get(2022, "state") is None


def test_a_blank_in_a_sum_that_has_figures_is_nought_and_a_table_without_any_says_nothing() -> None:
    _, whole = sum_up_the_tree([line(1, state_2022=5)])
    assert whole.value((2023, "state")) == 0
    _, empty = sum_up_the_tree([line(1), line(2, 1)])
    assert empty.value((None, None)) is None
    assert not empty.cells


def test_printed_sums_that_differ_are_told_with_both_figures() -> None:
    printed: list[tuple[int | None, Cells]] = [
        (1, Cells({(2022, "state"): 5, (None, None): 12})),
        (None, Cells({(2022, None): 7, (2023, "state"): 1})),
    ]
    sums, whole = sum_up_the_tree([line(1, printed=printed[0][1]), line(2, 1, state_2022=5, own_2022=2)])
    assert compare_sums(printed, sums, whole) == [
        Difference(1, None, None, 12, 7),
        Difference(None, 2023, "state", 1, 0),
    ]
    assert compare_sums(printed, sums, whole)[0].difference_vnd == 5


def test_what_cannot_be_told_is_not_compared() -> None:
    printed: list[tuple[int | None, Cells]] = [(None, Cells({(2022, "state"): 3}))]
    sums, whole = sum_up_the_tree([line(1, all_2022=10)])
    assert compare_sums(printed, sums, whole) == []


def test_the_unsplit_figure_of_a_printed_sum_is_over_all_sources() -> None:
    assert printed_cell(2022, "all") == (2022, None)
    assert printed_cell(None, "state") == (None, "state")


@given(
    amounts=st.lists(
        st.dictionaries(
            st.tuples(st.integers(2021, 2025), st.sampled_from(["state", "own"])), st.integers(0, 10**15), min_size=1
        ),
        min_size=1,
        max_size=12,
    ),
    data=st.data(),
)
def test_the_whole_is_the_sum_of_all_lines_without_children(
    amounts: list[dict[tuple[int, str], int]], data: st.DataObject
) -> None:
    headings = [LineFigures(number, number - 1 if number else None, {}, NOTHING) for number in range(3)]
    leaves = [
        LineFigures(10 + place, data.draw(st.sampled_from([None, 0, 1, 2])), cells, NOTHING)
        for place, cells in enumerate(amounts)
    ]
    _, whole = sum_up_the_tree([*headings, *leaves])
    assert whole.value((None, None)) == sum(vnd for cells in amounts for vnd in cells.values())
    for year in range(2021, 2026):
        assert whole.value((year, "own")) == sum(cells.get((year, "own"), 0) for cells in amounts)
