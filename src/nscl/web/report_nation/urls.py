"""Addresses below `/bao-cao/`: the roll-up, packages taken in and sent, trusted keys."""

from __future__ import annotations

from django.urls import path

from nscl.web.report_nation.views.country import timeliness, twice
from nscl.web.report_nation.views.indicators import indicator, nation
from nscl.web.report_nation.views.keys import add, key_list, revoke
from nscl.web.report_nation.views.packages import package, package_file, package_list
from nscl.web.report_nation.views.sending import own_key, send, write
from nscl.web.report_nation.views.taking_in import choose, look

urlpatterns = [
    path("toan-quoc/", nation, name="report-nation"),
    path("toan-quoc/chi-tieu/<str:code>/", indicator, name="report-nation-indicator"),
    path("toan-quoc/dung-han/", timeliness, name="report-nation-timeliness"),
    path("toan-quoc/ho-tro-nhieu-lan/", twice, name="report-nation-twice"),
    path("goi/", package_list, name="package-list"),
    path("goi/<int:number>/", package, name="package"),
    path("goi/<int:number>/tep/", package_file, name="package-file"),
    path("goi/nhan/", choose, name="package-take-in"),
    path("goi/nhan/<str:token>/", look, name="package-take-in-look"),
    path("goi/khoa/", key_list, name="package-keys"),
    path("goi/khoa/them/", add, name="package-key-add"),
    path("goi/khoa/<int:number>/thu-hoi/", revoke, name="package-key-revoke"),
    path("goi/gui/", send, name="package-send"),
    path("goi/gui/tep/", write, name="package-write"),
    path("goi/gui/khoa.pem", own_key, name="package-own-key"),
]
