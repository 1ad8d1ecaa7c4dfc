from __future__ import annotations

from decimal import Decimal

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import Grant, Viewer
from nscl.finance.models import BudgetAmount, PrintedTotal
from nscl.finance.operations.intake import load_pack
from nscl.finance.queries.budget import BudgetTable, LineRow, budget_table, get_line
from nscl.finance.queries.overview import overview
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.plans import published_packs

MILLION = 1_000_000


@pytest.fixture
def everywhere(officer: Viewer) -> Viewer:
    """An officer of every province."""
    return Viewer(officer.number, officer.name, (Grant(Role.PROVINCE_OFFICER, None),))


def table_of(viewer: Viewer, edition_id: int) -> BudgetTable:
    table = budget_table(viewer, edition_id)
    assert table is not None
    return table


def line(table: BudgetTable, key: str) -> LineRow:
    (found,) = [row for row in table.lines if row.key == key]
    return found


def published(slug: str) -> int:
    (pack,) = [pack for pack in published_packs() if pack.plan.slug == slug]
    return load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id


def test_the_table_as_the_plan_prints_it(officer: Viewer, draft: int) -> None:
    table = table_of(officer, draft)
    assert (table.unit_vnd, table.years) == (MILLION, (2021, 2022, 2023))
    assert [column.key for column in table.sources] == ["state", "enterprise", "all"]
    assert [column.name for column in table.declared] == ["NSNN", "DN"]
    assert [(row.key, row.depth, row.is_leaf, row.parent_key) for row in table.lines] == [
        ("I", 0, False, None),
        ("I.1", 1, True, "I"),
        ("I.2", 1, True, "I"),
        ("II", 0, True, None),
    ]
    classes = line(table, "I.1")
    assert (classes.unit_cost_vnd, classes.quantity, classes.quantity_unit) == (100 * MILLION, Decimal(1), "lớp")
    assert ([agency.key for agency in classes.lead], [agency.key for agency in classes.coordinate]) == (
        ["so-khcn"],
        ["so-y-te"],
    )
    assert line(table, "I.2").quantity == Decimal("2.5")


def test_computed_sums_stand_beside_printed_ones(officer: Viewer, draft: int) -> None:
    table = table_of(officer, draft)
    heading = line(table, "I")
    assert heading.computed.get(2021, "state") == 100 * MILLION
    assert heading.computed.get(None, None) == 300_500_000
    assert heading.printed.get(None, None) == 300_500_000
    assert heading.printed.get(2022, "state") == 200_500_000
    material = line(table, "I.2")
    assert material.computed.get(2022, "enterprise") == 0  # a printed nought is a nought
    assert material.computed.get(2021, "state") is None  # a blank is nothing
    assert material.printed.get(None, "state") is None
    assert table.total == 390_500_000
    assert table.grand.get(2022, None) == 280_500_000
    assert table.grand_printed.get(2022, None) == 280_500_000


def test_an_amount_not_split_leaves_the_sources_of_its_year_untold(officer: Viewer, draft: int) -> None:
    table = table_of(officer, draft)
    models = line(table, "II")
    assert models.computed.get(2023, "all") == 10 * MILLION
    assert models.computed.get(2023, "state") is None
    assert models.computed.get(None, "state") is None
    assert models.computed.get(2022, "state") == 50 * MILLION
    assert table.grand.get(None, "state") is None
    assert table.grand.get(2021, "state") == 100 * MILLION


def test_sums_that_agree_are_no_check(officer: Viewer, draft: int) -> None:
    table = table_of(officer, draft)
    assert table.checks == ()
    assert not any(row.differs for row in table.lines)


def test_a_wrong_printed_sum_is_told_with_its_line_and_both_figures(officer: Viewer, draft: int) -> None:
    heading = line(table_of(officer, draft), "I")
    PrintedTotal.objects.filter(line=heading.number, year=2021).update(vnd=90 * MILLION)
    PrintedTotal.objects.filter(edition=draft, line=None, year=None).update(vnd=400 * MILLION)
    table = table_of(officer, draft)
    in_heading, in_bottom = table.checks
    assert (in_heading.line_key, in_heading.title, in_heading.line_number) == ("I", "Đào tạo", heading.number)
    assert (in_heading.year, in_heading.source) == (2021, "state")
    assert (in_heading.printed_vnd, in_heading.computed_vnd) == (90 * MILLION, 100 * MILLION)
    assert (in_heading.difference_vnd, in_heading.first_line) == (-10 * MILLION, 30)
    assert (in_bottom.line_number, in_bottom.year, in_bottom.source) == (None, None, None)
    assert in_bottom.difference_vnd == 9_500_000
    assert [row.key for row in table.lines if row.differs] == ["I"]
    assert get_line(officer, heading.number).line.differs


def test_stated_sums_against_their_words_and_the_table(officer: Viewer, draft: int) -> None:
    whole, year = table_of(officer, draft).stated
    assert (whole.vnd, whole.words_agree, whole.agrees) == (390_500_000, True, True)
    assert (year.year, year.source_key, year.source_name) == (2021, "state", "NSNN")
    assert (year.vnd, year.words_vnd, year.computed_vnd) == (100_000, 100_000_000, 100_000_000)
    assert (year.words_agree, year.agrees) == (False, False)


def test_an_amount_beyond_what_a_float_holds_is_kept_to_the_dong(officer: Viewer, draft: int) -> None:
    odd = 99_999_999_999_999_991  # SQLite's REAL would make a round number of it
    classes = line(table_of(officer, draft), "I.1")
    BudgetAmount.objects.filter(line=classes.number).update(vnd=odd)
    assert line(table_of(officer, draft), "I").computed.get(2021, "state") == odd


def test_bac_giang_adds_up_and_its_misprint_is_seen(officer: Viewer, site: object) -> None:  # noqa: ARG001
    table = table_of(officer, published("bac-giang-2021-2025"))
    assert table.total == 14_767_550_000
    assert [column.key for column in table.sources] == ["state", "enterprise"]
    assert table.grand.get(None, "state") == 11_855_550_000
    assert table.grand.get(None, "enterprise") == 2_912_000_000
    assert table.checks == ()
    misprinted = [row for row in table.stated if row.agrees is False]
    assert [(row.year, row.vnd, row.computed_vnd) for row in misprinted] == [(2024, 3_926_000, 3_926_000_000)]
    assert misprinted[0].words_agree is False


def test_a_table_that_is_not_split_has_no_columns_of_sources(officer: Viewer, site: object) -> None:  # noqa: ARG001
    table = table_of(officer, published("bac-ninh-2026-2030"))
    assert table.sources == ()
    assert len(table.declared) == 2
    assert table.total == 20_410_000_000
    assert table.grand.get(2026, None) == 4_130_000_000


def test_a_plan_that_only_states_a_sum(everywhere: Viewer) -> None:
    edition = published("lang-son-2026-2030")
    table = table_of(everywhere, edition)
    assert (table.lines, table.total, table.checks) == ((), None, ())
    (stated,) = table.stated
    assert (stated.vnd, stated.computed_vnd, stated.agrees) == (7_866_000_000, None, None)
    whole = overview(everywhere, edition)
    assert (whole.budget_vnd, whole.budget_stated_vnd) == (None, 7_866_000_000)


def test_a_plan_without_money(everywhere: Viewer) -> None:
    edition = published("hung-yen-2021-2030")
    assert budget_table(everywhere, edition) is None
    assert overview(everywhere, edition).budget_vnd is None
