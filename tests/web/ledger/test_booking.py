"""Vouchers recorded, refused in place, let go beyond with a reason, reversed; a year carried over and settled."""

from __future__ import annotations

import re
from datetime import date

from django.test import Client

from nscl.finance.enums import VoucherKind
from nscl.finance.models import SettledYear, Voucher
from nscl.plans.models import Plan
from tests.factories.ledger import ENTERPRISE, MILLION, account, allocated, disbursed, entry
from tests.web.ledger.test_pages import ledger, text_of

HEAD = {"number": "12/QĐ-SKHCN", "on": "01/03/2025", "about": "Giao dự toán năm 2025"}


def field(plan: Plan, *which: object) -> str:
    return f"tien-{account(plan, *which).pk}"  # type: ignore[arg-type]


def form(plan: Plan, kind: VoucherKind, year: int = 2025) -> str:
    return ledger(plan, f"chung-tu/ghi/?loai={kind.value}&nam={year}")


def test_a_voucher_with_amounts_in_every_way_of_writing(officer: Client, plan: Plan) -> None:
    typed = {field(plan): "120 triệu", field(plan, "1", ENTERPRISE): "50,000,000", field(plan, "2"): "1 500 000"}
    answer = officer.post(form(plan, VoucherKind.ALLOCATION), {**HEAD, **typed}, follow=True)
    voucher = Voucher.objects.get(plan=plan)
    assert answer.request["PATH_INFO"] == ledger(plan, f"chung-tu/{voucher.pk}/")
    assert "Đã ghi chứng từ 171.500.000 đồng." in text_of(answer)
    assert account(plan).allocated_vnd == 120 * MILLION
    assert account(plan, "2").allocated_vnd == 1_500_000


def test_what_is_left_stands_beside_each_amount(officer: Client, plan: Plan) -> None:
    allocated(plan, entry(plan, 180), entry(plan, 100, source=ENTERPRISE))
    disbursed(plan, entry(plan, 50, source=ENTERPRISE))
    page = text_of(officer.get(form(plan, VoucherKind.DISBURSEMENT)))
    # Given, paid, left; of the state money of both years, 300 million, half may be paid as of the counterpart.
    assert "NSNN tỉnh 180.000.000 0 180.000.000 150.000.000" in page
    assert "Doanh nghiệp 100.000.000 50.000.000 50.000.000 –" in page


def test_a_year_without_money_has_no_form(officer: Client, plan: Plan) -> None:
    page = text_of(officer.get(form(plan, VoucherKind.ALLOCATION, 2022)))
    assert "Dự toán đã duyệt không có tiền của năm 2022" in page


def test_a_refused_amount_is_told_at_its_line_and_nothing_typed_is_lost(officer: Client, plan: Plan) -> None:
    typed = {**HEAD, field(plan): "250.000.000", field(plan, "2"): "1.234 triệu"}
    answer = officer.post(form(plan, VoucherKind.ALLOCATION), typed)
    assert answer.status_code == 422
    assert "đọc được hai cách" in text_of(answer)
    assert 'value="250.000.000"' in answer.content.decode()
    answer = officer.post(form(plan, VoucherKind.ALLOCATION), typed | {field(plan, "2"): "5 triệu"})
    assert answer.status_code == 422
    assert "chỉ còn 200.000.000 đồng so với số thẩm định" in text_of(answer)
    assert f'id="id_{field(plan)}_error"' in answer.content.decode()
    assert 'value="5 triệu"' in answer.content.decode()
    assert not Voucher.objects.filter(plan=plan).exists()


def test_going_beyond_is_offered_to_who_was_refused_and_asks_for_the_reason(officer: Client, plan: Plan) -> None:
    href, typed = form(plan, VoucherKind.ALLOCATION), {**HEAD, field(plan): "250 triệu"}
    assert 'name="vuot"' not in officer.get(href).content.decode()
    assert 'name="vuot"' in officer.post(href, typed).content.decode()
    assert officer.post(href, {**typed, "vuot": "on"}).status_code == 422
    answer = officer.post(href, {**typed, "vuot": "on", "reason": "Công văn 5/STC"}, follow=True)
    assert "Ghi vượt 50.000.000 đồng so với bước trước. Công văn 5/STC" in text_of(answer)


