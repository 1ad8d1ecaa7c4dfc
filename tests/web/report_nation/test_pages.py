"""The roll-up, packages and keys as the ministry and a province's leader meet them."""

from __future__ import annotations

import io
import re
import zipfile
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.institutions.queries import unit_by_code
from nscl.records.operations import SYSTEM
from nscl.reporting.models import ReceivedPackage, TrustedKey
from nscl.reporting.operations.packages import take_in_package
from nscl.web.report_nation.forms import ACCEPT_SAMPLE, FILE, NAME, PACKAGE, PEM, UNIT
from nscl.web.report_nation.views.keys import COMPARED
from nscl.web.report_nation.words import key_words
from tests.factories.people import AT
from tests.factories.sent_packages import HA_NOI, KEY_NAME, TAX_CODE, Sender
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
NATION, PACKAGES = "/bao-cao/toan-quoc/", "/bao-cao/goi/"
KEYS, TAKE_IN, SEND = f"{PACKAGES}khoa/", f"{PACKAGES}nhan/", f"{PACKAGES}gui/"
MOST_QUERIES = 15


@pytest.fixture
def ministry(world: World) -> Client:
    return client_of(world, Role.NATIONAL_VIEWER)


def get(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == HTTPStatus.OK, path
    return words_of(page)


def taken(sender: Sender, **changes: Any) -> int:
    """A package that is here; returns its number."""
    if not TrustedKey.objects.filter(key_id=sender.signer.key_id).exists():
        sender.trusted()
    file = io.BytesIO(sender.package(**changes))
    done = take_in_package(file=file, file_name="ha-noi.nscl.zip", viewer=None, by=SYSTEM, at=AT, accept_sample=True)
    return done.number


def offer(client: Client, data: bytes) -> Any:
    """The answer to a file that is chosen, wherever it leads."""
    return client.post(TAKE_IN, {FILE: SimpleUploadedFile("ha-noi-2026.nscl.zip", data)}, follow=True)


def sheet_text(response: Any) -> str:
    """What an Excel file says."""
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_the_country_by_indicator_with_packages_in_few_queries(world: World, ministry: Client, sender: Sender) -> None:
    assert "gửi gói số liệu 0" in get(ministry, NATION)
    number = taken(sender, is_sample=True)
    pages = (
        *(NATION, f"{NATION}chi-tieu/tfp_share/", f"{NATION}dung-han/", f"{NATION}ho-tro-nhieu-lan/"),
        *(PACKAGES, f"{PACKAGES}{number}/", TAKE_IN, KEYS, f"{KEYS}them/"),
    )
    for path in pages:
        with CaptureQueriesContext(connection) as queries:
            text = get(ministry, path)
        assert len(queries) <= MOST_QUERIES, (path, [one["sql"][:90] for one in queries])
        assert path in {TAKE_IN, KEYS, f"{KEYS}them/"} or "Số liệu mẫu" in text, path
    text = get(ministry, NATION)
    assert "2 trên 34 tỉnh, thành phố có số liệu" in text
    assert "12 / ít nhất 50 mô hình" in text
    assert "Quyết định số 1322/QĐ-TTg ngày 31/8/2020" in text
    assert f'href="{PACKAGES}{number}/#bang-chi-tieu"' in ministry.get(NATION).content.decode()
    doors = re.compile(rf'href="/ke-hoach/{world.slug}/tien-do/\d+/')
    assert doors.search(ministry.get(NATION).content.decode())
    only = ministry.get(f"{NATION}?tinh={unit_by_code(HA_NOI, on=AT.date()).id}")
    assert "Chỉ tiêu chung và các tỉnh 2 dòng" in words_of(only)
    assert not doors.search(only.content.decode())


def test_an_indicator_says_what_does_not_compare_and_why_it_is_no_sum(ministry: Client, sender: Sender) -> None:
    taken(sender)
    text = get(ministry, f"{NATION}chi-tieu/tfp_share/")
    assert "Không cộng được: là tỷ lệ" in text
    assert "Không so sánh được" in text
    assert "tính trên mẫu số khác" in text
    assert "chưa đối chiếu với văn bản gốc" in text
    book = sheet_text(ministry.get(f"{NATION}chi-tieu/tfp_share/?tai-ve=xlsx"))
    assert "tính trên mẫu số khác" in book
    assert ministry.get(f"{NATION}chi-tieu/khong_co/").status_code == HTTPStatus.NOT_FOUND
    assert "Mô hình điểm tại doanh nghiệp" in sheet_text(ministry.get(f"{NATION}?tai-ve=xlsx"))


def test_timeliness_and_who_was_supported_twice(ministry: Client, sender: Sender) -> None:
    assert "Chưa nhận gói nào" in get(ministry, PACKAGES)
    assert "Không thấy tổ chức nào" in get(ministry, f"{NATION}ho-tro-nhieu-lan/")
    assert "chưa tỉnh nào có kỳ báo cáo" in get(ministry, f"{NATION}dung-han/")
    number = taken(sender)
    assert "15 trên 20 cơ quan của 1 tỉnh, thành phố nộp đúng hạn (75%); 3 nộp muộn, 2 chưa nộp" in get(
        ministry, f"{NATION}dung-han/"
    )
    page = ministry.get(f"{NATION}ho-tro-nhieu-lan/")
    assert f'href="{PACKAGES}{number}/#bang-ho-tro"' in page.content.decode()
    assert "Cùng một nội dung" in words_of(page)
    book = sheet_text(ministry.get(f"{NATION}ho-tro-nhieu-lan/?tai-ve=xlsx"))
    assert book.count(TAX_CODE) == 1  # Excel keeps a text once; both rows point to it
    assert "45000000" in book and "40000000" in book  # noqa: PT018 the two grants


def test_a_key_is_compared_before_it_is_trusted_and_revoked_with_a_reason(ministry: Client, sender: Sender) -> None:
    unit = unit_by_code(HA_NOI, on=AT.date()).id
    typed = {NAME: KEY_NAME, UNIT: unit, PEM: sender.pem}
    neither = ministry.post(f"{KEYS}them/", {**typed, PEM: ""})
    assert "đúng một trong hai cách" in words_of(neither)
    no_key = ministry.post(f"{KEYS}them/", {**typed, PEM: "khong phai khoa"})
    assert no_key.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "không phải khóa công khai PEM" in words_of(no_key)
    by_file = {**typed, PEM: "", FILE: SimpleUploadedFile("khoa.pem", sender.pem.encode())}
    shown = ministry.post(f"{KEYS}them/", by_file)
    assert key_words(sender.signer.key_id) in words_of(shown)
    assert not TrustedKey.objects.exists()
    hidden = dict(re.findall(r'type="hidden" name="(ten|tinh|ma-khoa)" value="([^"]+)"', shown.content.decode()))
    assert hidden == {NAME: KEY_NAME, UNIT: str(unit), COMPARED: sender.signer.key_id}
    assert ministry.post(f"{KEYS}them/", {**typed, COMPARED: hidden[COMPARED]}).status_code == HTTPStatus.FOUND
    assert "Đang tin cậy 1 khóa của 1 tỉnh" in get(ministry, KEYS)
    twice = ministry.post(f"{KEYS}them/", {**typed, COMPARED: hidden[COMPARED]})
    assert "Khóa này đã có" in words_of(twice)
    revoke = f"{KEYS}{TrustedKey.objects.get().pk}/thu-hoi/"
    assert ministry.post(revoke, {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ministry.post(revoke, {"reason": "mất máy chủ"}).status_code == HTTPStatus.FOUND
    assert "mất máy chủ" in get(ministry, KEYS)
    assert "đã bị thu hồi" in words_of(offer(ministry, sender.package()))


def test_a_package_is_looked_at_confirmed_and_taken_in_once(ministry: Client, sender: Sender) -> None:
    package = sender.package()
    assert "chưa được tin cậy ở đây" in words_of(offer(ministry, package))
    sender.trusted()
    for wrong, said in ((package[:-2000], "cắt ngắn"), (b"khong phai tep", "không phải tệp nén")):
        refused = offer(ministry, wrong)
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert said in words_of(refused)
    looked = offer(ministry, package)
    assert "Gói nguyên vẹn: chữ ký đúng với khóa" in words_of(looked)
    assert not ReceivedPackage.objects.exists()
    path = looked.request["PATH_INFO"]
    assert "Không nhận gói" in words_of(ministry.post(path, {"viec": "bo"}, follow=True))
    assert ministry.get(path).status_code == HTTPStatus.NOT_FOUND
    done = ministry.post(offer(ministry, package).request["PATH_INFO"], follow=True)
    assert "Đã nhận gói của thành phố Hà Nội" in words_of(done)
    number = ReceivedPackage.objects.get().pk
    assert ministry.get(f"{PACKAGES}{number}/tep/").content == package
    again = offer(ministry, package)
    assert "Gói này đã nhận" in words_of(again)
    assert "không ghi thêm gì" in words_of(ministry.post(again.request["PATH_INFO"], follow=True))
    assert ReceivedPackage.objects.count() == 1
    newer = offer(ministry, sender.package(edition=2))
    assert "Gói này thay gói đang dùng" in words_of(newer)


def test_a_sample_is_taken_in_only_where_it_is_wanted(ministry: Client, sender: Sender) -> None:
    sender.trusted()
    looked = offer(ministry, sender.package(is_sample=True))
    path = looked.request["PATH_INFO"]
    refused = ministry.post(path)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "đánh dấu đồng ý nhận số liệu mẫu" in words_of(refused)
    assert not ReceivedPackage.objects.exists()
    assert "Số liệu mẫu" in words_of(ministry.post(path, {ACCEPT_SAMPLE: "on"}, follow=True))
    assert ReceivedPackage.objects.get().is_sample


def test_a_leader_sends_the_package_that_the_ministry_takes_in(world: World, ministry: Client) -> None:
    leader = client_of(world, Role.PROVINCE_LEADER)
    before = leader.get(SEND)
    assert "Khóa được tạo khi tải gói đầu tiên" in words_of(before)
    assert leader.get(f"{SEND}khoa.pem").status_code == HTTPStatus.NOT_FOUND
    wrong = leader.post(f"{SEND}tep/", {PACKAGE: "1-2020-ban-hanh"}, follow=True)
    assert "Hãy chọn năm và kế hoạch" in words_of(wrong)
    found = re.search(r'name="goi" value="([^"]+)"', before.content.decode())
    assert found is not None
    file: Any = leader.post(f"{SEND}tep/", {PACKAGE: found[1]})
    package = file.getvalue()
    assert 'filename="bac-ninh-2026.nscl.zip"' in file.headers["Content-Disposition"]
    pem = leader.get(f"{SEND}khoa.pem").content.decode()
    typed = {NAME: "Sở KH&CN Bắc Ninh", UNIT: world.province.id, PEM: pem}
    shown = words_of(ministry.post(f"{KEYS}them/", typed))
    (key,) = re.findall(r"[0-9a-f]{4}(?: [0-9a-f]{4}){3}", shown)
    assert key in get(leader, SEND)
    ministry.post(f"{KEYS}them/", {**typed, COMPARED: key.replace(" ", "")})
    done = ministry.post(offer(ministry, package).request["PATH_INFO"], follow=True)
    assert "Số liệu đang chạy, chưa ban hành" in words_of(done)
    assert "Gói số liệu của tỉnh cũng đã nhận; dùng số trên hệ thống này" in get(ministry, NATION)
