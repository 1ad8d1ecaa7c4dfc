"""Classes are opened, changed, given sessions, closed and opened again by their pages."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from nscl.training.models import Course, Session, TrainingClass
from nscl.web.training.forms.fields import read_time
from nscl.web.training.forms.repeating import Every, repeated
from nscl.work.enums import ActivityKind
from nscl.work.models import Activity
from tests.factories.work import a_plan, add
from tests.web.training.conftest import DAYS, YEAR, School, href

RULES = {"gives_certificate": "on", "min_attendance_percent": "75"}


def a_session(place: int, day: date, starts: str = "08:00", ends: str = "11:30") -> dict[str, str]:
    prefix = f"sessions.{place}."
    return {f"{prefix}on": f"{day:%d/%m/%Y}", f"{prefix}starts": starts, f"{prefix}ends": ends}


def a_form(school: School, **changes: str) -> dict[str, str]:
    base = {
        "course_id": str(school.course),
        "title": "Lớp Lean cơ bản",
        "task_id": str(school.task),
        "mode": "on_site",
        "place": "Trung tâm hội nghị",
        "capacity": "30",
        **RULES,
        "sessions.so-dong": "0",
        "trainers.so-dong": "0",
        "planned_costs.so-dong": "0",
    }
    return base | changes


def open_address(school: School) -> str:
    return f"{reverse('class-open')}?ke-hoach-nam={school.annual}&khoa-hoc={school.course}"


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_class_is_opened_of_a_course_with_sessions_trainers_and_money(focal: Client, school: School) -> None:
    blank = focal.get(open_address(school))
    assert 'value="80"' in text_of(blank)  # the course's own rule
    days = (date(YEAR, 6, 1), date(YEAR, 6, 8))
    sent = a_form(
        school,
        **{"sessions.so-dong": "2", **a_session(0, days[0]), **a_session(1, days[1])},
        **{"trainers.so-dong": "1", "trainers.0.name": "Lê Minh Tâm", "trainers.0.organisation": "Chi cục"},
        **{"planned_costs.so-dong": "1", "planned_costs.0.vnd": "12.500.000"},
    )
    answer = focal.post(open_address(school), sent)
    made = TrainingClass.objects.get(activity__title="Lớp Lean cơ bản")
    assert answer.headers["Location"] == reverse("class", kwargs={"number": made.pk})
    assert (made.activity.starts_on, made.activity.ends_on) == days
    assert made.activity.costs.get().vnd == 12_500_000
    assert made.min_attendance_percent == 75
    assert made.trainers.get().name == "Lê Minh Tâm"
    assert "Lê Minh Tâm" in text_of(focal.get(answer.headers["Location"]))


def test_what_is_wrong_is_said_at_its_place_and_nothing_is_kept(focal: Client, school: School) -> None:
    none = focal.post(open_address(school), a_form(school))
    assert none.status_code == 422
    assert "Chưa có buổi học nào" in text_of(none)
    same = a_session(0, DAYS[0]) | a_session(1, DAYS[0], "10:00", "12:00")
    crossing = focal.post(open_address(school), a_form(school, **{"sessions.so-dong": "2"}, **same))
    assert "rùng giờ với buổi" in text_of(crossing)
    assert 'id_sessions.1.starts_error"' in text_of(crossing)
    backward = a_session(0, DAYS[0], "11:00", "8h")
    assert "sau giờ bắt đầu" in text_of(
        focal.post(open_address(school), a_form(school, **{"sessions.so-dong": "1"}, **backward))
    )
    assert not TrainingClass.objects.filter(activity__title="Lớp Lean cơ bản").exists()


def test_repeated_sessions_are_written_out_without_losing_what_was_typed(focal: Client, school: School) -> None:
    asked = {
        "lap-lai": "1",
        "lap-tu_ngay": "03/06/2026",
        "lap-tu_gio": "13h30",
        "lap-den_gio": "17h",
        "lap-cach": "tuan",
        "lap-so_buoi": "3",
    }
    page = focal.post(open_address(school), a_form(school, title="Tên vừa gõ", **asked))
    for shown in ("Tên vừa gõ", "03/06/2026", "10/06/2026", "17/06/2026", 'value="13:30"', 'value="17:00"'):
        assert shown in text_of(page), shown
    wrong = focal.post(open_address(school), a_form(school, **asked | {"lap-so_buoi": "100"}))
    assert "từ 1 đến 60" in text_of(wrong)


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (Every.WORKING_DAY, ["05", "08", "09"]),  # Friday, then Monday
        (Every.DAY, ["05", "06", "07"]),
        (Every.WEEK, ["05", "12", "19"]),
    ],
)
def test_how_sessions_repeat(every: Every, days: list[str]) -> None:
    assert [f"{day:%d}" for day in repeated(date(2026, 6, 5), every, 3)] == days


def test_times_as_officials_write_them() -> None:
    for text in ("8:30", "8h30", "8g30", "08.30", "0830", "8 giờ 30"):
        assert read_time(text) == time(8, 30), text
    assert read_time("13h") == time(13)
    for text in ("25:00", "8:75", "sáng", "8"):
        with pytest.raises(ValidationError, match="ví dụ"):
            read_time(text)


def test_a_planned_activity_becomes_a_class_and_each_page_leads_to_the_other(focal: Client, school: School) -> None:
    plan = a_plan(school.task, kind=ActivityKind.TRAINING, title="Tập huấn đã lên kế hoạch", starts_on=date(YEAR, 7, 1))
    number = add(school.annual, plan).number
    activity = reverse("activity", kwargs={"number": number})
    address = f"{reverse('class-open')}?hoat-dong={number}"
    assert address.replace("&", "&amp;") in text_of(focal.get(activity))
    form = a_form(school, **{"sessions.so-dong": "1"}, **a_session(0, date(YEAR, 7, 2)))
    for name in ("title", "task_id", "place", "planned_costs.so-dong"):
        del form[name]
    made = focal.post(address, form).headers["Location"]
    assert Activity.objects.get(pk=number).starts_on == date(YEAR, 7, 2)
    assert made in text_of(focal.get(activity))
    assert activity in text_of(focal.get(made))


def test_two_people_change_a_class_and_both_values_are_shown(focal: Client, officer: Client, school: School) -> None:
    address = href("class-edit", school)
    stored = TrainingClass.objects.get(pk=school.number)
    form = {
        "course_id": str(school.course),
        "mode": "on_site",
        "capacity": "5",
        **RULES,
        "min_attendance_percent": "80",
    }
    seen = {"phien-ban": str(stored.version)}
    assert officer.post(address, form | seen | {"notice": "Mang theo bút"}).status_code == 302
    conflict = focal.post(address, form | seen | {"notice": "Mang máy tính"})
    assert conflict.status_code == 409
    assert "Mang theo bút" in text_of(conflict)
    assert "Mang máy tính" in text_of(conflict)
    now = {"phien-ban": str(stored.version + 1), "notice": "Mang máy tính", "chon.notice": "dang-luu"}
    focal.post(address, form | now)
    assert TrainingClass.objects.get(pk=school.number).notice == "Mang theo bút"


def test_sessions_are_added_moved_and_cancelled_with_a_reason(focal: Client, school: School) -> None:
    more = {"sessions.so-dong": "1", **a_session(0, date(YEAR, 5, 16))}
    focal.post(href("session-add", school), more)
    added = Session.objects.filter(training_class=school.number).order_by("-starts_at")[0]
    edit = href("session-edit", school, session=added.pk)
    focal.post(edit, {"on": "17/05/2026", "starts": "13:00", "ends": "16:00", "topic": "Thực hành"})
    added.refresh_from_db()
    assert added.topic == "Thực hành"
    assert "rùng giờ" in text_of(focal.post(edit, {"on": f"{DAYS[0]:%d/%m/%Y}", "starts": "9:00", "ends": "10:00"}))
    cancel = href("session-cancel", school, session=added.pk)
    assert "phải ghi lý do" in text_of(focal.post(cancel, {"reason": " "}))
    focal.post(cancel, {"reason": "Giảng viên ốm"})
    assert "Đã hủy: Giảng viên ốm" in text_of(focal.get(href("class", school)))


def test_a_class_is_closed_once_nothing_is_missing_and_reopened_with_a_reason(focal: Client, school: School) -> None:
    address = href("class-close", school)
    page = text_of(focal.get(address))
    assert href("class-sheet", school, session=school.sessions[0]) in page
    assert "Ghi vắng cho 8 lượt" in page
    refused = focal.post(address, {})
    assert refused.status_code == 409
    assert "Còn 8 lượt chưa điểm danh" in text_of(refused)
    focal.post(address, {"rest_absent": "on"})
    activity = Activity.objects.get(pk=school.activity)
    assert (activity.status, activity.done_on) == ("done", DAYS[-1])
    assert "phải ghi lý do" in text_of(focal.post(href("class-reopen", school), {"reason": ""}))
    focal.post(href("class-reopen", school), {"reason": "Ghi nhầm"})
    activity.refresh_from_db()
    assert activity.status == "running"


def test_registration_opens_with_an_address_and_its_code(focal: Client, auditor: Client, school: School) -> None:
    focal.post(href("class-registration", school), {"registration": "open", "until": "", "until_time": ""})
    public = reverse("public-class", kwargs={"public_id": TrainingClass.objects.get(pk=school.number).public_id})
    page = text_of(focal.get(href("class", school)))
    assert f"http://testserver{public}" in page
    assert "<svg" in page
    past = {"registration": "open", "until": "01/01/2020"}
    assert "hạn ghi danh đã qua" in text_of(focal.post(href("class-registration", school), past)).lower()
    assert auditor.get(href("class-registration", school)).status_code == 404


def test_somebody_else_is_entrusted_with_the_class(site: Any, focal: Client, school: School) -> None:
    from nscl.accounts.enums import Role  # noqa: PLC0415

    consultant = site.world.people[Role.CONSULTANT]
    outside = site.client(Role.CONSULTANT)
    sheet = href("class-sheet", school, session=school.sessions[0])
    assert outside.get(sheet).status_code == 404
    focal.post(href("class-staff", school), {"nguoi": str(consultant.pk)})
    assert outside.get(sheet).status_code == 200
    assert outside.get(href("class", school)).status_code == 200
    assert outside.get(href("class-edit", school)).status_code == 404
    focal.post(href("class-staff", school), {"thoi": str(consultant.pk)})
    assert outside.get(sheet).status_code == 404


def test_courses_are_added_changed_and_retired(focal: Client, school: School) -> None:
    form = {"title": "TPM cho bảo trì", "topic": "improvement_tools", "level": "basic", "hours": "7,5", **RULES}
    made = focal.post(reverse("course-add"), form).headers["Location"]
    number = Course.objects.get(title="TPM cho bảo trì").pk
    assert "7,5 giờ" in text_of(focal.get(made))
    twice = focal.post(reverse("course-add"), form)
    assert "Mở khóa học đó" in text_of(twice)
    changed = form | {"hours": "16", "phien-ban": "1"}
    focal.post(reverse("course-edit", kwargs={"number": number}), changed)
    assert Course.objects.get(pk=number).hours == 16
    assert focal.post(reverse("course-edit", kwargs={"number": number}), form | {"phien-ban": "1"}).status_code == 409
    focal.post(reverse("course-retire", kwargs={"number": number}))
    assert "Thôi dùng" in text_of(focal.get(reverse("course-list")))
    assert "TPM cho bảo trì" not in text_of(focal.get(open_address(school)))
    focal.post(reverse("course-restore", kwargs={"number": number}))
    assert "TPM cho bảo trì" in text_of(focal.get(open_address(school)))


def test_the_overview_says_what_is_to_be_done(focal: Client, school: School) -> None:  # noqa: ARG001
    page = text_of(focal.get(f"{reverse('training')}"))
    assert "1 lớp cần điểm danh" in page
    assert "8 lượt chưa điểm danh" in page
    file = focal.get(f"{reverse('training')}?tai-ve=xlsx")
    assert file.headers["Content-Type"].startswith("application/vnd")
