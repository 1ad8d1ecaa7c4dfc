"""A single row: its identities decide, or say that they do not."""

import pytest

from nscl.documents.reading.budget.columns import AmountColumn, Identity, Layout
from nscl.documents.reading.budget.placement import confirmed, find_placements, satisfies, spread
from tests.documents.reading.budget.invented import make_layout

SPLIT = make_layout(2, ("state", "enterprise"))  # all, state, enterprise, then two of each year
PLAIN = make_layout(3, ())


def test_identities_of_a_split_table() -> None:
    assert SPLIT.identities == (
        Identity(0, (1, 2), over_years=False),
        Identity(1, (3, 5), over_years=True),
        Identity(2, (4, 6), over_years=True),
    )


def test_identities_where_only_the_years_are_split() -> None:
    layout = Layout((AmountColumn(None), AmountColumn(2026, "state"), AmountColumn(2026, "other")))
    assert layout.identities == (Identity(0, (1, 2), over_years=True),)


def test_a_full_row_has_one_placement_even_where_its_sums_are_wrong() -> None:
    assert find_placements((9, 1, 1, 1), PLAIN).found == ((0, 1, 2, 3),)


def test_sums_over_sources_and_years_decide() -> None:
    # The 100 of the years is the state's, the 50 after it the enterprises': of the same year or of a later one.
    found = find_placements((150, 100, 50, 100, 50), SPLIT).found
    assert set(found) == {(0, 1, 2, 3, 4), (0, 1, 2, 3, 6), (0, 1, 2, 5, 6)}
    for places in found:
        assert satisfies(spread((150, 100, 50, 100, 50), places, 7), frozenset(places), SPLIT)


def test_one_placement_where_the_amounts_differ() -> None:
    assert find_placements((70, 40, 30, 40, 10, 20), SPLIT).found == ((0, 1, 2, 3, 4, 6),)


@pytest.mark.parametrize("figures", [(60, 60), (90, 30, 60)])
def test_an_empty_year_may_be_any(figures: tuple[int, ...]) -> None:
    assert len(find_placements(figures, PLAIN).found) == 3


def test_no_placement_where_nothing_adds_up() -> None:
    assert find_placements((100, 30, 30), PLAIN).found == ()
    assert find_placements((1, 2, 3, 4, 5), PLAIN).found == ()


def test_totals_at_the_end_are_the_mirror_of_totals_at_the_beginning() -> None:
    last = make_layout(2, ("state", "enterprise"), total_first=False)
    assert find_placements((40, 10, 20, 70, 40, 30), last).found == ((0, 1, 3, 4, 5, 6),)


def test_a_search_beyond_its_bounds_says_so() -> None:
    wide = make_layout(9, ("state", "enterprise", "other"))
    found = find_placements((12, 4, 4, 4, *([1] * 12)), wide)
    assert not found.complete


def test_a_row_of_totals_alone_proves_nothing_about_years() -> None:
    values = spread((60,), (0,), 4)
    assert satisfies(values, frozenset({0}), PLAIN)
    assert not confirmed(values, frozenset({0}), PLAIN)
