"""Addresses of the registers, below `/dao-tao/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.registers.views import certifying, clubs, experts, lists, programmes

_EXPERT = "chuyen-gia/<int:number>/"
_CLUB = "cau-lac-bo/<int:number>/"
_PROGRAMME = "chuong-trinh/<int:number>/"

urlpatterns = [
    path("chuyen-gia/", lists.expert_list, name="expert-list"),
    path("chuyen-gia/them/", experts.add, name="expert-add"),
    path(_EXPERT, experts.expert, name="expert"),
    path(f"{_EXPERT}sua/", experts.edit, name="expert-edit"),
    path(f"{_EXPERT}chung-nhan/", certifying.certify, name="expert-certify"),
    path("chuyen-gia/chung-nhan/<int:number>/thu-hoi/", certifying.revoke, name="expert-certificate-revoke"),
    path(f"{_EXPERT}ra-khoi-so/", experts.retire, name="expert-retire"),
    path(f"{_EXPERT}vao-lai-so/", experts.restore, name="expert-restore"),
    path("cau-lac-bo/", lists.club_list, name="club-list"),
    path("cau-lac-bo/them/", clubs.add, name="club-add"),
    path(_CLUB, clubs.club, name="club"),
    path(f"{_CLUB}sua/", clubs.edit, name="club-edit"),
    path(f"{_CLUB}hoat-dong/", clubs.act, name="club-act"),
    path("cau-lac-bo/hoat-dong/<int:number>/bo/", clubs.withdraw, name="club-activity-withdraw"),
    path(f"{_CLUB}thanh-vien/", clubs.members, name="club-members"),
    path(f"{_CLUB}thoi-hoat-dong/", clubs.close, name="club-close"),
    path(f"{_CLUB}hoat-dong-lai/", clubs.reopen, name="club-reopen"),
    path("chuong-trinh/", lists.programme_list, name="school-programme-list"),
    path("chuong-trinh/them/", programmes.add, name="school-programme-add"),
    path(_PROGRAMME, programmes.programme, name="school-programme"),
    path(f"{_PROGRAMME}sua/", programmes.edit, name="school-programme-edit"),
    path(f"{_PROGRAMME}thoi-day/", programmes.end, name="school-programme-end"),
    path(f"{_PROGRAMME}day-lai/", programmes.resume, name="school-programme-resume"),
]
