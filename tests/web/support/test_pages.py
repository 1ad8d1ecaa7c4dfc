"""The way of a case by its pages: checked, appraised, decided, paid; what is refused is said in place."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.institutions.models import AdministrativeUnit
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState, DocumentVerdict
from nscl.support.models import CaseDocument, Conflict, Payment, ScoreSheet, SessionCase, SupportCase, SupportFund
from nscl.support.operations.funds import change_ceiling
from tests.factories.councils import a_sheet
from tests.factories.people import AT
from tests.factories.support import accept_papers
from tests.factories.support_desk import Desk, a_case_more
from tests.web.support.conftest import Site, text_of


def href(name: str, number: int, **more: int) -> str:
    return reverse(name, kwargs={"number": number, **more})


def state_of(number: int) -> str:
    return SupportCase.objects.get(pk=number).state


def version_of(number: int) -> str:
    return str(SupportCase.objects.get(pk=number).version)


def sent(case: int, /, **values: Any) -> dict[str, Any]:
    return {"phien-ban": version_of(case), **values}


def test_the_list_says_what_waits_and_costs_the_same_for_three_more(site: Site, officer: Client, desk: Desk) -> None:
    page = reverse("support")
    officer.get(page)
    with CaptureQueriesContext(connection) as few:
        body = text_of(officer.get(page))
    for shown in ("chờ thẩm tra", "chờ quyết định", "Trần còn lại", "Chờ tôi"):
        assert shown in body, shown
    for _more in range(3):
        a_case_more(site.world.province.id)
    with CaptureQueriesContext(connection) as many:
        officer.get(page)
    assert len(many) == len(few), [one["sql"][:120] for one in many]
    assert len(few) <= 15
    assert href("support-case", desk.submitted) in body
    file = officer.get(f"{page}?tai-ve=xlsx")
    assert "spreadsheet" in file.headers["Content-Type"]


def test_a_case_is_found_eligible_once_its_papers_were_looked_at(officer: Client, desk: Desk) -> None:
    number = desk.submitted
    address = href("support-eligible", number)
    early = officer.post(address, sent(number, comment=""))
    assert early.status_code == 422
    assert "Chưa xem giấy tờ" in text_of(early)
    paper = CaseDocument.objects.filter(case=number).order_by("pk")[0]
    examined = href("support-document", number, document=paper.pk)
    assert "ghi vì sao" in text_of(officer.post(examined, {"verdict": "rejected", "remark": ""}))
    officer.post(examined, {"verdict": "accepted", "remark": ""})
    assert CaseDocument.objects.get(pk=paper.pk).verdict == DocumentVerdict.ACCEPTED
    accept_papers(number, AT)
    assert officer.post(address, sent(number, comment="Đủ")).status_code == 302
    assert state_of(number) == CaseState.ELIGIBLE
    slip = text_of(officer.get(href("support-slip", number)))
    assert "Phiếu tính số 1" in slip
    assert "40.000.000" in slip
    word = officer.get(href("support-slip-word", number, slip=1))
    assert word.content[:2] == b"PK"


def test_what_the_rules_grant_is_not_refused_and_a_supplement_says_what(officer: Client, desk: Desk) -> None:
    number = desk.submitted
    assert "không từ chối được" in text_of(officer.get(href("support-refuse", number)))
    address = href("support-supplement", number)
    assert officer.post(address, sent(number, comment="", until="")).status_code == 422
    stale = {**sent(number, comment="Thiếu hợp đồng", until=""), "phien-ban": "1"}
    behind = officer.post(address, stale)
    assert "sau khi bạn mở trang này" in text_of(behind)
    assert "Thiếu hợp đồng" in text_of(behind)
    officer.post(address, sent(number, comment="Thiếu hợp đồng", until=""))
    assert state_of(number) == CaseState.SUPPLEMENT
    assert "Thiếu hợp đồng" in text_of(officer.get(href("support-history", number)))


def test_a_member_scores_on_the_phone_and_an_interest_shuts_them_out(focal: Client, site: Site, desk: Desk) -> None:
    address = href("sheet", desk.hearing)
    blank = focal.get(address)
    assert 'name="points.need"' in text_of(blank)
    points = {f"points.{key}": str(one).replace(".", ",") for key, one in a_sheet().points.items()}
    assert "chưa nêu vì sao" in text_of(focal.post(address, {**points, "proposal": "reject", "remark": ""})).lower()
    assert "từ 0 đến" in text_of(focal.post(address, {**points, "points.need": "99", "proposal": "approve"}))
    assert focal.post(address, {**points, "proposal": "approve", "remark": ""}).status_code == 302
    sheet = ScoreSheet.objects.get(hearing=desk.hearing)
    assert sheet.user == site.world.people[Role.AGENCY_FOCAL_POINT]
    sheet.delete()
    me = sheet.user_id
    focal.post(href("hearing-conflict", desk.hearing), {"user": str(me), "reason": "Đã tư vấn"})
    assert Conflict.objects.filter(case=desk.eligible, user=me).exists()
    again = focal.post(address, {**points, "proposal": "approve", "remark": ""})
    assert "không chấm được" in text_of(again)
    assert not ScoreSheet.objects.filter(hearing=desk.hearing).exists()


def test_a_meeting_is_held_and_the_conclusion_follows_the_sheets(officer: Client, site: Site, desk: Desk) -> None:
    points = {f"points.{key}": str(one).replace(".", ",") for key, one in a_sheet().points.items()}
    members = [site.world.people[role].pk for role in (Role.PROVINCE_LEADER, Role.PROVINCE_OFFICER)]
    for member in members:
        officer.post(href("sheet-of", desk.hearing, member=member), {**points, "proposal": "approve", "remark": ""})
    session = href("session-hold", desk.planned)
    alone = officer.post(session, {"phien-ban": "1", "present": [str(members[1])]})
    assert "không được ghi có mặt" in text_of(alone)
    officer.post(session, {"phien-ban": "1", "present": list(map(str, members)), "minutes_number": "01/BB"})
    conclude = href("hearing-conclude", desk.hearing)
    against = officer.post(conclude, {"conclusion": "reject", "proposed_vnd": "", "reason": "Không"})
    assert "theo phiếu chấm" in text_of(against)
    officer.post(conclude, {"conclusion": "approve", "proposed_vnd": "40.000.000", "reason": ""})
    assert SessionCase.objects.get(pk=desk.hearing).proposed_vnd == 40_000_000
    assert state_of(desk.eligible) == CaseState.APPRAISED
    assert officer.get(href("session-minutes", desk.planned)).content[:2] == b"PK"


def test_the_leader_approves_within_the_ceiling(leader: Client, desk: Desk) -> None:
    number = desk.appraised
    address = href("support-approve", number)
    fund = SupportFund.objects.get(pk=desk.fund)
    change_ceiling(
        fund=desk.fund,
        version=None,
        ceiling_vnd=fund.approved_vnd + 30_000_000,
        reason="Thử",
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    form = {
        "decision_number": "77/QĐ-UBND",
        "decision_on": "20/11/2026",
        "vnd": "40.000.000",
        "fund": str(desk.fund),
        "comment": "",
    }
    beyond = text_of(leader.post(address, sent(number, **form)))
    assert "30.000.000 đồng" in beyond
    assert "77/QĐ-UBND" in beyond
    assert leader.post(address, sent(number, **{**form, "vnd": "25.000.000"})).status_code == 302
    assert SupportCase.objects.get(pk=number).approved_vnd == 25_000_000
    assert "77/QĐ-UBND" in text_of(leader.get(href("support-decision", number)))


def test_many_are_done_at_once_and_each_outcome_is_shown(leader: Client, officer: Client, desk: Desk) -> None:
    approve = f"{reverse('support-many')}?viec=duyet"
    form = {"decision_number": "78/QĐ-UBND", "decision_on": "20/11/2026", "fund": str(desk.fund)}
    assert "Chưa chọn hồ sơ nào" in text_of(leader.post(approve, form))
    asked = leader.post(approve, {**form, "chon": [str(desk.appraised)]})
    assert 'name="xac-nhan"' in text_of(asked)
    assert state_of(desk.appraised) == CaseState.APPRAISED
    done = leader.post(approve, {**form, "chon": [str(desk.appraised)], "xac-nhan": "1"})
    assert "Đã làm 1 trên 1 hồ sơ" in text_of(done)
    refused = officer.post(f"{reverse('support-many')}?viec=du-dieu-kien", {"chon": [str(desk.submitted)]})
    assert "Đã làm 0 trên 1 hồ sơ" in text_of(refused)
    assert "Chưa xem giấy tờ" in text_of(refused)
    assert leader.get(f"{reverse('support-many')}?viec=bo-sung").status_code == 404


def test_finance_pays_and_takes_back_and_the_ledgers_refusal_is_told(finance: Client, desk: Desk) -> None:
    number = desk.accepted
    address = href("support-pay", number)
    form = {"number": "UNC-01", "on": "21/11/2026", "vnd": "40.000.000", "about": "Chi hỗ trợ"}
    twice = finance.post(address, sent(number, **form))
    assert twice.status_code == 422
    assert "UNC-01" in text_of(twice)
    beyond = finance.post(address, sent(number, **{**form, "number": "UNC-02", "vnd": "50.000.000"}))
    assert "chỉ còn được chi" in text_of(beyond)
    assert finance.post(address, sent(number, **{**form, "number": "UNC-02"})).status_code == 302
    payment = Payment.objects.get(case=number)
    assert state_of(number) == CaseState.PAID
    voucher = f"/so/chung-tu/{payment.voucher_id}/"
    assert voucher in text_of(finance.get(href("support-carrying", number)))
    undo = href("support-unpay", number, payment=payment.pk)
    assert finance.post(undo, {"reason": "", "number": "", "on": "21/11/2026"}).status_code == 422
    finance.post(undo, {"reason": "Ghi nhầm", "number": "", "on": "21/11/2026"})
    assert state_of(number) == CaseState.ACCEPTED


def test_an_officer_starts_a_case_for_an_organisation(officer: Client, desk: Desk, mailoutbox: list[Any]) -> None:
    found = text_of(officer.get(f"{reverse('support-new')}?q=co khi thu"))
    assert f"to-chuc={desk.firm}" in found
    content = f"{reverse('support-new-content', kwargs={'content': 'digital-consulting'})}?to-chuc={desk.firm}"
    assert "Nghị định 80/2021/NĐ-CP" in text_of(officer.get(content))
    made = officer.post(content, {"muc": "quoc-gia/80-2021-nd-cp#digital-consulting"})
    row = SupportCase.objects.order_by("-pk")[0]
    assert made.headers["Location"] == href("support-form", row.pk)
    wanting = text_of(officer.get(href("support-submit", row.pk)))
    assert "Chưa ghi người liên hệ" in wanting
    officer.post(href("support-link", row.pk), {"email": "cty@thu.example"})
    assert mailoutbox[-1].to == ["cty@thu.example"]


@pytest.mark.parametrize("name", ["support-case", "support-slip", "support-history"])
def test_a_page_of_a_case_is_no_business_of_another_province(name: str, officer: Client, desk: Desk) -> None:
    SupportCase.objects.filter(pk=desk.draft).update(unit=_elsewhere(desk))
    assert officer.get(href(name, desk.draft)).status_code == 404


def _elsewhere(desk: Desk) -> int:
    own = SupportCase.objects.get(pk=desk.draft).unit
    others = AdministrativeUnit.objects.filter(level=own.level, valid_to__isnull=True).exclude(pk=own.pk)
    return others.order_by("pk").values_list("pk", flat=True)[0]