def test_the_same_document_leads_to_the_one_on_record(officer: Client, plan: Plan) -> None:
    booked = allocated(plan, entry(plan, 10), number=HEAD["number"])
    answer = officer.post(form(plan, VoucherKind.ALLOCATION), {**HEAD, field(plan): "5 triệu"})
    assert answer.status_code == 422
    assert f'href="{ledger(plan, f"chung-tu/{booked.voucher}/")}"' in answer.content.decode()


def test_state_money_ahead_of_the_counterpart_is_refused_with_what_may_be_paid(officer: Client, plan: Plan) -> None:
    allocated(plan, entry(plan, 180), entry(plan, 100, source=ENTERPRISE))
    answer = officer.post(form(plan, VoucherKind.DISBURSEMENT), {**HEAD, field(plan): "40 triệu"})
    assert answer.status_code == 422
    assert "lúc này chi được nhiều nhất 0 đồng NSNN" in text_of(answer)
    assert "35/2021/TT-BTC" in text_of(answer)
    assert 'name="vuot"' not in answer.content.decode()  # no reason lifts it


def test_a_voucher_is_reversed_with_a_reason_once(officer: Client, plan: Plan) -> None:
    allocated(plan, entry(plan, 50, "2"))
    paid = disbursed(plan, entry(plan, 30, "2"))
    given = Voucher.objects.get(plan=plan, kind=VoucherKind.ALLOCATION)
    refused = officer.post(ledger(plan, f"chung-tu/{given.pk}/huy/"), {"reason": "Nhầm", "on": "21/11/2026"})
    assert refused.status_code == 409
    assert "Hãy hủy chứng từ của bước sau trước." in text_of(refused)
    href = ledger(plan, f"chung-tu/{paid.voucher}/huy/")
    assert "số tiền này" in text_of(officer.get(href))
    assert officer.post(href, {"on": "21/11/2026"}).status_code == 422
    done = officer.post(href, {"reason": "Chi nhầm dòng", "on": "21/11/2026"}, follow=True)
    assert "Chứng từ này hủy một chứng từ khác. Chi nhầm dòng" in text_of(done)
    assert account(plan, "2").disbursed_vnd == 0
    assert "Chứng từ này đã hủy rồi." in text_of(officer.get(href))


def test_unspent_money_is_carried_over(officer: Client, plan: Plan) -> None:
    allocated(plan, entry(plan, 50, "2", year=2024), number="QĐ-24", year=2024, on=date(2024, 2, 1))
    href = ledger(plan, "nam/2024/chuyen-nguon/")
    page = officer.get(href).content.decode()
    name = f"tien-{account(plan, '2', year=2024).pk}"
    assert re.search(rf'name="{name}" value="50.000.000"', page)
    typed = {"number": "CN-24", "on": "20/01/2025", "about": "Chuyển nguồn", name: "40.000.000"}
    answer = officer.post(href, typed, follow=True)
    assert "Đã chuyển nguồn 40.000.000 đồng." in text_of(answer)
    assert account(plan, "2").allocated_vnd == 40 * MILLION
    end = text_of(officer.get(ledger(plan, "nam/2024/")))
    assert "Sang năm 2025" in end


def test_settling_closes_the_year_and_reversing_it_opens_it(finance: Client, officer: Client, plan: Plan) -> None:
    allocated(plan, entry(plan, 50, "2"))
    disbursed(plan, entry(plan, 30, "2"))
    href = ledger(plan, "nam/2025/quyet-toan/")
    assert officer.get(href).status_code == 404
    head = {"number": "QT-25", "on": "20/02/2026", "about": "Quyết toán"}
    silent = finance.post(href, head)
    assert silent.status_code == 422
    assert "chưa ghi số quyết toán" in text_of(silent)
    done = finance.post(href, {**head, field(plan, "2"): "28 triệu"}, follow=True)
    assert "Đã quyết toán 28.000.000 đồng; năm đã khóa." in text_of(done)
    settlement = SettledYear.objects.get(plan=plan).voucher
    assert "Năm 2025 đã quyết toán" in text_of(finance.get(href))
    assert "Năm 2025 đã quyết toán" in text_of(officer.get(form(plan, VoucherKind.DISBURSEMENT)))
    back = ledger(plan, f"chung-tu/{settlement.pk}/huy/")
    assert officer.get(back).status_code == 404
    finance.post(back, {"reason": "Sai số liệu", "on": "21/11/2026"})
    assert not SettledYear.objects.filter(plan=plan).exists()
