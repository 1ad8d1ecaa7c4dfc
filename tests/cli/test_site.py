"""`nscl up` as a person runs it, in a process of its own: what it says when the machine is not as it should be."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from nscl.cli import main, site
from tests.factories.sites import NSCL, PreparedSite


def up(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NSCL_VAR_DIR": str(var), "NSCL_DATABASE_URL": f"sqlite:///{var / 'nscl.sqlite3'}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [str(NSCL), "up", *arguments], env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_an_occupied_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        result = up(tmp_path, "--port", str(port))
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert f"Cổng {port}" in result.stderr
    assert f"NSCL_PORT={port + 1} make up" in result.stderr


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    blocked = tmp_path / "tep"
    blocked.write_text("a file stands where the folder should be")
    result = up(blocked, "--prepare-only")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Không ghi được vào thư mục" in result.stderr
    assert "NSCL_VAR_DIR" in result.stderr


@pytest.mark.e2e
def test_a_second_run_changes_nothing(prepared_site: PreparedSite, tmp_path: Path) -> None:
    assert "nạp 5 kế hoạch" in prepared_site.said
    assert re.search(r"Một năm số liệu mẫu … ghi \d+ hoạt động của 5 kế hoạch", prepared_site.said)
    prepared_site.copy_to(tmp_path)
    before = (tmp_path / "nscl.sqlite3").read_bytes()
    second = up(tmp_path, "--prepare-only")
    assert second.returncode == 0, second.stderr
    steps = second.stdout.splitlines()
    assert steps
    assert [step for step in steps if not step.endswith("đã có")] == []
    assert (tmp_path / "nscl.sqlite3").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "setting", "loads"),
    [((), "", True), (("--no-sample",), "", False), ((), "0", False), (("--sample",), "0", True)],
)
def test_who_starts_for_real_gets_no_sample_year(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], setting: str, loads: bool
) -> None:
    steps: list[str] = []
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])  # given back afterwards
    monkeypatch.setenv("NSCL_SAMPLE", setting)
    monkeypatch.setattr(site, "_prepare", lambda: None)
    monkeypatch.setattr(site, "_step", lambda words, _act: steps.append(words))
    result = CliRunner().invoke(main, ["up", "--prepare-only", *arguments])
    assert result.exit_code == 0, result.output
    assert ("Một năm số liệu mẫu" in steps) == loads
