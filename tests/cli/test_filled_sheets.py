"""What commands that take in Excel files say of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from nscl.cli.filled_sheets import sheet_or_refuse, tell_problems
from nscl.records.spreadsheets import reading
from nscl.records.spreadsheets.problems import ImportProblem


@dataclass(frozen=True)
class Found:
    problems: tuple[ImportProblem, ...] = ()
    hidden: int = 0
    unknown: tuple[str, ...] = ()


def test_a_file_heavier_than_any_sheet_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "so.xlsx"
    file.write_bytes(b"12345")
    assert sheet_or_refuse(file) == b"12345"
    monkeypatch.setattr(reading, "MAX_BYTES", 4)
    with pytest.raises(SystemExit) as ended:
        sheet_or_refuse(file)
    assert ended.value.code == 1
    assert "so.xlsx: tệp nặng hơn" in capsys.readouterr().err


def test_the_first_problems_are_told_and_the_rest_counted(capsys: pytest.CaptureFixture[str]) -> None:
    problems = tuple(ImportProblem("Sổ", row, 1, "Số", "thiếu", "điền số") for row in range(2, 54))
    tell_problems(Found(problems))
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"✗ {problems[0]}"
    assert told[50:] == ["… và 2 lỗi khác"]


def test_hidden_rows_and_unread_columns_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_problems(Found())
    assert capsys.readouterr().err == ""
    tell_problems(Found(hidden=3, unknown=("Ghi chú", "Mã")))
    assert capsys.readouterr().err == "3 dòng đang ẩn cũng được đọc.\nCột không đọc: Ghi chú, Mã.\n"
