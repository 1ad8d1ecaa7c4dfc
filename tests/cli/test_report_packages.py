"""`nscl report package`, `take-in`, `package-key`, `trust-key`, `revoke-key`: from one deployment to another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result
from django.conf import settings

from nscl.cli import main
from nscl.records.signing import load_signer
from nscl.reporting.models import ReceivedPackage
from tests.factories.work import issue_small_plan

# The small plan's last year; the province that holds its land has another name and code since July.
NOW = "2025-11-21T08:00:00+07:00"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["report", *words])


@pytest.mark.django_db
def test_a_province_goes_out_and_comes_in(tmp_path: Path) -> None:
    issue_small_plan()
    with time_machine.travel(NOW, tick=False):
        refused = run("package", "--province", "Bắc Ninh", "--year", "2025", "-o", str(tmp_path))
        assert refused.exit_code == 1
        assert "chưa có báo cáo năm 2025" in refused.output
        assert "--live" in refused.output
        sent = run("package", "--province", "Bắc Ninh", "--year", "2025", "--live", "-o", str(tmp_path))
        assert sent.exit_code == 0, sent.output
        file = tmp_path / "bac-ninh-2025.nscl.zip"
        assert f"Đã ghi {file}" in sent.output
        assert "chưa ban hành" in sent.output
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        _taken_in(file, tmp_path)


def _taken_in(file: Path, folder: Path) -> None:
    own = load_signer(settings.PACKAGE_KEY_FILE).key_id
    assert "chưa được tin cậy" in run("take-in", str(file)).output
    printed = run("package-key")
    pem = folder / "key.pem"
    pem.write_text(printed.stdout)
    assert own in printed.stderr
    trusted = run("trust-key", str(pem), "--name", "Sở KH&CN", "--province", "24")
    assert f"Đã tin cậy khóa {own} cho tỉnh Bắc Ninh" in trusted.output
    assert "Gói đúng: tỉnh Bắc Ninh, năm 2025" in run("take-in", str(file), "--check").output
    assert not ReceivedPackage.objects.exists()
    assert "✓ Đã nhận tỉnh Bắc Ninh, năm 2025" in run("take-in", str(file)).output
    assert "Đã nhận gói này ngày 21/11/2025" in run("take-in", str(file)).output
    assert run("revoke-key", own, "--reason", "Đổi khóa").exit_code == 0
    assert "đã bị thu hồi" in run("take-in", str(file)).output
    assert "Không có khóa mã" in run("revoke-key", "0" * 16, "--reason", "x").output


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words"), [(b"x", "không phải tệp nén"), (b"PK\x03\x04" + b"0" * 90, "cắt ngắn")])
def test_what_is_no_package_is_refused_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "goi.zip"
    file.write_bytes(content)
    found: Any = run("take-in", str(file))
    assert found.exit_code == 1
    assert words in found.output
    assert found.output.startswith("✗ ")
