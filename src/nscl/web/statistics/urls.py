"""Addresses of statistical figures, below `/nang-suat/so-lieu/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.statistics.views import acts, entry, intake, listing, series

urlpatterns = [
    path("", listing.series_list, name="statistics"),
    path("cau-hoi/", listing.question_list, name="statistics-questions"),
    path("tep/", listing.taking_list, name="statistics-takings"),
    path("tep/<int:number>/huy/", acts.withdraw_taking_page, name="statistics-taking-withdraw"),
    path("xuat/<str:name>", listing.export, name="statistics-export"),
    path("nhap-tep/", intake.choose, name="statistics-import"),
    path("nhap-tep/mau.xlsx", intake.template, name="statistics-template"),
    path("nhap-tep/<int:unit>/<str:token>/", intake.rehearse, name="statistics-import-rehearsal"),
    path("go-so/", entry.new_series, name="statistics-entry-new"),
    path("<int:number>/", series.series_page, name="statistics-series"),
    path("<int:number>/bieu-do.<str:form>", series.chart_file, name="statistics-chart"),
    path("<int:number>/lich-su/", series.history_page, name="statistics-history"),
    path("<int:number>/go-so/", entry.new_vintage, name="statistics-entry"),
    path("<int:number>/noi/", acts.link_page, name="statistics-link"),
    path("<int:number>/noi/<int:link>/bo/", acts.unlink_page, name="statistics-unlink"),
    path("<int:number>/ban/<int:vintage>/rut/", acts.withdraw_vintage_page, name="statistics-vintage-withdraw"),
    path("<int:number>/cau-hoi/<int:question>/", acts.answer_page, name="statistics-answer"),
    path("<int:number>/cau-hoi/<int:question>/hoi-lai/", acts.reopen_page, name="statistics-reopen"),
]
