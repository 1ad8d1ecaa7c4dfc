"""A template, a file, what it would do, and the doing, through the pages; and the same through the commands."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.cli import main
from nscl.finance.imports.columns import VOUCHERS
from nscl.finance.models import LedgerImport, Voucher
from nscl.plans.models import Plan
from nscl.records.spreadsheets.reading import read_sheet
from nscl.web.ledger_import.views import MAX_PAGE_BYTES
from tests.factories.ledger import MILLION, STATE, approved_estimate
from tests.factories.ledger_files import filled_ledger
from tests.web.estimates.conftest import finance, officer, plan, world

__all__ = ["finance", "officer", "plan", "world"]

YEAR = 2026


@pytest.fixture
def ledger(plan: Plan) -> Plan:
    """The plan with an open ledger."""
    approved_estimate(plan, {"1": {(YEAR, STATE): 900 * MILLION}}, years=(YEAR, YEAR + 4))
    return plan


def rows(*numbers: str, **changes: Any) -> bytes:
    row = {
        "kind": "giao dự toán",
        "on": date(YEAR, 3, 1),
        "year": YEAR,
        "about": "Giao",
        "line": "1",
        "vnd": "5.000.000",
    }
    return filled_ledger({**row, "number": number, **changes} for number in numbers)


def address(plan: Plan, name: str = "ledger-import", **kwargs: Any) -> str:
    return reverse(name, kwargs={"slug": plan.slug, **kwargs})


def send(client: Client, plan: Plan, data: bytes) -> Any:
    return client.post(address(plan), {"tep": SimpleUploadedFile("sổ.xlsx", data)})


def test_a_file_is_seen_and_then_taken_in(ledger: Plan, officer: Client, finance: Client) -> None:
    data = rows("QĐ-1", "QĐ-2")
    preview = send(officer, ledger, data).headers["Location"]
    page = unescape(officer.get(preview).content.decode())
    assert "2 chứng từ sẽ được ghi" in page
    assert "5.000.000" in page
    assert Voucher.objects.count() == 0
    assert finance.get(preview).status_code == 404  # another person's file
    done = officer.post(preview, {"viec": "nhap"}, follow=True)
    assert "Đã ghi 2 chứng từ." in unescape(done.content.decode())
    assert LedgerImport.objects.get().name == "sổ.xlsx"
    again = send(officer, ledger, data)
    assert (again.status_code, "Tệp này đã nhập" in unescape(again.content.decode())) == (422, True)


def test_wrong_vouchers_are_shown_and_the_sound_ones_taken_in_when_chosen(ledger: Plan, officer: Client) -> None:
    bad = {"kind": "giao dự toán", "number": "QĐ-2", "on": date(YEAR, 3, 1), "year": 2031, "about": "Giao", "line": "1"}
    good = {**bad, "number": "QĐ-1", "year": YEAR, "vnd": 7_000_000}
    preview = send(officer, ledger, filled_ledger([good, {**bad, "vnd": "1,5"}])).headers["Location"]
    page = unescape(officer.get(preview).content.decode())
    assert "1 chứng từ phải sửa, 1 chứng từ ghi được" in page
    assert "ngoài các năm của dự toán đã duyệt" in page
    assert ('value="nhap"' in page, 'value="nhap-dung"' in page) == (False, True)
    assert officer.post(preview, {"viec": "nhap"}).status_code == 409
    assert Voucher.objects.count() == 0
    done = officer.post(preview, {"viec": "nhap-dung"}, follow=True)
    assert "1 chứng từ sai không ghi" in unescape(done.content.decode())
    assert Voucher.objects.get().number == "QĐ-1"


def test_what_is_dropped_is_gone_and_what_is_no_sheet_is_refused(ledger: Plan, officer: Client) -> None:
    preview = send(officer, ledger, rows("QĐ-1")).headers["Location"]
    assert officer.post(preview, {"viec": "bo"}).status_code == 302
    assert officer.get(preview).status_code == 404
    for data in (b"MZ", bytes(MAX_PAGE_BYTES + 1)):
        answer = send(officer, ledger, data)
        assert (answer.status_code, 'aria-invalid="true"' in answer.content.decode()) == (422, True)


def test_the_template_is_read_back_and_the_register_leads_here(ledger: Plan, finance: Client) -> None:
    answer = finance.get(address(ledger, "ledger-import-template"))
    assert read_sheet(answer.content, VOUCHERS).rows == ()
    assert address(ledger) in finance.get(reverse("voucher-list", kwargs={"slug": ledger.slug})).content.decode()


def test_the_whole_ledger_comes_out_as_it_would_go_in(ledger: Plan, officer: Client) -> None:
    officer.post(send(officer, ledger, rows("QĐ-1", "=1+1")).headers["Location"], {"viec": "nhap"})
    data = officer.get(address(ledger, "ledger-file")).content
    sheet = read_sheet(data, VOUCHERS)
    assert [row.cells["number"] for row in sheet.rows] == ["QĐ-1", "=1+1"]
    assert {row.cells["line"] for row in sheet.rows} == {"1 Việc 1"}
    told = unescape(officer.get(send(officer, ledger, data).headers["Location"]).content.decode())
    assert "Tệp không có chứng từ nào mới." in told


def test_a_plan_without_a_ledger_says_what_is_missing(plan: Plan, officer: Client) -> None:
    assert "Sổ kinh phí chưa mở" in unescape(officer.get(address(plan)).content.decode())
    assert officer.get(address(plan, "ledger-import-template")).status_code == 404


def test_the_queries_do_not_grow_with_the_rows(ledger: Plan, officer: Client) -> None:
    def queries(count: int) -> int:
        preview = send(officer, ledger, rows(*(f"QĐ-{n}" for n in range(count)))).headers["Location"]
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(preview).status_code == 200
        return len(captured)

    assert queries(1) == queries(20)


def test_the_commands_say_the_same(ledger: Plan, tmp_path: Path) -> None:
    file, template = tmp_path / "so.xlsx", tmp_path / "mau.xlsx"
    file.write_bytes(rows("QĐ-1", vnd="1.000.000.000"))

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, arguments)
        return done.exit_code, done.output

    assert run("ledger-template", ledger.slug, "-o", str(template))[0] == 0
    assert read_sheet(template.read_bytes(), VOUCHERS).rows == ()
    for option in ("--rehearse", ""):
        code, said = run("import-ledger", ledger.slug, str(file), *filter(None, [option]))
        assert code == 1
        assert "ô H2 (Số tiền (đồng))" in said
    file.write_bytes(rows("QĐ-1"))
    assert "Sẽ ghi 1 chứng từ" in run("import-ledger", ledger.slug, str(file), "--rehearse")[1]
    assert Voucher.objects.count() == 0
    assert (
        "Đã ghi 1 chứng từ (1 dòng), bỏ qua 0 đã có, bỏ lại 0 sai." in run("import-ledger", ledger.slug, str(file))[1]
    )
    assert run("export-ledger", ledger.slug, "-o", str(template))[0] == 0
    (row,) = read_sheet(template.read_bytes(), VOUCHERS).rows
    assert (row.cells["number"], row.cells["vnd"], row.cells["source"]) == ("QĐ-1", 5_000_000, "NSNN tỉnh")
    assert "đã nhập" in run("import-ledger", ledger.slug, str(file))[1]
    assert run("import-ledger", "khong-co", str(file))[0] == 1
