"""The reports of the five published plans over their sample year: screen, database, Word and Excel say the same.

Bắc Giang's report of 2025 (under today's Bắc Ninh) was issued when the sample was made; the other four are issued here.
"""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from nscl.documents.report_papers.cells import shown, total_row
from nscl.documents.report_papers.tables import ReportFigures, ReportTable, TableCode, ValueKind
from nscl.documents.report_papers.workbook.annexes import SHEETS
from nscl.documents.report_papers.workbook.sheet import is_number
from nscl.text.formats import format_vnd, money_in_words
from tests.factories.sites import ROOT, PreparedSite, environment_of
from tests.reporting.sample.made import Made

PLANS = ["bac-giang-2021-2025", "bac-ninh-2026-2030", "hung-yen-2021-2030", "lang-son-2026-2030", "quang-tri-2021-2030"]
_IN_WORDS = re.compile(r"([\d.]+ đồng) \(bằng chữ: ([^)]+)\)")


@pytest.fixture(scope="module")
def reports(prepared_site: PreparedSite, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("reports")
    prepared_site.copy_to(folder / "var")
    command = [sys.executable, "-m", "tests.reporting.sample.of_all_plans", str(folder / "made")]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of(folder / "var"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made: list[Made] = pickle.loads((folder / "made").read_bytes())  # noqa: S301  (written a moment ago, by us)
    return {one.plan: one for one in made}


@pytest.mark.parametrize("plan", PLANS)
def test_screen_database_word_and_excel_say_the_same(reports: dict[str, Made], plan: str) -> None:
    made = reports[plan]
    assert made.screen == made.sealed
    assert [table.code for table in made.sealed.tables] == list(TableCode)
    assert made.sealed.is_sample
    live = made.live if plan != PLANS[0] else made.sealed  # records may have changed since: that is why it is sealed
    assert live.tables[0].leaves
    for before, after in zip(live.tables, made.sealed.tables, strict=True):
        assert printed(before) == printed(after), before.code
    word = list(tables_of_word(made.word))
    for table in made.sealed.tables:
        if table.rows:
            check_word(table, word)
            check_excel(table, made.excel)
    assert made.pdf.startswith(b"%PDF")


@pytest.mark.parametrize("plan", PLANS)
def test_amounts_in_words_are_those_of_the_tables(reports: dict[str, Made], plan: str) -> None:
    made = reports[plan]
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made.word)).paragraphs)
    told = _IN_WORDS.findall(text)
    sums = {format_vnd(vnd): vnd for vnd in amounts(made.sealed)}
    assert {figure for figure, _words in told} <= set(sums)
    for figure, words in told:
        assert words == money_in_words(sums[figure])
    money = made.sealed.table(TableCode.MONEY)
    assert money is not None
    # Lạng Sơn's plan has no estimate: it says nothing of money, and no sum is made up.
    assert bool(told) == any(money.totals.values()) or plan == "lang-son-2026-2030"


def test_the_last_year_of_bac_giangs_plan_is_settled_in_bac_ninhs_report(reports: dict[str, Made]) -> None:
    table = reports["bac-ninh-2026-2030"].sealed.table(TableCode.SETTLED)
    assert table is not None
    heading, *rows = table.rows
    assert heading.is_heading
    assert heading.cells[0].text == "Kế hoạch Bắc Giang 2021–2025"
    assert all(any(not cell.is_empty for cell in row.cells[2:]) for row in rows)
    assert table.note.endswith("đều chưa có số liệu, không ghi.")
    blank = [row for row in rows if table.cell(row, "now").is_empty]
    assert blank
    assert all("Số lũy kế chưa có của năm trước" in table.cell(row, "why").text for row in blank)
    short = [row for row in rows if "chưa đạt số ước" in table.cell(row, "why").text]
    assert all((table.cell(row, "difference").value or 0) < 0 for row in short)
    assert short


def amounts(figures: ReportFigures) -> Iterator[int]:
    for table in figures.tables:
        for value in table.totals.values():
            yield int(value)


def printed(table: ReportTable) -> list[list[str]]:
    """The table as people read it: heads, rows, sums."""
    rows = [[column.heading for column in table.columns]]
    rows += [[shown(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)] for row in table.rows]
    totals = total_row(table)
    if totals is not None:
        rows.append([shown(cell, column) for cell, column in zip(totals, table.columns, strict=True)])
    return rows


def tables_of_word(content: bytes) -> Iterator[list[list[str]]]:
    for table in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:tbl")):
        yield [
            ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]


def check_word(table: ReportTable, word: list[list[list[str]]]) -> None:
    """The one Word table with these heads has every row, cell by cell; a group's heading goes over all columns."""
    wanted = printed(table)
    (found,) = [rows for rows in word if rows and rows[0] == wanted[0]]
    assert len(found) == len(wanted), table.code
    for got, expected in zip(found, wanted, strict=True):
        if len(got) != len(expected):
            assert got == [text for text in expected if text], table.code
        else:
            assert got == expected, table.code


def check_excel(table: ReportTable, content: bytes) -> None:
    """Every figure stands in the sheet as a number, every day as a day, words as words; sums have their value."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(SHEETS[table.code]).to_python()
    heads = [column.heading for column in table.columns]
    start = next(place for place, row in enumerate(sheet) if [text for text in row if text][: len(heads)] == heads)
    rows = [[*row.cells] for row in table.rows]
    totals = total_row(table)
    if totals is not None:
        rows.append([*totals])
    for got, cells in zip(sheet[start + 1 :], rows, strict=False):
        for value, cell, column in zip(got, cells, table.columns, strict=False):
            if is_number(cell, column):
                number = cell.value / 100 if column.kind is ValueKind.PERCENT and cell.value is not None else cell.value
                assert Decimal(str(value)) == number, (table.code, got)
            elif cell.on is not None:
                assert value == cell.on, (table.code, got)
            else:
                assert str(value) == " ".join(shown(cell, column).split()), (table.code, got)
    assert len(sheet[start + 1 :]) >= len(rows)


def test_every_figure_of_every_table_was_looked_at(reports: dict[str, Made]) -> None:
    counted: dict[str, Any] = {
        plan: sum(len(table.leaves) for table in one.sealed.tables) for plan, one in reports.items()
    }
    assert min(counted.values()) > 30, counted
