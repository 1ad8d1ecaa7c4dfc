"""Figures without columns find their columns again, or say that several fit."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import Gap
from nscl.documents.reading.budget.solving import Certainty, solve
from tests.documents.reading.budget.invented import make_layout, make_table, rows_of

LAYOUTS = (
    make_layout(4, ("state", "enterprise")),
    make_layout(5, ()),
    make_layout(3, ("state", "enterprise", "other")),
    make_layout(5, ("state", "enterprise"), total_first=False),
    make_layout(5, ("state", "enterprise"), total_all=False),
)
SURE = {Certainty.FULL, Certainty.SUMS}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), layout=st.sampled_from(LAYOUTS))
def test_what_the_sums_decide_is_the_truth(seed: int, layout: Layout) -> None:
    table = make_table(seed, layout)
    rows, keys = rows_of(table)
    for row, solution in zip(table.rows, solve(rows, keys, layout), strict=True):
        assert solution is not None
        assert solution.certainty is not Certainty.UNPROVEN
        if solution.certainty in SURE:
            assert dict(zip(solution.places, (f.value for f in solution.figures), strict=True)) == row.cells
        else:
            assert solution.choices > 1


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), layout=st.sampled_from(LAYOUTS), blanks=st.sampled_from([1, 2]))
def test_blanks_decide_what_the_sums_leave_open(seed: int, layout: Layout, blanks: int) -> None:
    table = make_table(seed, layout)
    rows, keys = rows_of(table, lambda empty: Gap(1 + blanks * empty))
    for row, solution in zip(table.rows, solve(rows, keys, layout), strict=True):
        assert solution is not None
        if solution.certainty is not Certainty.OPEN:
            assert dict(zip(solution.places, (f.value for f in solution.figures), strict=True)) == row.cells
