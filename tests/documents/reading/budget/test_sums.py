"""Rows under a heading: which of their placements the heading's sums leave."""

from nscl.documents.reading.budget.sums import Group, Options, solve_sum

A, B, C = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def options(*values: tuple[int, ...]) -> frozenset[tuple[int, ...]]:
    return frozenset(values)


def test_the_only_combination_is_found() -> None:
    assert solve_sum(options((1, 1, 0)), [options(A, C), options(B)]) == [options((1, 1, 0)), options(A), options(B)]


def test_rows_that_may_be_exchanged_stay_open() -> None:
    kept = solve_sum(options((1, 1, 0)), [options(A, B, C), options(A, B, C)])
    assert kept == [options((1, 1, 0)), options(A, B), options(A, B)]


def test_the_heading_itself_may_be_open() -> None:
    assert solve_sum(options((2, 0, 0), (1, 1, 0)), [options(A), options(B)])[0] == options((1, 1, 0))  # type: ignore[index]


def test_a_contradiction_leaves_nothing() -> None:
    assert solve_sum(options((9, 0, 0)), [options(A), options(B)]) == [options(), options(), options()]
    assert solve_sum(options((0, 0, 0)), [options(A), options(A)]) == [options(), options(), options()]


def test_what_is_settled_in_one_group_reaches_the_next() -> None:
    rows = [options((1, 0, 0)), options(A, B), options(A, B, C), options((1, 0, 1))]
    groups = [Group(3, (1, 2)), Group(0, (1,))]
    found = Options(rows, groups)
    assert found.rows == [options(A), options(A), options(C), options((1, 0, 1))]


def test_a_contradiction_drops_nothing() -> None:
    rows = [options((5, 0, 0)), options(A, B), options(B, C)]
    assert Options(rows, [Group(0, (1, 2))]).rows == rows


def test_an_unknown_row_leaves_its_group_alone() -> None:
    rows = [options((1, 1, 0)), None, options(A, B)]
    assert Options(rows, [Group(0, (1, 2))]).rows == rows


def test_settling_a_row_settles_its_neighbour() -> None:
    found = Options([options((1, 1, 0)), options(A, B), options(A, B)], [Group(0, (1, 2))])
    found.settle(1, A)
    assert found.rows[2] == options(B)


def test_too_many_sums_are_given_up() -> None:
    many = options(*((2**place % 997, place, 1) for place in range(300)))
    assert solve_sum(options((1500, 450, 3)), [many, many, many]) is None
