"""Whole tables of known content, printed in several ways, read back."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.schema import Budget
from nscl.documents.reading.budget import find_budget_tables, read_budget
from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.reading import BudgetRead
from nscl.documents.reading.formats import decode
from tests.documents.reading.budget.invented import Table, as_cell_text, as_columns, as_docx, make_layout, make_table

LAYOUTS = (
    make_layout(4, ("state", "enterprise")),
    make_layout(5, ()),
    make_layout(3, ("state", "enterprise", "other")),
    make_layout(5, (), total_first=False),
    make_layout(2, ("state",)),
)
Cells = dict[tuple[str, int | None, str], object]
PRINTERS: dict[str, Callable[[Table], str]] = {
    "an empty cell leaves two blanks": lambda table: as_cell_text(table, blanks_a_cell=2),
    "an empty cell leaves one blank": lambda table: as_cell_text(table, blanks_a_cell=1),
    "in columns of blanks": as_columns,
}


def read(text: str) -> BudgetRead:
    tables = find_budget_tables(decode(text.encode(), name="ke-hoach.txt"), damaged=False)
    assert len(tables) == 1
    return read_budget(tables)


def cells(budget: Budget | None) -> Cells:
    assert budget is not None
    rows = [(line.key, line.total, line.by_year) for line in budget.lines]
    rows.append(("", budget.grand_total.total, budget.grand_total.by_year))
    return {
        (key, year, source): amount
        for key, total, by_year in rows
        for year, amounts in ((None, total), *by_year.items())
        for source, amount in amounts.items()
    }


def truth(table: Table) -> Cells:
    columns = table.layout.columns
    return {
        (row.key, columns[place].year, columns[place].source): amount
        for row in table.rows
        for place, amount in row.cells.items()
    }


def rows_that_differ(one: Cells, other: Cells) -> set[str]:
    return {key[0] for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def rows_in_doubt(found: BudgetRead) -> set[str]:
    return {
        "" if doubt.subject == "budget.grand_total" else doubt.subject.removeprefix("budget.lines[").removesuffix("]")
        for doubt in found.doubts
    }


@pytest.mark.parametrize("printer", PRINTERS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), layout=st.sampled_from(LAYOUTS))
def test_tables_whose_blanks_are_kept_come_back(printer: str, seed: int, layout: Layout) -> None:
    table = make_table(seed, layout)
    found = read(PRINTERS[printer](table))
    assert rows_that_differ(cells(found.budget), truth(table)) <= rows_in_doubt(found)


@pytest.mark.parametrize("printer", PRINTERS)
def test_with_its_blanks_hardly_a_table_is_in_doubt(printer: str) -> None:
    tables = [make_table(seed, layout) for seed in range(8) for layout in LAYOUTS]
    right = 0
    for table in tables:
        found = read(PRINTERS[printer](table))
        right += cells(found.budget) == truth(table) and not found.doubts
    assert right >= len(tables) - 2  # two tables have too few blanks to learn from


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), layout=st.sampled_from(LAYOUTS))
def test_without_any_blanks_a_row_is_right_or_doubted(seed: int, layout: Layout) -> None:
    table = make_table(seed, layout)
    found = read(as_cell_text(table, blanks_a_cell=0))
    assert rows_that_differ(cells(found.budget), truth(table)) <= rows_in_doubt(found)


@pytest.mark.parametrize("layout", [*LAYOUTS, make_layout(4, ("state", "enterprise"), total_all=False)])
@pytest.mark.parametrize("numbered", [False, True])
def test_word_tables_with_merged_heads(layout: Layout, *, numbered: bool) -> None:
    table = make_table(7, layout)
    document = decode(as_docx(table, numbered_columns=numbered), name="ke-hoach.docx")
    tables = find_budget_tables(document)
    found = read_budget(tables)
    assert cells(found.budget) == truth(table)
    assert not found.doubts
    assert found.budget is not None
    leaf = next(line for line in found.budget.lines if line.parent)
    assert (leaf.lead, leaf.coordinate) == (("so-khcn",), ("so-y-te", "so-tai-chinh"))
    assert {mention.key for mention in found.mentions} == {"so-khcn", "so-y-te", "so-tai-chinh"}
    assert tables[0].title == "DỰ TOÁN KINH PHÍ THỰC HIỆN KẾ HOẠCH"


def test_a_long_table_is_read_in_linear_time() -> None:
    table = make_table(3, LAYOUTS[0], groups=7, most_lines=60)
    found = read(as_cell_text(table))
    assert rows_that_differ(cells(found.budget), truth(table)) <= rows_in_doubt(found)
