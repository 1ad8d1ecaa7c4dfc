"""Certificates on the screen: earned, issued, printed, issued again, revoked, listed, checked by everybody."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.records.operations import SYSTEM
from nscl.records.signing import load_signer
from nscl.training.models import Certificate, Enrolment
from nscl.training.operations.classes import close_class
from nscl.training.signing import code_of
from nscl.web.certificates.views.checking import PASTED, WRONG
from tests.factories.people import AT
from tests.factories.training import mark_present
from tests.web.plan_editing.pages import words_of
from tests.web.training.conftest import School, href

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> None:
    cache.clear()


@pytest.fixture
def done(school: School) -> School:
    """The class closed: the first three were at both sessions."""
    for session in school.sessions:
        mark_present(session, school.people[:3])
    close_class(number=school.number, mark_rest_absent=True, viewer=None, by=SYSTEM, at=AT)
    return school


def issued(client: Client, school: School) -> list[Certificate]:
    answer = client.post(href("class-certificates-issue", school))
    assert answer.status_code == HTTPStatus.FOUND, words_of(answer)
    return list(Certificate.objects.filter(enrolment__training_class=school.number).order_by("enrolment"))


def one(row: Certificate, name: str = "certificate") -> str:
    return reverse(name, kwargs={"number": row.pk})


def public(token: str) -> str:
    return reverse("certificate-public", kwargs={"token": token})


def test_who_earned_it_and_who_lacks_what(officer: Client, focal: Client, done: School) -> None:
    page = words_of(officer.get(href("class-certificates", done)))
    assert "0 người đã được cấp, 3 người đạt và chờ cấp, 1 người chưa đạt." in page
    assert "Dự 0/2 buổi (0%), cần 80%" in page
    assert "Cấp cho 3 người" in page
    assert "Cấp cho 3 người" not in words_of(focal.get(href("class-certificates", done)))


def test_one_button_gives_all_theirs(officer: Client, focal: Client, done: School) -> None:
    assert focal.post(href("class-certificates-issue", done)).status_code == HTTPStatus.NOT_FOUND
    assert "Cấp chứng nhận cho 3 người?" in words_of(officer.get(href("class-certificates-issue", done)))
    rows = issued(officer, done)
    assert len(rows) == 3
    page = officer.get(href("class-certificates", done))
    assert "3 người đã được cấp, 1 người chưa đạt." in words_of(page)
    again = officer.post(href("class-certificates-issue", done), follow=True)
    assert "Không còn ai chờ cấp" in words_of(again)
    assert Certificate.objects.count() == 3
    assert "Cấp chứng nhận" in words_of(officer.get(reverse("class", kwargs={"number": done.number})))


def test_before_the_end_nothing_is_given(officer: Client, school: School) -> None:
    assert "Lớp chưa kết thúc" in words_of(officer.get(href("class-certificates", school)))
    answer = officer.post(href("class-certificates-issue", school))
    assert (answer.status_code, Certificate.objects.count()) == (HTTPStatus.CONFLICT, 0)


def test_a_key_that_cannot_be_used_is_told(officer: Client, done: School, settings: LazySettings) -> None:
    path = settings.CERTIFICATE_KEY_FILE
    path.parent.mkdir(parents=True)
    path.write_text("hỏng")
    path.chmod(0o600)
    answer = officer.post(href("class-certificates-issue", done))
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "không phải khóa PEM. Cách sửa" in words_of(answer)
    assert Certificate.objects.count() == 0


def test_they_are_printed_one_and_all(officer: Client, done: School) -> None:
    assert officer.get(href("class-certificates-file", done)).status_code == HTTPStatus.NOT_FOUND
    rows = issued(officer, done)
    whole = pypdfium2.PdfDocument(officer.get(href("class-certificates-file", done)).content)
    assert len(whole) == 3
    answer = officer.get(one(rows[0], "certificate-file"))
    assert answer["Content-Type"] == "application/pdf"
    page = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
    assert rows[0].serial in page
    assert f"testserver/chung-nhan/{rows[0].token}/" in "".join(page.split())
    token = Enrolment.objects.get(pk=done.people[0]).token
    own = Client().get(reverse("participant-certificate", kwargs={"token": token}))
    assert (own.status_code, own["X-Robots-Tag"]) == (HTTPStatus.OK, "noindex, nofollow")
    assert "Tải giấy chứng nhận" in words_of(Client().get(reverse("participant", kwargs={"token": token})))
    nobody = Enrolment.objects.get(pk=done.people[3]).token
    assert (
        Client().get(reverse("participant-certificate", kwargs={"token": nobody})).status_code == HTTPStatus.NOT_FOUND
    )


def test_a_name_is_corrected(officer: Client, auditor: Client, done: School) -> None:
    row = issued(officer, done)[0]
    form = officer.get(one(row, "certificate-reissue"))
    assert row.holder in form.content.decode()
    empty = officer.post(one(row, "certificate-reissue"), {"holder": row.holder, "reason": ""})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert auditor.post(one(row, "certificate-reissue")).status_code == HTTPStatus.NOT_FOUND
    answer = officer.post(
        one(row, "certificate-reissue"), {"holder": "Nguyễn Thị Ân", "reason": "Sai dấu"}, follow=True
    )
    page = words_of(answer)
    assert "Đã cấp lại bằng chứng nhận mới" in page
    assert "Cấp lại thay cho" in page
    assert f"thay bằng chứng nhận số {Certificate.objects.latest('pk').serial}" in words_of(
        Client().get(public(row.token))
    )
    assert officer.get(one(row, "certificate-reissue")).status_code == HTTPStatus.CONFLICT


def test_one_is_revoked_without_telling_everybody_why(officer: Client, done: School) -> None:
    row = issued(officer, done)[0]
    answer = officer.post(one(row, "certificate-revoke"), {"reason": "Đi hộ người khác"}, follow=True)
    assert "Đi hộ người khác" in words_of(answer)
    assert "Đã thu hồi" in words_of(answer)
    page = Client().get(public(row.token))
    assert "đã bị thu hồi" in words_of(page)
    assert "Đi hộ" not in page.content.decode()
    assert "Không còn ai chờ cấp" in words_of(officer.get(href("class-certificates-issue", done)))


def test_the_public_page_tells_no_more_than_the_paper(officer: Client, done: School) -> None:
    row = issued(officer, done)[0]
    page = Client().get(public(row.token))
    words = words_of(page)
    for shown in (row.holder, row.course, row.serial, row.issuer, "21/11/2026", "Còn hiệu lực"):
        assert shown in words
    # Not where the person works, which class it was, nor who issued it.
    assert "Công ty Cơ khí Thử" not in words
    assert "Lớp 5S khóa 1" not in words
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots"' in page.content.decode()


def test_a_wrong_address_says_what_to_do_and_is_throttled() -> None:
    stranger = Client()
    page = stranger.get(public("x" * 22))
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert "Quét lại mã QR" in words_of(page)
    for _try in range(WRONG.most):
        last = stranger.get(public("y" * 22))
    assert last.status_code == HTTPStatus.TOO_MANY_REQUESTS


def paste(text: str) -> Any:
    return Client().post(reverse("certificate-check"), {"ma": text})


def test_a_pasted_code_is_checked(officer: Client, done: School, settings: LazySettings, tmp_path: Any) -> None:
    row = issued(officer, done)[0]
    code = f"https://testserver{public(row.token)}#{code_of(row.signed_text, row.signature)}"
    assert "Chữ ký đúng" in words_of(paste(code))
    assert row.holder in words_of(paste(code))
    forged = code_of(row.signed_text.replace(row.holder, "Trần Văn Giả"), row.signature)
    answer = words_of(paste(forged))
    assert "Chữ ký không đúng" in answer
    assert "Người được cấp" not in answer
    other = load_signer(tmp_path / "other.pem")
    text = row.signed_text.replace(row.key_id, other.key_id)
    assert "Mã của hệ thống khác" in words_of(paste(code_of(text, other.sign(text))))
    own = load_signer(settings.CERTIFICATE_KEY_FILE)
    unknown = row.signed_text.replace(row.serial, "24-2026-999999")
    assert "Không có trong sổ" in words_of(paste(code_of(unknown, own.sign(unknown))))
    officer.post(one(row, "certificate-revoke"), {"reason": "Nhầm"})
    assert "đã bị thu hồi" in words_of(paste(code))


def test_what_is_no_code_is_told_and_pasting_is_throttled(settings: LazySettings) -> None:
    assert "Không đọc được mã" in words_of(paste("xin chào"))
    assert not settings.CERTIFICATE_KEY_FILE.exists()
    client = Client()
    for _try in range(PASTED.most):
        last = client.post(reverse("certificate-check"), {"ma": "x"})
    assert last.status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_the_list_of_a_province(officer: Client, done: School) -> None:
    assert "Năm 2026 chưa cấp chứng nhận nào" in words_of(officer.get(reverse("certificate-list")))
    rows = issued(officer, done)
    officer.post(one(rows[0], "certificate-revoke"), {"reason": "Nhầm"})
    page = words_of(officer.get(reverse("certificate-list")))
    assert "Năm 2026 đã cấp 3 chứng nhận; 1 đã thu hồi." in page
    narrowed = words_of(officer.get(reverse("certificate-list"), {"hieu-luc": "revoked"}))
    assert rows[0].serial in narrowed
    assert rows[1].serial not in narrowed
    book = openpyxl.load_workbook(BytesIO(officer.get(reverse("certificate-list"), {"tai-ve": "xlsx"}).content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert rows[2].serial in cells


def test_pages_ask_few_queries(officer: Client, done: School) -> None:
    rows = issued(officer, done)
    for path in (href("class-certificates", done), reverse("certificate-list"), one(rows[0])):
        officer.get(path)
        with CaptureQueriesContext(connection) as asked:
            officer.get(path)
        assert len(asked) <= MOST_QUERIES, [query["sql"] for query in asked]
