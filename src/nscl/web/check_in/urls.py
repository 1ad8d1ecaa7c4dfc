"""Addresses of self check-in: the phone's, and the screen's among the pages of the class."""

from __future__ import annotations

from django.urls import path

from nscl.web.check_in.views.phone import check_in_page, open_check_in
from nscl.web.check_in.views.screen import check_in_code

urlpatterns = [
    path("diem-danh/<str:address>/", check_in_page, name="check-in-phone"),
    path("diem-danh/<str:address>/<str:code>/", open_check_in, name="check-in"),
    path("dao-tao/lop/<int:number>/diem-danh/<int:session>/ma/", check_in_code, name="check-in-code"),
]
