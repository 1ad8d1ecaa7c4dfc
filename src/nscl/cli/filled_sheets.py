"""Excel files that people filled in and a command takes in: read, and told of while and after that is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from nscl.cli.refusal import refuse

if TYPE_CHECKING:
    from nscl.records.spreadsheets.problems import ImportProblem

_SHOWN = 50


class Rehearsed(Protocol):
    """What taking in a file found in it. hidden: rows that are hidden; unknown: headings of columns not read."""

    @property
    def problems(self) -> Sequence[ImportProblem]: ...
    @property
    def hidden(self) -> int: ...
    @property
    def unknown(self) -> Sequence[str]: ...


def sheet_or_refuse(path: Path) -> bytes:
    """The file's bytes; the command ends where the file is heavier than any sheet that is read."""
    from nscl.records.spreadsheets.reading import MAX_BYTES

    if path.stat().st_size > MAX_BYTES:
        refuse(f"{path}: tệp nặng hơn {MAX_BYTES // 1_000_000} MB. Cách sửa: chia thành nhiều tệp.")
    return path.read_bytes()


def tell_progress(done: int, rows: int) -> None:
    """Say how far the reading has come."""
    click.echo(f"Đã đọc {done}/{rows} dòng", err=True)


def tell_problems(found: Rehearsed) -> None:
    """Say what must be mended, the first of it cell by cell, and what of the file was taken or left unasked."""
    for problem in found.problems[:_SHOWN]:
        click.echo(f"✗ {problem}", err=True)
    if len(found.problems) > _SHOWN:
        click.echo(f"… và {len(found.problems) - _SHOWN} lỗi khác", err=True)
    if found.hidden:
        click.echo(f"{found.hidden} dòng đang ẩn cũng được đọc.", err=True)
    if found.unknown:
        click.echo(f"Cột không đọc: {', '.join(found.unknown)}.", err=True)
