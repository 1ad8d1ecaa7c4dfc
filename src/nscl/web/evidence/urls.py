"""Addresses of evidence."""

from __future__ import annotations

from django.urls import path

from nscl.web.evidence.views import adding, files, page, removing

_SUBJECT = "minh-chung/<slug:segment>/<int:number>/"
_ONE = "minh-chung/<int:number>/"

urlpatterns = [
    path(_SUBJECT, page.evidence_list, name="evidence-list"),
    path(f"{_SUBJECT}them/", adding.add, name="evidence-add"),
    path(f"{_ONE}xem/", files.preview, name="evidence-preview"),
    path(f"{_ONE}nho/", files.thumbnail, name="evidence-thumbnail"),
    path(f"{_ONE}goc/", files.original, name="evidence-original"),
    path(f"{_ONE}chu-thich/", removing.caption, name="evidence-caption"),
    path(f"{_ONE}go/", removing.remove, name="evidence-remove"),
]
