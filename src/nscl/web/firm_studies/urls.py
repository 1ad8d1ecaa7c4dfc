"""Addresses of studies of firms, under `/nang-suat/doanh-nghiep/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.firm_studies import acting, pages, starting

urlpatterns = [
    path("", pages.study_list, name="study-list"),
    path("moi/", starting.study_choose, name="study-choose"),
    path("moi/<int:unit>/<str:token>/", starting.study_start, name="study-start"),
    path("<int:number>/", pages.study, name="study"),
    path("<int:number>/lam-lai/", acting.study_again, name="study-again"),
    path("<int:number>/cong-bo/", acting.study_publish, name="study-publish"),
    path("<int:number>/thu-hoi/", acting.study_withdraw, name="study-withdraw"),
    path("<int:number>/xoa/", acting.study_remove, name="study-remove"),
]
