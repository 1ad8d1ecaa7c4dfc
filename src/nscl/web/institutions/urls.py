"""Provinces, communes and agencies, below `/don-vi/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.institutions.views import agencies, codes, provinces, successions

urlpatterns = [
    path("", provinces.province_list, name="province-list"),
    path("thay-doi/", successions.succession_list, name="unit-successions"),
    path("ma/<str:code>/", codes.unit_of_code, name="unit-by-code"),
    path("co-quan/<int:number>/", agencies.agency_detail, name="agency-detail"),
    path("<int:number>/", provinces.unit_detail, name="unit-detail"),
]
