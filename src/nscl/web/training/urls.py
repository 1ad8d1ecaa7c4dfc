"""Training for those who run it, below `/dao-tao/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.training.views import (
    classes,
    closing,
    courses,
    editing,
    enrolling,
    importing,
    opening,
    overview,
    people,
    sessions,
    sheet,
)

_CLASS = "lop/<int:number>/"
_SESSION = f"{_CLASS}diem-danh/<int:session>/"
_ENROLMENT = f"{_CLASS}hoc-vien/<int:enrolment>/"

urlpatterns = [
    path("", overview.overview, name="training"),
    path("khoa-hoc/", courses.course_list, name="course-list"),
    path("khoa-hoc/them/", courses.add, name="course-add"),
    path("khoa-hoc/<int:number>/", courses.course, name="course"),
    path("khoa-hoc/<int:number>/sua/", courses.edit, name="course-edit"),
    path("khoa-hoc/<int:number>/thoi-dung/", courses.retire, name="course-retire"),
    path("khoa-hoc/<int:number>/dung-lai/", courses.restore, name="course-restore"),
    path("mo-lop/", opening.open_one, name="class-open"),
    path(_CLASS, classes.training_class, name="class"),
    path(f"{_CLASS}sua/", editing.edit, name="class-edit"),
    path(f"{_CLASS}giang-vien/", editing.trainers, name="class-trainers"),
    path(f"{_CLASS}nguoi-to-chuc/", editing.staff, name="class-staff"),
    path(f"{_CLASS}ghi-danh/", editing.registration, name="class-registration"),
    path(f"{_CLASS}ket-thuc/", closing.close, name="class-close"),
    path(f"{_CLASS}mo-lai/", closing.reopen, name="class-reopen"),
    path(f"{_CLASS}them-buoi/", sessions.add, name="session-add"),
    path(f"{_CLASS}diem-danh/", sheet.attendance, name="class-attendance"),
    path(_SESSION, sheet.sheet, name="class-sheet"),
    path(f"{_SESSION}danh-sach-ky/", sheet.sign_in_list, name="class-sign-in-list"),
    path(f"{_SESSION}sua/", sessions.edit, name="session-edit"),
    path(f"{_SESSION}huy/", sessions.cancel, name="session-cancel"),
    path(f"{_CLASS}hoc-vien/", people.people, name="class-people"),
    path(f"{_CLASS}hoc-vien/them/", enrolling.add_person, name="class-add-person"),
    path(f"{_CLASS}hoc-vien/them-nhieu/", enrolling.add_people, name="class-add-people"),
    path(f"{_CLASS}hoc-vien/kem-lien-he/", people.contacts, name="class-contacts"),
    path(f"{_CLASS}hoc-vien/nhap-tep/", importing.choose, name="class-import"),
    path(f"{_CLASS}hoc-vien/nhap-tep/mau.xlsx", importing.template, name="class-import-template"),
    path(f"{_CLASS}hoc-vien/nhap-tep/<str:token>/", importing.rehearse, name="class-import-rehearsal"),
    path(f"{_ENROLMENT}sua/", people.edit_origin, name="enrolment-edit"),
    path(f"{_ENROLMENT}rut-ten/", people.take_off, name="enrolment-withdraw"),
    path(f"{_ENROLMENT}vao-lop/", people.move_up, name="enrolment-promote"),
]
