"""Addresses of the component set."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from nscl.web.access import public, require_POST
from nscl.web.ui import views

urlpatterns = [
    path("giao-dien/", views.gallery, name="ui-gallery"),
    path("giao-dien/bieu-do.<str:form>", views.sample_chart, name="ui-sample-chart"),
    path("giao-dien/thong-bao/<int:code>/", views.sample_error, name="ui-sample-error"),
    path("ngon-ngu/", public(require_POST(set_language)), name="set_language"),
]
