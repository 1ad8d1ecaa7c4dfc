"""The first page, and the switches of the top bar."""

from __future__ import annotations

from django.urls import path

from nscl.web.home.views import choose_context, home

urlpatterns = [
    path("", home, name="home"),
    path("boi-canh/", choose_context, name="context-choose"),
]
