"""Addresses of tests and evaluation forms."""

from __future__ import annotations

from django.urls import path

from nscl.web.questionnaires.views.entering import enter_page, reset_page
from nscl.web.questionnaires.views.forms import (
    choose,
    questionnaire_list,
    questionnaire_page,
    rehearse,
    retire,
    template,
)
from nscl.web.questionnaires.views.of_class import class_tests_page
from nscl.web.questionnaires.views.participant import evaluation_page, test_page

_CLASS = "dao-tao/lop/<int:number>/kiem-tra/"
_FORMS = "dao-tao/mau-phieu/"

urlpatterns = [
    path(_CLASS, class_tests_page, name="class-tests"),
    path(f"{_CLASS}nhap-diem/", enter_page, name="class-results-enter"),
    path(f"{_CLASS}<int:enrolment>/lam-lai/", reset_page, name="class-result-reset"),
    path(_FORMS, questionnaire_list, name="questionnaire-list"),
    path(f"{_FORMS}moi/", choose, name="questionnaire-choose"),
    path(f"{_FORMS}mau.xlsx", template, name="questionnaire-template"),
    path(f"{_FORMS}xem-truoc/<str:token>/", rehearse, name="questionnaire-rehearsal"),
    path(f"{_FORMS}<int:number>/", questionnaire_page, name="questionnaire"),
    path(f"{_FORMS}<int:number>/ngung/", retire, name="questionnaire-retire"),
    path("hoc-vien/<str:token>/kiem-tra/", test_page, name="participant-test"),
    path("hoc-vien/<str:token>/danh-gia/", evaluation_page, name="participant-evaluation"),
]
