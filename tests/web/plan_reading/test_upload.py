"""From the file to what was read: every bad input one clear page, nothing half-written, nothing lost on reload."""

from __future__ import annotations

import os
from copy import deepcopy
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.limits import MAX_BYTES
from nscl.documents.template.writer import LONGEST_PLAN
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanEdition, PlanReading
from nscl.plans.operations.readings.working import fail_reading, give_sign
from nscl.records.rules import SIGN_OF_LIFE_WITHIN
from nscl.web.plan_editing.forms.files import SmallFileField
from nscl.web.plan_reading.forms import MOST_YEARS, DocumentForm
from nscl.web.plan_reading.storage import ORPHAN_AFTER
from tests.conftest import NOW
from tests.factories.people import AT
from tests.factories.plans import SMALL_TEXT, small_pack
from tests.factories.readings import NAME, begun, drafted, read_through, small_reading, uploaded
from tests.factories.world import World
from tests.web.plan_editing.pages import words_of
from tests.web.plan_reading.conftest import REVIEW, SLUG

UPLOAD = "/ke-hoach/doc/"
NOW_AT = datetime.fromisoformat(NOW)
HEADER = {
    "viec": "lap",
    "ten": "Kế hoạch thử nghiệm",
    "so_ky_hieu": "12/KH-UBND",
    "ngay": "10/8/2021",
    "tu_nam": "2021",
    "den_nam": "2025",
    "ma": SLUG,
}


