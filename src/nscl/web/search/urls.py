"""Address of the search."""

from __future__ import annotations

from django.urls import path

from nscl.web.search import views

urlpatterns = [path("tim-kiem/", views.search, name="search")]
