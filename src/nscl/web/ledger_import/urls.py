"""The import of vouchers, below the address of a plan's ledger."""

from __future__ import annotations

from django.urls import path

from nscl.web.ledger_import import views

_PLACE = "<slug:slug>/so/nhap-tep/"

urlpatterns = [
    path("<slug:slug>/so/so-kinh-phi.xlsx", views.whole, name="ledger-file"),
    path(_PLACE, views.choose, name="ledger-import"),
    path(f"{_PLACE}mau.xlsx", views.template, name="ledger-import-template"),
    path(f"{_PLACE}<str:token>/", views.rehearse, name="ledger-import-rehearsal"),
]
