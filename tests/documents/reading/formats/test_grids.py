"""Ruled lines → cells, and ruled lines on pictures: plain geometry."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.reading.blocks import Box
from nscl.documents.reading.formats.pdf.geometry import Frame, Rule, Rules, Word
from nscl.documents.reading.formats.pdf.grids import Grid, find_grids, joined
from nscl.documents.reading.formats.pdf.lost_cells import lost_columns
from nscl.documents.reading.formats.pdf.picture_rules import Picture, slope_of, take_rules

COLUMNS, ROWS = (50.0, 90.0, 250.0, 330.0), (100.0, 130.0, 160.0, 190.0, 220.0)


def cells_of(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(place.row, place.column, place.rows, place.columns) for place in grid.places}


def ruling(columns: tuple[float, ...] = COLUMNS, rows: tuple[float, ...] = ROWS) -> Rules:
    """Every border of a table, drawn cell by cell."""
    horizontal = [Rule(row, left, right) for row in rows for left, right in itertools.pairwise(columns)]
    vertical = [Rule(column, top, bottom) for column in columns for top, bottom in itertools.pairwise(rows)]
    return Rules(horizontal, vertical)


def test_a_full_grid() -> None:
    (grid,) = find_grids(ruling())
    assert (grid.columns, grid.rows) == (COLUMNS, ROWS)
    assert cells_of(grid) == {(row, column, 1, 1) for row in range(4) for column in range(3)}
    assert grid.slot(60, 110) == (0, 0)
    assert grid.slot(329, 219) == (3, 2)
    assert grid.slot(40, 110) is None
    assert grid.slot(60, 230) is None


def test_missing_borders_merge_cells() -> None:
    rules = ruling()
    rules.vertical.remove(Rule(250.0, 100.0, 130.0))  # head over the last two columns
    rules.horizontal.remove(Rule(130.0, 50.0, 90.0))  # head of the first column over two rows
    for column in (90.0, 250.0):
        rules.vertical.remove(Rule(column, 160.0, 190.0))  # a row of one cell
    (grid,) = find_grids(rules)
    assert cells_of(grid) == {
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 3), (3, 0, 1, 1), (3, 1, 1, 1), (3, 2, 1, 1),
    }  # fmt: skip


def test_two_tables_of_a_page_stay_two() -> None:
    above, below = ruling(), ruling(rows=(400.0, 430.0, 460.0))
    first, second = find_grids(Rules(below.horizontal + above.horizontal, below.vertical + above.vertical))
    assert (first.top, first.bottom, second.top) == (100.0, 220.0, 400.0)


def test_a_table_that_the_page_cuts_off_keeps_its_last_row() -> None:
    rules = ruling()
    rules.horizontal = [rule for rule in rules.horizontal if rule.place != ROWS[-1]]
    (grid,) = find_grids(rules)
    assert grid.rows == ROWS


def test_double_and_uneven_borders_are_one() -> None:
    rules = ruling()
    doubled = Rules(
        rules.horizontal + [Rule(rule.place + 1.5, rule.start, rule.end) for rule in rules.horizontal],
        rules.vertical + [Rule(rule.place + 2, rule.start, rule.end) for rule in rules.vertical],
    )
    (grid,) = find_grids(doubled)
    assert (len(grid.columns), len(grid.rows)) == (4, 5)


@pytest.mark.parametrize(
    "rules",
    [
        Rules([], []),
        Rules([Rule(10, 0, 100)], []),
        Rules([Rule(10, 0, 100), Rule(50, 0, 100)], [Rule(0, 10, 50), Rule(100, 10, 50)]),  # a frame
        Rules([Rule(10, 0, 100)], [Rule(300, 10, 50)]),
    ],
)
def test_what_is_no_table(rules: Rules) -> None:
    assert find_grids(rules) == ()


_RULES = st.lists(
    st.builds(lambda place, start, length: Rule(place, start, start + length), *[st.integers(0, 60).map(float)] * 3),
    max_size=25,
)


@given(_RULES, _RULES)
def test_cells_of_any_lines_cover_their_grid_once(horizontal: list[Rule], vertical: list[Rule]) -> None:
    for grid in find_grids(Rules(horizontal, vertical)):
        covered = [
            (row, column)
            for place in grid.places
            for row in range(place.row, place.row + place.rows)
            for column in range(place.column, place.column + place.columns)
        ]
        assert sorted(covered) == list(itertools.product(range(len(grid.rows) - 1), range(len(grid.columns) - 1)))


@given(_RULES)
def test_joined_lines_are_in_order(rules: list[Rule]) -> None:
    places = [rule.place for rule in joined(rules)]
    assert places == sorted(places)


# --- Pictures ---------------------------------------------------------------------------------------------------------

_DOT = 72 / 300


def picture_of(rules: Rules, slope: float) -> Picture:
    """A page of 400 × 300 points with lines of three dots, laid aslant."""
    wide, high = round(400 / _DOT), round(300 / _DOT)
    shades = bytearray(b"\xf0" * (wide * high))

    def ink(across: float, down: float) -> None:
        """Three by three dots at a point of the straight page, turned as the page lies."""
        column, row = round(across / _DOT - slope * down / _DOT), round(down / _DOT + slope * across / _DOT)
        for place in range(row - 1, row + 2):
            shades[place * wide + column - 1 : place * wide + column + 2] = b"\x14" * 3

    for rule in rules.horizontal:
        for dot in range(round(rule.start / _DOT), round(rule.end / _DOT)):
            ink(dot * _DOT, rule.place)
    for rule in rules.vertical:
        for dot in range(round(rule.start / _DOT), round(rule.end / _DOT)):
            ink(rule.place, dot * _DOT)
    return Picture(bytes(shades), wide, high, _DOT)


@pytest.mark.parametrize("slope", [0.0, 0.007, -0.0175])
def test_lines_of_a_page_laid_aslant_make_the_same_grid(slope: float) -> None:
    found, wiped = take_rules(picture_of(ruling(), slope))
    (grid,) = find_grids(found.rules)
    assert found.slope == pytest.approx(slope, abs=0.0006)
    assert len(cells_of(grid)) == 12
    assert all(abs(one - other) < 6 for one, other in zip(grid.columns, COLUMNS, strict=True))
    # No line is left for the recognition of text.
    assert wiped.shades.count(20) < 0.02 * picture_of(ruling(), slope).shades.count(20)


def test_a_page_of_text_alone_is_straightened_by_its_lines() -> None:
    def line(top: float) -> list[Word]:
        falls = ((90.0 + 40 * place, top + 0.0175 * 40 * place + (3 if place % 3 else 0)) for place in range(11))
        return [Word("chữ", left, down, left + 30, down + 9) for left, down in falls]

    assert slope_of([line(100 + 16 * number) for number in range(5)]) == pytest.approx(0.0175, abs=0.002)
    assert slope_of([line(100)]) == 0.0
    assert slope_of([[Word("một", 10, 10, 20, 20)]] * 9) == 0.0


def test_words_move_with_the_lines() -> None:
    found, _ = take_rules(picture_of(ruling(), 0.0175))
    # The middle of the last cell, where it stands on the page laid aslant.
    across, down = 290.0 - 0.0175 * 205, 205.0 + 0.0175 * 290
    word = Word("Lớp", across - 5, down - 5, across + 5, down + 5)
    found.straighten([word])
    (grid,) = find_grids(found.rules)
    assert grid.slot(word.centre, word.middle) == (3, 2)


def test_letters_set_upright_are_no_borders() -> None:
    rules = ruling()
    rules.vertical.append(Rule(70.0, 107.0, 123.0))
    found, _ = take_rules(picture_of(rules, 0.0))
    (grid,) = find_grids(found.rules)
    assert len(grid.columns) == 4


def blots(picture: Picture, *places: tuple[float, float]) -> Picture:
    """The picture with a letter-sized blot at each point."""
    shades = bytearray(picture.shades)
    for across, down in places:
        for row in range(round(down / _DOT) - 8, round(down / _DOT) + 8):
            start = row * picture.width + round(across / _DOT)
            shades[start - 3 : start + 3] = bytes(6)
    return Picture(bytes(shades), picture.width, picture.height, picture.points)


def test_cells_with_ink_and_no_words_are_found() -> None:
    page = blots(picture_of(ruling(), 0.0), (70, 145), (70, 175), (70, 205), (290, 145))
    found, wiped = take_rules(page)
    (grid,) = find_grids(found.rules)
    words = [Word("Việc", 100, 170, 130, 180)]
    (column,) = lost_columns(wiped, found, grid, words)
    assert column.slots == {(1, 0), (2, 0), (3, 0)}
    assert column.is_narrow
    assert 50 < column.box.left < column.box.right < 90
    assert 130 < column.box.top < column.box.bottom < 220
    # One cell alone may be a speck, and a word that was read fills its cell.
    words += [Word("1", 65, 140, 75, 150), Word("2", 65, 170, 75, 180)]
    assert list(lost_columns(wiped, found, grid, words)) == []


def test_a_cut_stays_on_the_page() -> None:
    page = picture_of(Rules([], []), 0.0)
    assert page.cut(Box(-50, -50, 2_000, 2_000)) == page
    assert page.cut(Box(500, 10, 600, 20)).shades == b""
    part = page.cut(Box(24, 48, 72, 60))
    assert (part.width, part.height, len(part.shades)) == (200, 50, 10_000)


def test_an_empty_page_has_no_lines() -> None:
    found, wiped = take_rules(picture_of(Rules([], []), 0.0))
    assert (found.rules.horizontal, found.rules.vertical, found.slope) == ([], [], 0.0)
    assert wiped.shades.count(0xF0) == len(wiped.shades)


@pytest.mark.parametrize(
    ("quarters", "shown"), [(0, (10.0, 180.0)), (1, (20.0, 10.0)), (2, (90.0, 20.0)), (3, (180.0, 90.0))]
)
def test_points_of_turned_pages(quarters: int, shown: tuple[float, float]) -> None:
    assert Frame(0, 0, 100, 200, quarters).point(10, 20) == shown
