"""Addresses of the public pages of classes: for everybody, and for whoever has the address."""

from __future__ import annotations

from django.urls import path

from nscl.web.class_registration.views.enrolling import enrol_oneself, enrol_people
from nscl.web.class_registration.views.listing import class_page, open_classes
from nscl.web.class_registration.views.participant import participant, participant_calendar, withdraw_page

urlpatterns = [
    path("lop-hoc/", open_classes, name="open-classes"),
    path("lop-hoc/<str:public_id>/", class_page, name="public-class"),
    path("lop-hoc/<str:public_id>/ghi-danh/", enrol_oneself, name="class-enrol"),
    path("lop-hoc/<str:public_id>/don-vi/", enrol_people, name="class-enrol-people"),
    path("hoc-vien/<str:token>/", participant, name="participant"),
    path("hoc-vien/<str:token>/rut-ten/", withdraw_page, name="participant-withdraw"),
    path("hoc-vien/<str:token>/lich.ics", participant_calendar, name="participant-calendar"),
]
