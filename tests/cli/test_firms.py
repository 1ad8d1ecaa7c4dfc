"""`nscl firms …` as an analyst runs it, on a simulated survey."""

from __future__ import annotations

import csv
import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from nscl.cli.firms import firms
from nscl.economics import analytics
from tests.economics.firms.simulation import simulated

UNITS = "ma,nam,x1,x2,y\n1,2020,2,5,1\n2,2020,2,4,2\n3,2020,6,6,3\n4,2020,3,2,1\n5,2020,6,2,2\n"


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """200 firms in 8 years, two branches, a few bad cells."""
    panel = simulated(firms=200, years=8, seed=3)
    path = tmp_path_factory.mktemp("survey") / "dn.csv"
    columns = {"va": "y", "lao_dong": "l", "von": "k", "nl": "m", "dt": "i"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["ma", "nam", "nganh", *columns])
        for row in range(len(panel)):
            figures = [f"{np.exp(panel.column(name)[row]):.9f}" for name in columns.values()]
            firm = panel.firms[row]
            writer.writerow([panel.names[firm], 2010 + panel.years[row], "AB"[firm % 2], *figures])
        writer.writerow(["x", 2012, "A", 0, 1, 1, 1, 1])
        writer.writerow(["x", 2013, "A", 5, -1, 1, 1, 1])
    return path


def run(path: Path, *options: str) -> Result:
    name, *rest = options
    return CliRunner().invoke(firms, [name, str(path), *rest])


