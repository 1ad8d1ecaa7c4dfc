"""Where a case is, for its owner alone: supplement, decision, withdrawal; links that open on one browser."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState
from nscl.support.models import CaseLink, SupportCase
from nscl.support.operations.cases import correct_case, decide_eligibility, request_supplement, submit_case
from nscl.support.operations.links import LINK_DAYS
from nscl.support.rules.values import Corrections, CostVerdict
from nscl.web.support_apply.views.links import ASKED, WRITTEN_TO
from tests.factories.people import AT
from tests.factories.support import accept_papers
from tests.web.support_apply.conftest import (
    EMAIL,
    TAX_CODE,
    Site,
    address,
    draft,
    link_of,
    opened,
    signed_in,
    wait_for_letters,
)

pytestmark = pytest.mark.django_db


def submitted(site: Site) -> SupportCase:
    case = draft(site.firm)
    submit_case(number=case.pk, version=None, viewer=None, by=SYSTEM, at=AT)
    case.refresh_from_db()
    return case


def test_a_supplement_is_asked_answered_and_sent(site: Site, owner: Client) -> None:
    case = submitted(site)
    words = "Bổ sung hợp đồng có chữ ký"
    request_supplement(number=case.pk, version=None, comment=words, viewer=None, by=SYSTEM, at=AT)
    front = owner.get(reverse("own-support")).content.decode()
    assert "cần đơn vị bổ sung" in front
    page = owner.get(address(case)).content.decode()
    assert page.count(words) >= 2  # on top, and in the way so far
    assert "Bổ sung hồ sơ" in page
    assert words in owner.get(address(case, "need")).content.decode()
    case.refresh_from_db()
    sent = owner.post(address(case, "review"), {"phien-ban": case.version})
    assert sent.headers["Location"] == address(case)
    case.refresh_from_db()
    assert case.state == CaseState.SUBMITTED
    assert "Đơn vị gửi bổ sung" in owner.get(address(case)).content.decode()


def test_a_refusal_is_explained_with_its_articles_and_the_offices_own_words_stay_inside(
    site: Site, owner: Client
) -> None:
    case = submitted(site)
    accept_papers(case.pk, AT)
    corrections = Corrections(
        facts={}, costs={0: CostVerdict(is_accepted=False, remark="Hợp đồng không có chữ ký")}, remark="Nghi vấn nội bộ"
    )
    correct_case(number=case.pk, version=None, corrections=corrections, viewer=None, by=SYSTEM, at=AT)
    page = owner.get(address(case)).content.decode()
    assert "không có chữ ký" not in page  # nothing is decided yet
    decide_eligibility(
        number=case.pk, version=None, eligible=False, reason="Chưa có khoản chi hợp lệ", viewer=None, by=SYSTEM, at=AT
    )
    page = owner.get(address(case)).content.decode()
    assert "Phiếu tính mức hỗ trợ" in page
    assert "không được tính: Hợp đồng không có chữ ký" in page
    assert "Chưa có khoản chi hợp lệ" in page
    assert "Nghi vấn nội bộ" not in page
    assert "data/rules" not in page
    word = owner.get(address(case, "slip"))
    assert word.content.startswith(b"PK")
    assert "phieu-tinh-muc-ho-tro" in word.headers["Content-Disposition"]
    assert owner.get(address(draft(site.firm), "slip")).status_code == HTTPStatus.NOT_FOUND


def test_withdrawing_asks_why_and_ends_the_case(site: Site, owner: Client) -> None:
    case = submitted(site)
    path = address(case, "withdraw")
    assert "Rút hồ sơ" in owner.get(path).content.decode()
    blank = owner.post(path, {"phien-ban": case.version})
    assert blank.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    stale = owner.post(path, {"phien-ban": "1", "ly_do": "Không làm nữa"})
    assert stale.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "vừa thay đổi" in stale.content.decode()
    owner.post(path, {"phien-ban": case.version, "ly_do": "Không làm nữa"})
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN
    assert "Không làm nữa" in owner.get(address(case)).content.decode()
    assert owner.get(path).headers["Location"] == address(case)


@pytest.mark.parametrize("page", ["", "need", "costs", "papers", "review", "withdraw", "contents", "report"])
def test_the_number_in_the_address_changed_shows_nothing(site: Site, page: str) -> None:
    case = draft(site.firm)
    assert signed_in(site.stranger).get(address(case, page)).status_code == HTTPStatus.NOT_FOUND
    officer = signed_in(site.world.people[Role.PROVINCE_OFFICER])
    assert officer.get(address(case, page)).status_code == HTTPStatus.NOT_FOUND
    assert "/tai-khoan/" in Client().get(address(case, page)).headers["Location"]
    nowhere = Client().get(address(case, page, "linked-case"))
    assert nowhere.status_code == HTTPStatus.NOT_FOUND
    assert "Công ty Thử" not in nowhere.content.decode()
    of_another = opened(draft(site.other))
    assert of_another.get(address(case, page, "linked-case")).status_code == HTTPStatus.NOT_FOUND


def test_a_content_that_was_had_says_in_which_case_and_is_not_offered(site: Site, owner: Client) -> None:
    case = submitted(site)
    page = owner.get(reverse("own-support")).content.decode()
    assert f"{case.number}/{case.year}" in page
    assert "Công ty Khác" not in page


# --- links


def test_a_link_opens_by_a_press_on_one_browser_alone(site: Site) -> None:
    case = draft(site.firm)
    path = reverse("case-link", kwargs={"token": link_of(case).token})
    first, second = Client(), Client()
    assert "Mở hồ sơ trên trình duyệt này" in first.get(path).content.decode()
    assert CaseLink.objects.get(case=case).opened_at is None  # mail programs look at links before people do
    answer = first.post(path)
    assert answer.headers["Location"] == address(case, "", "linked-case")
    cookie = answer.cookies["nscl_ho_so"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/ho-so-ho-tro/")
    assert first.get(address(case, "", "linked-case")).status_code == HTTPStatus.OK
    assert first.get(path).headers["Location"] == address(case, "", "linked-case")
    page = second.get(path)
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert "c…@thu.example" in page.content.decode()
    assert second.post(path).status_code == HTTPStatus.NOT_FOUND
    again = second.post(reverse("case-link-resend", kwargs={"token": path.split("/")[-2]}))
    assert "Đã gửi lại đường dẫn" in again.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "/ho-so-ho-tro/mo/" in letter.body
    # The first browser's link is no more: somebody else had the letter.
    assert first.get(address(case, "", "linked-case")).status_code == HTTPStatus.NOT_FOUND


def test_a_link_ends(site: Site) -> None:
    case = draft(site.firm)
    client = opened(case)
    with time_machine.travel(AT + timedelta(days=LINK_DAYS + 1), tick=False):
        assert client.get(address(case, "", "linked-case")).status_code == HTTPStatus.NOT_FOUND
        path = reverse("case-link", kwargs={"token": link_of(draft(site.other)).token})
    with time_machine.travel(AT + timedelta(days=LINK_DAYS * 2), tick=False):
        assert "đã hết hạn" in Client().get(path).content.decode()
    assert "không có" in Client().get(reverse("case-link", kwargs={"token": "khong-co"})).content.decode()


@pytest.mark.parametrize(
    ("tax_code", "email", "letters"),
    [(TAX_CODE, EMAIL.upper(), 1), (TAX_CODE, "khac@thu.example", 0), ("0101248141", EMAIL, 0)],
)
def test_asking_for_a_link_is_answered_the_same_whoever_is_known(
    site: Site, tax_code: str, email: str, letters: int
) -> None:
    draft(site.firm)
    answer = Client().post(reverse("find-case"), {"ma_so_thue": tax_code, "thu": email})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "Nếu mã số thuế và thư điện tử khớp" in page
    assert "Công ty Thử" not in page
    wait_for_letters()
    assert len(mail.outbox) == letters
    assert [letter.to for letter in mail.outbox] == [[EMAIL]] * letters


def test_a_firm_without_a_case_gets_a_draft_in_which_it_chooses(site: Site) -> None:
    SupportCase.objects.filter(organisation=site.firm).delete()
    Client().post(reverse("find-case"), {"ma_so_thue": TAX_CODE, "thu": EMAIL})
    wait_for_letters()
    token = mail.outbox[0].body.split("/ho-so-ho-tro/mo/")[1].split("/")[0]
    client = Client()
    client.post(reverse("case-link", kwargs={"token": token}))
    case = SupportCase.objects.get(organisation=site.firm)
    assert client.get(address(case, "need", "linked-case")).headers["Location"] == address(
        case, "contents", "linked-case"
    )
    page = client.get(address(case, "contents", "linked-case")).content.decode()
    rules = address(case, "rules", "linked-case", content="digital-consulting")
    assert rules in page
    item = "quoc-gia/80-2021-nd-cp#digital-consulting"
    assert client.post(rules, {"muc": item}).headers["Location"] == address(case, "need", "linked-case")
    case.refresh_from_db()
    assert case.item == item


def test_nobody_asks_for_links_without_end_and_no_box_is_filled(site: Site) -> None:
    draft(site.firm)
    data = {"ma_so_thue": TAX_CODE, "thu": EMAIL}
    for _time in range(ASKED.most):
        assert Client().post(reverse("find-case"), data).status_code == HTTPStatus.OK
    assert Client().post(reverse("find-case"), data).status_code == HTTPStatus.TOO_MANY_REQUESTS
    wait_for_letters()
    assert len(mail.outbox) == WRITTEN_TO.most
    assert "Mã số thuế" in Client().get(reverse("find-case")).content.decode()
    assert (
        Client().post(reverse("find-case"), {}, REMOTE_ADDR="10.0.0.9").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    )
