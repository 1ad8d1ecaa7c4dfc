"""The workbook recalculates: its formulas give the kept results, and an option put otherwise carries through."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from nscl.documents.productivity_papers.accounts import ShareKind
from nscl.documents.productivity_papers.paper import PaperState, RunPaper, SeriesPaper
from nscl.documents.productivity_papers.workbook import write_workbook
from nscl.documents.productivity_papers.workbook.live import FormulaError
from nscl.economics.capital import CapitalBasis, CapitalOptions, Initial, InvestmentTiming
from nscl.economics.decomposition import Decomposition
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.study import Options, study
from tests.documents.productivity_papers.recalculating import Recalculated
from tests.documents.productivity_papers.world import LAST, account_paper, figures, run_paper

AT = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
RESULTS = "Kết quả công bố"
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
EXACT = 1e-9


def made(paper: RunPaper) -> bytes:
    return write_workbook(paper, created=AT)


def rows(book: Recalculated, sheet: str = RESULTS) -> list[tuple[object, ...]]:
    return [row for row in book.book[sheet].iter_rows(min_row=5, values_only=True) if row[0]]


def near(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= EXACT * max(1.0, abs(one))
    return one == other


@pytest.fixture(scope="module")
def book() -> Recalculated:
    return Recalculated(made(run_paper()))


def test_every_formula_gives_the_value_that_stands_beside_it(book: Recalculated) -> None:
    cached = openpyxl.load_workbook(io.BytesIO(made(run_paper())), data_only=True)
    places = list(book.formulas())
    assert len(places) > 3000
    assert [place for place in places if not near(book.value(*place), cached[place[0]][place[1]].value)] == []


def test_the_formulas_give_the_kept_results(book: Recalculated) -> None:
    lines = [number for number, row in enumerate(rows(book), start=5) if row[6] is not None]
    methods = {str(row[1]) for row in rows(book)}
    assert len(lines) > 1000
    assert {"kiểm kê liên tục", *(account.name for account in run_paper().accounts)} <= methods
    assert max(abs(book.value(RESULTS, f"H{line}")) for line in lines) < EXACT
    assert book.value(RESULTS, "H3") < EXACT


@pytest.mark.parametrize("way", [one for one in Decomposition if one is not Decomposition.FABRICANT])
def test_every_way_of_taking_labour_productivity_apart_is_live(way: Decomposition) -> None:
    book = Recalculated(made(replace(run_paper(way), accounts=(), capital=None, productivity=None)))
    checked = [number for number, row in enumerate(rows(book), start=5) if row[0] == "Tách năng suất lao động"]
    assert len(checked) > 10
    assert max(abs(book.value(RESULTS, f"H{line}")) for line in checked) < EXACT


@pytest.mark.parametrize(
    "options",
    [
        CapitalOptions(initial=Initial.RATIO, ratio=2.5, timing=InvestmentTiming.START, basis=CapitalBasis.OPENING),
        CapitalOptions(
            initial=Initial.SURVEYED, surveyed=260_000.0, surveyed_year=2012, timing=InvestmentTiming.MIDDLE
        ),
        CapitalOptions(steady_years=3, timing=InvestmentTiming.MIDDLE, depreciation=0.08),
    ],
    ids=["ratio", "surveyed", "steady"],
)
def test_capital_by_every_start_timing_and_basis(options: CapitalOptions) -> None:
    book = Recalculated(made(replace(run_paper(capital=options), decompositions=(), productivity=None, accounts=())))
    assert book.value(RESULTS, "H3") < EXACT


def test_kinds_of_assets_add_up_to_the_stock() -> None:
    paper = run_paper()
    invested, capital = paper.one("investment"), paper.capital
    assert invested is not None
    assert capital is not None
    halves = {
        key: {year: value * part for year, value in invested.values.items()} for key, part in (("a", 0.3), ("b", 0.7))
    }
    series = [replace(invested, key=f"investment:{key}", values=values) for key, values in halves.items()]
    stocks = [replace(capital.stocks[0], name=key, investment=f"investment:{key}") for key in halves]
    changed = replace(paper, series=series, capital=replace(capital, stocks=stocks), accounts=(), decompositions=())
    book = Recalculated(made(changed))
    assert len(rows(book)) > 20
    assert book.value(RESULTS, "H3") < EXACT
    names = {str(row[2]) for row in book.book["Lần tính"].iter_rows(values_only=True)}
    assert {"khau_hao_1", "khau_hao_2"} <= names


def test_shares_of_several_tables_and_measured_shares() -> None:
    paper = run_paper()
    tables = study(figures(), Options(methods=(Method.GSO,), table_shares={2013: 0.6, 2020: 0.55})).account(Method.GSO)
    vnpi = next(one for one in paper.accounts if one.method == "vnpi")
    shares = {one.year: one.labour_share for one in vnpi.years}
    measured = SeriesPaper(key="labour_share", name="Hệ số của lao động", unit="phần của 1", values=shares)
    accounts = (account_paper(tables), replace(vnpi, share=ShareKind.SERIES))
    changed = replace(paper, series=(*paper.series, measured), accounts=accounts, decompositions=())
    book = Recalculated(made(changed))
    assert {str(row[1]) for row in rows(book) if row[6] is not None} >= {one.name for one in accounts}
    assert book.value(RESULTS, "H3") < EXACT


def test_another_depreciation_gives_what_the_computation_gives_with_it() -> None:
    paper = run_paper()
    data = made(replace(paper, accounts=[one for one in paper.accounts if one.method == "vnpi"], decompositions=()))
    other = Recalculated(data, khau_hao=0.08, hao_mon_nam_dau=1.0)
    options = CapitalOptions(depreciation=0.08, timing=InvestmentTiming.START)
    wanted = study(figures(), Options(table_shares={2013: 0.6}, capital=options)).account(Method.VNPI).tfp_by_year[LAST]
    line = next(
        number
        for number, row in enumerate(rows(other), start=5)
        if str(row[1]).startswith("Viện Năng suất") and row[2] == "TFP" and row[3] == LAST
    )
    assert near(other.value(RESULTS, f"G{line}"), wanted)
    assert abs(other.value(RESULTS, f"H{line}")) > 1e-4


def test_a_year_of_falling_output_has_no_share() -> None:
    paper = run_paper()
    output = paper.one("output")
    assert output is not None
    fallen = replace(output, values={**output.values, 2020: output.values[2019] * 0.97})
    vnpi = next(block for block in paper.accounts if block.method == "vnpi")
    series = [fallen if one.key == "output" else one for one in paper.series]
    book = Recalculated(made(replace(paper, series=series, accounts=(vnpi,), decompositions=())))
    shares = [number for number, row in enumerate(rows(book), start=5)
              if row[1] == vnpi.name and row[3] == 2020 and "trong tăng trưởng" in str(row[2])]  # fmt: skip
    assert [book.value(RESULTS, f"G{line}") for line in shares] == ["không nêu"] * 3
    # The kept run knew of no fall: a figure on one side and a refusal on the other is no small difference.
    assert [book.value(RESULTS, f"H{line}") for line in shares] == [1] * 3


def test_what_lacks_its_series_is_told_and_not_computed() -> None:
    paper = run_paper()
    bare = replace(paper, series=[one for one in paper.series if one.key in {"output", "labour"}])
    book = Recalculated(made(bare))
    said = [str(row[2]) for row in book.book["TFP"].iter_rows(values_only=True)]
    assert any("không kèm đủ chuỗi gốc" in one for one in said)
    assert not [row for row in rows(book) if row[1] == paper.method_name and row[6] is not None]
    assert "Vốn" not in book.book.sheetnames


def test_marks_and_texts_that_begin_like_formulas() -> None:
    paper = replace(run_paper(), state=PaperState.DRAFT, is_sample=True, title="=1+1", accounts=(), decompositions=())
    book = openpyxl.load_workbook(io.BytesIO(made(paper)))
    assert "Kết quả bản nháp" in book.sheetnames
    for sheet in book.worksheets:
        assert "BẢN NHÁP" in sheet["A2"].value
        assert "Số liệu mẫu" in sheet["A2"].value
    assert (book["Lần tính"]["A1"].data_type, book["Lần tính"]["A1"].value) == ("s", "=1+1")
    assert made(paper) == made(paper)


def test_a_formula_without_a_value_is_refused() -> None:
    paper = run_paper()
    empty = [
        replace(one, values=dict.fromkeys(one.values, 0.0)) if one.key == "labour" else one for one in paper.series
    ]
    with pytest.raises(FormulaError, match="không cho ra số"):
        made(replace(paper, series=empty, decompositions=(), accounts=()))


def _calc() -> str | None:
    """LibreOffice with its spreadsheet part, which servers often lack."""
    found = shutil.which("soffice")
    here = Path(found).resolve().parent if found else None
    return found if here and (here / "libsclo.so").exists() else None


@pytest.mark.skipif(_calc() is None, reason="LibreOffice Calc is not installed")
def test_libreoffice_computes_the_same(book: Recalculated, tmp_path: Path) -> None:
    (tmp_path / "profile/user").mkdir(parents=True)
    (tmp_path / "profile/user/registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    (tmp_path / "run.xlsx").write_bytes(made(run_paper()))
    command = [str(_calc()), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
               "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "run.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    again = openpyxl.load_workbook(tmp_path / "out/run.xlsx", data_only=True)
    assert [place for place in book.formulas() if not near(book.value(*place), again[place[0]][place[1]].value)] == []
