"""Addresses of the component set."""

from __future__ import annotations

from django.urls import path

from nscl.web.accounts import language
from nscl.web.ui import views

urlpatterns = [
    path("giao-dien/", views.gallery, name="ui-gallery"),
    path("giao-dien/bieu-do.<str:form>", views.sample_chart, name="ui-sample-chart"),
    path("giao-dien/thong-bao/<int:code>/", views.sample_error, name="ui-sample-error"),
    path("ngon-ngu/", language.choose, name="set_language"),
]
