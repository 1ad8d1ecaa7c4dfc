from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.test import Client

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.cli import main
from nscl.finance.operations.intake import load_pack
from nscl.finance.queries.budget import BudgetTable, budget_table
from nscl.records.operations import SYSTEM
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.budget.chart import chart_points, chart_rows
from nscl.web.plans.budget.checks import Outcome, checked_sums
from nscl.web.plans.budget.table import budget_matrix, columns_of, narrowed
from nscl.web.ui.matrix import MatrixCell
from tests.factories.people import AT
from tests.factories.plans import small_pack
from tests.factories.world import World


@pytest.fixture
def table(world: World) -> BudgetTable:
    found = budget_table(viewer_of(world.people[Role.PROVINCE_OFFICER]), world.draft_id)
    assert found is not None
    return found


def test_columns_are_years_and_sources_with_their_sum(table: BudgetTable) -> None:
    columns = columns_of(table)
    assert [year for year, _sources in columns] == [2021, 2022, 2023, None]
    assert columns[0][1][-1] is None


def test_matrix_marks_what_does_not_add_up(table: BudgetTable) -> None:
    matrix = budget_matrix(table, EditionAddress("thu", 1))
    flagged = [cell for row in matrix.rows for cell in row.values if isinstance(cell, MatrixCell)]
    assert len(flagged) == len(table.checks)
    assert matrix.rows[-1].label == "Tổng cộng in trong văn bản"
    whole = matrix.totals[0].values[-1]
    assert whole == table.total == 390_500_000


def test_every_printed_sum_is_checked_and_the_wrong_ones_come_first(table: BudgetTable) -> None:
    sums = checked_sums(table)
    printed = sum(len(line.printed.figures) for line in table.lines) + len(table.grand_printed.figures)
    assert len(sums) == printed
    wrong = [row for row in sums if row.outcome is Outcome.WRONG]
    assert len(wrong) == len(table.checks)
    assert sums[: len(wrong)] == wrong
    assert all(row.printed_vnd == (row.computed_vnd or 0) for row in sums if row.outcome is Outcome.RIGHT)


def test_chart_shows_the_computed_sums(table: BudgetTable) -> None:
    points = chart_points(table)
    assert sum(point.vnd for point in points if point.year == 2021) == 100_000_000
    head, rows = chart_rows(points)
    assert head[0] == "Năm"
    assert [row[0] for row in rows] == ["2021", "2022", "2023"]


def test_chart_files(officer: Client, draft: str) -> None:
    csv = officer.get(f"{draft}du-toan/bieu-do.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("2021;100")
    svg = officer.get(f"{draft}du-toan/bieu-do.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert b"<svg" in svg.content
    assert officer.get(f"{draft}du-toan/bieu-do.pdf").status_code == 404


def test_page_says_how_many_sums_were_compared(officer: Client, draft: str, table: BudgetTable) -> None:
    page = officer.get(f"{draft}du-toan/").content.decode()
    assert f"đã so {len(checked_sums(table))} tổng in" in page
    assert "Ba trăm chín mươi triệu năm trăm nghìn đồng" in page
    assert "Không khớp" in page  # 100.000 in digits, one hundred million in words


def test_matrix_leaves_as_numbers_in_dong(officer: Client, draft: str) -> None:
    answer = officer.get(f"{draft}du-toan/?tai-ve=ma-tran")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(row for row in cells if "Dòng dự toán" in row)
    assert all("(đồng)" in text for text in heading[2:])
    assert cells[-1][-1] == 390_500_000


@pytest.mark.usefixtures("world")
def test_a_plan_without_budget_says_so(officer: Client) -> None:
    pack = small_pack()
    plan = pack.plan.model_copy(update={"slug": "khong-tien"})
    bare = pack.model_copy(update={"plan": plan, "budget": None, "source": None})
    load_pack(pack=bare, viewer=None, by=SYSTEM, at=AT)
    page = officer.get("/ke-hoach/khong-tien/ban-1/du-toan/").content.decode()
    assert "Kế hoạch này không có bảng dự toán." in page
    assert officer.get("/ke-hoach/khong-tien/ban-1/du-toan/bieu-do.svg").status_code == 404


def test_lines_are_found_without_diacritics_under_their_headings(table: BudgetTable) -> None:
    address = EditionAddress("thu-nghiem", 1)
    whole = budget_matrix(table, address)
    leaf = next(line for line in table.lines if line.is_leaf and line.parent_number is not None)
    found = narrowed(table, whole, leaf.title.upper())
    heading = next(line for line in table.lines if line.number == leaf.parent_number)
    assert {row.number for row in found.rows} >= {leaf.key, heading.key}
    assert len(found.rows) < len(whole.rows)
    assert found.totals == ()
    assert narrowed(table, whole, "khong co dong nao nhu vay").rows == []
    assert narrowed(table, whole, "  ") is whole


def test_the_annex_is_offered_and_comes_with_its_formulas(world: World, officer: Client, tmp_path: Path) -> None:
    page = EditionAddress(world.slug, world.ordinal).tab(TabKey.BUDGET)
    assert "?tai-ve=phu-luc" in officer.get(page).content.decode()
    answer = officer.get(page, {"tai-ve": "phu-luc"})
    assert f"phu-luc-du-toan-{world.slug}-ban-{world.ordinal}.xlsx" in answer.headers["Content-Disposition"]
    file = tmp_path / "phu-luc.xlsx"
    assert CliRunner().invoke(main, ["export-budget", world.slug, "-o", str(file)]).exit_code == 0
    for data in (answer.content, file.read_bytes()):
        cells = [cell for row in openpyxl.load_workbook(BytesIO(data))["Phụ lục"].iter_rows() for cell in row]
        assert sum(cell.data_type == "f" for cell in cells) > 10
    refused = CliRunner().invoke(main, ["export-budget", "khong-co", "-o", str(file)])
    assert (refused.exit_code, "Không có kế hoạch" in refused.output) == (1, True)
