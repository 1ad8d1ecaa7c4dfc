"""Addresses of people who stand twice, below `/dao-tao/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.people import views

urlpatterns = [
    path("nguoi-trung/", views.doubles, name="person-doubles"),
    path("nguoi-trung/gop/", views.merge, name="person-merge"),
    path("nguoi-trung/hai-nguoi/", views.apart, name="person-apart"),
]
