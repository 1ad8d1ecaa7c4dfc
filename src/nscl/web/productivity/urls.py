"""Addresses of the overview and of runs, under `/nang-suat/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.productivity.views import acting, choosing, comparing, files, listing, overview, pages

urlpatterns = [
    path("", overview.overview, name="productivity"),
    path("lan-tinh/", listing.run_list, name="run-list"),
    path("lan-tinh/moi/", choosing.run_start, name="run-start"),
    path("lan-tinh/so-sanh/", comparing.run_compare, name="run-compare"),
    path("lan-tinh/<int:number>/", pages.run, name="run"),
    path("lan-tinh/<int:number>/nang-suat-lao-dong/", pages.run_labour, name="run-labour"),
    path("lan-tinh/<int:number>/do-nhay-du-bao/", pages.run_outlook, name="run-outlook"),
    path("lan-tinh/<int:number>/khoa-hoc/", pages.run_science, name="run-science"),
    path("lan-tinh/<int:number>/so-lieu/", pages.run_inputs, name="run-inputs"),
    path("lan-tinh/<int:number>/lich-su/", pages.run_history, name="run-history"),
    path("lan-tinh/<int:number>/lua-chon/", choosing.run_options, name="run-options"),
    path("lan-tinh/<int:number>/tinh/", acting.run_compute, name="run-compute"),
    path("lan-tinh/<int:number>/cong-bo/", acting.run_publish, name="run-publish"),
    path("lan-tinh/<int:number>/thu-hoi/", acting.run_withdraw, name="run-withdraw"),
    path("lan-tinh/<int:number>/tinh-lai/", acting.run_copy, name="run-copy"),
    path("lan-tinh/<int:number>/xoa/", acting.run_remove, name="run-remove"),
    path("lan-tinh/<int:number>/tep/<slug:form>/", files.run_file, name="run-file"),
    path("lan-tinh/<int:number>/bieu-do/<slug:code>.<str:form>", files.run_chart, name="run-chart"),
]
