"""Who is in a class: the list and its files, people added and taken off, the list from Excel, the sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from nscl.organisations.models import Person
from nscl.records.models import AuditEvent
from nscl.training.models import Attendance, AttendanceStep, Enrolment
from tests.factories import training
from tests.factories.participant_lists import filled_list
from tests.web.training.conftest import YEAR, School, enrolled, href
from tests.web.training.test_classes import text_of

# An access check of the session, the roles, the class, and what the page itself reads.
MOST_QUERIES = 15


def cells_of(data: bytes) -> list[str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row if cell != ""]


def phone_of(number: int) -> str:
    return Enrolment.objects.get(pk=number).person.phone.replace("+84", "0")[-3:]


def test_contacts_are_for_those_who_run_the_class(focal: Client, auditor: Client, school: School) -> None:
    end = phone_of(school.people[0])
    assert end in text_of(focal.get(href("class-people", school)))
    seen = text_of(auditor.get(href("class-people", school)))
    assert "Nguyễn Thị An" in seen
    assert "mã điểm danh" not in seen
    assert auditor.post(href("class-contacts", school)).status_code == 404


def test_a_file_has_contacts_only_where_they_are_asked_for_and_that_is_written_down(
    focal: Client, school: School
) -> None:
    plain = cells_of(focal.get(f"{href('class-people', school)}?tai-ve=xlsx").content)
    assert "Nguyễn Thị An" in plain
    assert not [cell for cell in plain if cell.startswith("091")]
    before = AuditEvent.objects.filter(action="class.exported").count()
    asked = cells_of(focal.post(href("class-contacts", school)).content)
    assert [cell for cell in asked if cell.startswith("091")]
    assert AuditEvent.objects.filter(action="class.exported").count() == before + 1


def test_a_person_is_added_with_their_organisation(focal: Client, school: School) -> None:
    form = {
        "name": "PHẠM QUỲNH ANH",
        "phone": "0987 654 321",
        "organisation": "Hợp tác xã Rau sạch",
        "organisation_kind": "cooperative",
    }
    answer = focal.post(href("class-add-person", school), form, follow=True)
    assert "Phạm Quỳnh Anh đã vào danh sách lớp" in text_of(answer)
    assert "viết hoa hoặc viết thường cả tên" in text_of(answer)  # what was made of it is told
    row = Enrolment.objects.get(person__name="Phạm Quỳnh Anh")
    assert (row.kind, row.person.phone) == ("cooperative", "+84987654321")
    again = focal.post(href("class-add-person", school), form)
    assert "đã có trong danh sách lớp này" in text_of(again)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "An và Bình"}, "mỗi dòng ghi một người"),
        ({"phone": "12345"}, "chữ số"),
        ({"national_id": "012345"}, "phải có 12"),
        ({"organisation": "Công ty lạ"}, "Hãy chọn loại đơn vị"),
    ],
)
def test_what_cannot_be_a_person_is_said_at_its_field(
    focal: Client, school: School, changes: Mapping[str, str], said: str
) -> None:
    answer = focal.post(href("class-add-person", school), {"name": "Lý Thị Sen", **changes})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_somebody_known_is_found_again_and_not_registered_twice(focal: Client, school: School) -> None:
    other = training.a_class(
        school.annual, school.task, school.course, title="Lớp khác", sessions=[training.morning(date(YEAR, 4, 1))]
    )
    training.enrol_people(other, [training.a_person("Đặng Bảo Châu")])
    person = Person.objects.get(name="Đặng Bảo Châu")
    page = text_of(focal.get(f"{href('class-add-person', school)}?q=dang+chau"))
    assert "Đặng Bảo Châu" in page
    focal.post(href("class-add-person", school), {"nguoi": str(person.pk)})
    assert Enrolment.objects.filter(training_class=school.number, person=person).exists()
    assert Person.objects.filter(name="Đặng Bảo Châu").count() == 1


def test_beyond_capacity_people_wait_and_move_up(focal: Client, school: School) -> None:
    rows = {"people.so-dong": "3", "people.0.name": "Lý Thị Sen", "people.1.name": "Tạ Văn Thông"}
    answer = focal.post(href("class-add-people", school), rows, follow=True)
    assert "Đã ghi danh 2 người. 1 người chờ chỗ." in text_of(answer)
    waiting = Enrolment.objects.get(training_class=school.number, state="waiting")
    assert waiting.person.name == "Tạ Văn Thông"
    full = focal.post(href("enrolment-promote", school, enrolment=waiting.pk))
    assert full.status_code == 409
    assert "đã đủ 5 chỗ" in text_of(full)
    focal.post(href("enrolment-withdraw", school, enrolment=school.people[0]), {"reason": "Bận việc"})
    waiting.refresh_from_db()
    assert waiting.state == "enrolled"
    assert enrolled(school.number) == 5


def test_where_a_person_came_from_is_mended(focal: Client, school: School) -> None:
    form = {"organisation": "Trường Trung cấp Nghề", "organisation_kind": "school", "position": "Giáo viên"}
    focal.post(href("enrolment-edit", school, enrolment=school.people[1]), form)
    row = Enrolment.objects.get(pk=school.people[1])
    assert (row.organisation.name if row.organisation else "", row.kind, row.position) == (
        "Trường Trung cấp Nghề",
        "school",
        "Giáo viên",
    )


def a_list(rows: Sequence[Sequence[Any]]) -> SimpleUploadedFile:
    keys = ("name", "phone")
    return SimpleUploadedFile("danh-sach.xlsx", filled_list([dict(zip(keys, row, strict=True)) for row in rows], keys))


def test_a_list_is_rehearsed_and_then_taken_in(focal: Client, school: School) -> None:
    sent = focal.post(
        href("class-import", school), {"tep": a_list([("LÝ THỊ SEN", 912345678.0), ("Tạ Văn Thông", "")])}
    )
    rehearsal = sent.headers["Location"]
    page = text_of(focal.get(rehearsal))
    assert "2 người sẽ được ghi danh" in page
    assert "Lý Thị Sen" in page
    assert enrolled(school.number) == 4
    answer = focal.post(rehearsal, {"viec": "nhap"}, follow=True)
    assert "Đã ghi danh 2 người. 1 người chờ chỗ." in text_of(answer)
    assert Person.objects.get(name="Lý Thị Sen").phone == "+84912345678"
    again = focal.post(href("class-import", school), {"tep": a_list([("Lý Thị Sen", "0912345678")])})
    assert "không có gì để nhập" in text_of(focal.get(again.headers["Location"]))


def test_a_wrong_row_is_named_by_its_cell_and_nothing_is_taken_in(focal: Client, school: School) -> None:
    sent = focal.post(href("class-import", school), {"tep": a_list([("Lý Thị Sen và Tạ Văn Thông", "")])})
    page = text_of(focal.get(sent.headers["Location"]))
    assert "1 dòng phải sửa" in page
    assert "A2" in page
    assert "Ghi danh những người này" not in page
    assert focal.post(sent.headers["Location"], {"viec": "nhap"}).status_code == 409
    assert enrolled(school.number) == 4


# --- the sheet


def marked(school: School, place: int = 0) -> dict[int, str]:
    rows = Attendance.objects.filter(session=school.sessions[place]).order_by("pk")
    return {row.enrolment_id: row.state for row in rows}


def sheet(school: School, place: int = 0) -> str:
    return href("class-sheet", school, session=school.sessions[place])


def test_only_what_was_changed_is_written(focal: Client, school: School) -> None:
    first, second = school.people[:2]
    form = {f"hv-{first}": "present", f"da-{first}": "", f"hv-{second}": "excused", f"da-{second}": ""}
    assert "Đã ghi 2 người" in text_of(focal.post(sheet(school), form, follow=True))
    assert marked(school) == {first: "present", second: "excused"}
    events = AuditEvent.objects.filter(action="class.marked").count()
    same = form | {f"da-{first}": "present", f"da-{second}": "excused"}
    assert "Không có gì thay đổi" in text_of(focal.post(sheet(school), same, follow=True))
    assert AuditEvent.objects.filter(action="class.marked").count() == events


def test_the_rest_is_present_at_one_touch(focal: Client, school: School) -> None:
    absent = school.people[0]
    focal.post(sheet(school), {f"hv-{absent}": "absent", f"da-{absent}": "", "tat-ca": "present"})
    assert sorted(marked(school).values()) == ["absent", "present", "present", "present"]


def test_a_row_alone_is_kept_at_once_and_the_counts_come_along(focal: Client, school: School) -> None:
    person = school.people[0]
    form = {"mot": str(person), f"hv-{person}": "present", f"da-{person}": ""}
    answer = focal.post(sheet(school), form, headers={"HX-Request": "true"})
    page = text_of(answer)
    assert page.count('class="sheet-line"') == 1
    assert f'name="da-{person}" value="present"' in page
    assert 'hx-swap-oob="true"' in page
    assert marked(school) == {person: "present"}


def test_whom_somebody_else_marked_meanwhile_is_left_and_told(focal: Client, officer: Client, school: School) -> None:
    person = school.people[0]
    officer.post(sheet(school), {f"hv-{person}": "present", f"da-{person}": ""})
    told = focal.post(sheet(school), {f"hv-{person}": "absent", f"da-{person}": ""}, follow=True)
    assert "Người khác vừa điểm danh: Nguyễn Thị An" in text_of(told)
    assert marked(school) == {person: "present"}
    focal.post(sheet(school), {f"hv-{person}": "absent", f"da-{person}": "present"})
    assert marked(school) == {person: "absent"}
    assert AttendanceStep.objects.get(attendance__enrolment=person).from_state == "present"


def test_correcting_a_done_class_asks_why(focal: Client, school: School) -> None:
    person = school.people[0]
    for place in (0, 1):
        focal.post(sheet(school, place), {"tat-ca": "present"})
    focal.post(href("class-close", school), {})
    form = {f"hv-{person}": "absent", f"da-{person}": "present"}
    refused = focal.post(sheet(school), form)
    assert refused.status_code == 409
    assert "phải ghi lý do" in text_of(refused)
    assert f'name="hv-{person}" value="absent" checked' in text_of(refused)  # nothing typed is lost
    focal.post(sheet(school), form | {"ly_do": "Điểm danh nhầm người"})
    assert marked(school)[person] == "absent"


def test_a_session_to_come_has_no_sheet_yet(focal: Client, school: School) -> None:
    last = date(YEAR, 12, 31)
    focal.post(
        href("session-add", school),
        {
            "sessions.so-dong": "1",
            "sessions.0.on": f"{last:%d/%m/%Y}",
            "sessions.0.starts": "22:00",
            "sessions.0.ends": "23:00",
        },
    )
    to_come = training.sessions_of(school.number)[-1]
    address = href("class-sheet", school, session=to_come)
    assert "Chưa đến giờ điểm danh" in text_of(focal.get(address))
    person = school.people[0]
    assert focal.post(address, {f"hv-{person}": "present", f"da-{person}": ""}).status_code == 409


def test_the_sheet_is_searched_without_diacritics_and_printed_without_contacts(focal: Client, school: School) -> None:
    found = text_of(focal.get(f"{sheet(school)}?q=binh"))
    assert "Trần Văn Bình" in found
    assert "Nguyễn Thị An" not in found
    printed = text_of(focal.get(href("class-sign-in-list", school, session=school.sessions[0])))
    assert "Nguyễn Thị An" in printed
    assert phone_of(school.people[0]) not in printed


@pytest.mark.parametrize("name", ["training", "class", "class-people", "class-attendance", "class-sheet", "course"])
def test_a_page_asks_as_much_for_three_as_for_one(focal: Client, school: School, name: str) -> None:
    from django.urls import reverse  # noqa: PLC0415

    kwargs: dict[str, int] = {} if name == "training" else {"number": school.number}
    if name == "class-sheet":
        kwargs["session"] = school.sessions[0]
    if name == "course":
        kwargs["number"] = school.course
    address = reverse(name, kwargs=kwargs)
    focal.get(address)  # what is read once a process

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert focal.get(address).status_code == 200
        return len(queries)

    before = asked()
    for number in (1, 2):
        title = f"Lớp thêm {number}"
        other = training.a_class(
            school.annual, school.task, school.course, title=title, sessions=[training.morning(date(YEAR, 3, number))]
        )
        training.enrol_people(other, [training.a_person()])
    training.enrol_people(school.number, [training.a_person("Lý Thị Sen"), training.a_person("Tạ Văn Thông")])
    focal.post(
        href("session-add", school),
        {
            "sessions.so-dong": "1",
            "sessions.0.on": "20/05/2026",
            "sessions.0.starts": "8:00",
            "sessions.0.ends": "9:00",
        },
    )
    assert asked() == before
    assert before <= MOST_QUERIES
