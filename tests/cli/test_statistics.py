"""`nscl statistics-template`, `import-statistics`, `export-statistics` on a small site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.productivity.imports.columns import ANY_YEAR
from nscl.productivity.models import Observation
from nscl.records.spreadsheets.reading import read_sheet
from tests.productivity.series.conftest import line, workbook, workers

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_way_of_a_file_through_the_commands(tmp_path: Path) -> None:
    file, other = tmp_path / "so-lieu.xlsx", tmp_path / "so-lieu.csv"
    assert run("statistics-template", "--province", "24", "-o", str(file)).exit_code == 0
    assert read_sheet(file.read_bytes(), ANY_YEAR).rows == ()
    file.write_bytes(workbook(line({2019: 1, 2020: "1.234"}), workers({2019: 1, 2021: 1})))
    told = run("import-statistics", str(file), "--province", "24", "--rehearse")
    assert told.exit_code == 1
    assert "ô Z2 (2020)" in told.output
    assert run("import-statistics", str(file), "--province", "24").exit_code == 1
    assert not Observation.objects.exists()
    file.write_bytes(workbook(line({2019: 1, 2020: 1.1}), workers({2019: 1, 2021: 1})))
    done = run("import-statistics", str(file), "--province", "24")
    assert "Đã thêm 2 chuỗi, 0 bản mới; 0 chuỗi không đổi." in done.output
    assert "1 câu hỏi về số liệu" in done.output
    for target in (file, other):
        assert run("export-statistics", "--province", "24", "-o", str(target)).exit_code == 0
        again = run("import-statistics", str(target), "--province", "24", "--rehearse")
        assert "Sẽ thêm 0 chuỗi, 0 bản mới; 2 chuỗi không đổi." in again.output
    file.write_bytes(workbook(line({2020: 1.2}, source="Niên giám 2025")))
    assert "bản 2: 2020: 1,1 → 1,2, nguồn trước" in run("import-statistics", str(file), "--province", "24").output
    assert run("export-statistics", "--province", "24", "-o", str(tmp_path / "a.txt")).exit_code == 1
    other.write_bytes("năm;số\n2019;1".encode())
    assert "Không thấy cột" in run("import-statistics", str(other), "--province", "24").output
    assert "99" in run("statistics-template", "--province", "99", "-o", str(file)).output
