"""`nscl organisation-template`, `import-organisations`, `export-organisations` on a small site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.organisations.imports.columns import ORGANISATIONS
from nscl.organisations.models import Organisation
from nscl.records.models import AuditEvent
from nscl.records.spreadsheets.reading import read_sheet
from tests.factories.organisation_files import organisations_file

pytestmark = pytest.mark.django_db
ROWS = [{"name": "Công ty Một", "kind": "doanh nghiệp"}, {"name": "Hợp tác xã Hai", "kind": "hợp tác xã"}]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_way_of_a_file_through_the_commands(tmp_path: Path) -> None:
    file = tmp_path / "to-chuc.xlsx"
    assert run("organisation-template", "24", "-o", str(file)).exit_code == 0
    assert read_sheet(file.read_bytes(), ORGANISATIONS).rows == ()
    file.write_bytes(organisations_file([*ROWS, {"name": "CTY Một"}, {"name": "Công ty Ba", "tax_code": "12"}]))
    told = run("import-organisations", "24", str(file), "--rehearse")
    assert told.exit_code == 1
    assert "Mã số thuế" in told.output
    assert "? Dòng 4 (CTY Một): giống dòng 2 của tệp" in told.output
    refused = run("import-organisations", "24", str(file))
    assert refused.exit_code == 1
    assert "--sound-only" in refused.output
    assert not Organisation.objects.exists()
    done = run("import-organisations", "24", str(file), "--sound-only")
    assert "Đã thêm 2 tổ chức, cập nhật 0, 0 không đổi, bỏ lại 2 dòng." in done.output
    events = AuditEvent.objects.count()
    assert "2 tổ chức" in run("export-organisations", "24", "-o", str(file)).output
    assert AuditEvent.objects.count() == events
    assert run("export-organisations", "24", "-o", str(file), "--contacts").exit_code == 0
    assert AuditEvent.objects.count() == events + 1
    again = run("import-organisations", "24", str(file), "--rehearse")
    assert "Sẽ thêm 0 tổ chức, cập nhật 0, 2 không đổi" in again.output
    assert "99" in run("export-organisations", "99", "-o", str(file)).output