def send(client: Client, content: bytes = b"van ban", name: str = NAME) -> str:
    """Upload and return where that leads."""
    answer = client.post(UPLOAD, {"van_ban": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, words_of(answer)
    return str(answer["Location"])


def folders(settings: Settings) -> list[Path]:
    place = Path(settings.VAR_DIR) / "readings"
    return sorted(place.iterdir()) if place.is_dir() else []


def province(client: Client, page: str) -> str:
    """The value of the province that the form has chosen."""
    text = client.get(page).content.decode()
    select = text[text.index('name="tinh"') :]
    chosen = select[: select.index("</select>")].split("selected")[0]
    return chosen.rsplit('value="', 1)[1].split('"')[0]


# --- uploading


def test_a_document_is_kept_and_its_worker_started_after_the_commit(
    officer: Client,
    launched: list[int],
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        page = send(officer, b"abc", "C:\\tai-lieu\\ke-hoach.docx")
    assert launched == []
    for callback in callbacks:
        callback()
    reading = PlanReading.objects.get()
    assert launched == [reading.pk]
    assert (reading.file_name, reading.size, reading.state) == ("ke-hoach.docx", 3, ReadingState.QUEUED)
    assert (folders(settings)[0] / "document").read_bytes() == b"abc"
    assert "Đang chờ đến lượt đọc" in words_of(officer.get(page))
    assert "ke-hoach.docx" in words_of(officer.get(UPLOAD))


def test_the_same_document_again_leads_to_the_first_and_says_so(officer: Client, settings: Settings) -> None:
    first = send(officer)
    second = officer.post(UPLOAD, {"van_ban": SimpleUploadedFile("ten-khac.txt", b"van ban")}, follow=True)
    assert second.redirect_chain[-1][0] == first
    assert "đã tải văn bản này lên rồi" in words_of(second)
    assert PlanReading.objects.count() == len(folders(settings)) == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Chưa điền mục này"),
        ({"van_ban": SimpleUploadedFile(NAME, b"")}, "rỗng"),
    ],
)
def test_no_file_and_an_empty_one_are_refused_on_the_form(
    officer: Client, settings: Settings, files: dict[str, SimpleUploadedFile], said: str
) -> None:
    answer = officer.post(UPLOAD, files)
    assert answer.status_code == 422
    assert said.casefold() in words_of(answer).casefold()
    assert not PlanReading.objects.exists()
    assert folders(settings) == []


def test_a_huge_file_is_refused_before_it_is_kept(
    officer: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = deepcopy(DocumentForm.base_fields["van_ban"])
    assert isinstance(field, SmallFileField)
    assert field.limit == MAX_BYTES
    field.limit = 1000  # no test writes sixty megabytes
    monkeypatch.setitem(DocumentForm.base_fields, "van_ban", field)
    answer = officer.post(UPLOAD, {"van_ban": SimpleUploadedFile(NAME, b"x" * 1001)})
    assert answer.status_code == 422
    assert "tệp quá lớn" in words_of(answer)
    assert folders(settings) == []


def test_too_many_under_way_are_refused_and_leave_no_file(officer: Client, settings: Settings) -> None:
    for number in range(3):
        send(officer, f"{number}".encode())
    answer = officer.post(UPLOAD, {"van_ban": SimpleUploadedFile(NAME, b"4")})
    assert answer.status_code == 422
    assert "đang có 3 văn bản chờ đọc xong" in words_of(answer)
    assert len(folders(settings)) == 3


def test_a_full_disk_is_told(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nscl.web.plan_reading.storage.keep", full)
    answer = officer.post(UPLOAD, {"van_ban": SimpleUploadedFile(NAME, b"x")})
    assert answer.status_code == 422
    assert "không ghi được tệp" in words_of(answer)


def test_folders_without_a_reading_go_at_a_later_upload(officer: Client, settings: Settings) -> None:
    orphan = Path(settings.VAR_DIR) / "readings" / ("a" * 43)
    orphan.mkdir(parents=True)
    send(officer, b"1")
    assert orphan.exists(), "it may be written just now"
    past = AT.timestamp() - ORPHAN_AFTER.total_seconds() - 60
    os.utime(orphan, (past, past))
    send(officer, b"2")
    assert not orphan.exists()
    assert len(folders(settings)) == 2


# --- under way


def test_the_page_shows_how_far_it_is_and_asks_again_every_second(officer: Client, person: User) -> None:
    job = begun(person, at=NOW_AT)
    give_sign(job=job, done=3, total=12, at=NOW_AT)
    page = officer.get(f"{UPLOAD}{job.number}/")
    words = words_of(page)
    assert "Đang đọc trang 4 trên 12" in words
    assert "Xong 3 trên 12" in words
    text = page.content.decode()
    assert 'hx-trigger="every 1s"' in text
    assert '<noscript><meta http-equiv="refresh"' in text


def test_the_page_that_asks_is_loaded_anew_when_the_reading_has_ended(officer: Client, person: User) -> None:
    number = read_through(person)
    asked = {"HX-Request": "true", "HX-Target": "dang-doc"}
    answer = officer.get(f"{UPLOAD}{number}/", headers=asked)
    assert answer.headers["HX-Refresh"] == "true"
    under_way = officer.get(f"{UPLOAD}{begun(person, at=NOW_AT).number}/", headers=asked)
    assert "HX-Refresh" not in under_way.headers
    # A table of what was read is filtered by htmx too: that is no such question.
    assert "HX-Refresh" not in officer.get(f"{UPLOAD}{number}/", headers={"HX-Request": "true"}).headers


def test_a_worker_that_died_is_noticed_and_the_document_read_again(
    officer: Client,
    person: User,
    launched: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    job = begun(person, at=AT)
    page = f"{UPLOAD}{job.number}/"
    with time_machine.travel(AT + SIGN_OF_LIFE_WITHIN + timedelta(seconds=1), tick=False):
        assert "Việc đọc đã dừng giữa chừng" in words_of(officer.get(page))
        with django_capture_on_commit_callbacks(execute=True):
            assert officer.post(f"{page}doc-lai/").status_code == 302
        assert launched == [job.number]
        assert "Đang chờ đến lượt đọc" in words_of(officer.get(page))


def test_a_failure_is_one_clear_page(officer: Client, person: User) -> None:
    job = begun(person)
    error = ReadingError("encrypted", "tệp PDF có mật khẩu", "lưu lại tệp không có mật khẩu", line=2, page=7)
    fail_reading(job=job, error=error, at=AT)
    page = officer.get(f"{UPLOAD}{job.number}/")
    words = words_of(page)
    assert "Tệp PDF có mật khẩu (trang 7, dòng 2)." in words
    assert "Cách sửa: lưu lại tệp không có mật khẩu." in words
    assert "Đọc lại" in words
    assert "hx-trigger" not in page.content.decode().split("<main")[1]


def test_reading_again_what_is_under_way_is_refused_with_a_message(
    officer: Client, person: User, launched: list[int]
) -> None:
    number = begun(person, at=NOW_AT).number
    answer = officer.post(f"{UPLOAD}{number}/doc-lai/", follow=True)
    assert "đang đọc nên không làm việc đó được" in words_of(answer)
    assert launched == []


def test_discarding_asks_first_and_removes_the_file(officer: Client, person: User, settings: Settings) -> None:
    number = uploaded(person)
    page = f"{UPLOAD}{number}/bo/"
    assert "bị xóa khỏi máy chủ" in words_of(officer.get(page))
    assert len(folders(settings)) == 1
    assert officer.post(page, follow=True).redirect_chain[-1][0] == UPLOAD
    assert folders(settings) == []
    assert officer.get(f"{UPLOAD}{number}/").status_code == 404


def test_what_is_a_draft_already_is_not_discarded(officer: Client, person: User, settings: Settings) -> None:
    drafted(person)
    number = PlanReading.objects.get().pk
    assert officer.post(f"{UPLOAD}{number}/bo/").status_code == 409
    assert len(folders(settings)) == 1
    assert officer.get(f"{UPLOAD}{number}/")["Location"] == REVIEW


# --- what was read


def test_what_was_read_is_shown_before_there_is_a_draft(officer: Client, person: User) -> None:
    number = read_through(person)
    words = words_of(officer.get(f"{UPLOAD}{number}/"))
    assert "9 chỗ nghi ngờ, 2 đoạn chưa được đọc" in words
    assert "đã chuyển sang Unicode" in words
    assert "Nhiệm vụ 1.1, đơn vị chủ trì" in words
    assert "dòng 51 dòng 52 dòng 53" in words
    assert "Mâu thuẫn trong văn bản" in words
    assert not PlanEdition.objects.filter(plan__slug=small_pack().plan.slug).exclude(created_by=None).exists()


def test_the_tables_of_what_was_read_are_filtered_one_by_one(officer: Client, person: User) -> None:
    number = read_through(person)
    words = words_of(officer.get(f"{UPLOAD}{number}/?nghi-ngo-q=nghi+quyet"))
    assert "Không thấy ngày của nghị quyết" in words
    assert "Hai cơ quan cùng khớp" not in words
    assert "dòng 51 dòng 52 dòng 53" in words


def test_a_draft_is_made_under_the_head_that_was_looked_over(officer: Client, person: User) -> None:
    page = f"{UPLOAD}{read_through(person)}/"
    answer = officer.post(page, {**HEADER, "tinh": province(officer, page), "ten": "Kế hoạch đã xem lại"})
    assert answer["Location"] == REVIEW
    assert PlanEdition.objects.get(plan__slug=SLUG).title == "Kế hoạch đã xem lại"
    assert "Đã lập bản nháp từ văn bản" in words_of(officer.get(REVIEW))
    assert officer.post(page, HEADER)["Location"] == REVIEW, "a second press does nothing more"
    assert PlanEdition.objects.filter(plan__slug=SLUG).count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ma": "Kế hoạch"}, "Chỉ dùng chữ thường không dấu"),
        ({"ma": ""}, "Chưa điền mục này"),
        ({"tinh": ""}, "Chưa điền mục này"),
        ({"tinh": "999999"}, "999999"),
        ({"den_nam": "2020"}, "đứng trước năm đầu"),
        ({"ngay": "32/13/2021"}, "32/13/2021"),
    ],
)
def test_a_head_that_cannot_be_is_told_at_its_field(
    officer: Client, person: User, change: dict[str, str], said: str
) -> None:
    page = f"{UPLOAD}{read_through(person)}/"
    answer = officer.post(page, {**HEADER, "tinh": province(officer, page), **change})
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert not PlanEdition.objects.filter(plan__slug=SLUG).exists()


def test_over_a_draft_the_difference_is_shown_before_it_is_replaced(officer: Client, person: User) -> None:
    drafted(person, slug=SLUG)
    other = small_pack().model_copy(update={"reviews": ()})
    page = f"{UPLOAD}{read_through(person, small_reading(other))}/"
    data = {**HEADER, "tinh": province(officer, page)}
    refused = officer.post(page, data)
    assert refused.status_code == 409
    assert "đã có bản nháp với nội dung khác" in words_of(refused)
    assert officer.post(page, {**data, "viec": "thay"})["Location"] == REVIEW


def test_an_issued_plan_keeps_its_name(officer: Client, person: User, world: World) -> None:
    page = f"{UPLOAD}{read_through(person)}/"
    issued = PlanEdition.objects.select_related("plan").get(pk=world.edition_id)
    data = {
        **HEADER,
        "ma": world.slug,
        "tinh": str(issued.plan.unit_id),
        "tu_nam": str(issued.plan.period_start),
        "den_nam": str(issued.plan.period_end),
    }
    answer = officer.post(page, data)
    assert answer.status_code == 422, words_of(answer)
    assert "đã ban hành nên không ghi đè được" in words_of(answer)


def test_a_slug_of_another_provinces_plan_is_refused_with_the_reason(
    officer: Client, person: User, world: World
) -> None:
    page = f"{UPLOAD}{read_through(person)}/"
    answer = officer.post(page, {**HEADER, "ma": world.slug, "tinh": province(officer, page)})
    assert answer.status_code == 409
    assert "đã dùng cho kế hoạch của" in words_of(answer)


def test_a_province_that_is_not_the_persons_is_not_offered(officer: Client, person: User) -> None:
    plan = small_pack().plan
    there = plan.model_copy(update={"province": plan.province.model_copy(update={"name": "Lạng Sơn", "code": "20"})})
    number = read_through(person, small_reading(small_pack().model_copy(update={"plan": there})))
    text = officer.get(f"{UPLOAD}{number}/").content.decode()
    select = text[text.index('name="tinh"') :]
    select = select[: select.index("</select>")]
    assert "Lạng Sơn" not in select
    assert "Bắc Giang" in select
    assert "Văn bản được đọc là của Lạng Sơn (mã 20)." in text


def test_a_document_that_a_colleague_has_read_already_is_told(officer: Client, person: User, world: World) -> None:
    drafted(person, slug=SLUG)
    colleague = world.people[Role.AUDITOR]
    PlanReading.objects.update(uploaded_by=colleague, sha256="0" * 64)
    number = read_through(person)
    PlanReading.objects.filter(pk=number).update(sha256="0" * 64)
    page = words_of(officer.get(f"{UPLOAD}{number}/"))
    assert "Văn bản này đã được đọc thành một kế hoạch." in page


def test_the_text_is_kept_with_its_lines(officer: Client, person: User) -> None:
    drafted(person, slug=SLUG)
    words = words_of(officer.get(f"/ke-hoach/{SLUG}/ban-1/van-ban/"))
    assert f"{SMALL_TEXT.count(chr(10))} dòng" in words


# --- a plan to fill in


def test_the_template_is_for_the_chosen_province_and_years(officer: Client) -> None:
    answer = officer.get(f"{UPLOAD}mau/", {"tu_nam": "2026", "den_nam": "2030"})
    assert answer["Content-Disposition"].startswith('attachment; filename="mau-ke-hoach-2026-2030.docx"')
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "Bắc Ninh" in words
    assert 'name="tu_nam" value="2026"' in officer.get(UPLOAD).content.decode()


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({"tu_nam": "2030", "den_nam": "2026"}, "đứng trước năm đầu"),
        ({"tu_nam": "2026", "den_nam": "2036"}, "dài nhất 10 năm"),
        ({"tu_nam": "hai", "den_nam": "2030"}, "không phải năm"),
        ({}, "Chưa điền mục này"),
    ],
)
def test_years_that_no_plan_has_are_told(officer: Client, years: dict[str, str], said: str) -> None:
    answer = officer.get(f"{UPLOAD}mau/", years)
    assert answer.status_code == 422
    assert said in words_of(answer)


def test_the_page_knows_how_long_a_plan_may_be() -> None:
    assert MOST_YEARS == LONGEST_PLAN
