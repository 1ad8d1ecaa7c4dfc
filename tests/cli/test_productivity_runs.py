"""`nscl runs`, `compute-run`, `run-export` on a small site."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.productivity.models import ProductivityRun
from tests.factories.productivity import load_statistics

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_way_of_a_run_through_the_commands(tmp_path: Path) -> None:
    assert "Chưa có lần tính nào" in run("runs").output
    load_statistics()
    made = run("compute-run", "--province", "Bắc Ninh", "--method", "tornqvist", "--first", "2023")
    assert made.exit_code == 0, made.output
    (number,) = ProductivityRun.objects.values_list("pk", flat=True)
    assert f"Lần tính số {number}: TFP đóng góp" in made.output
    (row,) = json.loads(run("runs", "--province", "24", "--format", "json").output)["rows"]
    assert (row["từ"], row["đến"], row["phương pháp"]) == (2023, 2025, "tornqvist")
    for name in ("a.csv", "a.sdmx.csv", "a.docx", "a.xlsx"):
        assert run("run-export", str(number), "-o", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).stat().st_size > 1000
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) > 300
    assert "năm 2040 chưa có số liệu" in run("compute-run", "--province", "Bắc Ninh", "--last", "2040").output
    for wrong in (
        ("run-export", "0", "-o", "x.csv"),
        ("run-export", str(number), "-o", "x.pdf"),
        ("runs", "--province", "Y"),
    ):
        told = run(*wrong)
        assert told.exit_code
        assert "Cách sửa" in told.output or "phải kết thúc" in told.output
