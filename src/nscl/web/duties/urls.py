"""The address of the list of duties, under `/viec-cua-toi/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.duties.views import duty_list

urlpatterns = [path("", duty_list, name="duty-list")]
