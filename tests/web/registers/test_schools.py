"""Clubs and programmes on the screen: entered with their school, what clubs do, ended and begun again, searched."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan
from nscl.training.models import Club, ClubActivity, ClubRoll, SchoolProgramme
from tests.factories import register_entries as entries
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
CLUBS, PROGRAMMES = "/dao-tao/cau-lac-bo/", "/dao-tao/chuong-trinh/"
MOST_QUERIES = 15


def at(name: str, number: int) -> str:
    return reverse(name, kwargs={"number": number})


def club_of(plan: Plan, *active: date) -> Club:
    school = entries.organisation(plan, OrganisationKind.SCHOOL, "Trường Cao đẳng Một")
    return entries.club(plan, school, date(2023, 9, 5), *active, name="CLB Lean")


def club_form(plan: Plan, **changes: str) -> dict[str, str]:
    given = {"name": "CLB Cải tiến", "school_id": "", "school": "", "founded_on": "5/9/2023", "head": "Thầy Thử"}
    return {**given, "plan_id": str(plan.pk), **changes}


def test_a_club_begins_with_a_school_that_nobody_knew(plan: Plan, officer: Client) -> None:
    assert "Chưa có câu lạc bộ nào trong sổ" in words_of(officer.get(CLUBS))
    nameless = officer.post(f"{CLUBS}them/", club_form(plan))
    assert "Chọn trường, hoặc ghi tên trường mới." in words_of(nameless)
    answer = officer.post(f"{CLUBS}them/", club_form(plan, school="Trường Trung cấp Mới"))
    club = Club.objects.select_related("school").get()
    assert answer.headers["Location"] == at("club", club.pk)
    assert (club.school.name, club.school.kind) == ("Trường Trung cấp Mới", OrganisationKind.SCHOOL)
    again = officer.post(f"{CLUBS}them/", club_form(plan, school_id=str(club.school_id)))
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert at("club", club.pk) in again.content.decode()
    assert Organisation.objects.filter(kind=OrganisationKind.SCHOOL).count() == 1


def test_a_club_counts_by_what_it_did(plan: Plan, officer: Client) -> None:
    club = club_of(plan)
    assert "Chưa ghi hoạt động nào nên chưa được tính" in words_of(officer.get(at("club", club.pk)))
    act = at("club-act", club.pk)
    refused = officer.post(act, {"held_on": "1/1/2020", "title": "Thi 5S", "participants": "-4"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Số người phải từ 0" in words_of(refused)
    officer.post(act, {"held_on": "10/10/2026", "title": "Thi 5S", "participants": "40"})
    activity = ClubActivity.objects.get()
    assert "1 câu lạc bộ ở 1 trường; 1 có hoạt động trong 12 tháng" in words_of(officer.get(CLUBS))
    withdraw = at("club-activity-withdraw", activity.pk)
    assert officer.post(withdraw, {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    officer.post(withdraw, {"reason": "ghi nhầm câu lạc bộ"})
    assert "1 câu lạc bộ ở 1 trường; 0 có hoạt động" in words_of(officer.get(CLUBS))
    assert "Đã bỏ: ghi nhầm câu lạc bộ" in words_of(officer.get(at("club", club.pk)))
    officer.post(at("club-members", club.pk), {"on": "10/10/2026", "members": "35"})
    assert ClubRoll.objects.get().members == 35
    assert "35 thành viên" in words_of(officer.get(at("club", club.pk)))


def test_a_club_is_changed_closed_and_opened_again(plan: Plan, officer: Client, auditor: Client) -> None:
    club = club_of(plan, date(2026, 10, 1))
    form = club_form(plan, name="CLB Lean Kaizen", school="Trường Khác", **{"phien-ban": "1"})
    officer.post(at("club-edit", club.pk), form)
    club.refresh_from_db()
    assert (club.name, club.school.name, club.version) == ("CLB Lean Kaizen", "Trường Khác", 2)
    stale = officer.post(at("club-edit", club.pk), {**form, "head": "Cô Khác"})
    assert stale.status_code == HTTPStatus.CONFLICT
    officer.post(at("club-close", club.pk), {"phien-ban": "2", "on": "1/11/2026", "reason": "hết thành viên"})
    page = words_of(auditor.get(at("club", club.pk)))
    assert "Thôi hoạt động từ ngày 01/11/2026: hết thành viên." in page
    assert "Ghi thôi hoạt động" in page  # in the history, which an auditor reads
    assert at("club-act", club.pk) not in auditor.get(at("club", club.pk)).content.decode()
    officer.post(at("club-reopen", club.pk), {"phien-ban": "3"})
    assert Club.objects.get().closed_on is None


def test_a_programme_is_taken_up_given_up_and_found(plan: Plan, officer: Client) -> None:
    school = entries.organisation(plan, OrganisationKind.SCHOOL, "Trường Cao đẳng Một")
    form = {
        "title": "Mô đun năng suất",
        "school_id": str(school.pk),
        "school": "",
        "adopted_on": "1/9/2025",
        "decision": "12/QĐ-CĐ",
        "hours": "22,5",
        "learners": "120",
        "plan_id": str(plan.pk),
    }
    wrong = officer.post(f"{PROGRAMMES}them/", {**form, "hours": "0,25"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    officer.post(f"{PROGRAMMES}them/", form)
    row = SchoolProgramme.objects.get()
    assert "1 chương trình đang dạy ở 1 trường, 120 người học." in words_of(officer.get(PROGRAMMES))
    found = officer.get("/tim-kiem/", {"q": "mo dun nang suat"}).content.decode()
    assert at("school-programme", row.pk) in found
    officer.post(at("school-programme-edit", row.pk), {**form, "learners": "130", "phien-ban": "1"})
    officer.post(at("school-programme-end", row.pk), {"phien-ban": "2", "on": "1/6/2026", "reason": "đổi đề cương"})
    assert "Chưa có chương trình nào đang dạy." in words_of(officer.get(PROGRAMMES))
    officer.post(at("school-programme-resume", row.pk), {"phien-ban": "3"})
    row.refresh_from_db()
    assert (row.ended_on, row.learners, row.version) == (None, 130, 4)


def test_pages_ask_the_database_as_often_for_three_as_for_one(plan: Plan, officer: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(address).status_code == HTTPStatus.OK
        return len(seen)

    club = club_of(plan, date(2026, 10, 1))
    entries.programme(plan, club.school, date(2025, 9, 1))
    addresses = (CLUBS, at("club", club.pk), PROGRAMMES)
    officer.get(CLUBS)
    before = [queries(address) for address in addresses]
    for day in (2, 3):
        school = entries.organisation(plan, OrganisationKind.SCHOOL)
        entries.club(plan, school, date(2023, 9, 5), date(2026, 10, day))
        entries.programme(plan, school, date(2025, 9, 1))
        ClubActivity.objects.create(
            club=club, held_on=date(2026, 10, day), title="Sinh hoạt", folded="sinh hoat", entered_at=entries.LONG_AGO
        )
    assert [queries(address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES, before
