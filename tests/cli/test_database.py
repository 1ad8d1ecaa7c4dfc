"""A command that meets no database, or one that was never made, says so in one line."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.db.utils import OperationalError, ProgrammingError

from nscl.cli import LazyGroup, database
from tests.config.test_production import nscl


@pytest.mark.parametrize(
    "arguments",
    [("remind", "--dry-run"), ("sample", "--province", "Bắc Ninh", "--year", "2026")],
    ids=["remind", "sample"],
)
def test_a_database_that_was_not_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = nscl(tmp_path, "sample", *arguments)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "✗ Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Cách sửa: chạy nscl migrate trước."
    ]


def group_of(error: Exception) -> LazyGroup:
    """A group with one command, which meets `error`."""

    def fail() -> None:
        raise error

    class One(LazyGroup):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
            return click.Command(cmd_name, callback=fail)

    return One("thử")


def test_a_database_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> int:
        raise OperationalError("connection refused")

    monkeypatch.setattr(database, "unapplied", unreachable)
    done = CliRunner().invoke(group_of(OperationalError("connection to 10.0.0.1\n  refused")), ["chay"])
    assert done.exit_code == 1
    assert "Không dùng được cơ sở dữ liệu (connection to 10.0.0.1 refused)." in done.output
    assert "NSCL_DATABASE_URL" in done.output


def test_a_defect_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "unapplied", lambda: 0)
    done = CliRunner().invoke(group_of(ProgrammingError("no such column")), ["chay"])
    assert isinstance(done.exception, ProgrammingError)
