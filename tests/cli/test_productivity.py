"""`nscl tfp` and `nscl lp` as an official runs them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


def test_the_library_works_without_django() -> None:
    code = "import sys, nscl.economics.growth.periods, nscl.economics.tables; sys.exit('django' in sys.modules)"
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
