"""Addresses of policies, under `/ho-tro/chinh-sach/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.policies.views.reading import policy_download, policy_list, policy_page
from nscl.web.policies.views.trying import trial_page

urlpatterns = [
    path("", policy_list, name="policy-list"),
    path("thu-du-thao/", trial_page, name="policy-trial"),
    path("<slug:folder>/<slug:file>/", policy_page, name="policy"),
    path("<slug:folder>/<slug:file>/tep/", policy_download, name="policy-file"),
]
