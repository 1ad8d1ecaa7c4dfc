"""`nscl rules check` and `nscl rules try`, as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from tests.rulebook.policies.drafts import DRAFT, written
from tests.rulebook.policies.drawing import RULES

CASES = RULES / "quoc-gia" / "80-2021-nd-cp.cases.yaml"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, arguments)])


def test_the_shipped_rules_agree_with_their_cases() -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "Nghị định 80/2021/NĐ-CP (quoc-gia/80-2021-nd-cp): 15 mục" in result.output
    assert "đều đúng" in result.output
    rows = list(csv.DictReader(io.StringIO(run("check", "--format", "csv").output)))
    assert {row["so_sai"] for row in rows} == {"0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(RULES, copy)
    return copy


def test_a_rule_that_was_changed_is_caught_by_its_cases(folder: Path) -> None:
    path = folder / "bac-giang" / "43-2022-nq-hdnd.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("percent: 50, cap: {vnd", "percent: 60, cap: {vnd"), encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "phải được 40.000.000 đồng, tính ra 48.000.000 đồng" in result.output
    read = json.loads(run("check", folder, "--format", "json").output)
    assert next(one for one in read if one["policy"].startswith("bac-giang"))["wrong"]


def test_a_rule_without_a_case_is_named(folder: Path) -> None:
    path = folder / "quoc-gia" / "37-2026-nd-cp.cases.yaml"
    text = path.read_text(encoding="utf-8").replace("item: key-export", "item: sme-programme")
    path.write_text(text, encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "Chưa có hồ sơ thử nào cho Nghị định 37/2026/NĐ-CP, điều 12.3." in result.output


def test_files_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (folder / "quoc-gia" / "37-2026-nd-cp.cases.yaml").unlink()
    missing = run("check", folder)
    assert (missing.exit_code, "không mở được tệp" in missing.output) == (2, True)
    (folder / "vocabulary.yaml").write_text("rulebook: 2", encoding="utf-8")
    wrong = run("check", folder)
    assert (wrong.exit_code, "vocabulary.yaml, dòng 1" in wrong.output) == (2, True)
    draft = written(tmp_path, DRAFT.replace("percent: 90", "percent: 900"))
    refused = run("try", draft, CASES, "--province", "bac-ninh")
    assert (refused.exit_code, "du-thao.yaml, dòng" in refused.output) == (2, True)


def test_a_draft_is_tried_on_past_cases(tmp_path: Path) -> None:
    draft = written(tmp_path, DRAFT.replace("per: standard", "per: organisation"))
    result = run("try", draft, CASES, "--province", "bac-ninh")
    assert result.exit_code == 0, result.output
    assert "Dự thảo nghị quyết: thử trên" in result.output
    assert "Nay được mà trước không: " in result.output
    said = json.loads(run("try", draft, CASES, "--province", "bac-ninh", "--format", "json").output)
    assert said["total"]["draft_vnd"] == sum(one["muc_du_thao"] for one in said["cases"]) > 0
    assert said["total"]["paid_vnd"] == sum(one["da_chi"] for one in said["cases"]) > 0
    rows = list(
        csv.DictReader(io.StringIO(run("try", draft, CASES, "--province", "bac-ninh", "--format", "csv").output))
    )
    assert sum(int(row["chenh_lech"]) for row in rows) == said["total"]["draft_vnd"] - said["total"]["paid_vnd"]
