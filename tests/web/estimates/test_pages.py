"""Estimates on the screen: begun, built line by line, submitted, appraised, approved; nothing typed is lost."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

import docx
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models import Estimate, EstimateAmount, EstimateLine
from nscl.finance.operations.estimates import Start, start_estimate
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.text.formats import format_vnd
from tests.factories import estimates
from tests.factories.people import AT
from tests.factories.plan_estimates import first_leaf, submitted
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST = "/kinh-phi/du-toan/"
MOST_QUERIES = 15
MILLION = 1_000_000
# What the plan of Bắc Ninh prints: ten lines, 20.410 million.
PRINTED = 20_410 * MILLION


def page_of(plan: Plan, number: int | None = None, below: str = "") -> str:
    return f"/kinh-phi/{plan.slug}/du-toan/" + (f"{number}/{below}" if number else below)


def version(number: int) -> str:
    return str(Estimate.objects.get(pk=number).version)


def first_cell(number: int) -> int:
    return EstimateAmount.objects.get(line=first_leaf(number), year=2026).planned_vnd


def state(number: int) -> str:
    return Estimate.objects.get(pk=number).state


# --- list and start


def test_a_plan_without_an_estimate_says_what_to_do(plan: Plan, officer: Client, auditor: Client) -> None:
    assert "0 dự toán đã duyệt, 0 chờ thẩm định, 1 kế hoạch chưa có dự toán." in words_of(officer.get(LIST))
    page = officer.get(page_of(plan))
    assert "Kế hoạch này chưa có dự toán" in words_of(page)
    assert page_of(plan, below="lap/") in page.content.decode()
    assert "lap/" not in auditor.get(page_of(plan)).content.decode()


def test_begun_with_the_printed_lines(plan: Plan, officer: Client) -> None:
    form = words_of(officer.get(page_of(plan, below="lap/")))
    assert f"Từ các dòng in trong kế hoạch: 10 dòng, cộng được {format_vnd(PRINTED)}" in form
    answer = officer.post(page_of(plan, below="lap/"), {"way": "plan"})
    number = Estimate.objects.get(plan=plan).pk
    assert answer.headers["Location"] == page_of(plan, number)
    grid = words_of(officer.get(page_of(plan, number)))
    assert "20.410 triệu đồng trong" in grid
    assert "Hai mươi tỷ bốn trăm mười triệu đồng" in grid
    again = officer.post(page_of(plan, below="lap/"), {"way": "plan"}, follow=True)
    assert "Đang có một dự toán chưa xong" in words_of(again)


def test_taken_over_as_signed(plan: Plan, officer: Client) -> None:
    data = {"way": "signed", "document": "1/KH-UBND", "document_on": "05/02/2026"}
    page = officer.post(page_of(plan, below="lap/"), data, follow=True)
    assert "Đã duyệt tại 1/KH-UBND ngày 05/02/2026." in words_of(page)
    assert "Lập dự toán điều chỉnh" in words_of(page)
    row = Estimate.objects.get(plan=plan)
    assert row.state == EstimateState.APPROVED
    adjust = officer.post(page_of(plan, below="lap/"), {"way": "adjustment"}, follow=True)
    number = Estimate.objects.get(plan=plan, state=EstimateState.DRAFT).pk
    assert page_of(plan, number, "so-sanh/") in adjust.content.decode()
    assert "Chưa thay đổi gì" in words_of(officer.get(page_of(plan, number, "so-sanh/")))
    estimates.set_cell(first_leaf(number).pk, 2026, 1, first_cell(number), MoneySource.UNSPLIT)
    compared = words_of(officer.get(page_of(plan, number, "so-sanh/")))
    assert "Đã duyệt 20.410 triệu đồng, điều chỉnh thành" in compared
    assert "Thay đổi" in compared


def test_an_empty_one_leads_to_its_first_line(plan: Plan, officer: Client) -> None:
    page = officer.post(page_of(plan, below="lap/"), {"way": "empty"}, follow=True)
    assert "Thêm dòng đầu tiên" in words_of(page)


# --- the grid


def test_the_grid_costs_as_much_for_thirty_lines_as_for_ten(plan: Plan, number: int, officer: Client) -> None:
    counts = []
    for more in (0, 20):
        estimates.with_lines(
            number, *(estimates.a_line(f"Dòng {n}", cells={2026: 5}) for n in range(more))
        ) if more else None
        with CaptureQueriesContext(connection) as queries:
            officer.get(page_of(plan, number))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_grid_stands_in_the_unit_that_is_asked_for(plan: Plan, number: int, officer: Client) -> None:
    assert "20.410.000.000" in words_of(officer.get(page_of(plan, number) + "?don-vi=1"))
    assert "20.410.000 20.410.000" in words_of(officer.get(page_of(plan, number) + "?don-vi=1000"))


def test_a_source_can_be_added_as_a_column(plan: Plan, number: int, officer: Client) -> None:
    page = officer.get(page_of(plan, number) + "?nguon=enterprise&nguon=gi-do")
    assert 'data-source="enterprise"' in page.content.decode()


def test_who_only_reads_gets_no_script_to_write(plan: Plan, number: int, auditor: Client) -> None:
    page = auditor.get(page_of(plan, number)).content.decode()
    assert "data-save=" not in page
    assert "trinh/" not in page


def test_an_estimate_of_another_plan_is_not_found(plan: Plan, number: int, officer: Client) -> None:
    assert officer.get(f"/kinh-phi/khac-2021-2025/du-toan/{number}/").status_code == HTTPStatus.NOT_FOUND
    assert officer.get(page_of(plan, 10**6)).status_code == HTTPStatus.NOT_FOUND


def test_norm_flag_and_problems(plan: Plan, number: int, officer: Client) -> None:
    chair = estimates.a_line("Chủ trì", cells={2026: 3}, unit_cost_vnd=2 * MILLION, norm="standards.workshop-chair")
    estimates.with_lines(number, chair)
    page = words_of(officer.get(page_of(plan, number)))
    assert "vượt định mức" in page
    assert "Còn 1 chỗ phải sửa trước khi trình." in page
    assert "Giảm đơn giá, hoặc ghi lý do vượt định mức" in page


# --- lines by their forms


def line_data(line: EstimateLine, **changes: str) -> dict[str, str]:
    return {"phien-ban": str(line.version), "title": line.title, "key": line.key, **changes}


def test_a_line_is_changed_with_its_money_without_a_script(plan: Plan, number: int, officer: Client) -> None:
    line = first_leaf(number)
    path = page_of(plan, number, f"dong/{line.pk}/")
    assert "In trong kế hoạch và dự toán hiện nay" in words_of(officer.get(path))
    data = line_data(line, title="Tên mới", unit_cost_vnd="12,5 triệu", quantity="4", **{"y2026.all": "50 triệu"})
    answer = officer.post(f"{path}luu/", data)
    assert answer.headers["Location"] == f"{page_of(plan, number)}#dong-{line.pk}"
    line.refresh_from_db()
    assert (line.title, line.unit_cost_vnd) == ("Tên mới", 12_500_000)
    kept = EstimateAmount.objects.filter(line=line).values_list("year", "planned_vnd").order_by("year")
    assert list(kept) == [(2026, 50 * MILLION)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"y2026.all": "1.234 triệu"}, "đọc được hai cách"),
        ({"y2026.all": "abc"}, "không phải số tiền"),
        ({"y2026.all": str(10**16)}, "lớn hơn"),
        ({"quantity": "nhiều"}, "chỉ được có chữ số"),
        ({"title": ""}, "Nội dung chi: "),
        ({"state_ahead_percent": "150"}, "0 đến 100"),
        ({"state_ahead_percent": "20"}, "căn cứ"),
    ],
)
def test_a_form_with_errors_keeps_what_was_typed(
    plan: Plan, number: int, officer: Client, changes: dict[str, str], reason: str
) -> None:
    line = first_leaf(number)
    answer = officer.post(page_of(plan, number, f"dong/{line.pk}/luu/"), line_data(line, note="Giữ lại", **changes))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reason in words_of(answer)
    assert "Giữ lại" in answer.content.decode()
    assert not EstimateLine.objects.filter(pk=line.pk, note="Giữ lại").exists()


def test_two_people_in_one_line(plan: Plan, number: int, officer: Client) -> None:
    line = first_leaf(number)
    path = page_of(plan, number, f"dong/{line.pk}/luu/")
    officer.post(path, line_data(line, note="Của người thứ nhất"))
    answer = officer.post(path, line_data(line, note="Của người thứ hai"))
    assert "Đang lưu: Của người thứ nhất." in words_of(answer)
    assert 'name="phien-ban" value="2"' in answer.content.decode()


def test_a_line_is_added_moved_and_removed(plan: Plan, number: int, officer: Client) -> None:
    top = EstimateLine.objects.filter(estimate=number, parent=None).order_by("position", "pk")[0]
    data = {"title": "Việc mới", "parent": "", "before": str(top.pk), "y2026.all": "5 triệu"}
    assert officer.post(page_of(plan, number, "dong/them/"), data).status_code == HTTPStatus.FOUND
    added = EstimateLine.objects.get(estimate=number, title="Việc mới")
    assert EstimateAmount.objects.get(line=added).planned_vnd == 5 * MILLION
    assert EstimateLine.objects.filter(estimate=number).order_by("position", "pk")[0] == added
    (group,) = estimates.with_lines(number, estimates.a_line("Nhóm", note="chưa có tiền"))
    moved = {"phien-ban": "1", "parent": str(group), "before": ""}
    assert officer.post(page_of(plan, number, f"dong/{added.pk}/chuyen/"), moved).status_code == HTTPStatus.FOUND
    added.refresh_from_db()
    assert added.parent_id == group
    wrong = {"phien-ban": "2", "parent": str(first_leaf(number).pk), "before": ""}
    refused = officer.post(page_of(plan, number, f"dong/{added.pk}/chuyen/"), wrong)
    assert refused.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.FOUND}
    group_page = page_of(plan, number, f"dong/{group}/xoa/")
    assert "Mất số tiền 5.000.000 đồng" in words_of(officer.get(group_page))
    page = officer.post(group_page, {"phien-ban": "1"}, follow=True)
    assert "Đã bỏ 2 dòng." in words_of(page)


def test_the_head_is_changed_and_a_draft_discarded(plan: Plan, number: int, officer: Client) -> None:
    path = page_of(plan, number, "sua/")
    data = {"phien-ban": version(number), "title": "Dự toán năm đầu", "first_year": "2026", "last_year": "2026"}
    assert "còn tiền ở năm" in words_of(officer.post(path, data)).lower()
    data["last_year"] = "2031"
    assert officer.post(path, data).status_code == HTTPStatus.FOUND
    assert Estimate.objects.get(pk=number).title == "Dự toán năm đầu"
    gone = officer.post(page_of(plan, number, "bo/"), {"phien-ban": version(number)}, follow=True)
    assert "Đã bỏ dự toán “Dự toán năm đầu”." in words_of(gone)
    assert not Estimate.objects.filter(pk=number).exists()


# --- the way


def test_the_whole_way(plan: Plan, number: int, officer: Client, finance: Client) -> None:
    sent = officer.post(page_of(plan, number, "trinh/"), {"phien-ban": version(number)}, follow=True)
    assert "Đang chờ thẩm định nên chưa sửa được." in words_of(sent)
    page = page_of(plan, number, "tham-dinh/")
    assert "Nhận số đề nghị cho các ô còn lại" in words_of(finance.get(page))
    assert "chưa thẩm định" in words_of(finance.get(page_of(plan, number, "duyet/")))
    assert finance.post(f"{page}nhu-de-nghi/").status_code == HTTPStatus.FOUND
    line = first_leaf(number)
    proposed = EstimateAmount.objects.filter(line=line, year=2026).get().planned_vnd
    granted = {f"y{one.year}.all": str(one.planned_vnd) for one in EstimateAmount.objects.filter(line=line)}
    cut = granted | {"y2026.all": str(proposed - MILLION), "reason": ""}
    assert finance.post(page_of(plan, number, f"dong/{line.pk}/tham-dinh/luu/"), cut).status_code == HTTPStatus.FOUND
    stopped = words_of(finance.get(page_of(plan, number, "duyet/")))
    assert "Cắt 1.000.000 đồng mà chưa nêu lý do" in stopped
    cut["reason"] = "Giảm quy mô"
    finance.post(page_of(plan, number, f"dong/{line.pk}/tham-dinh/luu/"), cut)
    decision = {"phien-ban": version(number), "document": "99/QĐ-UBND", "document_on": "20/11/2026", "comment": ""}
    done = words_of(finance.post(page_of(plan, number, "duyet/"), decision, follow=True))
    assert "Đã duyệt dự toán; sổ kinh phí đã mở." in done
    assert "cắt 1." in done
    assert state(number) == EstimateState.APPROVED
    assert "Duyệt dự toán" in words_of(officer.get(page_of(plan, number))), "it is in the history"


def test_returned_with_a_reason_and_taken_back(plan: Plan, officer: Client, finance: Client) -> None:
    number = submitted(plan)
    path = page_of(plan, number, "tra-lai/")
    blank = finance.post(path, {"phien-ban": version(number), "comment": " "})
    assert "phải ghi lý do" in words_of(blank)
    finance.post(path, {"phien-ban": version(number), "comment": "Thiếu thuyết minh"})
    assert "Cần sửa: Thiếu thuyết minh" in words_of(officer.get(page_of(plan, number)))
    officer.post(page_of(plan, number, "trinh/"), {"phien-ban": version(number)})
    officer.post(page_of(plan, number, "rut/"), {"phien-ban": version(number), "comment": "Sửa thêm"})
    assert state(number) == EstimateState.DRAFT


def test_a_decision_on_what_changed_meanwhile_is_refused(plan: Plan, number: int, officer: Client) -> None:
    answer = officer.post(page_of(plan, number, "trinh/"), {"phien-ban": "77"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "vừa thay đổi sau khi bạn mở" in words_of(answer)


def test_an_appraised_amount_over_the_proposed_is_refused_in_its_cell(plan: Plan, finance: Client) -> None:
    number = submitted(plan)
    line = first_leaf(number)
    data = {"reason": "", "y2026.all": "900 tỷ"}
    answer = finance.post(page_of(plan, number, f"dong/{line.pk}/tham-dinh/luu/"), data)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "cao hơn đề nghị" in words_of(answer)


# --- papers, sample


def test_the_papers_say_what_the_screen_says(plan: Plan, finance: Client) -> None:
    number = submitted(plan)
    finance.post(page_of(plan, number, "tham-dinh/nhu-de-nghi/"))
    report = finance.get(page_of(plan, number, "tham-dinh.docx"))
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(report.content)).paragraphs)
    assert f"Tổng số đề nghị: {format_vnd(PRINTED)} (bằng chữ: Hai mươi tỷ bốn trăm mười triệu đồng)" in text
    assert "Không cắt giảm." in text
    book = openpyxl.load_workbook(BytesIO(finance.get(page_of(plan, number, "tham-dinh.xlsx")).content), data_only=True)
    summary = book["Tổng hợp"]
    last = [cell.value for cell in summary[summary.max_row]]
    assert last[5:8] == [PRINTED, PRINTED, 0]
    assert summary.max_row == 5 + 10 + 1


def test_sample_figures_are_marked_on_page_and_papers(plan: Plan, officer: Client) -> None:
    number = start_estimate(plan=plan.pk, start=Start.PLAN, viewer=None, by=SYSTEM, at=AT, is_sample=True)
    assert "Số liệu mẫu." in words_of(officer.get(page_of(plan, number)))
    assert "Số liệu mẫu" in words_of(officer.get(LIST))
    report = officer.get(page_of(plan, number, "tham-dinh.docx"))
    assert "(Số liệu mẫu)" in [one.text for one in docx.Document(BytesIO(report.content)).paragraphs]


def test_a_title_with_markup_is_text(plan: Plan, number: int, officer: Client) -> None:
    estimates.with_lines(number, estimates.a_line('<b>"x"</b>', note="<i>", cells={2026: 1}))
    page = officer.get(page_of(plan, number)).content.decode()
    assert "<b>" not in page
    assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt;" in page


def test_money_by_several_sources_has_a_sum_for_each_year(plan: Plan, officer: Client) -> None:
    number = estimates.started(plan.pk)
    (line,) = estimates.with_lines(number, estimates.a_line("A", cells={2026: 5}))
    estimates.set_cell(line, 2026, 2 * MILLION, source=MoneySource.ENTERPRISE)
    page = officer.get(page_of(plan, number)).content.decode()
    assert '<td>5</td><td>2</td><td class="sum">7</td>' in page
