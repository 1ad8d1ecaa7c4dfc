from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "data" / "plans"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check-plan", *arguments])


def test_bac_giang_has_the_thousandfold_slip_and_ends_with_one() -> None:
    result = run(str(PLANS / "bac-giang-2021-2025" / "plan.yaml"))
    assert result.exit_code == 1
    assert "SAI · số khác chữ · dòng 398" in result.output
    assert "Ba tỷ chín trăm hai mươi sáu triệu đồng" in result.output
    assert "\n  Nhiều khả năng là: 3.926.000.000 đồng" in result.output
    assert "cộng không khớp" not in result.output, "every sum of the table adds up"


def test_json_gives_the_same_findings_with_their_lines() -> None:
    result = run(str(PLANS / "bac-ninh-2026-2030" / "plan.yaml"), "--format", "json")
    assert result.exit_code == 1
    errors = [f for f in json.loads(result.output)["findings"] if f["severity"] == "error"]
    assert [(f["kind"], f["at"]) for f in errors] == [("agency", [618, 632]), ("agency", [634, 637])]


def test_a_plan_with_warnings_only_ends_with_zero() -> None:
    assert run(str(PLANS / "lang-son-2026-2030" / "plan.yaml")).exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"plan: [", ":2: không phải YAML hợp lệ"),
        (b"\xff\xfe", "UTF-8"),
        (b"schema: 1\nschema: 1\n", "schema"),
    ],
)
def test_what_cannot_be_read_ends_with_two_and_says_where(tmp_path: Path, content: bytes, said: str) -> None:
    pack = tmp_path / "plan.yaml"
    pack.write_bytes(content)
    result = run(str(pack))
    assert result.exit_code == 2
    assert str(pack) in result.stderr
    assert said in result.stderr
    assert "Cách sửa" in result.stderr
    assert result.stdout == ""


def test_a_missing_file_ends_with_two(tmp_path: Path) -> None:
    result = run(str(tmp_path / "khong-co.yaml"))
    assert result.exit_code == 2
    assert "không mở được tệp" in result.stderr
