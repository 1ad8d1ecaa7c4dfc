"""`nscl tfp` and `nscl lp` as an official runs them."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.cli.printing import Row, tell
from nscl.cli.productivity import lp, tfp

FIGURES = """nam;grdp;dau_tu;lao_dong;thu_nhap_lao_dong;grdp_hien_hanh
2019;100000;30000;1000;60000;110000
2020;108000;31000;1010;66000;121000
2021;108300;33000;1020;68000;125000
"""
SECTORS = """nganh,nam,grdp,lao_dong
Nông nghiệp,2020,50,50
Nông nghiệp,2021,36,30
Công nghiệp,2020,250,50
Công nghiệp,2021,384,70
"""


def run(command: object, tmp_path: Path, text: str, *options: str) -> Result:
    path = tmp_path / "so-lieu.csv"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, [str(path), *options])  # type: ignore[arg-type]


def test_every_method_that_the_file_allows_is_named_beside_its_figures(tmp_path: Path) -> None:
    result = run(tfp, tmp_path, FIGURES, "--labour-share", "0.6")
    assert result.exit_code == 0
    for method in ("gso", "vnpi", "tornqvist", "convention"):
        assert method in result.output
    assert "trạng thái dừng" in result.output
    assert "chỉ nêu điểm %" in result.output, "2021 grew by 0.28 %: no share"


def test_a_stock_that_is_brought_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "nam,grdp,von,lao_dong\n2020,100,200,50\n2021,110,224,51\n"
    result = run(tfp, tmp_path, text, "--method", "gso", "--labour-share", "0.6", "--format", "json")
    (first, _whole) = json.loads(result.output)["rows"]
    # 10 − 0.4·12 − 0.6·2 = 4
    assert (first["TFP"], first["TFP trong tăng trưởng %"]) == (4.0, 40.0)


def test_the_parts_by_sector_add_up(tmp_path: Path) -> None:
    rows = list(csv.DictReader(run(lp, tmp_path, SECTORS, "--format", "csv").output.splitlines()))
    total = rows[-1]
    assert total["ngành"] == "toàn bộ"
    assert float(total["cộng"]) == pytest.approx(40.0)
    assert sum(float(row["nội ngành"]) for row in rows[:-1]) == pytest.approx(float(total["nội ngành"]), abs=1e-3)


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        (FIGURES.replace("108000", "108.000"), (), "hàng nghìn hoặc số lẻ"),
        (FIGURES, ("--method", "gso"), "--labour-share"),
        (FIGURES.replace("dau_tu", "khac"), (), "von hoặc dau_tu"),
        (FIGURES.replace("lao_dong;", "khac;", 1), (), "cột lao_dong"),
        (FIGURES.replace("2020;", "2029;"), (), "năm 2020"),
    ],
)
def test_figures_that_cannot_be_used_end_with_two_and_the_remedy(
    tmp_path: Path, text: str, options: tuple[str, ...], says: str
) -> None:
    result = run(tfp, tmp_path, text, *options)
    assert result.exit_code == 2
    assert says in result.output


def test_the_library_works_without_django_and_growth_accounting_without_numpy() -> None:
    code = (
        "import sys, nscl.economics.growth.study, nscl.economics.sensitivity, nscl.economics.science, "
        "nscl.economics.tables; sys.exit(bool({'django', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LONG = "nam,grdp,von,lao_dong\n" + "".join(
    f"{2008 + t},{100 * 1.07**t * (1.02 if t % 3 else 0.99):.4f},{200 * 1.09**t:.4f},{50 * 1.01**t:.4f}\n"
    for t in range(14)
)


def test_a_fitted_share_and_a_forecast_say_how_far_they_can_be_trusted(tmp_path: Path) -> None:
    result = run(tfp, tmp_path, LONG, "--method", "regression", "--forecast-to", "2025")
    assert result.exit_code == 0, result.output
    assert "sai số chuẩn" in result.output
    assert "Durbin–Watson" in result.output
    assert "Giai đoạn 2022–2025" in result.output
    assert "kiểm nghiệm ngược: 5 lần" in result.output
    short = run(tfp, tmp_path, FIGURES, "--forecast-to", "2025")
    assert short.exit_code == 2
    assert "Cần ít nhất 5 năm" in short.output


GOLDEN = Path(__file__).parents[1] / "golden"
COMPANIONS = [
    word for name in ("workers", "assets", "klems") for word in (f"--{name}", str(GOLDEN / f"growth_{name}.csv"))
]


def golden(command: object, table: str, *options: str) -> Result:
    arguments = [str(GOLDEN / f"growth_{table}.csv"), "--decimal", "point", *options]
    return CliRunner().invoke(command, arguments)  # type: ignore[arg-type]


def test_every_method_with_its_own_tables_band_fan_and_target() -> None:
    """The first years of the golden province: 2012–2019, before the fall of 2020."""
    result = golden(
        tfp, "province", *COMPANIONS, "--labour-share", "2010:0.58", "--labour-share", "2016:0.55", "--hours",
        "--period", "2012-2015", "--period", "2012-2019", "--average", "arithmetic", "--average", "cumulated",
        "--band", "--draws", "100", "--target-share", "55", "--target-growth", "10", "--format", "json",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    periods = {(row["phương pháp"], row["năm"]) for row in told["rows"]}
    assert any(note.startswith("regression: chưa tính") for note in told["notes"]), "a share that is none is refused"
    for method in ("gso", "vnpi", "convention", "tornqvist", "klems"):
        assert {(method, "2012–2015 (arithmetic)"), (method, "2012–2019 (cumulated)")} <= periods
    (band,) = (rows for title, rows in told["tables"].items() if title.startswith("Dải TFP"))
    assert {row["giả định"] for row in band} >= {"tỷ trọng lao động", "khấu hao"}
    (target,) = (rows for title, rows in told["tables"].items() if title.startswith("Mục tiêu"))
    assert all(row["TFP cần"] == 5.5 for row in target)
    assert any("mục tiêu nói về GRDP" in note for note in told["notes"]), "klems"
    fan = told["tables"]["Phân vị của tốc độ tăng TFP"]
    assert all(row["5 %"] <= row["50 %"] <= row["95 %"] for row in fan)


def test_capital_may_be_surveyed_in_the_middle_of_the_years() -> None:
    options = ("--method", "convention", "--initial-stock", "150000", "--initial-year", "2014", "--format", "json")
    result = golden(tfp, "province", *options)
    rows = json.loads(result.output)["rows"]
    assert rows[0]["năm"] == "2016", "the mean of opening and closing stock begins in 2015, its growth in 2016"
    assert any("cuối năm 2014" in note for note in json.loads(result.output)["notes"])


def test_labour_productivity_by_capital_and_by_several_ways() -> None:
    rows = list(
        csv.DictReader(golden(lp, "province", "--method", "capital-deepening", "--format", "csv").output.splitlines())
    )
    for row in rows:
        parts = sum(float(row[name]) for name in ("do vốn trên lao động", "do chất lượng lao động", "TFP"))
        assert parts == pytest.approx(float(row["năng suất lao động %"]), abs=3e-4)
    several = golden(
        lp, "sectors", "--end-points", *[w for m in ("fabricant", "gead", "lmdi") for w in ("--method", m)]
    )
    assert several.exit_code == 0, several.output
    assert "hiệu ứng Denison" in several.output
    mixed = golden(lp, "sectors", "--method", "fabricant", "--method", "capital-deepening")
    assert (mixed.exit_code, "tính riêng" in mixed.output) == (2, True)


def test_science_is_told_by_five_ways_each_with_its_name(tmp_path: Path) -> None:
    """The golden province with yearly sectors of its own and spending on research."""
    province = (GOLDEN / "growth_province.csv").read_text("utf-8").splitlines()
    text = "\n".join(
        [f"{province[0]},chi_nghien_cuu", *(f"{line},{300 + 20 * n}" for n, line in enumerate(province[1:]))]
    )
    sectors = tmp_path / "nganh.csv"
    rows = [
        f"A,{2011 + t},{9000 + 300 * t},{400 - 12 * t}\nB,{2011 + t},{41000 + 4000 * t},{420 + 18 * t}"
        for t in range(10)
    ]
    sectors.write_text("nganh,nam,grdp,lao_dong\n" + "\n".join(rows), encoding="utf-8")
    options = (*COMPANIONS, "--decimal", "point", "--science", "--sectors", str(sectors), "--format", "json")
    options = (*options, "--period", "2012-2019")
    result = run(tfp, tmp_path, text, *options, "--research-elasticity", "0.1")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    ways = {row["cách"] for row in told["tables"]["Khoa học, công nghệ trong tăng trưởng"]}
    assert ways == {"proxy", "components", "research"}
    rows_of_period = [
        row for row in told["tables"]["Khoa học, công nghệ trong tăng trưởng"] if row["năm"] == "2012–2019"
    ]
    parts = {row["cách"]: row["trong tăng trưởng %"] for row in rows_of_period}
    assert parts["proxy"] > parts["components"] > parts["research"] > 0
    notes = " ".join(told["notes"])
    for words in (
        "chưa có công thức chính thức",
        "mức dùng công suất chưa tách riêng",
        "NSCL dẫn ra",
        "frontier: chưa tính",
        "intangibles: chưa tính",
    ):
        assert words in notes
    without = run(tfp, tmp_path, "nam,grdp,von,lao_dong\n2020,100,200,50\n2021,110,224,51\n", "--science")
    assert (without.exit_code, "Tỷ trọng lao động từng năm" in without.output) == (2, True)


def test_a_jump_is_asked_about_not_guessed(tmp_path: Path) -> None:
    """GRDP at prices of 1994 until 2019 and of 2010 from 2020 on: no economy grows by 170 % in a year."""
    text = "nam,grdp,von,lao_dong\n2018,37000,200,50\n2019,40000,212,50\n2020,108000,224,51\n"
    result = run(tfp, tmp_path, text)
    assert "Cần xác nhận: GRDP năm 2020 thay đổi 170,00 %" in result.output


def test_excel_holds_numbers_and_the_notes_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "tfp.xlsx"
    result = golden(tfp, "province", "--labour-share", "0.58", "--band", "--format", "xlsx", "-o", str(path))
    assert (result.exit_code, result.output) == (0, "")
    book = openpyxl.load_workbook(path)
    main, band, notes = book.worksheets
    heads = [cell.value for cell in main[3]]
    first = dict(zip(heads, (cell.value for cell in main[4]), strict=True))
    assert first["năm"] == "2012"
    assert first["tăng trưởng %"] == pytest.approx(7.8)
    assert band["A4"].value is not None
    assert any("trạng thái dừng" in str(cell.value) for (cell,) in notes.iter_rows(max_col=1))
    nowhere = golden(tfp, "province", "--format", "xlsx")
    assert (nowhere.exit_code, "Hãy nêu -o" in nowhere.output) == (2, True)
    denied = golden(tfp, "province", "--format", "xlsx", "-o", str(tmp_path / "khong-co" / "a.xlsx"))
    assert (denied.exit_code, "không ghi được" in denied.output) == (2, True)


def test_one_table_a_csv_and_no_figure_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = golden(tfp, "province", "--band", "--format", "csv")
    assert (two.exit_code, "chỉ chứa một bảng" in two.output) == (2, True)
    to_file = golden(tfp, "province", "--format", "csv", "-o", str(tmp_path / "tfp.csv"))
    assert to_file.exit_code == 0
    assert (tmp_path / "tfp.csv").read_text("utf-8").startswith("phương pháp,")
    for bad in (math.nan, math.inf):
        rows: list[Row] = [{"năm": "2020", "TFP": 1.0}, {"năm": "2021", "TFP": bad}]
        for as_format in ("text", "csv", "json", "xlsx"):
            with pytest.raises(SystemExit):
                tell(rows, as_format, [], to=tmp_path / "x")
            assert "dòng 2, cột “TFP”" in capsys.readouterr().err


ODD_CELLS = st.one_of(
    st.sampled_from(["0", "-5", "", "1e5", "nan", "inf", "1.234", "99999999999999999999", "0,0000001", "x"]),
    st.floats(-1e6, 1e9, allow_nan=False).map(str),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 3), st.integers(0, 5), ODD_CELLS)
def test_no_command_prints_nan_or_inf(tmp_path: Path, line: int, column: int, cell: str) -> None:
    """One cell put to anything: a finite table, or one message with its remedy; never a trace, never nan."""
    lines = [text.split(";") for text in FIGURES.splitlines()]
    lines[line][column] = cell
    result = run(tfp, tmp_path, "\n".join(";".join(one) for one in lines), "--labour-share", "0.6", "--band")
    assert result.exit_code in {0, 2}, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    words = result.output.lower().replace("“nan”", "").replace("“inf”", "").split()
    assert not {"nan", "inf", "-inf"} & set(words)
    if result.exit_code == 2:
        assert result.output.startswith("✗ ")
