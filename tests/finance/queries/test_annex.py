"""The annexes of published plans as Excel files: the figures of the screen, and formulas that give them again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.db import transaction
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django import DjangoDbBlocker

from nscl.accounts.rules import Viewer
from nscl.documents.annex import write_annex
from nscl.documents.annex.workbook import SHEET
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.operations.intake import load_published
from nscl.finance.queries.annex import annex_of
from nscl.finance.queries.budget import BudgetTable, budget_table
from nscl.plans.queries.editions import find_edition
from nscl.records.operations import SYSTEM
from nscl.text.numbers import read_words
from tests.factories.formulas import value_of
from tests.factories.people import AT
from tests.finance.conftest import Site

PLANS = Path(__file__).parents[3] / "data" / "plans"
BAC_GIANG, BAC_NINH = "bac-giang-2021-2025", "bac-ninh-2026-2030"
NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def built_plans(built_site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        packs = [(read_pack_file(PLANS / slug / "plan.yaml"), None) for slug in (BAC_GIANG, BAC_NINH)]
        load_published(packs=packs, by=SYSTEM, at=AT)
        yield
        transaction.set_rollback(True)


def table_of(viewer: Viewer, slug: str) -> BudgetTable:
    table = budget_table(viewer, find_edition(viewer, slug).edition_id)
    assert table is not None
    return table


def sheets_of(table: BudgetTable) -> tuple[openpyxl.Workbook, Worksheet]:
    """The file with its formulas, and its sheet with the values that are stored beside them."""
    data = write_annex(annex_of(table, "Kế hoạch"), created=NOW)
    assert data == write_annex(annex_of(table, "Kế hoạch"), created=NOW)
    return openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SHEET]


def foot_of(sheet: Worksheet) -> int:
    return next(number for number, row in enumerate(sheet.iter_rows(), 1) if row[1].value == "Tổng cộng")


@pytest.mark.parametrize("slug", [BAC_GIANG, BAC_NINH])
@pytest.mark.usefixtures("built_plans", "site")
def test_the_annex_has_the_figures_of_the_screen_and_counts_to_them_itself(slug: str, reader: Viewer) -> None:
    table = table_of(reader, slug)
    book, stored = sheets_of(table)
    counted = 0
    for row in book[SHEET].iter_rows():
        for cell in row:
            if cell.data_type == "f" and "SUM" in cell.value:
                counted += 1
                assert value_of(book, book[SHEET], cell.coordinate) == pytest.approx(stored[cell.coordinate].value)
    assert counted > 10
    paper = annex_of(table, "")
    has_costs = any(line.unit_cost_vnd is not None or line.quantity is not None for line in table.lines)
    first = 6 if has_costs else 3
    cells = [(year, source) for year in paper.blocks for source in paper.within]
    rows = [*[(6 + place, line.computed) for place, line in enumerate(table.lines)], (foot_of(stored), table.grand)]
    for number, computed in rows:
        for column, cell in enumerate(cells, first):
            vnd, shown = computed.get(*cell), stored.cell(number, column).value
            assert (None if vnd is None else vnd / table.unit_vnd) == (None if shown is None else pytest.approx(shown))


@pytest.mark.usefixtures("built_plans", "site")
def test_bac_giang_has_its_sources_in_each_year_and_its_words(reader: Viewer) -> None:
    book, stored = sheets_of(table_of(reader, BAC_GIANG))
    foot = foot_of(stored)
    values = [cell.value for cell in stored[foot]]
    assert {11_855.55, 2_912, 14_767.55} <= set(values)
    said = [row[0].value for row in stored.iter_rows(min_row=foot + 1) if row[0].value]
    (words,) = said
    assert words.startswith("Bằng chữ: Mười bốn tỷ bảy trăm")
    assert read_words(words.removeprefix("Bằng chữ: ").removesuffix(" đồng./.")) == 14_767_550_000
    (formula,) = (row[0].value for row in book[SHEET].iter_rows(min_row=foot + 1) if row[0].value)
    assert formula.startswith("=IF(")


@pytest.mark.usefixtures("built_plans", "site")
def test_a_changed_figure_carries_through_to_the_foot(reader: Viewer) -> None:
    book, stored = sheets_of(table_of(reader, BAC_NINH))
    sheet, foot = book[SHEET], foot_of(stored)
    typed = next(cell for row in sheet.iter_rows(min_row=6) for cell in row[2:] if cell.data_type == "n" and cell.value)
    last = max(cell.column for cell in sheet[foot] if cell.data_type == "f")
    total = sheet.cell(foot, last).coordinate
    before = value_of(book, sheet, total)
    assert before == 20_410
    typed.value += 5
    assert value_of(book, sheet, total) == before + 5
