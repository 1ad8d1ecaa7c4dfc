"""Estimates, below `/kinh-phi/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.estimates.views import (
    appraisal,
    cells,
    comparing,
    grid,
    heading,
    lines,
    listing,
    papers,
    places,
    starting,
    steps,
)

ESTIMATE = "<slug:slug>/du-toan/<int:number>/"
LINE = f"{ESTIMATE}dong/<int:line>/"

urlpatterns = [
    path("du-toan/", listing.estimate_list, name="estimate-list"),
    path("<slug:slug>/du-toan/", listing.plan_estimates, name="plan-estimates"),
    path("<slug:slug>/du-toan/lap/", starting.start, name="estimate-start"),
    path(ESTIMATE, grid.estimate, name="estimate"),
    path(f"{ESTIMATE}so-sanh/", comparing.compare, name="estimate-compare"),
    path(f"{ESTIMATE}o/", cells.save_proposed, name="estimate-cells"),
    path(f"{ESTIMATE}sua/", heading.change, name="estimate-change"),
    path(f"{ESTIMATE}bo/", heading.discard, name="estimate-discard"),
    path(f"{ESTIMATE}trinh/", steps.submit, name="estimate-submit"),
    path(f"{ESTIMATE}rut/", steps.withdraw, name="estimate-withdraw"),
    path(f"{ESTIMATE}tra-lai/", steps.send_back, name="estimate-return"),
    path(f"{ESTIMATE}duyet/", steps.approve, name="estimate-approve"),
    path(f"{ESTIMATE}dong/them/", lines.add, name="estimate-line-add"),
    path(LINE, lines.line, name="estimate-line"),
    path(f"{LINE}luu/", lines.save, name="estimate-line-save"),
    path(f"{LINE}chuyen/", places.move, name="estimate-line-move"),
    path(f"{LINE}xoa/", places.remove, name="estimate-line-remove"),
    path(f"{LINE}tham-dinh/", appraisal.appraised_line, name="estimate-line-appraise"),
    path(f"{LINE}tham-dinh/luu/", appraisal.save_line, name="estimate-line-appraised"),
    path(f"{ESTIMATE}tham-dinh/", appraisal.appraise, name="estimate-appraise"),
    path(f"{ESTIMATE}tham-dinh/o/", cells.save_appraised, name="estimate-appraised-cells"),
    path(f"{ESTIMATE}tham-dinh/nhu-de-nghi/", appraisal.as_proposed, name="estimate-as-proposed"),
    path(f"{ESTIMATE}tham-dinh.docx", papers.report, name="estimate-report"),
    path(f"{ESTIMATE}tham-dinh.xlsx", papers.workbook, name="estimate-workbook"),
]
