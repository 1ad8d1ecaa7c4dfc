"""Addresses of the province's report and of templates, under `/bao-cao/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.report_editions.views import (
    figures,
    files,
    front,
    issuing,
    looking_back,
    picking,
    preview,
    starting,
    templates,
    words,
)

urlpatterns = [
    path("tinh/ky/<int:number>/", starting.report_editions, name="report-editions"),
    path("tinh/ky/<int:number>/soan/", starting.report_start, name="report-start"),
    path("tinh/<int:number>/", preview.report_edition, name="report-edition"),
    path("tinh/<int:number>/soan/", words.report_write, name="report-write"),
    path("tinh/<int:number>/soan/luu/", words.report_paragraph_save, name="report-paragraph-save"),
    path("tinh/<int:number>/soan/soan-lai/", words.report_redraft, name="report-redraft"),
    path("tinh/<int:number>/soan/<int:paragraph>/chuyen/", words.report_paragraph_move, name="report-paragraph-move"),
    path("tinh/<int:number>/soan/<int:paragraph>/bo/", words.report_paragraph_remove, name="report-paragraph-remove"),
    path("tinh/<int:number>/chon-doan/", picking.report_pick, name="report-pick"),
    path("tinh/<int:number>/chon-doan/<int:source>/bo/", picking.report_unpick, name="report-unpick"),
    path("tinh/<int:number>/so-lieu/", figures.report_figures, name="report-figures"),
    path("tinh/<int:number>/uoc-va-thuc-hien/", figures.report_settled, name="report-settled"),
    path("tinh/<int:number>/the-thuc/", front.report_front, name="report-front"),
    path("tinh/<int:number>/so-ngay/", front.report_number, name="report-number"),
    path("tinh/<int:number>/ban-hanh/", issuing.report_ready, name="report-ready"),
    path("tinh/<int:number>/ban-hanh/xac-nhan/", issuing.report_issue, name="report-issue"),
    path("tinh/<int:number>/huy/", issuing.report_discard, name="report-discard"),
    path("tinh/<int:number>/tep/", files.report_files, name="report-files"),
    path("tinh/<int:number>/tep/<slug:form>/", files.report_file, name="report-file"),
    path("tinh/<int:number>/lich-su/", looking_back.report_history, name="report-history"),
    path("tinh/<int:number>/so-sanh/", looking_back.report_compare, name="report-compare"),
    path("mau/", templates.template_list, name="report-templates"),
    path("mau/tai-len/", templates.template_upload, name="report-template-upload"),
    path("mau/chuan/<slug:purpose>/", templates.template_standard, name="report-template-standard"),
    path("mau/<int:number>/tep/", templates.template_download, name="report-template-file"),
    path("mau/<int:number>/ngung/", templates.template_retire, name="report-template-retire"),
]
