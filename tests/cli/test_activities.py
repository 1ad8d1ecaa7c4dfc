"""`nscl activities-template`, `import-activities` on a small site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.records.spreadsheets.reading import read_sheet
from nscl.work.imports.columns import ACTIVITIES
from nscl.work.models import Activity
from tests.factories.work import DAY
from tests.factories.xlsx import filled
from tests.work.conftest import Site, built_site, site

__all__ = ["built_site", "site"]

ROW = {"task": "1.1", "kind": "hội nghị", "title": "Hội nghị", "starts_on": DAY}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def written(folder: Path, data: bytes) -> str:
    (folder / "viec.xlsx").write_bytes(data)
    return str(folder / "viec.xlsx")


def test_a_rehearsal_writes_nothing_and_the_run_does_it(site: Site, tmp_path: Path) -> None:
    file = written(tmp_path, filled([ROW, {**ROW, "title": "Hai"}]))
    told = run("import-activities", str(site.annual), file, "--rehearse")
    assert told.exit_code == 0, told.output
    assert "Sẽ nhập 2 hoạt động" in told.output
    assert Activity.objects.count() == 0
    done = run("import-activities", str(site.annual), file)
    assert "Đã nhập 2 hoạt động" in done.output
    assert "Đã đọc 2/2 dòng" in done.output
    assert Activity.objects.count() == 2
    again = run("import-activities", str(site.annual), file)
    assert again.exit_code == 1
    assert "đã nhập rồi" in again.output


@pytest.mark.parametrize("options", [(), ("--rehearse",)])
def test_a_wrong_row_fails_with_its_cell(site: Site, tmp_path: Path, options: tuple[str, ...]) -> None:
    file = written(tmp_path, filled([ROW, {**ROW, "kind": "hội"}]))
    done = run("import-activities", str(site.annual), file, *options)
    assert done.exit_code == 1
    assert "ô B3 (Loại việc)" in done.output
    assert Activity.objects.count() == 0


def test_what_is_no_sheet_or_no_annual_plan_is_refused(site: Site, tmp_path: Path) -> None:
    file = written(tmp_path, b"MZ")
    assert "không phải tệp Excel" in run("import-activities", str(site.annual), file).output
    assert run("import-activities", "999999", file).exit_code == 1
    assert run("activities-template", "999999", "-o", str(tmp_path / "mau.xlsx")).exit_code == 1


def test_the_template_is_written(site: Site, tmp_path: Path) -> None:
    done = run("activities-template", str(site.annual), "-o", str(tmp_path / "mau.xlsx"))
    assert done.exit_code == 0, done.output
    assert read_sheet((tmp_path / "mau.xlsx").read_bytes(), ACTIVITIES).rows == ()
