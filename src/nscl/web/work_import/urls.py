"""The import of activities, below an annual plan's address."""

from __future__ import annotations

from django.urls import path

from nscl.web.work_import import views

_PLACE = "ke-hoach-nam/<int:number>/nhap-tep/"

urlpatterns = [
    path(_PLACE, views.choose, name="activity-import"),
    path(f"{_PLACE}mau.xlsx", views.template, name="activity-import-template"),
    path(f"{_PLACE}<str:token>/", views.rehearse, name="activity-import-rehearsal"),
]
