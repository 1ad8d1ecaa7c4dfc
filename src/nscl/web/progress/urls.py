"""Addresses of progress."""

from __future__ import annotations

from django.urls import path

from nscl.web.progress import nation, owing, programme, province
from nscl.web.progress.measure import chart, claims, claims_many, stating, view

PLAN = "ke-hoach/<slug:slug>/tien-do/"
MEASURE = f"{PLAN}<int:number>/"
STATED = f"{MEASURE}so-neu/"

urlpatterns = [
    path("tien-do/", programme.door, name="progress"),
    path("tien-do/ca-nuoc/", nation.nation, name="progress-nation"),
    path("tien-do/tinh/<int:unit>/", province.province, name="progress-province"),
    path("tien-do/khai-tinh/<int:activity>/", claims.claim, name="activity-claim"),
    path(PLAN, programme.programme, name="progress-programme"),
    path(f"{PLAN}con-no/", owing.owing, name="progress-owing"),
    path(MEASURE, view.measure, name="progress-measure"),
    path(f"{MEASURE}khai-tinh/", claims_many.claim_many, name="measure-claims"),
    path(f"{MEASURE}bieu-do.<str:form>", chart.chart_file, name="progress-chart"),
    path(STATED, stating.state, name="stated-value-add"),
    path(f"{STATED}<int:stated>/xac-nhan/", stating.sign, name="stated-value-sign"),
    path(f"{STATED}<int:stated>/rut/", stating.withdraw, name="stated-value-withdraw"),
]
