"""Addresses of certificates: of a class, of a province, and those that everybody may open."""

from __future__ import annotations

from django.urls import path

from nscl.web.certificates.views.changing import reissue, revoke
from nscl.web.certificates.views.checking import certificate_check, public_certificate
from nscl.web.certificates.views.detail import certificate_page
from nscl.web.certificates.views.files import certificate_file, class_file, participant_file
from nscl.web.certificates.views.listing import certificate_list
from nscl.web.certificates.views.of_class import class_certificates_page, issue

_CLASS = "dao-tao/lop/<int:number>/chung-nhan/"
_ONE = "dao-tao/chung-nhan/<int:number>/"

urlpatterns = [
    path(_CLASS, class_certificates_page, name="class-certificates"),
    path(f"{_CLASS}cap/", issue, name="class-certificates-issue"),
    path(f"{_CLASS}ca-lop.pdf", class_file, name="class-certificates-file"),
    path("dao-tao/chung-nhan/", certificate_list, name="certificate-list"),
    path(_ONE, certificate_page, name="certificate"),
    path(f"{_ONE}giay.pdf", certificate_file, name="certificate-file"),
    path(f"{_ONE}cap-lai/", reissue, name="certificate-reissue"),
    path(f"{_ONE}thu-hoi/", revoke, name="certificate-revoke"),
    path("hoc-vien/<str:token>/chung-nhan.pdf", participant_file, name="participant-certificate"),
    path("chung-nhan/", certificate_check, name="certificate-check"),
    path("chung-nhan/<str:token>/", public_certificate, name="certificate-public"),
]
