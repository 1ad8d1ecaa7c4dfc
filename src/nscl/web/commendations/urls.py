"""Addresses of commendations, under `/khen-thuong/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.commendations.views.deciding import decide_page, withdraw_page
from nscl.web.commendations.views.detail import commendation_page
from nscl.web.commendations.views.listing import commendation_list
from nscl.web.commendations.views.proposing import edit_page, propose_page

urlpatterns = [
    path("", commendation_list, name="commendation-list"),
    path("de-nghi/", propose_page, name="commendation-propose"),
    path("<int:number>/", commendation_page, name="commendation"),
    path("<int:number>/sua/", edit_page, name="commendation-edit"),
    path("<int:number>/quyet-dinh/", decide_page, name="commendation-decide"),
    path("<int:number>/rut/", withdraw_page, name="commendation-withdraw"),
]
