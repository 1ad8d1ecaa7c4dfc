"""What blanks tell is learned from the rows that the sums settled."""

from decimal import Decimal

from nscl.documents.reading.budget.figures import Figure, Gap
from nscl.documents.reading.budget.spacing import Settled, Spacing


def figures(*gaps: Gap, ends: tuple[int, ...] = ()) -> tuple[Figure, ...]:
    return tuple(
        Figure(Decimal(1), "1", "", 1, ends[place] if ends else 0, gap) for place, gap in enumerate((Gap(0), *gaps))
    )


def settled(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> list[Settled]:
    return [Settled(figures(*(Gap(width) for width in widths)), places) for widths, places in pairs]


def test_two_blanks_for_each_empty_cell() -> None:
    spacing = Spacing(settled(((1, 3), (0, 1, 3)), ((1, 5), (0, 1, 4))))
    row = figures(Gap(3))
    assert not spacing.silent
    assert spacing.cost(row, (0, 2)) == 0
    assert spacing.cost(row, (0, 1)) > 0


def test_one_blank_for_each_empty_cell() -> None:
    spacing = Spacing(settled(((1, 2), (0, 1, 3)), ((1, 4), (0, 1, 5))))
    assert spacing.cost(figures(Gap(3)), (0, 3)) == 0


def test_a_line_of_blanks_for_each_empty_cell() -> None:
    broken = [Settled(figures(Gap(0, 1, broken=True)), (1, 3)), Settled(figures(Gap(0, 2, broken=True)), (1, 4))]
    spacing = Spacing(broken)
    assert spacing.cost(figures(Gap(2, 1, broken=True)), (0, 2)) == 0


def test_blanks_that_contradict_the_settled_rows_are_not_used() -> None:
    spacing = Spacing(settled(((1, 1), (0, 1, 3)), ((3, 1), (0, 1, 2)), ((1, 1), (0, 2, 3))))
    assert spacing.silent


def test_right_edges_that_stand_under_each_other() -> None:
    rows = [Settled(figures(Gap(4), Gap(4), ends=(10, 20, 30)), (0, 1, 2)) for _ in range(3)]
    spacing = Spacing(rows)
    row = figures(Gap(9), ends=(10, 30))
    assert spacing.cost(row, (0, 2)) < spacing.cost(row, (0, 1))


def test_without_settled_rows_the_usual_convention_ranks_and_decides_nothing() -> None:
    row = figures(Gap(1), Gap(3))
    spacing = Spacing([], [figure.gap for figure in row[1:]])
    assert spacing.silent
    assert spacing.cost(row, (0, 1, 3)) < spacing.cost(row, (0, 1, 2))
