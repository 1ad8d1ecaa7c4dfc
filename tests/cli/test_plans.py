"""`nscl load-plan` and `export-plan` against a real database."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from nscl.cli import main
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.operations.intake import load_published
from nscl.records.operations import SYSTEM

SMALL = Path(__file__).resolve().parents[1] / "data" / "small-plan.yaml"

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_pack_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    loaded = run("load-plan", str(SMALL))
    assert loaded.exit_code == 0, loaded.output
    assert "đã nạp thành bản nháp" in loaded.output
    written = tmp_path / "ra.yaml"
    slug = read_pack_file(SMALL).plan.slug
    assert run("export-plan", slug, "-o", str(written)).exit_code == 0
    assert read_pack_file(written) == read_pack_file(SMALL)
    again = run("load-plan", str(written))
    assert "không có gì thay đổi" in again.output


def test_a_changed_pack_shows_the_difference_before_it_replaces_a_draft(tmp_path: Path) -> None:
    run("load-plan", str(SMALL))
    changed = tmp_path / "doi.yaml"
    old_title = read_pack_file(SMALL).tasks[0].title
    changed.write_text(SMALL.read_text(encoding="utf-8").replace(old_title, "Tên đã đổi", 1), encoding="utf-8")
    refused = run("load-plan", str(changed))
    assert refused.exit_code == 1
    assert f"{old_title} → Tên đã đổi" in refused.stderr
    assert "--confirm" in refused.stderr
    assert "đã thay nội dung" in run("load-plan", str(changed), "--confirm").output


def test_an_issued_edition_is_not_replaced(tmp_path: Path) -> None:
    load_published(packs=[(read_pack_file(SMALL), None)], by=SYSTEM, at=timezone.now())
    changed = tmp_path / "doi.yaml"
    old_title = read_pack_file(SMALL).tasks[0].title
    changed.write_text(SMALL.read_text(encoding="utf-8").replace(old_title, "Tên đã đổi", 1), encoding="utf-8")
    refused = run("load-plan", str(changed), "--confirm")
    assert refused.exit_code == 1
    assert "đã ban hành" in refused.stderr


def test_an_unknown_plan_is_said_to_be_unknown() -> None:
    result = run("export-plan", "khong-co")
    assert result.exit_code == 1
    assert "Không có kế hoạch “khong-co”" in result.stderr


def test_a_text_that_is_not_utf8_is_told_so(tmp_path: Path) -> None:
    text = tmp_path / "van-ban.txt"
    text.write_bytes("Kế hoạch".encode("utf-16"))
    refused = run("load-plan", str(SMALL), "--text", str(text))
    assert refused.exit_code == 2
    assert "không phải văn bản UTF-8" in refused.stderr
