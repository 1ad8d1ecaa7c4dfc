"""The import and the export of the registry through its pages, in the request and by a process."""

from __future__ import annotations

import io
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from nscl.accounts.enums import Role
from nscl.organisations.models import Organisation, OrganisationImportRun
from nscl.organisations.operations.import_runs import start_run
from nscl.records.models import AuditEvent
from nscl.web.file_import import running
from nscl.web.organisations_import.worker import WORK
from tests.factories.organisation_files import organisations_file
from tests.factories.people import make_person
from tests.factories.registry import make_organisation, tax_code_for

pytestmark = pytest.mark.django_db
ONE, TWO = (tax_code_for(serial) for serial in (4_000_000, 4_000_100))
ROWS = [
    {"name": "Công ty TNHH Ánh Sao", "kind": "doanh nghiệp", "tax_code": ONE, "phone": "0912345678"},
    {"name": "Hợp tác xã Mây Tre", "kind": "hợp tác xã"},
]
WRONG = [*ROWS, {"name": "Công ty Sai Mã", "tax_code": "123"}]


@pytest.fixture
def officer() -> Client:
    return _client(Role.PROVINCE_OFFICER)


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every file is large; the numbers of the runs for which a process would be started."""
    found: list[int] = []
    monkeypatch.setattr(running, "LARGE_BYTES", 0)
    monkeypatch.setattr(running, "launch", lambda command, number: found.append(number) if command else None)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act: act())
    return found


def _client(role: Role) -> Client:
    client = Client()
    client.force_login(make_person(role))
    return client


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def send(client: Client, data: bytes, name: str = "tổ chức.xlsx") -> Any:
    return client.post(reverse("organisation-import"), {"tep": SimpleUploadedFile(name, data)})


def cells_of(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_file_is_seen_and_then_taken_in(officer: Client) -> None:
    assert officer.get(reverse("organisation-import")).status_code == 200
    template = officer.get(reverse("organisation-import-template"))
    assert cells_of(template.content)[0][0] == "Tên tổ chức"
    preview = send(officer, organisations_file(ROWS)).headers["Location"]
    page = text(officer.get(preview))
    assert "2 tổ chức sẽ được thêm" in page
    assert "Hợp tác xã Mây Tre" in page
    assert not Organisation.objects.exists()
    assert _client(Role.AGENCY_FOCAL_POINT).get(preview).status_code == 404  # another person's file
    done = officer.post(preview, {"viec": "nhap"}, follow=True)
    assert "Đã thêm 2 tổ chức, cập nhật 0." in text(done)
    assert officer.get(preview).status_code == 404
    again = send(officer, organisations_file(ROWS)).headers["Location"]
    assert "Tệp không có gì mới so với sổ." in text(officer.get(again))
    assert officer.post(again, {"viec": "bo"}).status_code == 302


def test_wrong_rows_are_shown_and_the_sound_ones_can_go_alone(officer: Client) -> None:
    preview = send(officer, organisations_file(WRONG)).headers["Location"]
    page = text(officer.get(preview))
    assert "C4" in page or "B4" in page
    assert 'value="nhap"' not in page
    refused = officer.post(preview, {"viec": "nhap"})
    assert refused.status_code == 409
    assert "chưa nhập dòng nào" in text(refused)
    assert "Đã thêm 2 tổ chức" in text(officer.post(preview, {"viec": "nhap-dung"}, follow=True))


def test_a_file_that_is_none_is_refused_at_its_field(officer: Client) -> None:
    for data, name, words in ((b"MZ", "a.xlsx", "không phải tệp Excel"), (b"\xff\xfe\x00", "a.csv", "UTF-8")):
        refused = send(officer, data, name)
        assert refused.status_code == 422
        assert words in text(refused)


def test_a_large_file_is_rehearsed_and_taken_in_by_a_process(officer: Client, launched: list[int]) -> None:
    preview = send(officer, organisations_file(WRONG)).headers["Location"]
    assert "Đang chờ đến lượt" in text(officer.get(preview))
    WORK.work_on(launched[-1], sign_every=0)
    assert officer.get(preview, headers={"HX-Target": "dang-chay"}).headers["HX-Refresh"] == "true"
    page = text(officer.get(preview))
    assert "1 dòng phải sửa hoặc nghi trùng" in page
    assert "Công ty TNHH Ánh Sao" in page
    assert officer.post(preview, {"viec": "nhap-dung"}).status_code == 302
    assert officer.post(preview, {"viec": "bo"}, follow=True).status_code == 200
    WORK.work_on(launched[-1], sign_every=0)
    assert "Đã thêm 2 tổ chức, cập nhật 0. 1 dòng" in text(officer.get(preview))
    assert Organisation.objects.count() == 2
    assert len(launched) == 2


def test_a_process_that_failed_or_died_says_so_and_can_be_begun_again(officer: Client, launched: list[int]) -> None:
    preview = send(officer, b"MZ").headers["Location"]
    WORK.work_on(launched[-1], sign_every=0)
    assert "không phải tệp Excel" in text(officer.get(preview))
    preview = send(officer, organisations_file(ROWS)).headers["Location"]
    start_run(number=launched[-1], at=timezone.now())
    OrganisationImportRun.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    assert "Việc đọc tệp đã dừng giữa chừng." in text(officer.get(preview))
    officer.post(preview, {"viec": "lai"})
    WORK.work_on(launched[-1], sign_every=0)
    assert "2 tổ chức sẽ được thêm" in text(officer.get(preview))
    with pytest.raises(CommandError, match="không còn"):
        _run_command(monkey=launched)


def _run_command(monkey: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nscl.web.workers.file_jobs.limit_process", lambda _memory: None)
        call_command("work_on_organisation_file", str(monkey[-1] + 1000))


def test_the_list_leaves_as_a_file_without_contacts_unless_asked_for_and_noted(officer: Client) -> None:
    make_organisation("Công ty Có Số", tax_code=TWO, phone="0912345678", email="a@thu.example")
    make_organisation("Công ty =HYPERLINK()", is_sample=True)
    make_organisation("Công ty Lạng Sơn", province="20", phone="0987654321")
    answer = officer.get(reverse("organisation-export"))
    head, *rows = cells_of(answer.content)
    assert "Số điện thoại" not in head
    assert [row[0] for row in rows] == ["Công ty =HYPERLINK()", "Công ty Có Số"]
    assert [row[head.index("Số liệu mẫu")] for row in rows] == ["x", ""]
    assert rows[1][head.index("Mã số thuế")] == TWO
    assert "S%E1%BB%91%20li%E1%BB%87u%20m%E1%BA%ABu" in answer.headers["Content-Disposition"]
    (only,) = cells_of(officer.get(reverse("organisation-export"), {"q": "có số"}).content)[1:]
    assert only[0] == "Công ty Có Số"
    before = AuditEvent.objects.count()
    assert "nhật ký ghi" in text(officer.get(reverse("organisation-export-contacts")))
    assert AuditEvent.objects.count() == before
    head, *rows = cells_of(officer.post(reverse("organisation-export-contacts")).content)
    assert [row[head.index("Số điện thoại")] for row in rows] == ["", "+84912345678"]
    event = AuditEvent.objects.order_by("-pk")[0]
    assert (event.action, event.comment[:9]) == ("organisations.contacts_exported", "2 tổ chức")
    # What leaves can be taken in again: nothing would change.
    preview = send(officer, officer.get(reverse("organisation-export")).content).headers["Location"]
    assert "Tệp không có gì mới so với sổ." in text(officer.get(preview))


def test_a_rehearsal_asks_as_many_questions_for_thirty_rows_as_for_three(
    officer: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [{"name": f"Công ty Số {number}", "kind": "doanh nghiệp"} for number in range(30)]
    preview = send(officer, organisations_file(rows)).headers["Location"]
    with django_assert_max_num_queries(20):
        assert officer.get(preview).status_code == 200