def rows_of(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return list(json.loads(result.output)["rows"])


def test_estimators_side_by_side_and_what_was_left_out(survey: Path) -> None:
    result = run(survey, "tfp", "--proxy", "nl", "--method", "ols", "--method", "lp", "--method", "wrdg")
    assert result.exit_code == 0, result.output
    for word in ("ols", "lp", "wrdg", "hệ số", "tổng", "Bỏ 1 dòng: cột va không lớn hơn 0", "x năm 2012"):
        assert word in result.output
    lp = rows_of(run(survey, "tfp", "--proxy", "nl", "--method", "lp", "--draws", "20", "--format", "json"))
    assert lp[0]["hệ số"] == pytest.approx(0.55, abs=0.05)
    assert 0 < lp[0]["sai số chuẩn"] < 0.1


def test_branches_years_and_firms(survey: Path) -> None:
    common = ("--proxy", "nl", "--method", "lp", "--group", "nganh", "--format", "json")
    by_branch = rows_of(run(survey, "tfp", *common))
    assert {row["ngành"] for row in by_branch} == {"A", "B"}
    years = rows_of(run(survey, "tfp", *common, "--show", "years"))
    assert [row["năm"] for row in years] == list(range(2010, 2018))
    for before, row in itertools.pairwise(years):
        parts = [row[name] for name in ("trong doanh nghiệp", "giữa doanh nghiệp", "gia nhập", "rút lui")]
        assert sum(parts) == pytest.approx(row["ln TFP"] - before["ln TFP"], abs=1e-9)
        assert row["bình quân"] + row["hiệp phương sai"] == pytest.approx(row["ln TFP"], abs=1e-9)
    each = rows_of(run(survey, "tfp", *common, "--show", "firms"))
    assert len(each) == len(survey.read_text(encoding="utf-8").splitlines()) - 3
    assert set(each[0]) == {"doanh nghiệp", "năm", "ngành", "ln TFP", "ln NSLĐ"}


def test_a_workbook_holds_figures_and_notes(survey: Path, tmp_path: Path) -> None:
    path = tmp_path / "tfp.xlsx"
    result = run(survey, "tfp", "--method", "ols", "--format", "xlsx", "-o", str(path))
    assert result.exit_code == 0, result.output
    figures, notes = load_workbook(path).worksheets
    assert any(isinstance(cell.value, float) for cell in figures["D"])
    assert any("Bỏ 1 dòng" in str(cell.value) for cell in notes["A"])


def test_envelopment(tmp_path: Path) -> None:
    path = tmp_path / "dv.csv"
    path.write_text(UNITS, encoding="utf-8")
    options = ("--inputs", "x1,x2", "--outputs", "y", "--returns", "crs", "--slacks", "--super", "--format", "json")
    rows = rows_of(run(path, "dea", *options))
    assert [row["điểm"] for row in rows] == pytest.approx([0.5, 1, 0.833, 0.714, 1], abs=5e-4)
    assert rows[1]["siêu hiệu quả"] == pytest.approx(2.0)
    assert rows[0]["dư x2"] == pytest.approx(0.5)
    assert rows[0]["so với"] == "2 (0.500)"
    ranked = rows_of(run(path, "dea", "--inputs", "x1,x2", "--outputs", "y", "--super", "--format", "json"))
    assert ranked[2]["siêu hiệu quả"] is None, "out of reach of the others: no figure"
    shaken = rows_of(
        run(path, "dea", "--inputs", "x1", "--outputs", "y", "--year", "nam", "--bootstrap", "100", "--format", "json")
    )
    assert shaken[0]["năm"] == 2020
    assert shaken[3]["cận dưới"] <= shaken[3]["cận trên"]
    chance = np.random.default_rng(2)
    lines = [f"{i},{x:.6f},{x**0.7 * s:.6f},{-5 * s:.6f}" for i, (x, s) in enumerate(chance.uniform(0.4, 1, (40, 2)))]
    path.write_text("\n".join(["ma,x,y,z", *lines]), encoding="utf-8")
    options = ("--inputs", "x", "--outputs", "y", "--orientation", "out", "--bootstrap", "100", "--format", "json")
    constant, slope = rows_of(run(path, "dea", *options, "--explained-by", "z"))
    assert (constant["giải thích"], slope["giải thích"]) == ("hằng số", "z")
    assert 0 < slope["cận dưới"] < slope["hệ số"] < slope["cận trên"], "a greater z goes with less output"


def test_malmquist(tmp_path: Path) -> None:
    path = tmp_path / "dv.csv"
    path.write_text("ma,nam,x,y\na,2020,2,2\nb,2020,2,1\na,2021,2,3\nb,2021,5,3\nc,2021,1,1\n", encoding="utf-8")
    result = run(path, "malmquist", "--inputs", "x", "--outputs", "y", "--split", "fgnz")
    assert result.exit_code == 0, result.output
    assert "1,2000" in result.output
    assert "c 2020–2021 không có chỉ số" in result.output
    common = (path, "malmquist", "--inputs", "x", "--outputs", "y", "--format", "json")
    ratios = rows_of(run(*common, "--index", "hicks-moorsteen"))
    assert ratios[0]["hicks-moorsteen"] == pytest.approx(1.5)
    overall = rows_of(run(*common, "--index", "global"))
    assert overall[0]["malmquist"] == pytest.approx(1.5)
    assert "chỉ dùng với --index malmquist" in run(*common, "--index", "global", "--split", "rd").output
    pure = rows_of(run(*common, "--split", "rd"))
    assert pure[0]["hiệu quả thuần"] * pure[0]["công nghệ"] * pure[0]["quy mô"] == pytest.approx(1.5)


def test_stochastic_frontier(survey: Path) -> None:
    path = survey.with_name("hieu-qua.csv")
    chance = np.random.default_rng(1)
    labour, capital, z = chance.normal(size=(3, 800))
    output = 1 + 0.6 * labour + 0.3 * capital + chance.normal(0, 0.15, 800) - np.abs(chance.normal(0, 0.4, 800))
    lines = [
        f"{i},{np.exp(y):.9f},{np.exp(a):.9f},{np.exp(b):.9f},{c:.9f}"
        for i, (y, a, b, c) in enumerate(zip(output, labour, capital, z, strict=True))
    ]
    path.write_text("\n".join(["ma,va,l,k,z", *lines]), encoding="utf-8")
    rows = {str(row["tham số"]): row for row in rows_of(run(path, "sfa", "--inputs", "l,k", "--format", "json"))}
    assert rows["l"]["ước lượng"] == pytest.approx(0.6, abs=0.03)
    assert 0.5 < rows["gamma"]["ước lượng"] < 1
    each = rows_of(run(path, "sfa", "--inputs", "l,k", "--show", "firms", "--format", "json"))
    assert all(0 < row["hiệu quả kỹ thuật"] < 1 for row in each)
    explained = run(path, "sfa", "--inputs", "l,k", "--law", "bc95", "--explained-by", "z", "--mean-constant")
    assert "mu" in explained.output
    assert "lnL" in explained.output


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("tfp",), "Biến đại diện"),
        (("tfp", "--proxy", "khong_co"), "không có cột khong_co"),
        (("tfp", "--method", "ols", "--method", "fe", "--show", "years"), "một phương pháp"),
        (("sfa", "--inputs", "von", "--law", "bc92"), "cần cột năm"),
        (("malmquist", "--inputs", "va", "--outputs", "von", "--decimal", "comma"), "Năm 2012, x: không có đầu vào"),
        # E7: taking the period as an input gives an index that means nothing.
        (("malmquist", "--inputs", "nam,von", "--outputs", "va"), "Cột nam: là cột năm"),
    ],
)
def test_refusals_end_with_two_and_the_remedy(survey: Path, options: tuple[str, ...], says: str) -> None:
    result = run(survey, *options)
    assert result.exit_code == 2
    assert says in result.output


def test_without_the_extra_the_command_says_how_to_add_it(survey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analytics, "find_spec", lambda _name: None)
    for name in [one for one in sys.modules if one.startswith(("nscl.economics.firms", "nscl.cli.firm_tables"))]:
        monkeypatch.delitem(sys.modules, name)
    result = run(survey, "tfp", "--proxy", "nl")
    assert result.exit_code == 2
    assert "--extra analytics" in result.output


def test_growth_accounting_needs_no_numpy() -> None:
    code = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'ibis', 'duckdb', 'pyarrow', 'threadpoolctl'): sys.modules[name] = None\n"
        "import nscl.economics, nscl.economics.sensitivity, nscl.economics.labour_quality, nscl.cli.firms\n"
        "from nscl.cli.productivity import tfp\n"
        "try:\n    import nscl.economics.frontiers\n"
        "except ImportError as error:\n    sys.exit('numpy' not in str(error))\n"
        "sys.exit(3)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
