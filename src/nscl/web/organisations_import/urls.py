"""The import and the export of the registry, below `/to-chuc/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.organisations_import import export, views

_PLACE = "nhap-tep/"

urlpatterns = [
    path(_PLACE, views.choose, name="organisation-import"),
    path(f"{_PLACE}mau.xlsx", views.template, name="organisation-import-template"),
    path(f"{_PLACE}<int:unit>/<str:token>/", views.rehearse, name="organisation-import-rehearsal"),
    path("xuat-tep/", export.export, name="organisation-export"),
    path("xuat-tep/lien-he/", export.export_contacts, name="organisation-export-contacts"),
]
