"""Where the money stands: at a glance, in the matrix, entry by entry, at the end of a year."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nscl.finance.models import Estimate, Voucher
from nscl.finance.operations.ledger import allocate, carry_over
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from tests.factories.ledger import (
    ENTERPRISE,
    MILLION,
    YEAR,
    a_voucher,
    account,
    allocated,
    disbursed,
    entry,
    line_of,
)
from tests.factories.people import AT

MOST_QUERIES = 15


def text_of(answer: Any) -> str:
    page = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(page.split())


def ledger(plan: Plan, rest: str = "") -> str:
    return f"/kinh-phi/{plan.slug}/so/{rest}"


@pytest.fixture
def spent(plan: Plan) -> Plan:
    """300 million allocated in 2025 over two lines and sources, 110 of it disbursed."""
    allocated(plan, entry(plan, 180), entry(plan, 100, source=ENTERPRISE), entry(plan, 20, "2"))
    disbursed(plan, entry(plan, 50, source=ENTERPRISE), number="PC-01")
    disbursed(plan, entry(plan, 60), number="PC-02")
    return plan


def test_the_overview_tells_how_far_the_money_of_each_plan_has_come(officer: Client, spent: Plan) -> None:
    answer = officer.get("/kinh-phi/")
    assert "Đã giải ngân 110 trên 300 triệu đồng đã giao (36%)." in text_of(answer)
    assert f'href="/kinh-phi/{spent.slug}/so/"' in answer.content.decode()
    chart = officer.get("/kinh-phi/bieu-do.csv").content.decode("utf-8-sig").splitlines()
    assert chart[1].endswith(";560;300;110")
    assert officer.get("/kinh-phi/bieu-do.svg").content.startswith(b"<svg")
    assert officer.get("/kinh-phi/bieu-do.gif").status_code == 404


def test_the_matrix_has_a_door_to_the_entries_behind_each_figure(officer: Client, spent: Plan) -> None:
    page = officer.get(ledger(spent)).content.decode()
    line = line_of(spent, "1").pk
    door = f"{ledger(spent, 'but-toan/')}?nam={YEAR}&dong={line}&buoc=disbursed"
    assert f'<a href="{door.replace("&", "&amp;")}">110</a>' in page
    behind = officer.get(door)
    assert "cộng 110.000.000 đồng trong 2 bút toán." in text_of(behind)
    assert all(number in text_of(behind) for number in ("PC-01", "PC-02"))
    assert "QĐ-01" not in text_of(behind)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("theo=nam", ("Năm 2024", "Năm 2025", "Cộng các nguồn")),
        ("theo=nguon&buoc-hien=du", ("Cam kết chi", "Cộng các năm")),
        ("theo=co-quan", ("Chưa giao cơ quan",)),
        ("theo=nhiem-vu&nam=2025&nguon=enterprise", ("Năm 2025, nguồn doanh nghiệp", "Chưa gắn nhiệm vụ")),
        ("theo=bay&nam=1999&nguon=gi&cot=x", ("Kinh phí theo dòng dự toán",)),
    ],
)
def test_the_matrix_turns(officer: Client, spent: Plan, query: str, shown: tuple[str, ...]) -> None:
    answer = officer.get(ledger(spent, f"?{query}"))
    assert answer.status_code == 200
    assert all(words in text_of(answer) for words in shown)


def test_what_goes_beyond_is_red_and_what_was_carried_over_is_not(officer: Client, spent: Plan) -> None:
    beyond = a_voucher("QĐ-02", reason="Công văn 5/STC")
    allocate(plan=spent.pk, voucher=beyond, entries=[entry(spent, 70, "2")], beyond=True, viewer=None, by=SYSTEM, at=AT)
    page = officer.get(ledger(spent)).content.decode()
    assert re.search(r'<td class="figure flagged">[^|]*?>90<span class="unseen"> \(vượt 10 triệu đồng\)', page)
    allocated(spent, entry(spent, 100, year=2024), number="QĐ-24", year=2024, on=date(2024, 2, 1))
    move = a_voucher("CN-24", year=2024, on=date(2025, 1, 20))
    carry_over(plan=spent.pk, voucher=move, viewer=None, by=SYSTEM, at=AT)
    assert account(spent).allocated_vnd == 280 * MILLION  # of 200 appraised
    assert "vượt 80" not in text_of(officer.get(ledger(spent)))


def test_the_files_hold_the_figures_in_dong(officer: Client, spent: Plan) -> None:
    book = load_workbook(io.BytesIO(officer.get(ledger(spent, "?tai-ve=xlsx")).content))
    values = {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
    assert 110 * MILLION in values
    book = load_workbook(io.BytesIO(officer.get(ledger(spent, "chung-tu/?tai-ve=xlsx&loai=allocation")).content))
    texts = {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
    assert "QĐ-01" in texts
    assert "PC-01" not in texts
    for rest in ("but-toan/", f"chung-tu/{Voucher.objects.get(number='PC-01').pk}/", "nam/2025/"):
        answer = officer.get(ledger(spent, f"{rest}?tai-ve=xlsx"))
        assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet"), rest


def test_the_end_of_a_year_and_its_forecast(finance: Client, spent: Plan) -> None:
    page = text_of(finance.get(ledger(spent, "nam/2025/")))
    assert "Đến 31/12/2025 còn 190 triệu đồng đã giao mà chưa chi." in page
    assert "Quyết toán năm" in page
    assert "Chỉ dự báo cho năm đang thực hiện." in text_of(finance.get(ledger(spent, "nam/2025/du-bao/")))
    assert finance.get(ledger(spent, "nam/2019/")).status_code == 404


def test_a_plan_without_an_approved_estimate_has_no_ledger_yet(officer: Client, plan: Plan) -> None:
    Estimate.objects.filter(plan=plan).update(state="superseded")
    for rest in ("", "chung-tu/", "chung-tu/ghi/"):
        assert "Sổ kinh phí chưa mở" in text_of(officer.get(ledger(plan, rest))), rest


def test_who_only_looks_finds_no_act(focal: Client, spent: Plan) -> None:
    voucher = Voucher.objects.get(plan=spent, number="PC-01")
    for rest in ("", "chung-tu/", f"chung-tu/{voucher.pk}/", "nam/2025/"):
        page = text_of(focal.get(ledger(spent, rest)))
        assert not re.search("Ghi chứng từ|Hủy chứng từ|Quyết toán năm|Thêm minh chứng", page), rest


def test_pages_ask_as_much_for_thirty_vouchers_as_for_one(finance: Client, spent: Plan) -> None:
    voucher = Voucher.objects.get(plan=spent, number="PC-01")
    paths = ["/kinh-phi/"] + [
        ledger(spent, rest)
        for rest in (
            "",
            "but-toan/",
            "chung-tu/",
            f"chung-tu/{voucher.pk}/",
            "chung-tu/ghi/?nam=2025",
            "nam/2025/",
            "nam/2025/du-bao/",
            "nam/2025/quyet-toan/",
        )
    ]
    counted = []
    for step in (0, 1):
        for number in range(30 * step):
            disbursed(spent, entry(spent, 1, source=ENTERPRISE), number=f"PC-1{number}")
        counts = {}
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert finance.get(path).status_code == 200
            counts[path] = len(queries)
        counted.append(counts)
    assert counted[0] == counted[1]
    assert max(counted[0].values()) <= MOST_QUERIES, counted[0]
